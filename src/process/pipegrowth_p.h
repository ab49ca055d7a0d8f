// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace Spawnscope {

/// Enlarges a pipe that is found well filled again and again, from 64 KiB to 256 KiB: a small one
/// makes writer and reader wait for each other. (A larger one has no more use, and what is in it
/// leaves the processor's cache.)
///
/// Slowness: a pipe that fills because its data is not taken has no use of it; see noteHeldBack().
/// Budget: a pipe grows only as long as all busy pipes of this program could do the same, and the
///         enlarged ones take no more than 16 MiB in all. The system bounds a user's pipes
///         (pipe(7), pipe-user-pages-soft: 64 MiB), and who is over it gets only one page a pipe.
/// Errors: a refusal leaves the pipe as it is, for good.
/// Thread: any, one at a time.
class PipeGrowth
{
public:
    /// Of a pipe with the system's default size.
    PipeGrowth() = default;
    ~PipeGrowth();
    PipeGrowth(const PipeGrowth &) = delete;
    PipeGrowth &operator=(const PipeGrowth &) = delete;

    /// So many bytes came with one read of the pipe `fd`.
    void noteRead(int fd, qint64 bytes);
    /// Reading stopped although there may be more.
    void noteHeldBack();

private:
    void setBusy(bool isBusy);
    void grow(int fd);

    bool m_isLarge = false;
    bool m_isRefused = false;
    int m_filledReads = 0;
    bool m_isBusy = false;
};

} // namespace Spawnscope
