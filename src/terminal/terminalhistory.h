// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminallistener.h"

#include <QByteArray>
#include <QString>

#include <deque>

namespace Spawnscope {

/// The rows that left a screen, in memory, as UTF-8 with SGR sequences.
///
/// The oldest give way when there are more bytes than the limit; how many is known. The child's
/// wish to have them gone is granted.
class TerminalHistory : public TerminalListener
{
public:
    static constexpr qint64 DefaultLimitBytes = 16 * 1024 * 1024;

    explicit TerminalHistory(qint64 limitBytes = DefaultLimitBytes)
        : m_limitBytes(limitBytes)
    {}

    void rowLeft(const TerminalRow &row) override;
    void scrollbackCleared() override;

    /// Rows count from the first that ever left the screen.
    qint64 firstRow() const { return m_dropped; }
    qint64 endRow() const { return m_dropped + static_cast<qint64>(m_rows.size()); }
    QByteArray rowBytes(qint64 row) const { return at(row).bytes; }
    bool wraps(qint64 row) const { return at(row).wraps; }

    /// Every line ends with a line feed; rows of one line are joined.
    QString text() const;

private:
    struct Row
    {
        QByteArray bytes = {};
        bool wraps = false;
    };

    const Row &at(qint64 row) const { return m_rows[static_cast<size_t>(row - m_dropped)]; }
    static qint64 cost(const Row &row);

    std::deque<Row> m_rows;
    qint64 m_bytes = 0;
    qint64 m_limitBytes;
    qint64 m_dropped = 0;
};

} // namespace Spawnscope
