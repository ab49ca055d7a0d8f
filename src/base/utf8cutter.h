// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <utility>

namespace Spawnscope {

/// Cuts a stream of bytes so that no UTF-8 character is cut: the beginning of one at the end of a
/// chunk waits for the next.
class Utf8Cutter final
{
public:
    /// What can go out now; may be empty.
    QByteArray take(const QByteArray &chunk);
    /// What is left when the stream has ended.
    QByteArray takeRest() { return std::exchange(m_rest, {}); }

private:
    QByteArray m_rest;
};

} // namespace Spawnscope
