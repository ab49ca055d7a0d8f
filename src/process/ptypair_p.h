// SPDX-License-Identifier: MIT
#pragma once

#include "process/error.h"

#include <QByteArray>

#include <memory>
#include <sys/ioctl.h>
#include <termios.h>

namespace Spawnscope {

/// The two ends of a new pseudo-terminal: what a back end does. Both have FD_CLOEXEC; KPty sets it
/// a moment after opening them.
///
/// Sources: ptypair_kpty.cpp where KF6Pty is, ptypair_posix.cpp elsewhere.
class PtyPair final
{
public:
    static ProcessResult<std::unique_ptr<PtyPair>> open();
    /// Closes both ends, and takes back what recordLogin() has entered.
    ~PtyPair();

    int master() const;
    int slave() const;
    void closeSlave();
    QByteArray name() const;

    /// True, or false with errno. The master must be open, the slave need not be.
    bool setAttributes(const termios &attributes);
    bool setSize(const winsize &size);

    void recordLogin();

private:
    struct Ends;
    explicit PtyPair(std::unique_ptr<Ends> ends);

    std::unique_ptr<Ends> m_ends;
};

} // namespace Spawnscope
