// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

namespace Spawnscope {

/// Cuts the bytes of one line into text, control characters and escape sequences.
/// Knows the shape of sequences (ECMA-48, ECMA-35), not what they mean.
class EscapeLexer final
{
public:
    enum class Token : quint8 {
        End,
        Text, ///< bytes() holds no control character except tabs
        Control, ///< final() is the character
        Csi, ///< bytes() are the parameters, final() tells the function
        Ignored, ///< a complete sequence of another kind, or one cut off by the end
    };

    explicit EscapeLexer(QByteArrayView line)
        : m_line(line)
    {}

    Token next();
    QByteArrayView bytes() const { return m_bytes; }
    char final() const { return m_final; }

private:
    Token nextEscape();
    Token nextCsi();
    Token nextString();
    Token control();

    QByteArrayView m_line;
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    char m_final = 0;
    bool m_hasNoTerminator = false; // what keeps a line of nothing but "ESC ]" from costing n²
};

} // namespace Spawnscope
