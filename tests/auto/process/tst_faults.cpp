// SPDX-License-Identifier: MIT
#include "faultseam.h"
#include "support/standingchecks.h"

#include <QCoreApplication>
#include <QDir>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

/// What a scenario came to.
struct Outcome
{
    std::optional<ProcessError> startError;
    bool isOver = true; ///< all that was awaited was answered in time
    bool isRight = false; ///< the result is what it is without a fault
    bool isTrue = true; ///< what was told of others was so
};

using Scenario = std::function<Outcome()>;

constexpr auto patience = 20s;

/// Above the bound of the shared table, so that it needs a reserved slot.
constexpr int highDescriptor = 700;

/// Waits, and never longer than is good; a missing answer is told apart from any error.
template <typename T, typename E>
std::optional<Result<T, E>> answerOf(Pending<T, E> pending)
{
    const auto ask = [](Pending<T, E> *question) -> QCoro::Task<Result<T, E>> {
        co_return co_await std::move(*question).within(patience);
    };
    auto answer = QCoro::waitFor(ask(&pending));
    if (!answer && answer.error().code == std::errc::timed_out)
        return std::nullopt;
    return answer;
}

QByteArray givenFolder()
{
    static const QTemporaryDir folder;
    return QFile::encodeName(folder.path());
}

/// To the end of a child that was started, or was not.
Outcome finish(ProcessResult<std::unique_ptr<Process>> started,
               const std::function<bool(Process *)> &use)
{
    Outcome outcome;
    if (!started) {
        outcome.startError = started.error();
        return outcome;
    }
    const std::unique_ptr<Process> process = std::move(*started);
    outcome.isRight = use(process.get());
    for (const int fd : {1, 2}) {
        if (ReadPipeTransport *pipe = process->transport()->readPipe(fd))
            pipe->close();
    }
    if (StreamWriter *input = process->standardInput())
        input->close();
    outcome.isOver = answerOf(process->wait()) && answerOf(process->waitFinished());
    return outcome;
}

Outcome inputIsCollected(const SubprocessOptions &options = piped())
{
    return finish(createSubprocessExec(testChild(), {"cat"}, options), [](Process *process) {
        const auto answer = answerOf(process->communicate("hello"));
        return answer && *answer && (*answer)->standardOutput == "hello"
            && process->returncode() == 0;
    });
}

Outcome filesAreUsed()
{
    SubprocessOptions options;
    options.standardInput = DevNull;
    options.standardOutput = Stdio::file(givenFolder() + "/out", Stdio::FileMode::Truncate);
    options.standardError = Stdio::file(givenFolder() + "/err", Stdio::FileMode::Append);
    return finish(createSubprocessExec(testChild(), {"out", "x"}, options), [](Process *process) {
        const auto answer = answerOf(process->wait());
        return answer && process->returncode() == 0 && contentOf(givenFolder() + "/out") == "x\n";
    });
}

Outcome aProgramIsMissing()
{
    SubprocessOptions options = piped();
    options.environment.changes["PATH"] = "/no/such:/nor/this";
    auto started = createSubprocessExec("nosuchprogram", {}, options);
    const bool isRight = !started && started.error().code.value() == ENOENT
        && started.error().stage == ProcessStage::Execute;
    Outcome outcome = finish(std::move(started), [](Process *) { return false; });
    outcome.isRight = isRight;
    return outcome;
}

Outcome aShellRuns()
{
    return finish(createSubprocessShell("echo x; exit 3", piped()), [](Process *process) {
        const auto answer = answerOf(process->communicate());
        return answer && *answer && (*answer)->standardOutput == "x\n"
            && process->returncode() == 3;
    });
}

Outcome moreDescriptorsAreGiven()
{
    SubprocessOptions options = piped();
    options.extraDescriptors = {{3, Pipe, ExtraDescriptor::Direction::ToChild},
                                {7, Pipe, ExtraDescriptor::Direction::FromChild},
                                {9, Stdio::descriptor(highDescriptor), {}}};
    return finish(createSubprocessExec(testChild(), {"catfd", "3", "7"}, options),
                  [](Process *process) {
                      (void)process->writer(3)->write("through");
                      process->writer(3)->close();
                      const auto answer = answerOf(process->reader(7)->readAll());
                      const bool isRight = answer && *answer && **answer == "through";
                      process->transport()->readPipe(7)->close();
                      return isRight;
                  });
}

