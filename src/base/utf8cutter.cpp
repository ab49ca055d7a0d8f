// SPDX-License-Identifier: MIT
#include "base/utf8cutter.h"

#include <QByteArrayView>

namespace Spawnscope {

namespace {

/// How many bytes at the end are the beginning of a longer UTF-8 sequence.
qsizetype incompleteTail(QByteArrayView bytes)
{
    const qsizetype most = std::min<qsizetype>(3, bytes.size());
    for (qsizetype count = 1; count <= most; ++count) {
        const uchar byte = uchar(bytes[bytes.size() - count]);
        if (byte < 0x80)
            return 0;
        if (byte >= 0xc0) {
            const qsizetype length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
            return count < length ? count : 0;
        }
    }
    return 0;
}

} // namespace

QByteArray Utf8Cutter::take(const QByteArray &chunk)
{
    QByteArray bytes = std::exchange(m_rest, {}) + chunk;
    m_rest = bytes.last(incompleteTail(bytes));
    bytes.chop(m_rest.size());
    return bytes;
}

} // namespace Spawnscope
