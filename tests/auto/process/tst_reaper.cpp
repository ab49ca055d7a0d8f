// SPDX-License-Identifier: MIT
#include "base/uniquefd.h"
#include "support/standingchecks.h"

#include <QDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

qsizetype threadCount()
{
    return QDir(QStringLiteral("/proc/self/task"))
        .entryList(QDir::AllEntries | QDir::NoDotAndDotDot)
        .size();
}

bool exists(qint64 pid)
{
    return ::kill(pid_t(pid), 0) == 0;
}

/// The threads that wait for the exit of one child.
qsizetype ownThreads()
{
    return qgetenv("SPAWNSCOPE_EXIT_NOTICE") == "thread" ? 1 : 0;
}

/// A running child that shares nothing with this program.
std::unique_ptr<Process> startBlocking(const StopPolicy &policy)
{
    SubprocessOptions options;
    options.standardInput = options.standardOutput = options.standardError = DevNull;
    options.onDestruction = policy;
    return startChild({"block"}, options);
}

/// While it lives nothing can be opened: the reaper gets no thread.
class NoDescriptors
{
public:
    NoDescriptors()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const UniqueFd lowestFree(::dup(STDOUT_FILENO));
        rlimit none = m_before;
        none.rlim_cur = rlim_t(lowestFree.get());
        ::setrlimit(RLIMIT_NOFILE, &none);
    }
    ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    NoDescriptors(const NoDescriptors &) = delete;
    NoDescriptors &operator=(const NoDescriptors &) = delete;

private:
    rlimit m_before;
};

} // namespace

class TestReaper : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_threads = threadCount();
        StandingChecks::initTestCase();
    }

    void aChildThatEndsByItselfNeedsNoThread()
    {
        QTRY_COMPARE(threadCount(), m_threads);
        const auto process = startChild({"cat"});
        QCOMPARE(threadCount(), m_threads + ownThreads());
        QVERIFY(waitFor(process->communicate("through")));
        QTRY_COMPARE(threadCount(), m_threads);
    }

    void theThreadGoesWithTheLastChild()
    {
        auto left = startBlocking(StopPolicy::leaveRunning());
        const qint64 pid = left->pid();
        left.reset();
        startBlocking(StopPolicy::killNow()).reset();
        QVERIFY(waitForReaper(30s));
        QVERIFY(exists(pid));
        QTRY_COMPARE(threadCount(), m_threads + ownThreads() + 1);
        QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
        QTRY_VERIFY(!exists(pid));
        QTRY_COMPARE(threadCount(), m_threads);
    }

    void childrenComeWhileTheThreadGoes()
    {
        // Each comes when the one before is just being reaped.
        for (int i = 0; i < 200; ++i) {
            startBlocking(StopPolicy::killNow()).reset();
            if (i % 2 == 0)
                QVERIFY(waitForReaper(30s));
        }
        QVERIFY(waitForReaper(30s));
    }

    void withoutAThreadTheEventLoopEndsThem()
    {
        auto killed = startBlocking(StopPolicy::killNow());
        auto asked = startBlocking(StopPolicy::terminateThenKill());
        const QList<qint64> pids = {killed->pid(), asked->pid()};
        const NoDescriptors none;
        killed.reset();
        asked.reset();
        for (const qint64 pid : pids)
            QTRY_VERIFY(!exists(pid)); // not even a zombie is left
    }

    void withoutAThreadWhoWaitsEndsThem()
    {
        auto process = startBlocking(StopPolicy::terminateThenKill());
        const qint64 pid = process->pid();
        const NoDescriptors none;
        process.reset();
        QVERIFY(waitForReaper(30s));
        QVERIFY(!exists(pid));
    }

    void theThreadIsMadeWhenItCanBeHad()
    {
        auto process = startBlocking(StopPolicy::leaveRunning());
        const qint64 pid = process->pid();
        QTRY_COMPARE(threadCount(), m_threads + ownThreads());
        {
            const NoDescriptors none;
            process.reset();
        }
        QTRY_COMPARE(threadCount(), m_threads + ownThreads() + 1);
        QVERIFY(exists(pid));
        QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
        QTRY_VERIFY(!exists(pid));
    }

private:
    qsizetype m_threads = 0; ///< without children
};

QTEST_GUILESS_MAIN(TestReaper)
#include "tst_reaper.moc"