Outcome everythingIsSet()
{
    SubprocessOptions options = piped();
    options.workingDirectory = givenFolder();
    options.newSession = true;
    options.nice = 3;
    options.umask = 022;
    options.resourceLimits = {{RLIMIT_CORE, 0, 0}};
    options.environment.changes["A"] = "b";
    if (QThread::currentThread() == QCoreApplication::instance()->thread())
        options.parentDeathSignal = SIGKILL;
    if (::geteuid() == 0) {
        options.user = Identity(QByteArray("root"));
        options.group = Identity(QByteArray("root"));
        options.extraGroups = QList<Identity>{Identity(QByteArray("root"))};
    }
    return finish(createSubprocessExec(testChild(), {"describe"}, options), [](Process *process) {
        const auto answer = answerOf(process->communicate());
        return answer && *answer && (*answer)->standardOutput->contains("nice=3")
            && process->returncode() == 0;
    });
}

Outcome aGroupIsJoined()
{
    SubprocessOptions options = piped();
    options.processGroup = 0;
    return inputIsCollected(options);
}

Outcome muchIsWrittenAndRead()
{
    constexpr qsizetype size = 400'000;
    return finish(createSubprocessExec(testChild(), {"cat"}, piped()), [](Process *process) {
        (void)process->standardInput()->write(QByteArray(size, 'x'));
        qsizetype count = 0;
        while (count < size) {
            const auto answer = answerOf(process->standardOutput()->read(size));
            if (!answer || !*answer || (*answer)->isEmpty())
                return false;
            count += (*answer)->size();
        }
        if (!answerOf(process->standardInput()->drain()))
            return false;
        process->standardInput()->close();
        const auto rest = answerOf(process->standardOutput()->readAll());
        return rest && *rest && (*rest)->isEmpty() && count == size
            && answerOf(process->standardInput()->waitClosed()).has_value();
    });
}

StopPolicy quickStop()
{
    StopPolicy policy;
    policy.steps = {StopPolicy::sendSignal(SIGTERM, 5ms), StopPolicy::sendSignal(SIGTERM, 5ms),
                    StopPolicy::sendSignal(SIGKILL, 5ms), StopPolicy::sendSignal(SIGKILL, 1000ms)};
    return policy;
}

Outcome aChildIsStopped()
{
    return finish(createSubprocessExec(testChild(), {"block"}, piped()), [](Process *process) {
        const auto answer = answerOf(process->stop(quickStop()));
        FaultSeam::disarm();
        (void)process->kill();
        return answer && *answer && (*answer)->endedByStep;
    });
}

Outcome aGroupIsStopped()
{
    SubprocessOptions options = piped();
    options.newSession = true;
    bool isTrue = true;
    Outcome outcome = finish(
        createSubprocessExec(testChild(), {"forkignoreterm", "then", "out", "x", "then", "block"},
                             options),
        [&isTrue](Process *process) {
            (void)answerOf(process->standardOutput()->read(2)); // its child ignores SIGTERM by now
            const auto answer = answerOf(process->stop(quickStop()));
            FaultSeam::disarm();
            const bool isGone = answer && *answer && (*answer)->endedByStep;
            isTrue = !isGone || process->transport()->isGone(StopPolicy::Target::Group);
            (void)process->killGroup();
            return isGone;
        });
    outcome.isTrue = isTrue;
    return outcome;
}

Outcome aRunningChildIsDropped()
{
    auto started = createSubprocessExec(testChild(), {"block"}, piped());
    if (!started)
        return {.startError = started.error()};
    started->reset();
    const bool isReaped = waitForReaper(patience);
    return {.startError = {}, .isOver = isReaped, .isRight = isReaped};
}

Outcome aTerminalIsGiven()
{
    SubprocessOptions options;
    options.standardInput = options.standardOutput = options.standardError = Terminal;
    return finish(createSubprocessExec(testChild(), {"out", "x"}, options), [](Process *process) {
        const auto answer = answerOf(process->standardOutput()->readAll());
        return answer && *answer && **answer == "x\r\n";
    });
}

/// The first start on a thread makes the thread's stack for children and its epoll set.
Outcome aThreadStartsItsFirst()
{
    Outcome outcome;
    const std::unique_ptr<QThread> thread(
        QThread::create([&outcome] { outcome = inputIsCollected(); }));
    thread->start();
    thread->wait();
    return outcome;
}

struct LowLevel final : ReadPipeProtocol, WritePipeProtocol
{
    void dataReceived(QByteArrayView bytes) override { data += bytes; }
    void connectionLost(const std::optional<ProcessError> &) override { ++lost; }
    QByteArray data;
    int lost = 0;
};

