// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/document.h"
#include "record/asciicast.h"
#include "record/runrecord.h"

#include <QTemporaryDir>

#include <memory>

namespace Spawnscope {

/// A cast that was read into a record of its own, which is deleted with it.
struct ImportedCast
{
    QString path;
    CastHeader header;
    std::unique_ptr<QTemporaryDir> folder; ///< outlives the record
    std::shared_ptr<RunRecord> record;
};

/// Reads a file as an asciicast, whatever its size, by way of the disk: its output as the log of a
/// terminal, and as the lines that a screen would have left. What comes after a damaged line is
/// missing, which a note in the log says. Takes its time.
/// Errors: RecordStage::Identify for a file that is no cast, RecordStage::Version for one of
/// another version; those of reading it and of writing the record.
RecordResult<ImportedCast> importCast(const QString &path);

/// A cast as a document: lines, and a terminalLog() that can be replayed.
class CastDocument final : public Document
{
    Q_OBJECT

public:
    explicit CastDocument(ImportedCast cast);
    ~CastDocument() override;

    Kind kind() const override { return Kind::File; }
    QString path() const override { return m_cast.path; }
    std::shared_ptr<OutputLog> log() const override { return m_cast.record->log(); }
    std::shared_ptr<OutputLog> terminalLog() const override { return m_cast.record->terminalLog(); }
    Status status() const override { return {.sizeBytes = m_sizeBytes}; }
    const CastHeader &header() const { return m_cast.header; }

private:
    ImportedCast m_cast;
    qint64 m_sizeBytes;
};

} // namespace Spawnscope
