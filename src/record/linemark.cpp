// SPDX-License-Identifier: MIT
#include "record/linemark.h"

#include "record/recordcheck.h"

#include <algorithm>
#include <array>

namespace Spawnscope {

namespace {

constexpr char CutFlag = 0x1;

void encodeColor(const TextColor &color, char *bytes)
{
    bytes[0] = static_cast<char>(color.kind);
    bytes[1] = static_cast<char>(color.red);
    bytes[2] = static_cast<char>(color.green);
    bytes[3] = static_cast<char>(color.blue);
}

TextColor decodeColor(const char *bytes)
{
    const auto kind = std::min(static_cast<quint8>(bytes[0]),
                               static_cast<quint8>(TextColorKind::Rgb));
    return {static_cast<TextColorKind>(kind), static_cast<quint8>(bytes[1]),
            static_cast<quint8>(bytes[2]), static_cast<quint8>(bytes[3])};
}

quint16 checkOfMark(const char *bytes)
{
    std::array<char, LineMarkBytes> copy{};
    std::copy_n(bytes, copy.size() - 2, copy.begin());
    return static_cast<quint16>(recordCheck(copy.data(), 4));
}

} // namespace

void encodeLineMark(const LineMark &mark, char *bytes)
{
    qToLittleEndian(mark.lineFeeds, bytes);
    qToLittleEndian(mark.row, bytes + 8);
    encodeColor(mark.style.foreground, bytes + 16);
    encodeColor(mark.style.background, bytes + 20);
    bytes[24] = static_cast<char>(mark.style.attributes.toInt());
    bytes[25] = mark.isCut ? CutFlag : '\0';
    qToLittleEndian(mark.back, bytes + 26);
    bytes[28] = bytes[29] = 0;
    qToLittleEndian(checkOfMark(bytes), bytes + 30);
}

std::optional<LineMark> decodeLineMark(const char *bytes)
{
    if (checkOfMark(bytes) != qFromLittleEndian<quint16>(bytes + 30))
        return std::nullopt;
    LineMark mark;
    mark.lineFeeds = qFromLittleEndian<qint64>(bytes);
    mark.row = qFromLittleEndian<qint64>(bytes + 8);
    mark.style.foreground = decodeColor(bytes + 16);
    mark.style.background = decodeColor(bytes + 20);
    mark.style.attributes = TextAttributes::fromInt(static_cast<quint8>(bytes[24]));
    mark.isCut = (bytes[25] & CutFlag) != 0;
    mark.back = qFromLittleEndian<quint16>(bytes + 26);
    return mark;
}

} // namespace Spawnscope