Outcome pipesAreConnected()
{
    int fds[2];
    if (::pipe(fds) != 0)
        return {.startError = ProcessError::fromErrno(ProcessStage::CreatePipe, errno)};
    UniqueFd readEnd(fds[0]);
    UniqueFd writeEnd(fds[1]);
    LowLevel reading;
    LowLevel writing;
    auto reader = connectReadPipe(std::move(readEnd), &reading);
    if (!reader)
        return {.startError = reader.error()};
    auto writer = connectWritePipe(std::move(writeEnd), &writing);
    if (!writer)
        return {.startError = writer.error()};
    (void)(*writer)->write("along");
    (*writer)->close();
    const bool isOver = QTest::qWaitFor([&] { return reading.lost + writing.lost == 2; }, 20'000);
    return {.startError = {}, .isOver = isOver, .isRight = reading.data == "along"};
}

QSet<int> openNumbers()
{
    QSet<int> numbers;
    for (int fd = 0; fd < 1024; ++fd) {
        if (::fcntl(fd, F_GETFD) >= 0)
            numbers.insert(fd);
    }
    return numbers;
}

qsizetype threadCount()
{
    return QDir(QStringLiteral("/proc/self/task"))
        .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
        .size();
}

/// Of this program before its first start.
qsizetype &idleThreads()
{
    static qsizetype count = 1;
    return count;
}

bool hasChild()
{
    siginfo_t info = {};
    return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
}

/// The stages at which a start may say that this call failed.
bool belongsTo(ProcessStage stage, const QByteArray &call)
{
    using Stage = ProcessStage;
    static const QHash<QByteArray, QList<Stage>> stages = {
        {"pipe2", {Stage::CreatePipe, Stage::CreateProcess}},
        {"open", {Stage::OpenFile, Stage::Redirect, Stage::CreateTerminal}},
        {"F_SETFL", {Stage::CreatePipe, Stage::Read, Stage::Write, Stage::CreateTerminal}},
        {"F_DUPFD_CLOEXEC", {Stage::Redirect, Stage::CreateTerminal}},
        {"F_GETFD", {Stage::Redirect}},
        {"F_SETFD", {Stage::Redirect}},
        {"dup2", {Stage::Redirect}},
        {"fstat", {Stage::Read, Stage::Write}},
        {"read", {Stage::CreateProcess}},
        {"mmap", {Stage::CreateProcess}},
        {"clone", {Stage::CreateProcess}},
        {"fork", {Stage::CreateProcess}},
        {"pthread_create", {Stage::Wait, Stage::CreateProcess}},
        {"execve", {Stage::Execute}},
        {"chdir", {Stage::ChangeDirectory}},
        {"setsid", {Stage::NewSession}},
        {"setpgid", {Stage::SetProcessGroup}},
        {"setpriority", {Stage::SetNice}},
        {"setrlimit", {Stage::SetResourceLimit}},
        {"prctl", {Stage::SetParentDeath}},
        {"setgroups", {Stage::SetGroups}},
        {"setresgid", {Stage::SetGroup}},
        {"setresuid", {Stage::SetUser}},
        {"getpwnam_r", {Stage::LookUpUser}},
        {"getgrnam_r", {Stage::LookUpUser}},
        {"getdents64", {Stage::Redirect}},
        {"ioctl", {Stage::TakeTerminal, Stage::CreateTerminal, Stage::Terminal}},
        {"posix_openpt", {Stage::CreateTerminal}},
        {"grantpt", {Stage::CreateTerminal}},
        {"unlockpt", {Stage::CreateTerminal}},
        {"ptsname_r", {Stage::CreateTerminal}},
        {"tcgetattr", {Stage::CreateTerminal, Stage::Terminal}},
        {"tcsetattr", {Stage::CreateTerminal, Stage::Terminal}},
    };
    return stages.value(call).contains(stage);
}

} // namespace

/// Every system call of the core fails, one after the other, with every error that it may give.
class TestFaults : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        idleThreads() = threadCount();
        StandingChecks::initTestCase();
    }
    void oneCallFails_data() { addScenarios(); }
    void oneCallFails();
    void allCallsFailFromOneOn_data();
    void allCallsFailFromOneOn();
    void theFirstStartOfAProgram();
    void anyNumberOfDescriptorsMayBeLeft_data() { addScenarios(); }
    void anyNumberOfDescriptorsMayBeLeft();

