// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace Spawnscope {

/// The bytes that a StreamReader holds, in their order: ones of its own and, behind them, ones that
/// are lent for the time of a call. So a reader that is awaited takes its lines from where read(2)
/// put them, and only what is left over is copied.
class StreamBuffer final
{
public:
    qsizetype size() const { return ownedSize() + m_lent.size(); }
    bool isEmpty() const { return size() == 0; }

    /// Copies `data` behind what is there.
    void append(QByteArrayView data);
    /// Adds `data` without a copy: until keepLent(), it must stay where it is.
    void lend(QByteArrayView data);
    /// Copies what is left of the bytes that were lent.
    void keepLent();

    /// The first of the bytes in one piece: all of them, or some that end with '\n'.
    QByteArrayView front() const { return ownedSize() > 0 ? owned() : m_lent; }
    /// All of them in one piece.
    QByteArrayView all();

    /// Removes the first `count` bytes; no more than there are.
    QByteArray take(qsizetype count)
    {
        if (ownedSize() > 0)
            return takeOwned(count);
        const char *const first = m_lent.data();
        m_lent = m_lent.sliced(count);
        return QByteArray(first, count);
    }

private:
    qsizetype ownedSize() const { return m_owned.size() - m_head; }
    QByteArrayView owned() const { return QByteArrayView(m_owned).sliced(m_head); }
    void closeGap();
    void reserve(qsizetype size);
    QByteArray takeOwned(qsizetype count);

    QByteArray m_owned;
    qsizetype m_head = 0; ///< bytes at the front of m_owned that were taken
    QByteArrayView m_lent; ///< while there are any, m_owned is taken up or ends with '\n'
};

} // namespace Spawnscope
