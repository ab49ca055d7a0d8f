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

    Token next()
    {
        if (m_at < m_line.size() && m_line[m_at] != Escape && !isText(m_line[m_at]))
            return control(); // by itself here: some lines hold nothing else
        return nextOther();
    }
    QByteArrayView bytes() const { return m_bytes; }
    char final() const { return m_final; }

private:
    static constexpr char Escape = '\x1b';

    static constexpr bool isText(char c)
    {
        return (static_cast<uchar>(c) >= 0x20 && c != '\x7f') || c == '\t';
    }

    Token nextOther();
    Token nextEscape();
    Token nextCsi();
    Token nextString();
    Token control()
    {
        m_final = m_line[m_at++];
        m_bytes = {};
        return Token::Control;
    }

    QByteArrayView m_line;
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    char m_final = 0;
    bool m_hasNoTerminator = false; // what keeps a line of nothing but "ESC ]" from costing n²
};

} // namespace Spawnscope