private:
    static void addScenarios();
    void settle(const Scenario &scenario);
    void check(const Outcome &outcome, bool mayBeOther);

    QSet<int> m_open;
    qsizetype m_threads = 0;
};

Q_DECLARE_METATYPE(Scenario)

void TestFaults::addScenarios()
{
    QTest::addColumn<Scenario>("scenario");
    QTest::newRow("pipes") << Scenario([] { return inputIsCollected(); });
    QTest::newRow("files") << Scenario(filesAreUsed);
    QTest::newRow("a missing program") << Scenario(aProgramIsMissing);
    QTest::newRow("shell") << Scenario(aShellRuns);
    QTest::newRow("more descriptors") << Scenario(moreDescriptorsAreGiven);
    QTest::newRow("all options") << Scenario(everythingIsSet);
    QTest::newRow("group") << Scenario(aGroupIsJoined);
    QTest::newRow("much data") << Scenario(muchIsWrittenAndRead);
    QTest::newRow("stop") << Scenario(aChildIsStopped);
    QTest::newRow("stop of a group") << Scenario(aGroupIsStopped);
    QTest::newRow("dropped") << Scenario(aRunningChildIsDropped);
    QTest::newRow("terminal") << Scenario(aTerminalIsGiven);
    QTest::newRow("first of a thread") << Scenario(aThreadStartsItsFirst);
    QTest::newRow("transports") << Scenario(pipesAreConnected);
}

/// What it makes once is made; what ends a moment after its child has ended.
void TestFaults::settle(const Scenario &scenario)
{
    QVERIFY(scenario().isRight);
    QVERIFY(waitForReaper(patience));
    QTRY_COMPARE(threadCount(), idleThreads());
    m_open = openNumbers();
    m_threads = threadCount();
}

/// What holds after any fault: everything was answered, an error says what failed, nothing is left
/// behind, and the next start is as good as ever.
void TestFaults::check(const Outcome &outcome, bool mayBeOther)
{
    const QByteArray call = FaultSeam::failedCall();
    const int error = FaultSeam::failedError();
    QVERIFY(outcome.isOver);
    QVERIFY(outcome.isTrue);
    if (outcome.startError && FaultSeam::hasFailed() && !outcome.isRight) {
        const ProcessError &told = *outcome.startError;
        if (!mayBeOther)
            QCOMPARE(told.code.value(), error);
        QVERIFY2(mayBeOther || belongsTo(told.stage, call), QByteArray::number(int(told.stage)));
    }
    QTRY_COMPARE(openNumbers(), m_open);
    QTRY_VERIFY(!hasChild());
    QTRY_COMPARE(threadCount(), m_threads);
    const Outcome next = inputIsCollected();
    QVERIFY(next.isOver && next.isRight);
}

void TestFaults::oneCallFails()
{
    QFETCH(Scenario, scenario);
    settle(scenario);
    if (QTest::currentTestFailed())
        return;
    const auto disarmed = qScopeGuard([] { FaultSeam::disarm(); });
    int faults = 0;
    for (int call = 1;; ++call) {
        for (int error = 0;; ++error) {
            FaultSeam::failOnce(call, error);
            const Outcome outcome = scenario();
            FaultSeam::disarm();
            QVERIFY(waitForReaper(patience));
            if (FaultSeam::calls() < call) {
                qInfo("%d faults in %d calls", faults, call - 1);
                return;
            }
            if (FaultSeam::hasNoSuchError())
                break;
            ++faults;
            const auto told = qScopeGuard([&] {
                if (QTest::currentTestFailed())
                    qWarning("call %d, %s, error %d", call, FaultSeam::failedCall(),
                             FaultSeam::failedError());
            });
            check(outcome, false);
            if (QTest::currentTestFailed())
                return;
        }
    }
}

void TestFaults::allCallsFailFromOneOn_data()
{
    addScenarios();
}

