// SPDX-License-Identifier: MIT
#include "support/standingchecks.h"

#include "process/backends.h"

#include <QCoreApplication>
#include <QFile>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sched.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Spawnscope;
using namespace std::chrono_literals;

/// What the program around the core may do: block its event loop, leave it, fork, reap children
/// that are not its own, live in a pid namespace.
class TestHost : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void theEventLoopMayBeBlocked();
    void theEventLoopMayEnd_data();
    void theEventLoopMayEnd();
    void aForkedCopyMayEnd_data();
    void aForkedCopyMayEnd();
    void aHostThatReapsEverythingLosesNoExit();
    void aNamespaceOfItsOwnIsNoObstacle();
};

namespace {

SubprocessOptions grouped()
{
    SubprocessOptions options = piped();
    options.newSession = true;
    options.onDestruction = StopPolicy::killNow();
    return options;
}

bool exists(qint64 pid)
{
    return ::kill(pid_t(pid), 0) == 0;
}

/// This program again, in another part: see main().
std::unique_ptr<Process> startPart(const QByteArrayList &arguments)
{
    auto process = createSubprocessExec(QFile::encodeName(QCoreApplication::applicationFilePath()),
                                        arguments, piped());
    if (!process)
        qFatal("this program cannot be started");
    return std::move(*process);
}

/// TEST_BLOCKED_MS=10000 for ten seconds.
std::chrono::milliseconds blockedTime()
{
    const int asked = qEnvironmentVariableIntValue("TEST_BLOCKED_MS");
    return std::chrono::milliseconds(asked > 0 ? asked : 400);
}

} // namespace

