// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/document.h"
#include "record/filelog.h"

#include <QTimer>

namespace Spawnscope {

/// A file as a document; follows it while it grows.
///
/// The destructor waits for one read of the file at most.
class FileDocument final : public Document
{
    Q_OBJECT

public:
    explicit FileDocument(std::unique_ptr<FileLog> file);
    ~FileDocument() override;

    Kind kind() const override { return Kind::File; }
    QString path() const override { return m_file->path(); }
    std::shared_ptr<OutputLog> log() const override { return m_file->log(); }
    Status status() const override;

private:
    void look();

    const std::unique_ptr<FileLog> m_file;
    QTimer m_clock;
    quint64 m_seenRevision = 0;
    FileLog::Progress m_seen;
};

} // namespace Spawnscope