/// As when descriptors or memory have run out, and do not come back soon.
void TestFaults::allCallsFailFromOneOn()
{
    constexpr int enough = 40; // the start, and what follows at once
    QFETCH(Scenario, scenario);
    settle(scenario);
    if (QTest::currentTestFailed())
        return;
    const auto disarmed = qScopeGuard([] { FaultSeam::disarm(); });
    for (const int error : {EMFILE, ENOMEM}) {
        for (int call = 1; call <= enough; ++call) {
            FaultSeam::failFrom(call, error);
            const Outcome outcome = scenario();
            FaultSeam::disarm();
            QVERIFY(waitForReaper(patience));
            if (FaultSeam::calls() < call || !FaultSeam::hasFailed())
                break;
            const auto told = qScopeGuard([&] {
                if (QTest::currentTestFailed())
                    qWarning("from call %d on, first %s, error %d", call, FaultSeam::failedCall(),
                             FaultSeam::failedError());
            });
            check(outcome, true);
            if (QTest::currentTestFailed())
                return;
            if (outcome.startError && !outcome.isRight)
                QCOMPARE(outcome.startError->code.value(), error);
        }
    }
}

/// What exists once in a program is made at its first start, so each is a program of its own.
void TestFaults::theFirstStartOfAProgram()
{
    SubprocessOptions options = piped();
    options.standardInput = DevNull;
    for (int call = 1, status = 0; status != 3; ++call) {
        for (int error = 0;; ++error) {
            const auto process = createSubprocessExec(
                QFile::encodeName(QCoreApplication::applicationFilePath()),
                {"firststart", QByteArray::number(call), QByteArray::number(error)}, options);
            QVERIFY(process);
            const auto told = waitFor((*process)->communicate());
            QVERIFY(told.has_value());
            status = (*process)->returncode().value_or(-1);
            if (status == 2 || status == 3)
                break;
            QVERIFY2(status == 0, told->standardError->constData());
        }
        QVERIFY(call < 500);
    }
}

/// The real thing: the limit of descriptors lies anywhere between none and enough.
void TestFaults::anyNumberOfDescriptorsMayBeLeft()
{
    QFETCH(Scenario, scenario);
    if (QByteArray(QTest::currentDataTag()) == "first of a thread")
        QSKIP("GLib ends a program whose new thread gets no descriptors");
    settle(scenario);
    if (QTest::currentTestFailed())
        return;
    rlimit before;
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const auto restored = qScopeGuard([&] { ::setrlimit(RLIMIT_NOFILE, &before); });
    const int usual = int(m_open.size()); // the highest, but for the one that is far up
    for (int limit = 3; limit < usual + 20; ++limit) {
        const rlimit narrow = {rlim_t(limit), before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &narrow);
        const Outcome outcome = scenario();
        ::setrlimit(RLIMIT_NOFILE, &before);
        QVERIFY(waitForReaper(patience));
        if (outcome.startError && !outcome.isRight)
            QVERIFY2(outcome.startError->code == std::errc::too_many_files_open
                         || outcome.startError->code == std::errc::bad_file_descriptor,
                     outcome.startError->code.message().c_str());
        check(outcome, true);
        if (QTest::currentTestFailed())
            return;
    }
}

/// Exits with 0 if the start came to something good, 1 if not, 2 and 3 if the call has fewer
/// errors, or there are fewer calls.
static int firstStart(int call, int error)
{
    const QSet<int> before = openNumbers();
    FaultSeam::failOnce(call, error);
    const Outcome outcome = inputIsCollected();
    auto dropped = createSubprocessExec(testChild(), {"block"}, piped());
    if (dropped)
        dropped->reset();
    const bool isIdle = waitForReaper(patience);
    FaultSeam::disarm();
    if (FaultSeam::calls() < call)
        return 3;
    if (FaultSeam::hasNoSuchError())
        return 2;
    // The error must be one of the call that failed.
    const auto isTrue = [](const std::optional<ProcessError> &told) {
        return !told
            || (told->code.value() == FaultSeam::failedError()
                && belongsTo(told->stage, FaultSeam::failedCall()));
    };
    const Outcome next = inputIsCollected();
    const bool isGood = outcome.isOver && isIdle && isTrue(outcome.startError)
        && isTrue(dropped ? std::nullopt : std::optional(dropped.error())) && next.isRight
        && QTest::qWaitFor([] { return !hasChild(); });
    if (isGood && openNumbers().size() <= before.size() + 12) // what there is once
        return 0;
    qWarning("call %d, %s, error %d: %d %d %d %d", call, FaultSeam::failedCall(),
             FaultSeam::failedError(), outcome.isOver, isIdle, next.isRight,
             int(openNumbers().size() - before.size()));
    return 1;
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    ::dup3(0, highDescriptor, O_CLOEXEC);
    if (argc == 4 && QByteArray(argv[1]) == "firststart")
        return firstStart(QByteArray(argv[2]).toInt(), QByteArray(argv[3]).toInt());
    TestFaults test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_faults.moc"
