// SPDX-License-Identifier: MIT
#pragma once

#include "process/process.h"

#include <QByteArrayList>
#include <QCoroTask>

#include <functional>
#include <vector>

namespace Spawnscope {

/// Runs many children of every kind through one process, several at once, and checks each: quick
/// exits, deaths by signal, starts that fail, outputs that a grandchild holds open, writers that
/// never stop, readers that never read, bytes that come back, children that are dropped.
///
/// Thread: that of a Qt event loop; run() turns it.
class Soak
{
public:
    /// `child` is the program of tests/helpers/testchild.cpp.
    explicit Soak(const QByteArray &child)
        : m_child(child)
    {}

    /// Calls `progress` after each hundredth part.
    void run(qint64 children, int atOnce, const std::function<void()> &progress = {});

    qint64 exits() const { return m_exits; } ///< statuses that were told and are right
    qint64 refused() const { return m_refused; } ///< starts that failed as they should
    qint64 dropped() const { return m_dropped; } ///< left to the reaper
    qint64 bytes() const { return m_bytes; } ///< that came back as they were sent
    /// What was not as it should be; at most a few are kept.
    const QByteArrayList &faults() const { return m_faults; }

private:
    using Step = QCoro::Task<void> (Soak::*)(qint64);

    QCoro::Task<void> work();
    QCoro::Task<void> exitQuickly(qint64 number);
    QCoro::Task<void> dieBySignal(qint64 number);
    QCoro::Task<void> failToStart(qint64 number);
    QCoro::Task<void> leaveGrandchild(qint64 number);
    QCoro::Task<void> readEndlessOutput(qint64 number);
    QCoro::Task<void> writeToWhoDoesNotRead(qint64 number);
    QCoro::Task<void> sendAndCollect(qint64 number);
    QCoro::Task<void> dropWhileRunning(qint64 number);

    std::unique_ptr<Process> start(const OsStringList &arguments, const SubprocessOptions &options);
    void expect(const Process &process, int returncode, const char *where);
    void fault(const QByteArray &what);

    QByteArray m_child;
    std::function<void()> m_progress;
    qint64 m_children = 0;
    qint64 m_next = 0;
    qint64 m_exits = 0;
    qint64 m_refused = 0;
    qint64 m_dropped = 0;
    qint64 m_bytes = 0;
    QByteArrayList m_faults;
};

} // namespace Spawnscope
