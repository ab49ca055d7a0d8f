// SPDX-License-Identifier: MIT
#include "faultscenarios.h"
#include "faultseam.h"

#include <QCoreApplication>
#include <QDir>
#include <QScopeGuard>
#include <QTest>

#include <cerrno>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

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
        {"socketpair", {Stage::CreatePipe}},
        {"setsockopt", {Stage::CreatePipe}},
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
        {"spawnscope_clone3", {Stage::CreateProcess}},
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
    for (const auto &[name, scenario] : scenarios())
        QTest::newRow(name) << scenario;
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
    FaultSeam::failOnce(call, error, FaultSeam::Errors::All);
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
    if (!qEnvironmentVariableIsSet("QTEST_FUNCTION_TIMEOUT"))
        qputenv("QTEST_FUNCTION_TIMEOUT", "1200000"); // thousands of children, beside other load
    TestFaults test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_faults.moc"