/// Everything happens meanwhile: exits, the ends of streams, full pipes, and the times of stops,
/// bounds and grace. Afterwards nothing is lost, nobody is punished for it.
void TestHost::theEventLoopMayBeBlocked()
{
    const auto blocked = blockedTime();
    const QByteArray much(300'000, 'y');

    const auto quick = startChild({"exit", "7"});
    auto bounded = quick->wait().within(blocked / 4);
    const auto echo = startChild({"cat"});
    auto echoed = echo->communicate(much);
    const auto flood = startChild({"flood", "1000000", "then", "exit", "5"});
    auto flooded = flood->standardOutput()->readAll();
    // Obeys the first signal; the time for it has long passed when that is noticed.
    const auto obedient = startChild({"block"}, grouped());
    int steps = 0;
    connect(obedient.get(), &Process::stopStepTaken, this, [&steps] { ++steps; });
    auto stopped = obedient->stop(
        {{StopPolicy::sendSignal(SIGTERM, blocked / 4), StopPolicy::sendSignal(SIGKILL, 20s)},
         StopPolicy::Target::Group});
    // What it wrote before the exit comes, though the grace time after the exit is short.
    SubprocessOptions brief = grouped();
    brief.pipeGrace = 1ms;
    const auto holder = startChild({"flood", "60000", "then", "forkhold", "60000"}, brief);
    auto held = holder->standardOutput()->readAll();
    auto dropped = startChild({"block"}, grouped());
    const qint64 droppedPid = dropped->pid();
    dropped.reset(); // its reaper is a thread

    std::this_thread::sleep_for(blocked);
    QVERIFY(waitForReaper(30s));
    QVERIFY(!exists(droppedPid));

    const auto early = waitFor(std::move(bounded));
    QVERIFY(early || early.error().code == std::errc::timed_out);
    QCOMPARE(waitFor(quick->wait())->returncode(), 7);
    QCOMPARE(waitFor(std::move(echoed))->standardOutput, much);
    QCOMPARE(waitFor(std::move(flooded))->size(), 1'000'000);
    QCOMPARE(waitFor(flood->wait())->returncode(), 5);
    const auto report = waitFor(std::move(stopped));
    QVERIFY2(report, report ? "" : report.error().code.message().c_str());
    QCOMPARE(report->endedByStep.value_or(-2), 0);
    QCOMPARE(report->exitStatus->returncode(), -SIGTERM);
    QCOMPARE(steps, 1);
    QCOMPARE(waitFor(std::move(held))->size(), 60'000);
    QVERIFY(waitFor(holder->waitFinished()));
    QVERIFY(holder->killGroup());
}

void TestHost::theEventLoopMayEnd_data()
{
    QTest::addColumn<QByteArray>("order");
    QTest::newRow("deleted after the loop") << QByteArray("loop");
    QTest::newRow("deleted after the application") << QByteArray("application");
    QTest::newRow("deleted by static destructors") << QByteArray("static");
    QTest::newRow("never deleted") << QByteArray("never");
    QTest::newRow("exit() within the loop") << QByteArray("exit");
}

/// The program ends as it would without children, and quickly; those that it dropped and waited
/// for are dead.
void TestHost::theEventLoopMayEnd()
{
    QFETCH(QByteArray, order);
    const auto host = startPart({"loop", order});
    const auto told = waitFor(host->communicate());
    QVERIFY(told);
    QVERIFY2(told->standardError->isEmpty(), told->standardError->constData());
    QCOMPARE(host->returncode(), 6);
    const QByteArrayList pids = told->standardOutput->trimmed().split(' ');
    QCOMPARE(pids.size(), 3);
    for (const QByteArray &pid : pids) {
        if (order == "loop" || order == "application")
            QVERIFY(!exists(pid.toInt()));
        else
            ::kill(pid.toInt(), SIGKILL);
    }
}

/// Ends in the order asked for, with children that run, and answers that are awaited.
static int endTheLoop(int argc, char **argv)
{
    static std::vector<std::unique_ptr<Process>> keptForStatic;
    const QByteArray order = argv[2];
    auto application = std::make_unique<QCoreApplication>(argc, argv);
    auto processes = std::make_unique<std::vector<std::unique_ptr<Process>>>();
    SubprocessOptions options = piped();
    options.onDestruction = StopPolicy::killNow();
    for (const char *behaviour : {"block", "cat", "drain"}) {
        processes->push_back(startChild({behaviour}, options));
        std::printf("%lld ", (long long)processes->back()->pid());
    }
    std::fflush(stdout);
    std::vector<Pending<ExitStatus>> waits;
    for (const auto &process : *processes) {
        waits.push_back(process->wait());
        waits.push_back(process->waitFinished());
        (void)process->standardInput()->write(QByteArray(1'000'000, 'x'));
    }
    auto output = processes->front()->standardOutput()->readAll();
    QTimer::singleShot(0, application.get(), [&order] {
        if (order == "exit")
            std::exit(6);
        QCoreApplication::exit(6);
    });
    const int code = QCoreApplication::exec();
    if (order == "loop")
        processes.reset();
    if (order == "static")
        keptForStatic = std::move(*processes);
    application.reset();
    if (order == "application")
        processes.reset();
    if (order == "loop" || order == "application")
        return waitForReaper(30s) ? code : 1;
    if (order == "never") {
        [[maybe_unused]] static void *leaked = nullptr; // for the leak sanitizer
        leaked = processes.release();
    }
    return code;
}

void TestHost::aForkedCopyMayEnd_data()
{
    QTest::addColumn<bool>("runsDestructors");
    QTest::newRow("by _exit()") << false;
    QTest::newRow("by exit()") << true;
}

/// The children are this program's; a copy of it, with all its descriptors, has none of them.
void TestHost::aForkedCopyMayEnd()
{
    QFETCH(bool, runsDestructors);
    const auto echo = startChild({"cat"}, grouped());
    const auto blocked = startChild({"block"}, grouped());
    auto reading = echo->standardOutput()->readLine();
    auto dropped = startChild({"cat"}, grouped());
    dropped->setOnDestruction(StopPolicy::leaveRunning());
    const qint64 droppedPid = dropped->pid();
    dropped.reset(); // the reaper's

    const pid_t copy = ::fork();
    if (copy == 0) {
        QCoreApplication::processEvents();
        const bool isIdle = waitForReaper(1s); // its own, without children
        if (runsDestructors)
            std::exit(isIdle ? 3 : 4);
        ::_exit(isIdle ? 3 : 4);
    }
    int status = 0;
    QCOMPARE(::waitpid(copy, &status, 0), copy);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 3);

    QVERIFY(echo->standardInput()->write("still here\n"));
    QCOMPARE(waitFor(std::move(reading))->bytes, "still here\n");
    QVERIFY(exists(blocked->pid()));
    QVERIFY(blocked->terminate());
    QCOMPARE(waitFor(blocked->wait())->returncode(), -SIGTERM);
    echo->standardInput()->close();
    QCOMPARE(waitFor(echo->waitFinished())->returncode(), 0);
    QTRY_VERIFY(!exists(droppedPid)); // its input ended when it was dropped
}

/// Each exit is told, and with the status if it was not taken away.
void TestHost::aHostThatReapsEverythingLosesNoExit()
{
    std::atomic<bool> isOver = false;
    std::thread reaping([&isOver] {
        while (!isOver) {
            if (::waitpid(-1, nullptr, WNOHANG) <= 0)
                std::this_thread::yield();
        }
    });
    int known = 0;
    for (int i = 0; i < 100; ++i) {
        const auto process = createSubprocessExec(testChild(), {"out", "x", "then", "exit", "3"},
                                                  piped());
        if (!process) {
            // With fork, and in a start that fails, the child is waited for by its number.
            isOver = true;
            reaping.join();
            QFAIL(process.error().code.message().c_str());
        }
        const auto output = waitFor((*process)->communicate());
        const auto status = (*process)->exitStatus();
        const bool isTold = output && output->standardOutput == "x\n" && status
            && (status->kind == ExitStatus::Kind::Unknown || status->returncode() == 3);
        known += status && status->kind != ExitStatus::Kind::Unknown;
        if (!isTold) {
            isOver = true;
            reaping.join();
            QFAIL("an exit, or what was printed before it, is lost");
        }
    }
    isOver = true;
    reaping.join();
    qInfo("%d of 100 statuses were not taken away", known);
}

/// As the first process of it, and with a /proc that shows another one's numbers.
void TestHost::aNamespaceOfItsOwnIsNoObstacle()
{
    const auto host = startPart({"namespace"});
    const auto told = waitFor(host->communicate());
    QVERIFY(told);
    if (told->standardOutput->startsWith("skip: "))
        QSKIP(told->standardOutput->mid(6).trimmed().constData());
    QCOMPARE(*told->standardOutput, "all is well\n");
    QCOMPARE(host->returncode(), 0);
}

namespace {

/// What was not as it should be; empty if all was.
QByteArray runInNamespace()
{
    const auto quick = startChild({"exit", "7"}, grouped());
    if (waitFor(quick->wait())->returncode() != 7)
        return "exit";
    const auto echo = startChild({"cat"}, grouped());
    if (*waitFor(echo->communicate("through"))->standardOutput != "through")
        return "communicate";

    // The leader obeys, its child does not: the group is not gone.
    auto process = startChild({"forkignoreterm", "then", "out", "ready", "then", "block"},
                              grouped());
    (void)waitFor(process->standardOutput()->readLine());
    const auto gentle = waitFor(
        process->stop({{StopPolicy::sendSignal(SIGTERM, 200ms)}, StopPolicy::Target::Group}));
    if (!gentle || gentle->exitStatus->returncode() != -SIGTERM)
        return "stop";
    if (gentle->endedByStep)
        return "a group that lives is called gone";
    for (const Survivor &survivor : gentle->survivors) {
        if (survivor.name != "testchild")
            return "a stranger is called a survivor: " + survivor.name;
    }
    if (!process->killGroup())
        return "kill of the group";

    // An orphan becomes the child of the first process, and is nobody's here.
    const auto parent = startChild({"forkhold", "1", "then", "exit", "2"}, grouped());
    if (waitFor(parent->waitFinished())->returncode() != 2)
        return "an orphan";
    process.reset();
    return waitForReaper(30s) ? "" : "the reaper";
}

} // namespace

static int liveInNamespace(int argc, char **argv)
{
    if (::unshare(CLONE_NEWPID) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWPID) != 0) {
        std::printf("skip: no pid namespace: %s\n", std::strerror(errno));
        return 0;
    }
    std::fflush(stdout);
    const pid_t first = ::fork();
    if (first > 0) {
        int status = 0;
        while (::waitpid(first, &status, 0) < 0 && errno == EINTR) {}
        ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 2);
    }
    QCoreApplication application(argc, argv);
    const QByteArray fault = ::getpid() == 1 ? runInNamespace() : "not the first process";
    std::printf("%s\n", fault.isEmpty() ? "all is well" : fault.constData());
    std::fflush(stdout);
    ::_exit(fault.isEmpty() ? 0 : 1); // everything in the namespace goes with it
}

int main(int argc, char **argv)
{
    if (argc == 3 && qstrcmp(argv[1], "loop") == 0)
        return endTheLoop(argc, argv);
    if (argc == 2 && qstrcmp(argv[1], "namespace") == 0)
        return liveInNamespace(argc, argv);
    QCoreApplication application(argc, argv);
    TestHost test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_host.moc"
