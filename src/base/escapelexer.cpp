// SPDX-License-Identifier: MIT
#include "base/escapelexer.h"

namespace Spawnscope {

namespace {

constexpr char Bell = '\x07';

bool isBetween(char c, char first, char last)
{
    return c >= first && c <= last;
}

} // namespace

EscapeLexer::Token EscapeLexer::nextOther()
{
    if (m_at >= m_line.size())
        return Token::End;
    if (m_line[m_at] == Escape)
        return nextEscape();
    const qsizetype start = m_at;
    while (m_at < m_line.size() && isText(m_line[m_at]))
        ++m_at;
    m_bytes = m_line.sliced(start, m_at - start);
    return Token::Text;
}

EscapeLexer::Token EscapeLexer::nextEscape()
{
    qsizetype at = m_at + 1;
    while (at < m_line.size() && isBetween(m_line[at], ' ', '/'))
        ++at;
    if (at >= m_line.size()) {
        m_at = at;
        return Token::Ignored;
    }
    const char introducer = m_line[at];
    if (at == m_at + 1 && introducer == '[')
        return nextCsi();
    if (at == m_at + 1 && QByteArrayView("]PX^_").contains(introducer))
        return nextString();
    if (!isBetween(introducer, '0', '~'))
        return control();
    m_at = at + 1;
    return Token::Ignored;
}

EscapeLexer::Token EscapeLexer::nextCsi()
{
    const qsizetype start = m_at + 2;
    qsizetype at = start;
    while (at < m_line.size() && isBetween(m_line[at], ' ', '?'))
        ++at;
    m_bytes = m_line.sliced(start, at - start);
    m_at = at;
    if (at >= m_line.size() || !isBetween(m_line[at], '@', '~'))
        return Token::Ignored;
    m_final = m_line[at];
    m_at = at + 1;
    return Token::Csi;
}

EscapeLexer::Token EscapeLexer::nextString()
{
    for (qsizetype at = m_at + 2; at < m_line.size() && !m_hasNoTerminator; ++at) {
        const bool isTerminator = m_line[at] == Escape && at + 1 < m_line.size()
            && m_line[at + 1] == '\\';
        if (isTerminator || m_line[at] == Bell) {
            m_at = at + (isTerminator ? 2 : 1);
            return Token::Ignored;
        }
    }
    m_hasNoTerminator = true;
    return control();
}

} // namespace Spawnscope
