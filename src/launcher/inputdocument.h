// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/document.h"
#include "launcher/recordsettings.h"

namespace Spawnscope {

class CaptureThread;
class InputReader;
class UniqueFd;

/// What comes through a pipe, such as this program's standard input, as a document.
class InputDocument final : public Document
{
    Q_OBJECT

public:
    /// Reads @p fd on @p thread, which outlives this object; into a record if settings for that are
    /// given.
    InputDocument(UniqueFd fd, const std::optional<RecordSettings> &records, CaptureThread *thread);
    ~InputDocument() override; ///< closes the pipe, so that who writes to it learns of it

    Kind kind() const override { return Kind::Input; }
    QString path() const override { return m_folder; }
    std::shared_ptr<OutputLog> log() const override { return m_log; }
    Status status() const override;
    std::optional<RecordError> recordError() const override { return m_recordError; }

private:
    void connectReader();

    std::shared_ptr<OutputLog> m_log;
    QString m_folder;
    std::optional<RecordError> m_recordError;
    InputReader *m_reader; ///< lives on the thread, deleted there
    bool m_isReading = true;
    std::optional<RecordError> m_error;
};

} // namespace Spawnscope
