// SPDX-License-Identifier: MIT
#include "process/descriptorwatch.h"
#include "process/latercall.h"
#include "support/standingchecks.h"

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTest>

#include <algorithm>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace Spawnscope;
using Events = DescriptorWatch::Events;

namespace {

struct Ends
{
    UniqueFd read;
    UniqueFd write;
};

Ends makeEnds()
{
    int fds[2];
    if (::pipe2(fds, O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("no pipe");
    return {UniqueFd(fds[0]), UniqueFd(fds[1])};
}

Ends makeSockets()
{
    int fds[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds) != 0)
        qFatal("no socket pair");
    return {UniqueFd(fds[0]), UniqueFd(fds[1])};
}

void put(const UniqueFd &fd)
{
    if (::write(fd.get(), "x", 1) != 1)
        qFatal("a descriptor takes nothing");
}

char take(const UniqueFd &fd)
{
    char byte = 0;
    return ::read(fd.get(), &byte, 1) == 1 ? byte : '\0';
}

/// A pipe whose read end is watched.
struct Watched
{
    Ends ends = makeEnds();
    std::unique_ptr<DescriptorWatch> watch;
    int calls = 0;

    explicit Watched(std::function<void()> called = [] {})
    {
        watch = std::make_unique<DescriptorWatch>(ends.read.get(),
                                                  [this, called = std::move(called)](Events) {
                                                      ++calls;
                                                      called();
                                                  });
        watch->setEvents(DescriptorWatch::Readable);
    }
};

using WatchedPipes = std::vector<std::unique_ptr<Watched>>;

/// Turns the event loop until there is nothing left to do.
void settle()
{
    while (QAbstractEventDispatcher::instance()->processEvents(QEventLoop::AllEvents)) {}
}

bool usesReactor()
{
    return qgetenv("SPAWNSCOPE_REACTOR") != "notifier";
}

} // namespace

class TestDescriptorWatch : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void comesAgainUntilTheDescriptorIsRead();
    void isNotLookedAtWhilePaused();
    void tellsOfEachEventAskedFor();
    void aSocketWhoseOtherSideSendsIsNotGone();
    void watchesWhatEpollRefuses();
    void twoWatchesMayShareADescriptor();
    void theCallbackMayDeleteItsWatch();
    void theCallbackMayDeleteTheOthers();
    void aReusedNumberIsAnotherDescriptor();
    void theCallbackMayPauseTheOthers();
    void theCallbackMayRunAnEventLoop();
    void allAreServedAlike();
    void slowCallbacksLeaveRoomForOtherWork();
    void aCallbackMayAskForALaterCall();
    void aLaterCallComesInAnEventLoopWithinTheCallback();
    void laterCallsComeBeforeCallbacks();
    void eachThreadHasItsOwn();
    void mayComeBeforeItsEventLoop();
    void outlivesItsThread();
    void aForkedProgramLeavesItAlone();
    void aForkedProgramMayHaveItsOwn();
};

void TestDescriptorWatch::comesAgainUntilTheDescriptorIsRead()
{
    Watched pipe;
    settle();
    QCOMPARE(pipe.calls, 0);
    put(pipe.ends.write);
    QTRY_VERIFY(pipe.calls >= 3);
    QCOMPARE(take(pipe.ends.read), 'x');
    settle();
    const int calls = pipe.calls;
    settle();
    QCOMPARE(pipe.calls, calls);
}

void TestDescriptorWatch::isNotLookedAtWhilePaused()
{
    Watched pipe;
    pipe.ends.write.reset(); // a hang-up, which epoll tells of without being asked
    QTRY_VERIFY(pipe.calls > 0);
    pipe.watch->setEvents({});
    const int calls = pipe.calls;
    settle(); // ends only if nothing wakes the loop
    QCOMPARE(pipe.calls, calls);
    pipe.watch->setEvents(DescriptorWatch::Readable);
    QTRY_VERIFY(pipe.calls > calls);
}

void TestDescriptorWatch::tellsOfEachEventAskedFor()
{
    Ends ends = makeEnds();
    Events seen;
    DescriptorWatch watch(ends.write.get(), [&seen](Events events) { seen |= events; });
    watch.setEvents(DescriptorWatch::PeerGone);
    settle();
    QVERIFY(!seen);
    watch.setEvents(DescriptorWatch::PeerGone | DescriptorWatch::Writable);
    QTRY_COMPARE(seen, Events(DescriptorWatch::Writable));
    watch.setEvents(DescriptorWatch::PeerGone);
    seen = {};
    settle();
    QVERIFY(!seen);
    ends.read.reset();
    QTRY_COMPARE(seen, Events(DescriptorWatch::PeerGone));
}

void TestDescriptorWatch::aSocketWhoseOtherSideSendsIsNotGone()
{
    Ends ends = makeSockets();
    int calls = 0;
    DescriptorWatch watch(ends.write.get(), [&calls](Events) { ++calls; });
    watch.setEvents(DescriptorWatch::PeerGone);
    put(ends.read);
    settle();
    QCOMPARE(calls, 0);
}

