// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>
#include <span>

namespace Spawnscope {

/// A byte of a hex view: 0 to 255, or NoByte where it is no longer kept.
using HexByte = qint16;
inline constexpr HexByte NoByte = -1;

/// Where the parts of a row of bytes stand, in columns of a monospaced font: the offset, the bytes
/// as hex digits in groups of eight, the bytes as ASCII.
class HexLayout final
{
public:
    static constexpr int Least = 8; ///< bytes a row
    static constexpr int Most = 32;

    HexLayout() = default;
    /// @p size is that of the stream, whose offsets take as many digits as they need.
    HexLayout(int bytesPerRow, qint64 size);
    /// The most bytes a row, of 8, 16 and 32, that @p columns have room for; 8 in any case.
    static int fittingBytes(int columns, qint64 size);

    int bytesPerRow() const { return m_bytesPerRow; }
    int offsetDigits() const { return m_offsetDigits; }
    int columns() const { return textColumn(m_bytesPerRow); }
    int hexColumn(int byte) const; ///< of the first digit
    int textColumn(int byte) const;
    /// The byte of a row whose digits or character are at @p column, or nearest to it.
    int byteAt(double column) const;

    QString offsetText(qint64 offset) const;
    /// As `hexdump -C` has it, without trailing blanks.
    QString rowText(qint64 offset, std::span<const HexByte> bytes) const;

private:
    int m_bytesPerRow = 16;
    int m_offsetDigits = 8;
};

QString hexDigits(HexByte byte); ///< two, or two dots
QChar asciiOf(HexByte byte); ///< a dot for what is no printable ASCII
bool isPrintable(HexByte byte);

/// Whether the beginning of an output is something else than text: it holds a NUL, or more than
/// one control character in ten bytes. Those of terminals do not count.
bool looksBinary(QByteArrayView start);

/// "1200", "0x4b0", "4b0h"; from @p current with a + or - before it. Nothing when it is none of
/// these or beyond 64 bits.
std::optional<qint64> parseOffset(const QString &text, qint64 current);

} // namespace Spawnscope
