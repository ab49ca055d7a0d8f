// SPDX-License-Identifier: MIT
#include "process/ptypair_p.h"

#include "process/pty.h"

#include <KPty>

#include <cerrno>

namespace Spawnscope {

struct PtyPair::Ends
{
    KPty pty;
    bool isLoginRecorded = false;
};

PtyBackEnd ptyBackEnd()
{
    return PtyBackEnd::KPty;
}

PtyPair::PtyPair(std::unique_ptr<Ends> ends)
    : m_ends(std::move(ends))
{}

PtyPair::~PtyPair()
{
    if (m_ends->isLoginRecorded)
        m_ends->pty.logout();
}

ProcessResult<std::unique_ptr<PtyPair>> PtyPair::open()
{
    auto ends = std::make_unique<Ends>();
    errno = 0;
    if (!ends->pty.open()) // which does not say why; errno most often still does
        return unexpected(
            ProcessError::fromErrno(ProcessStage::CreateTerminal, errno ? errno : ENXIO));
    return std::unique_ptr<PtyPair>(new PtyPair(std::move(ends)));
}

int PtyPair::master() const
{
    return m_ends->pty.masterFd();
}

int PtyPair::slave() const
{
    return m_ends->pty.slaveFd();
}

void PtyPair::closeSlave()
{
    m_ends->pty.closeSlave();
}

QByteArray PtyPair::name() const
{
    return m_ends->pty.ttyName();
}

bool PtyPair::setAttributes(const termios &attributes)
{
    termios copy = attributes;
    return m_ends->pty.tcSetAttr(&copy);
}

bool PtyPair::setSize(const winsize &size)
{
    return m_ends->pty.setWinSize(size.ws_row, size.ws_col, size.ws_ypixel, size.ws_xpixel);
}

void PtyPair::recordLogin()
{
    m_ends->pty.login();
    m_ends->isLoginRecorded = true;
}

} // namespace Spawnscope
