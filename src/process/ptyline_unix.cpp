// SPDX-License-Identifier: MIT
#include "process/ptyline_p.h"

#include <cerrno>
#include <termios.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

enum class Meaning { Data, Nothing, EndOfLine, Quote };

/// Both "\r" and "\n" may stand for the other, or for nothing.
char translated(char byte, const termios &attributes)
{
    if (byte == '\r' && (attributes.c_iflag & ICRNL))
        return '\n';
    if (byte == '\n' && (attributes.c_iflag & INLCR))
        return '\r';
    return byte;
}

Meaning meaningOf(char byte, const termios &attributes)
{
    const auto is = [&](int key) {
        const cc_t character = attributes.c_cc[key];
        return character != cc_t(_POSIX_VDISABLE) && character == cc_t(byte);
    };
    const bool isExtended = attributes.c_lflag & IEXTEN;
    if (byte == '\r' && (attributes.c_iflag & IGNCR))
        return Meaning::Nothing;
    if ((attributes.c_iflag & IXON) && (is(VSTART) || is(VSTOP)))
        return Meaning::Nothing;
    if ((attributes.c_lflag & ISIG) && (is(VINTR) || is(VQUIT) || is(VSUSP)))
        return attributes.c_lflag & NOFLSH ? Meaning::Nothing : Meaning::EndOfLine;
    if (isExtended && is(VLNEXT))
        return Meaning::Quote;
    if (is(VERASE) || (isExtended && is(VWERASE)))
        return Meaning::Nothing; // takes something away, but how many bytes is not known
    if (translated(byte, attributes) == '\n' || is(VEOF) || is(VEOL) || is(VKILL)
        || (isExtended && is(VEOL2)))
        return Meaning::EndOfLine;
    return Meaning::Data;
}

/// Bytes of one line that the kernel keeps, without its end.
qsizetype lineLimit(int master)
{
#ifdef __linux__
    (void)master; // _PC_MAX_CANON says 255, which has not been true for long
    return 4095;
#else
    const long limit = ::fpathconf(master, _PC_MAX_CANON);
    return limit > 0 ? limit : _POSIX_MAX_CANON;
#endif
}

} // namespace

std::optional<PtyLine> lineAfter(PtyLine line, QByteArrayView bytes, const termios &attributes,
                                 qsizetype limit)
{
    if (!(attributes.c_lflag & ICANON))
        return PtyLine{};
    for (const char byte : bytes) {
        const Meaning meaning = line.isQuoted ? Meaning::Data : meaningOf(byte, attributes);
        line.isQuoted = meaning == Meaning::Quote;
        if (meaning == Meaning::EndOfLine)
            line.length = 0;
        else if (meaning == Meaning::Data && ++line.length > limit)
            return std::nullopt;
    }
    return line;
}

ProcessResult<void> PtyInput::note(QByteArrayView bytes)
{
    termios attributes;
    if (::tcgetattr(m_master, &attributes) != 0)
        return {}; // the write itself will say what is wrong
    const qsizetype limit = lineLimit(m_master);
    const auto line = lineAfter(m_line, bytes, attributes, limit);
    if (!line)
        return unexpected(
            ProcessError::fromErrno(ProcessStage::Write, EMSGSIZE, QByteArray::number(limit)));
    m_line = *line;
    return {};
}

QByteArray PtyInput::endOfInput() const
{
    termios attributes;
    if (::tcgetattr(m_master, &attributes) != 0)
        return {};
    const char end = char(attributes.c_cc[VEOF]);
    if (attributes.c_cc[VEOF] == cc_t(_POSIX_VDISABLE))
        return {};
    const bool isWithinLine = (attributes.c_lflag & ICANON) && m_line.length > 0;
    return QByteArray(isWithinLine ? 2 : 1, end);
}

} // namespace Spawnscope
