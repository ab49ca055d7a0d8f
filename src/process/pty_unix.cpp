// SPDX-License-Identifier: MIT
#include "process/pty_p.h"

#include "process/ptypair_p.h"

#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <unistd.h>

namespace Spawnscope {

namespace {

ProcessError failure(int error)
{
    return ProcessError::fromErrno(ProcessStage::Terminal, error);
}

bool isPossible(const PtySize &size)
{
    constexpr int most = std::numeric_limits<unsigned short>::max();
    const auto isWithin = [](int number, int least) { return number >= least && number <= most; };
    return isWithin(size.rows, 1) && isWithin(size.columns, 1) && isWithin(size.widthPixels, 0)
        && isWithin(size.heightPixels, 0);
}

winsize toWinsize(const PtySize &size)
{
    using Short = unsigned short;
    winsize window = {};
    window.ws_row = Short(size.rows);
    window.ws_col = Short(size.columns);
    window.ws_xpixel = Short(size.widthPixels);
    window.ws_ypixel = Short(size.heightPixels);
    return window;
}

void setFlag(tcflag_t *flags, tcflag_t flag, bool isOn)
{
    *flags = isOn ? *flags | flag : *flags & ~flag;
}

void apply(const PtyModes &modes, termios *attributes)
{
    setFlag(&attributes->c_lflag, ICANON | IEXTEN, modes.canonical);
    setFlag(&attributes->c_lflag, ECHO, modes.echo);
    setFlag(&attributes->c_lflag, ISIG, modes.signalKeys);
    setFlag(&attributes->c_iflag, IXON, modes.flowControl);
    setFlag(&attributes->c_iflag, IUTF8, modes.utf8);
    setFlag(&attributes->c_iflag, ICRNL, modes.newlineForReturn);
    setFlag(&attributes->c_oflag, OPOST | ONLCR, modes.returnBeforeNewline);
}

PtyModes modesOf(const termios &attributes)
{
    PtyModes modes;
    modes.canonical = attributes.c_lflag & ICANON;
    modes.echo = attributes.c_lflag & ECHO;
    modes.signalKeys = attributes.c_lflag & ISIG;
    modes.flowControl = attributes.c_iflag & IXON;
    modes.utf8 = attributes.c_iflag & IUTF8;
    modes.newlineForReturn = attributes.c_iflag & ICRNL;
    modes.returnBeforeNewline = (attributes.c_oflag & OPOST) && (attributes.c_oflag & ONLCR);
    return modes;
}

/// The master's attributes are the slave's: a terminal has but one set.
bool setModesOf(PtyPair *pair, const PtyModes &modes)
{
    termios attributes;
    if (::tcgetattr(pair->master(), &attributes) != 0)
        return false;
    apply(modes, &attributes);
    return pair->setAttributes(attributes);
}

} // namespace

std::optional<ProcessError> checkPtyOptions(const PtyOptions &options)
{
    if (!isPossible(options.size))
        return ProcessError::invalid("terminal.size");
    if (options.type.contains('\0'))
        return ProcessError::invalid("terminal.type");
    if (options.recordLogin && ptyBackEnd() == PtyBackEnd::Posix)
        return ProcessError::fromErrno(ProcessStage::Arguments, ENOTSUP, "terminal.recordLogin");
    return std::nullopt;
}

ProcessResult<std::unique_ptr<PtyPair>> openPty(const PtyOptions &options)
{
    auto pair = PtyPair::open();
    if (!pair)
        return pair;
    const int master = (*pair)->master();
    if (!setModesOf(pair->get(), options.modes) || !(*pair)->setSize(toWinsize(options.size))
        || ::fcntl(master, F_SETFL, ::fcntl(master, F_GETFL) | O_NONBLOCK) != 0)
        return unexpected(ProcessError::fromErrno(ProcessStage::CreateTerminal, errno));
    if (options.recordLogin)
        (*pair)->recordLogin();
    return pair;
}

Pty::Pty(std::unique_ptr<PtyPair> pair)
    : m_pair(std::move(pair))
    , m_name(m_pair->name())
{}

Pty::~Pty() = default;

void Pty::close()
{
    m_pair.reset();
}

ProcessResult<PtySize> Pty::size() const
{
    winsize window = {};
    if (!isOpen())
        return unexpected(failure(EBADF));
    if (::ioctl(m_pair->master(), TIOCGWINSZ, &window) != 0)
        return unexpected(failure(errno));
    return PtySize{window.ws_row, window.ws_col, window.ws_xpixel, window.ws_ypixel};
}

ProcessResult<void> Pty::resize(const PtySize &size)
{
    if (!isPossible(size))
        return unexpected(failure(EINVAL));
    if (!isOpen())
        return unexpected(failure(EBADF));
    if (!m_pair->setSize(toWinsize(size)))
        return unexpected(failure(errno));
    return {};
}

ProcessResult<PtyModes> Pty::modes() const
{
    termios attributes;
    if (!isOpen())
        return unexpected(failure(EBADF));
    if (::tcgetattr(m_pair->master(), &attributes) != 0)
        return unexpected(failure(errno));
    return modesOf(attributes);
}

ProcessResult<void> Pty::setModes(const PtyModes &modes)
{
    if (!isOpen())
        return unexpected(failure(EBADF));
    if (!setModesOf(m_pair.get(), modes))
        return unexpected(failure(errno));
    return {};
}

std::optional<qint64> Pty::foregroundGroup() const
{
    const pid_t group = isOpen() ? ::tcgetpgrp(m_pair->master()) : 0;
    return group > 0 ? std::optional<qint64>(group) : std::nullopt;
}

} // namespace Spawnscope
