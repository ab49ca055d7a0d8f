// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace Spawnscope {

/// Enlarges a pipe that is found well filled again and again, from 64 KiB to 256 KiB and 1 MiB:
/// when writer and reader run on different processors, a small pipe makes them wait for each other.
///
/// Budget: a pipe grows only as long as all busy pipes of this program, were they as large, took no
///         more than 8 MiB; so all of them together stay below 16 MiB. The system bounds a user's
///         pipes (pipe(7), pipe-user-pages-soft: 64 MiB), and who is over it gets only one page a
///         pipe.
/// Errors: a refusal leaves the pipe as it is, for good.
/// Thread: any, one at a time.
class PipeGrowth
{
public:
    /// Of a pipe with the system's default size.
    PipeGrowth() = default;
    ~PipeGrowth() { setBusy(false); }
    PipeGrowth(const PipeGrowth &) = delete;
    PipeGrowth &operator=(const PipeGrowth &) = delete;

    /// So many bytes came with one read of the pipe `fd`.
    void noteRead(int fd, qint64 bytes);

private:
    void setBusy(bool isBusy);
    void grow(int fd);

    qint64 m_capacity = 64 * 1024;
    bool m_isRefused = false;
    int m_filledReads = 0;
    bool m_isBusy = false;
};

} // namespace Spawnscope
