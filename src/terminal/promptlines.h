// SPDX-License-Identifier: MIT
#pragma once

#include <QList>

namespace Spawnscope {

class TerminalScreen;

/// The lines in which prompts began (OSC 133 A), ascending and each once: what a view jumps along.
///
/// Lines:  rows of the log that takes the scrollback, and from its end on the lines of the primary
///         screen. They stay what they are when rows leave the screen or it gets another size.
/// Memory: the newest Most of them are kept.
class PromptLines final
{
public:
    static constexpr qsizetype Most = 10'000;

    void add(qint64 line);
    const QList<qint64> &lines() const { return m_lines; }

private:
    QList<qint64> m_lines;
};

/// The line that @p row of the primary screen belongs to, counted from the one of its first row.
qint64 lineOfRow(const TerminalScreen &screen, int row);

} // namespace Spawnscope