void TestDescriptorWatch::watchesWhatEpollRefuses()
{
    for (const char *path : {"/dev/null", "/proc/self/status"}) {
        const UniqueFd fd(::open(path, O_RDONLY | O_CLOEXEC));
        QVERIFY(fd);
        int calls = 0;
        DescriptorWatch watch(fd.get(), [&calls](Events) { ++calls; });
        watch.setEvents(DescriptorWatch::Readable);
        QTRY_VERIFY(calls > 0);
    }
}

void TestDescriptorWatch::twoWatchesMayShareADescriptor()
{
    Ends ends = makeSockets();
    Events seen;
    const auto see = [&seen](Events events) { seen |= events; };
    DescriptorWatch reading(ends.read.get(), see);
    DescriptorWatch writing(ends.read.get(), see);
    reading.setEvents(DescriptorWatch::Readable);
    writing.setEvents(DescriptorWatch::Writable);
    put(ends.write);
    QTRY_COMPARE(seen, DescriptorWatch::Readable | DescriptorWatch::Writable);
}

void TestDescriptorWatch::theCallbackMayDeleteItsWatch()
{
    Watched *pipe = nullptr;
    pipe = new Watched([&pipe] {
        delete pipe;
        pipe = nullptr;
    });
    put(pipe->ends.write);
    QTRY_VERIFY(!pipe);
}

void TestDescriptorWatch::theCallbackMayDeleteTheOthers()
{
    WatchedPipes pipes;
    int calls = 0;
    for (int i = 0; i < 100; ++i) {
        pipes.push_back(std::make_unique<Watched>([&] {
            ++calls;
            pipes.clear();
        }));
        put(pipes.back()->ends.write);
    }
    QTRY_COMPARE(calls, 1);
    settle();
    QCOMPARE(calls, 1);
}

void TestDescriptorWatch::aReusedNumberIsAnotherDescriptor()
{
    WatchedPipes pipes;
    std::unique_ptr<Watched> quiet;
    for (int i = 0; i < 3; ++i) {
        pipes.push_back(std::make_unique<Watched>([&] {
            if (quiet)
                return;
            pipes.clear();
            quiet = std::make_unique<Watched>(); // has the numbers of those that were ready too
        }));
        put(pipes.back()->ends.write);
    }
    QTRY_VERIFY(quiet);
    settle();
    QCOMPARE(quiet->calls, 0);
    put(quiet->ends.write);
    QTRY_VERIFY(quiet->calls > 0);
}

void TestDescriptorWatch::theCallbackMayPauseTheOthers()
{
    WatchedPipes pipes;
    for (int i = 0; i < 10; ++i) {
        pipes.push_back(std::make_unique<Watched>([&] {
            for (const auto &pipe : pipes)
                pipe->watch->setEvents({});
        }));
        put(pipes.back()->ends.write);
    }
    const auto calls = [&pipes] {
        int sum = 0;
        for (const auto &pipe : pipes)
            sum += pipe->calls;
        return sum;
    };
    QTRY_COMPARE(calls(), 1);
    settle();
    QCOMPARE(calls(), 1);
}

void TestDescriptorWatch::theCallbackMayRunAnEventLoop()
{
    WatchedPipes pipes;
    bool isNested = false;
    bool sawOthers = false;
    const auto allCalled = [&pipes] {
        return std::all_of(pipes.begin(), pipes.end(),
                           [](const auto &pipe) { return pipe->calls > 0; });
    };
    for (int i = 0; i < 10; ++i) {
        pipes.push_back(std::make_unique<Watched>([&] {
            if (isNested)
                return;
            isNested = true;
            while (!allCalled())
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            sawOthers = true;
            pipes.clear();
        }));
        put(pipes.back()->ends.write);
    }
    QTRY_VERIFY(sawOthers);
}

void TestDescriptorWatch::allAreServedAlike()
{
    WatchedPipes pipes;
    for (int i = 0; i < 200; ++i) {
        pipes.push_back(std::make_unique<Watched>());
        put(pipes.back()->ends.write); // never read: ready for ever
    }
    const auto fewer = [](const auto &a, const auto &b) { return a->calls < b->calls; };
    const auto least = [&] {
        return (*std::min_element(pipes.begin(), pipes.end(), fewer))->calls;
    };
    QTRY_VERIFY(least() >= 20);
    const int most = (*std::max_element(pipes.begin(), pipes.end(), fewer))->calls;
    QVERIFY2(most <= least() + 4, qPrintable(QStringLiteral("%1, %2").arg(least()).arg(most)));
}

void TestDescriptorWatch::slowCallbacksLeaveRoomForOtherWork()
{
    if (!usesReactor())
        QSKIP("Qt calls all notifiers in one turn");
    WatchedPipes pipes;
    const auto beSlow = [] {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 2) {}
    };
    for (int i = 0; i < 50; ++i) {
        pipes.push_back(std::make_unique<Watched>(beSlow));
        put(pipes.back()->ends.write);
    }
    const auto called = [&pipes] {
        return std::count_if(pipes.begin(), pipes.end(),
                             [](const auto &pipe) { return pipe->calls > 0; });
    };
    while (called() == 0)
        QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
    QVERIFY(called() < 10);
    // The rest of the batch has its turn before the first ones come again.
    QTRY_COMPARE(called(), 50);
    const int most =
        (*std::max_element(pipes.begin(), pipes.end(), [](const auto &a, const auto &b) {
            return a->calls < b->calls;
        }))->calls;
    QVERIFY(most <= 2);
}

