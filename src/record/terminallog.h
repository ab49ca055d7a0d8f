// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"

#include <QByteArray>

#include <chrono>
#include <memory>
#include <vector>

namespace Spawnscope {

/// One thing that happened at a terminal.
struct TerminalEvent
{
    enum class Kind : quint8 {
        Output, ///< the child wrote bytes
        Input, ///< bytes were typed
        Size, ///< the terminal got columns and rows
    };

    Kind kind = Kind::Output;
    std::chrono::nanoseconds when{0}; ///< since the clock's zero
    QByteArray bytes = {};
    int columns = 0;
    int rows = 0;
    bool isAfterGap = false; ///< what happened before it is not kept

    bool operator==(const TerminalEvent &) const = default;
};

/// The note that tells of a size in RunRecord::terminalLog().
QByteArray terminalSizeNote(int columns, int rows);

/// Reads a RunRecord::terminalLog(), or one like it, as events, in their order.
///
/// Thread: use on one thread; the log may be appended to meanwhile.
class TerminalLogReader final
{
public:
    explicit TerminalLogReader(std::shared_ptr<const OutputLog> log)
        : m_log(std::move(log))
    {}

    /// The next events, of about @p maxBytes; none when nothing more has arrived. Bytes that
    /// arrived together may come in several.
    std::vector<TerminalEvent> next(qsizetype maxBytes = 256 * 1024);
    bool isAtEnd() const { return m_position >= m_log->arrivalsEnd(); }

private:
    void addSizes(const OutputChunk &chunk, std::vector<TerminalEvent> *events);

    std::shared_ptr<const OutputLog> m_log;
    qint64 m_position = 0;
    QByteArray m_note; // that has begun
};

} // namespace Spawnscope
