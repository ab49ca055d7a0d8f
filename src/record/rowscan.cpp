// SPDX-License-Identifier: MIT
#include "record/rowscan.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace Spawnscope {

namespace {

constexpr char Escape = '\x1b';
constexpr qsizetype LongestSequence = 64;

/// Where an escape sequence begins that the end of @p bytes cuts off; -1 for none.
qsizetype cutSequence(QByteArrayView bytes)
{
    const qsizetype from = std::max<qsizetype>(bytes.size() - LongestSequence, 0);
    const qsizetype escape = bytes.sliced(from).lastIndexOf(Escape);
    if (escape < 0)
        return -1;
    const QByteArrayView sequence = bytes.sliced(from + escape);
    if (sequence.size() < 2)
        return from + escape;
    const bool isWhole = sequence[1] != '['
        || std::any_of(sequence.begin() + 2, sequence.end(),
                       [](char c) { return c >= '@' && c <= '~'; });
    return isWhole ? -1 : from + escape;
}

/// What comes after the last sequence that takes back all styles; all of @p rows when there is none
/// or when it may stand within another sequence.
QByteArrayView afterLastReset(QByteArrayView rows)
{
    const auto byte = [rows](qsizetype at) { return at < rows.size() ? rows[at] : '\0'; };
    qsizetype end = 0;
    qsizetype escape = rows.indexOf(Escape);
    while (escape >= 0) {
        // In CSI sequences an ESC begins another one, whereas it belongs to those of other kinds.
        if (byte(escape + 1) != '[')
            return rows;
        if (byte(escape + 2) == 'm')
            end = escape + 3;
        else if (byte(escape + 2) == '0' && byte(escape + 3) == 'm')
            end = escape + 4;
        escape = rows.indexOf(Escape, escape + 1);
    }
    return rows.sliced(end);
}

/// How many bytes at the end are the start of a UTF-8 character that is not whole.
qsizetype cutCharacterBytes(QByteArrayView bytes)
{
    for (qsizetype back = 1; back <= std::min<qsizetype>(4, bytes.size()); ++back) {
        const auto byte = static_cast<uchar>(bytes[bytes.size() - back]);
        if ((byte & 0xc0) == 0x80)
            continue;
        const qsizetype needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
        return needed > back ? back : 0;
    }
    return 0;
}

} // namespace

qint64 countLineFeeds(QByteArrayView bytes)
{
    // Counters of a byte each, in loops of fixed length, are what compilers make vectors of.
    constexpr qsizetype Lanes = 32;
    constexpr qsizetype MostRounds = 255;
    const char *at = bytes.data();
    qsizetype left = bytes.size();
    qint64 count = 0;
    while (left >= Lanes) {
        const qsizetype rounds = std::min(left / Lanes, MostRounds);
        std::array<quint8, Lanes> lanes{};
        for (qsizetype round = 0; round < rounds; ++round, at += Lanes) {
            for (qsizetype i = 0; i < Lanes; ++i)
                lanes[static_cast<size_t>(i)] = static_cast<quint8>(lanes[static_cast<size_t>(i)]
                                                                    + (at[i] == '\n'));
        }
        for (const quint8 lane : lanes)
            count += lane;
        left -= rounds * Lanes;
    }
    return count + std::count(at, at + left, '\n');
}

qsizetype afterLineFeed(QByteArrayView bytes, qint64 count)
{
    const char *at = bytes.data();
    const char *const end = at + bytes.size();
    for (; count > 0; --count) {
        at = static_cast<const char *>(std::memchr(at, '\n', static_cast<size_t>(end - at)));
        if (!at)
            return -1;
        ++at;
    }
    return at - bytes.data();
}

qsizetype bytesAfterCut(QByteArrayView bytes)
{
    bytes = bytes.last(std::min(bytes.size(), CutWindowBytes));
    const qsizetype size = bytes.size();
    const qsizetype carriageReturn = bytes.lastIndexOf('\r');
    if (carriageReturn > 0)
        return size - carriageReturn;
    if (const qsizetype sequence = cutSequence(bytes); sequence > 0)
        return size - sequence;
    const qsizetype character = cutCharacterBytes(bytes);
    return character < size ? character : 0;
}

TextStyle styleAfterRows(QByteArrayView rows, TextStyle style)
{
    if (const QByteArrayView fromReset = afterLastReset(rows); fromReset.size() < rows.size()) {
        rows = fromReset;
        style = {};
    }
    while (!rows.isEmpty()) {
        const qsizetype escape = rows.indexOf(Escape);
        if (escape < 0)
            return style;
        rows = rows.sliced(escape);
        const qsizetype feed = rows.indexOf('\n');
        style = styleAfter(rows.first(feed < 0 ? rows.size() : feed), style);
        rows = rows.sliced(feed < 0 ? rows.size() : feed + 1);
    }
    return style;
}

} // namespace Spawnscope
