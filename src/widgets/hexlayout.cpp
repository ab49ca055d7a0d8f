// SPDX-License-Identifier: MIT
#include "widgets/hexlayout.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace Spawnscope {

namespace {

constexpr int GroupBytes = 8;
constexpr int ColumnsPerByte = 3; // two digits and a blank
constexpr int Distance = 2; // between the parts of a row

int digitsFor(qint64 size)
{
    int digits = 8;
    while (digits < 16 && size > qint64(1) << (digits * 4))
        digits += 4;
    return digits;
}

} // namespace

HexLayout::HexLayout(int bytesPerRow, qint64 size)
    : m_bytesPerRow(bytesPerRow)
    , m_offsetDigits(digitsFor(size))
{}

int HexLayout::fittingBytes(int columns, qint64 size)
{
    int bytes = Most;
    while (bytes > Least && HexLayout(bytes, size).columns() > columns)
        bytes /= 2;
    return bytes;
}

int HexLayout::hexColumn(int byte) const
{
    return m_offsetDigits + Distance + byte * ColumnsPerByte + byte / GroupBytes;
}

int HexLayout::textColumn(int byte) const
{
    return hexColumn(m_bytesPerRow - 1) + ColumnsPerByte - 1 + Distance + byte;
}

int HexLayout::byteAt(double column) const
{
    if (column >= textColumn(0) - 1)
        return std::clamp(static_cast<int>(column) - textColumn(0), 0, m_bytesPerRow - 1);
    int byte = m_bytesPerRow - 1;
    while (byte > 0 && column < hexColumn(byte) - 0.5)
        --byte;
    return byte;
}

QString HexLayout::offsetText(qint64 offset) const
{
    return QStringLiteral("%1").arg(offset, m_offsetDigits, 16, QLatin1Char('0'));
}

QString HexLayout::rowText(qint64 offset, std::span<const HexByte> bytes) const
{
    QString text = offsetText(offset);
    for (size_t i = 0; i < bytes.size(); ++i)
        text = text.leftJustified(hexColumn(static_cast<int>(i))) + hexDigits(bytes[i]);
    text = text.leftJustified(textColumn(0));
    for (const HexByte byte : bytes)
        text += asciiOf(byte);
    return text;
}

QString hexDigits(HexByte byte)
{
    return byte == NoByte ? QStringLiteral("··")
                          : QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0'));
}

QChar asciiOf(HexByte byte)
{
    return isPrintable(byte) ? QChar(byte) : QChar(u'.');
}

bool isPrintable(HexByte byte)
{
    return byte >= 0x20 && byte < 0x7f;
}

bool looksBinary(QByteArrayView start)
{
    constexpr QByteArrayView OfTerminals("\a\b\t\n\v\f\r\x0e\x0f\x1b");
    qsizetype controls = 0;
    for (const char c : start) {
        if (c == '\0')
            return true;
        if ((uchar(c) < 0x20 && !OfTerminals.contains(c)) || c == 0x7f)
            ++controls;
    }
    return controls * 10 > start.size();
}

std::optional<qint64> parseOffset(const QString &text, qint64 current)
{
    QString digits = text.trimmed().toLower();
    const bool isForward = digits.startsWith(u'+');
    const bool isBackward = digits.startsWith(u'-');
    if (isForward || isBackward)
        digits.remove(0, 1);
    int base = 10;
    if (digits.startsWith(QLatin1StringView("0x"))) {
        base = 16;
        digits.remove(0, 2);
    } else if (digits.endsWith(u'h')) {
        base = 16;
        digits.chop(1);
    }
    if (digits.isEmpty() || !digits.front().isLetterOrNumber()) // a second sign, a blank
        return std::nullopt;
    bool isNumber = false;
    const qint64 number = digits.toLongLong(&isNumber, base);
    if (!isNumber)
        return std::nullopt;
    if (isBackward)
        return std::max<qint64>(current - number, 0);
    if (isForward)
        return number > std::numeric_limits<qint64>::max() - current
            ? std::nullopt
            : std::optional(current + number);
    return number;
}

} // namespace Spawnscope
