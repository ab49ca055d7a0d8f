// SPDX-License-Identifier: MIT
#include "process/ptypair_p.h"

#include "base/uniquefd.h"
#include "process/pty.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>

namespace Spawnscope {

struct PtyPair::Ends
{
    UniqueFd master;
    UniqueFd slave;
    QByteArray name;
};

namespace {

/// Not every system takes O_CLOEXEC here, though POSIX.1-2024 does.
UniqueFd openMaster()
{
    UniqueFd master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!master && errno == EINVAL) {
        master.reset(::posix_openpt(O_RDWR | O_NOCTTY));
        ::fcntl(master.get(), F_SETFD, FD_CLOEXEC);
    }
    return master;
}

UniqueFd openSlave(int master, const char *name)
{
#ifdef TIOCGPTPEER
    // Without the path, which may mean another terminal in another mount namespace.
    UniqueFd slave(::ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (slave)
        return slave;
#else
    (void)master;
#endif
    return UniqueFd(::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC));
}

} // namespace

PtyBackEnd ptyBackEnd()
{
    return PtyBackEnd::Posix;
}

PtyPair::PtyPair(std::unique_ptr<Ends> ends)
    : m_ends(std::move(ends))
{}

PtyPair::~PtyPair() = default;

ProcessResult<std::unique_ptr<PtyPair>> PtyPair::open()
{
    const auto failed = [] {
        return unexpected(ProcessError::fromErrno(ProcessStage::CreateTerminal, errno));
    };
    auto ends = std::make_unique<Ends>();
    ends->master = openMaster();
    if (!ends->master || ::grantpt(ends->master.get()) != 0 || ::unlockpt(ends->master.get()) != 0)
        return failed();
    std::array<char, 128> name = {};
    if (::ptsname_r(ends->master.get(), name.data(), name.size()) != 0)
        return failed();
    ends->name = name.data();
    ends->slave = openSlave(ends->master.get(), name.data());
    if (!ends->slave)
        return failed();
    return std::unique_ptr<PtyPair>(new PtyPair(std::move(ends)));
}

int PtyPair::master() const
{
    return m_ends->master.get();
}

int PtyPair::slave() const
{
    return m_ends->slave.get();
}

void PtyPair::closeSlave()
{
    m_ends->slave.reset();
}

QByteArray PtyPair::name() const
{
    return m_ends->name;
}

bool PtyPair::setAttributes(const termios &attributes)
{
    return ::tcsetattr(master(), TCSANOW, &attributes) == 0;
}

bool PtyPair::setSize(const winsize &size)
{
    return ::ioctl(master(), TIOCSWINSZ, &size) == 0;
}

void PtyPair::recordLogin() {} // checkPtyOptions() has refused it

} // namespace Spawnscope
