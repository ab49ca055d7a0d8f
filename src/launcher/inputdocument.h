// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/document.h"

#include <system_error>

namespace Spawnscope {

class CaptureThread;
class InputReader;
class UniqueFd;

/// What comes through a pipe, such as this program's standard input, as a document.
class InputDocument final : public Document
{
    Q_OBJECT

public:
    /// Reads @p fd into a log on @p thread, which outlives this object.
    InputDocument(UniqueFd fd, CaptureThread *thread);
    ~InputDocument() override; ///< closes the pipe, so that who writes to it learns of it

    Kind kind() const override { return Kind::Input; }
    QString path() const override { return {}; }
    std::shared_ptr<OutputLog> log() const override { return m_log; }
    Status status() const override;

private:
    void connectReader();

    const std::shared_ptr<OutputLog> m_log;
    InputReader *m_reader; ///< lives on the thread, deleted there
    bool m_isReading = true;
    std::optional<RecordError> m_error;
};

} // namespace Spawnscope
