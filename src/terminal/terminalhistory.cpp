// SPDX-License-Identifier: MIT
#include "terminal/terminalhistory.h"

namespace Spawnscope {

TerminalListener::~TerminalListener() = default;

void TerminalListener::rowLeft(const TerminalRow &) {}
void TerminalListener::scrollbackCleared() {}
void TerminalListener::answered(const QByteArray &) {}
void TerminalListener::titleChanged(const QString &) {}
void TerminalListener::bellRang() {}
void TerminalListener::clipboardRequested(const ClipboardRequest &) {}
void TerminalListener::promptMarked(const PromptMark &) {}

qint64 TerminalHistory::cost(const Row &row)
{
    return row.bytes.size() + static_cast<qint64>(sizeof(Row));
}

void TerminalHistory::rowLeft(const TerminalRow &row)
{
    m_rows.push_back({.bytes = row.bytes(), .wraps = row.wraps()});
    m_bytes += cost(m_rows.back());
    while (m_bytes > m_limitBytes && !m_rows.empty()) {
        m_bytes -= cost(m_rows.front());
        m_rows.pop_front();
        ++m_dropped;
    }
}

void TerminalHistory::scrollbackCleared()
{
    m_dropped = endRow();
    m_rows.clear();
    m_bytes = 0;
}

QString TerminalHistory::text() const
{
    QString text;
    for (const Row &row : m_rows) {
        text += styledText(row.bytes).text;
        if (!row.wraps)
            text += QLatin1Char('\n');
    }
    return text;
}

} // namespace Spawnscope