void TestDescriptorWatch::eachThreadHasItsOwn()
{
    std::vector<std::thread> threads;
    std::atomic<int> done = 0;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&done] {
            QEventLoop loop;
            int left = 200;
            Watched *watched = nullptr;
            Watched pipe([&] {
                take(watched->ends.read);
                if (--left == 0)
                    loop.quit();
                else
                    put(watched->ends.write);
            });
            watched = &pipe;
            put(pipe.ends.write);
            loop.exec();
            ++done;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(done, 8);
}

void TestDescriptorWatch::aCallbackMayAskForALaterCall()
{
    QEventLoop loop;
    LaterCall call;
    Watched *told = nullptr;
    Watched pipe([&] {
        take(told->ends.read); // nothing but the call is left to come
        call.make([&] { loop.quit(); });
    });
    told = &pipe;
    put(pipe.ends.write);
    loop.exec();
    QCOMPARE(pipe.calls, 1);
}

void TestDescriptorWatch::aLaterCallComesInAnEventLoopWithinTheCallback()
{
    QByteArray order;
    QEventLoop outer;
    LaterCall call;
    LaterCall ending;
    Watched *told = nullptr;
    Watched pipe([&] {
        take(told->ends.read);
        QEventLoop inner;
        call.make([&] {
            order += "call ";
            inner.quit();
        });
        inner.exec();
        order += "end ";
        ending.make([&] { outer.quit(); }); // after a turn of another event loop
    });
    told = &pipe;
    put(pipe.ends.write);
    outer.exec();
    QCOMPARE(order, "call end ");
}

void TestDescriptorWatch::laterCallsComeBeforeCallbacks()
{
    QByteArray order;
    QEventLoop loop;
    LaterCall call;
    Watched pipe([&] {
        order += "callback ";
        loop.quit();
    });
    put(pipe.ends.write);
    call.make([&] { order += "call "; });
    loop.exec();
    QCOMPARE(order, "call callback ");

    // That of a watch which the call destroys does not come.
    auto other = std::make_unique<Watched>([&] { order += "never "; });
    put(other->ends.write);
    order.clear();
    call.make([&] { other.reset(); });
    loop.exec();
    QCOMPARE(order, "callback ");
}

void TestDescriptorWatch::mayComeBeforeItsEventLoop()
{
    int calls = 0;
    std::thread thread([&calls] { // not Qt's, which have one from the start
        QEventLoop *running = nullptr;
        Watched pipe([&] { running->quit(); });
        put(pipe.ends.write);
        QEventLoop loop;
        running = &loop;
        loop.exec();
        calls = pipe.calls;
    });
    thread.join();
    QVERIFY(calls > 0);
}

void TestDescriptorWatch::outlivesItsThread()
{
    if (!usesReactor())
        QSKIP("a notifier must not be destroyed on another thread");
    std::unique_ptr<Watched> pipe;
    std::thread thread([&pipe] { // whose end a thread sanitizer sees, unlike that of a QThread
        QEventLoop loop;
        pipe = std::make_unique<Watched>([&loop] { loop.quit(); });
        put(pipe->ends.write);
        loop.exec();
    });
    thread.join();
    QVERIFY(pipe->calls > 0);
    pipe.reset();
}

void TestDescriptorWatch::aForkedProgramLeavesItAlone()
{
    if (!usesReactor())
        QSKIP("nothing is shared with the forked program");
    auto pipe = std::make_unique<Watched>();
    const pid_t pid = ::fork();
    if (pid == 0) {
        pipe.reset(); // would take the descriptor out of the set that both programs have
        ::_exit(0);
    }
    QCOMPARE(::waitpid(pid, nullptr, 0), pid);
    put(pipe->ends.write);
    QTRY_VERIFY(pipe->calls > 0);
}

void TestDescriptorWatch::aForkedProgramMayHaveItsOwn()
{
    if (!usesReactor())
        QSKIP("nothing is shared with the forked program");
    Watched pipe;
    put(pipe.ends.write);
    const pid_t pid = ::fork();
    if (pid == 0) {
        Watched own;
        put(own.ends.write);
        QElapsedTimer timer;
        timer.start();
        while (own.calls == 0 && timer.elapsed() < 30'000)
            QCoreApplication::processEvents(QEventLoop::AllEvents);
        // Its parent's is silent here, and nothing wakes the loop for it.
        ::_exit(own.calls > 0 && pipe.calls == 0 ? 0 : 1);
    }
    int status = -1;
    QCOMPARE(::waitpid(pid, &status, 0), pid);
    QCOMPARE(status, 0);
    QTRY_VERIFY(pipe.calls > 0);
}

QTEST_GUILESS_MAIN(TestDescriptorWatch)
#include "tst_descriptorwatch.moc"
