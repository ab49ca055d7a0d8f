// SPDX-License-Identifier: MIT
#include "support/standingchecks.h"

#include "base/uniquefd.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace Spawnscope;

/// What a child is given: each option is seen by the child itself.
class TestSpawn : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    // Failures to start
    void aFailureNamesStageErrorAndPath_data();
    void aFailureNamesStageErrorAndPath();
    void badInputIsRefusedBeforeAnythingIsCreated_data();
    void badInputIsRefusedBeforeAnythingIsCreated();
    void manyFailuresLeakNothing();
    void aFailureClosesNoDescriptorOfAnotherThread();
    void tooManyDescriptorsIsAnError();
    void argumentsThatAreTooLongAreAnError();

    // Program and arguments
    void argumentsArriveByteForByte();
    void theFirstArgumentMayDifferFromTheFile();
    void aBareNameIsFoundInTheChildsPath();
    void aBareNameIsNotFoundInTheCurrentDirectory();
    void anEmptyPathEntryIsTheCurrentDirectory();
    void withoutPathTheDefaultIsSearched();
    void aProgramMayBeAPathWithBlanks();
    void aRelativeProgramIsLookedForInTheChildsDirectory();
    void theShellIsReplacedByExecutable();
    void aQStringMayNameAProgram();

    // Environment and directory
    void theDirectoryIsChanged();
    void theEnvironmentIsInheritedWithChanges();
    void theEnvironmentIsReplaced();
    void anEmptyEnvironmentIsEmpty();
    void undecodableBytesSurvive();

    // Attributes
    void theUmaskIsSet();
    void userAndGroupsAreSet();
    void namesOfUsersAreLookedUp();
    void aSessionIsMade();
    void aGroupIsMadeAndJoined();
    void niceAndLimitsAreSet();
    void signalsAreRestored();
    void theSignalMaskIsEmptyOrInherited();
    void handlersOfTheParentDoNotRunInTheChild();
    void parentDeathIsRefusedOffTheMainThread();
    void parentDeathReachesTheChild();
};

namespace {

std::atomic<int> handlerRuns;

/// Whoever runs the tests may have a directory in PATH that cannot be searched, which is an error
/// of its own.
SubprocessOptions searchingUsualPath()
{
    SubprocessOptions options = piped();
    options.environment.changes["PATH"] = "/usr/bin:/bin";
    return options;
}

} // namespace

void TestSpawn::aFailureNamesStageErrorAndPath_data()
{
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QByteArray>("directory");
    QTest::addColumn<int>("stage");
    QTest::addColumn<int>("error");
    QTest::addColumn<QByteArray>("context");

    const auto row = [](const char *name, const QByteArray &program, const QByteArray &directory,
                        ProcessStage stage, int error, const QByteArray &context) {
        QTest::newRow(name) << program << directory << int(stage) << error << context;
    };
    static QTemporaryDir folder;
    const auto execute = ProcessStage::Execute;
    row("missing path", "/no/such", "", execute, ENOENT, "/no/such");
    row("missing name", "no-such-program", "", execute, ENOENT, "no-such-program");
    row("not executable", "/etc/passwd", "", execute, EACCES, "/etc/passwd");
    row("a directory", "/etc", "", execute, EACCES, "/etc");
    row("below a file", "/etc/passwd/x", "", execute, ENOTDIR, "/etc/passwd/x");
    const QByteArray script = makeFile(folder, "bad", "#!/no/such/interpreter\n", 0755);
    row("bad interpreter", script, "", execute, ENOENT, script);
    const QByteArray text = makeFile(folder, "text", "echo no shebang\n", 0755);
    row("no shebang", text, "", execute, ENOEXEC, text);
    const QByteArray empty = makeFile(folder, "empty", "", 0755);
    row("empty file", empty, "", execute, ENOEXEC, empty);
    const QByteArray longName = "/" + QByteArray(5000, 'x');
    row("name too long", longName, "", execute, ENAMETOOLONG, longName);
    const auto change = ProcessStage::ChangeDirectory;
    row("missing directory", "/bin/true", "/no/such", change, ENOENT, "/no/such");
    row("directory is a file", "/bin/true", "/etc/passwd", change, ENOTDIR, "/etc/passwd");
    row("both missing", "/no/such", "/no/dir", change, ENOENT, "/no/dir");
}

void TestSpawn::aFailureNamesStageErrorAndPath()
{
    QFETCH(QByteArray, program);
    QFETCH(QByteArray, directory);
    QFETCH(int, stage);
    QFETCH(int, error);
    QFETCH(QByteArray, context);

    SubprocessOptions options = searchingUsualPath();
    if (!directory.isEmpty())
        options.workingDirectory = directory;
    const ProcessError failure = startError(program, {}, options);
    QCOMPARE(int(failure.stage), stage);
    QCOMPARE(failure.code.value(), error);
    QCOMPARE(failure.context, context);
}

using Change = void (*)(SubprocessOptions *);
Q_DECLARE_METATYPE(Change)

void TestSpawn::badInputIsRefusedBeforeAnythingIsCreated_data()
{
    QTest::addColumn<QByteArrayList>("argv");
    QTest::addColumn<Change>("change");
    const QByteArrayList good = {"/bin/true"};
    const Change nothing = [](SubprocessOptions *) {};

    QTest::newRow("empty program") << QByteArrayList{""} << nothing;
    QTest::newRow("NUL in program") << QByteArrayList{QByteArray("a\0b", 3)} << nothing;
    QTest::newRow("NUL in argument") << QByteArrayList{"true", QByteArray("a\0b", 3)} << nothing;
    const auto row = [&good](const char *name, Change change) {
        QTest::newRow(name) << good << change;
    };
    row("limit 0", [](SubprocessOptions *o) { o->limit = 0; });
    row("limit -1", [](SubprocessOptions *o) { o->limit = -1; });
    row("Stdout for stdin", [](SubprocessOptions *o) { o->standardInput = Stdout; });
    row("Stdout for stdout", [](SubprocessOptions *o) { o->standardOutput = Stdout; });
    row("NUL in directory",
        [](SubprocessOptions *o) { o->workingDirectory = QByteArray("a\0b", 3); });
    row("empty directory", [](SubprocessOptions *o) { o->workingDirectory = ""; });
    row("empty executable", [](SubprocessOptions *o) { o->executable = ""; });
    row("= in a name", [](SubprocessOptions *o) { o->environment.changes["A=B"] = "c"; });
    row("no name", [](SubprocessOptions *o) { o->environment.changes[""] = "c"; });
    row("NUL in a name",
        [](SubprocessOptions *o) { o->environment.changes[QByteArray("a\0b", 3)] = "c"; });
    row("NUL in a value",
        [](SubprocessOptions *o) { o->environment.changes["A"] = QByteArray("a\0b", 3); });
    row("umask", [](SubprocessOptions *o) { o->umask = 01000; });
    row("nice", [](SubprocessOptions *o) { o->nice = 20; });
    row("negative group", [](SubprocessOptions *o) { o->processGroup = -2; });
    row("user -1", [](SubprocessOptions *o) { o->user = unsigned(-1); });
    row("pipe size", [](SubprocessOptions *o) { o->pipeSize = 0; });
    row("extra number", [](SubprocessOptions *o) { o->extraDescriptors = {{2, Pipe, {}}}; });
    row("extra twice",
        [](SubprocessOptions *o) { o->extraDescriptors = {{3, Pipe, {}}, {3, Pipe, {}}}; });
    row("extra inherits", [](SubprocessOptions *o) { o->extraDescriptors = {{3, Stdio(), {}}}; });
    row("passed number", [](SubprocessOptions *o) { o->passDescriptors = {1}; });
}

void TestSpawn::badInputIsRefusedBeforeAnythingIsCreated()
{
    QFETCH(QByteArrayList, argv);
    QFETCH(Change, change);
    SubprocessOptions options = piped();
    change(&options);
    const auto process = createSubprocessExec(argv.first(), argv.mid(1), options);
    QVERIFY(!process);
    QCOMPARE(int(process.error().stage), int(ProcessStage::Arguments));
    QVERIFY(process.error().code == std::errc::invalid_argument);
    QVERIFY(!process.error().context.isEmpty());
}

void TestSpawn::manyFailuresLeakNothing()
{
    for (int i = 0; i < 400; ++i)
        QVERIFY(startError("/no/such", {}, piped()).code == std::errc::no_such_file_or_directory);
}

void TestSpawn::aFailureClosesNoDescriptorOfAnotherThread()
{
    std::atomic<bool> isDone = false;
    std::atomic<int> stolen = 0;
    std::thread opener([&] {
        while (!isDone) {
            const int fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
            std::this_thread::yield();
            if (::close(fd) != 0)
                ++stolen;
        }
    });
    for (int i = 0; i < 200; ++i)
        (void)startError("/no/such", {}, piped());
    isDone = true;
    opener.join();
    QCOMPARE(stolen.load(), 0);
}

void TestSpawn::tooManyDescriptorsIsAnError()
{
    rlimit before;
    ::getrlimit(RLIMIT_NOFILE, &before);
    int lowest = ::open("/dev/null", O_RDONLY);
    ::close(lowest);
    rlimit tight = before;
    tight.rlim_cur = rlim_t(lowest) + 3; // one pipe and a half
    ::setrlimit(RLIMIT_NOFILE, &tight);
    const ProcessError error = startError("/bin/true", {}, piped());
    ::setrlimit(RLIMIT_NOFILE, &before);
    QCOMPARE(int(error.stage), int(ProcessStage::CreatePipe));
    QVERIFY(error.code == std::errc::too_many_files_open);
}

void TestSpawn::argumentsThatAreTooLongAreAnError()
{
    const ProcessError error = startError("/bin/true", {QByteArray(200 * 1024, 'x')}, piped());
    QCOMPARE(int(error.stage), int(ProcessStage::Execute));
    QVERIFY(error.code == std::errc::argument_list_too_long);
}

void TestSpawn::argumentsArriveByteForByte()
{
    const QByteArrayList words = {"",  " ",     "a b", "'",  "\"",       "\\",
                                  "*", "$HOME", "-x",  "\n", "\xc3\xa4", "\xff\xfe"};
    QByteArray expected;
    for (const QByteArray &word : words)
        expected += '<' + word + ">\n";
    QCOMPARE(outputOf(QByteArrayList{"arguments"} + words), expected);
}

void TestSpawn::theFirstArgumentMayDifferFromTheFile()
{
    SubprocessOptions options = piped();
    options.executable = "/bin/sh";
    const auto process = createSubprocessExec("other name", {"-c", "echo $0"}, options);
    QVERIFY(process);
    // A shell that reads -c takes $0 from argv[0].
    QCOMPARE(*waitFor((*process)->communicate())->standardOutput, "other name\n");
}

void TestSpawn::aBareNameIsFoundInTheChildsPath()
{
    QTemporaryDir folder;
    makeFile(folder, "only-here", "#!/bin/sh\necho found\n", 0755);
    SubprocessOptions options = searchingUsualPath();
    QVERIFY(startError("only-here", {}, options).code == std::errc::no_such_file_or_directory);
    options.environment.changes["PATH"] = "/no/such:" + QFile::encodeName(folder.path())
        + ":/bin:/usr/bin";
    const auto process = createSubprocessExec("only-here", {}, options);
    QVERIFY(process);
    QCOMPARE(*waitFor((*process)->communicate())->standardOutput, "found\n");
}

void TestSpawn::aBareNameIsNotFoundInTheCurrentDirectory()
{
    QTemporaryDir folder;
    makeFile(folder, "only-here", "#!/bin/sh\n", 0755);
    SubprocessOptions options = searchingUsualPath();
    options.workingDirectory = QFile::encodeName(folder.path());
    QVERIFY(startError("only-here", {}, options).code == std::errc::no_such_file_or_directory);
}

void TestSpawn::anEmptyPathEntryIsTheCurrentDirectory()
{
    QTemporaryDir folder;
    makeFile(folder, "only-here", "#!/bin/sh\necho found\n", 0755);
    SubprocessOptions options = piped();
    options.workingDirectory = QFile::encodeName(folder.path());
    options.environment.changes["PATH"] = ":/bin";
    const auto process = createSubprocessExec("only-here", {}, options);
    QVERIFY(process);
    QCOMPARE(*waitFor((*process)->communicate())->standardOutput, "found\n");
}

void TestSpawn::withoutPathTheDefaultIsSearched()
{
    SubprocessOptions options = piped();
    options.environment.base = Environment::Base::Empty;
    const auto process = createSubprocessExec("true", {}, options);
    QVERIFY(process);
    QCOMPARE(waitFor((*process)->wait())->returncode(), 0);
}

void TestSpawn::aProgramMayBeAPathWithBlanks()
{
    QTemporaryDir folder;
    const QByteArray path = makeFile(folder, "a b \"c\"", "#!/bin/sh\necho \"[$1][$2]\"\n", 0755);
    const auto process = createSubprocessExec(path, {"x y", ""}, piped());
    QVERIFY(process);
    QCOMPARE(*waitFor((*process)->communicate())->standardOutput, "[x y][]\n");
}

void TestSpawn::aRelativeProgramIsLookedForInTheChildsDirectory()
{
    QTemporaryDir folder;
    makeFile(folder, "here", "#!/bin/sh\necho found\n", 0755);
    SubprocessOptions options = piped();
    QVERIFY(startError("./here", {}, options).code == std::errc::no_such_file_or_directory);
    options.workingDirectory = folder.path();
    const auto process = createSubprocessExec("./here", {}, options);
    QVERIFY(process);
    QCOMPARE(*waitFor((*process)->communicate())->standardOutput, "found\n");
}

void TestSpawn::theShellIsReplacedByExecutable()
{
    SubprocessOptions options = piped();
    auto process = createSubprocessShell("echo $0", options);
    QVERIFY(process);
    QCOMPARE(*waitFor((*process)->communicate())->standardOutput, "/bin/sh\n");
    options.executable = "/bin/bash";
    process = createSubprocessShell("echo $0", options);
    QVERIFY(process);
    QCOMPARE(*waitFor((*process)->communicate())->standardOutput, "/bin/bash\n");
}

void TestSpawn::aQStringMayNameAProgram()
{
    const auto process = createSubprocessExec(QStringLiteral("echo"),
                                              QStringList{QStringLiteral("grün")}, piped());
    QVERIFY(process);
    QCOMPARE(*waitFor((*process)->communicate())->standardOutput, "gr\xc3\xbcn\n");
}

void TestSpawn::theDirectoryIsChanged()
{
    QTemporaryDir folder;
    SubprocessOptions options;
    options.workingDirectory = folder.path();
    QCOMPARE(fieldsOf(outputOf({"describe"}, options))["cwd"],
             QFile::encodeName(QDir(folder.path()).canonicalPath()));
}

void TestSpawn::theEnvironmentIsInheritedWithChanges()
{
    qputenv("SPAWNSCOPE_TEST_KEPT", "kept");
    qputenv("SPAWNSCOPE_TEST_GONE", "gone");
    qputenv("SPAWNSCOPE_TEST_CHANGED", "before");
    SubprocessOptions options;
    options.environment.changes["SPAWNSCOPE_TEST_GONE"] = std::nullopt;
    options.environment.changes["SPAWNSCOPE_TEST_CHANGED"] = "after";
    options.environment.changes["SPAWNSCOPE_TEST_NEW"] = "a=b=c";
    const auto fields = fieldsOf(outputOf({"environment"}, options));
    QCOMPARE(fields.value("SPAWNSCOPE_TEST_KEPT"), "kept");
    QVERIFY(!fields.contains("SPAWNSCOPE_TEST_GONE"));
    QCOMPARE(fields.value("SPAWNSCOPE_TEST_CHANGED"), "after");
    QCOMPARE(fields.value("SPAWNSCOPE_TEST_NEW"), "a=b=c");
    qunsetenv("SPAWNSCOPE_TEST_KEPT");
    qunsetenv("SPAWNSCOPE_TEST_GONE");
    qunsetenv("SPAWNSCOPE_TEST_CHANGED");
}

void TestSpawn::theEnvironmentIsReplaced()
{
    SubprocessOptions options;
    options.environment.base = Environment::Base::Empty;
    options.environment.changes["ONLY"] = "one";
    QCOMPARE(outputOf({"environment"}, options), "ONLY=one\n");
}

void TestSpawn::anEmptyEnvironmentIsEmpty()
{
    SubprocessOptions options;
    options.environment.base = Environment::Base::Empty;
    QCOMPARE(outputOf({"environment"}, options), "");
}

void TestSpawn::undecodableBytesSurvive()
{
    SubprocessOptions options;
    options.environment.base = Environment::Base::Empty;
    options.environment.changes["N\xff"] = "\xfe\x80";
    QCOMPARE(outputOf({"environment"}, options), "N\xff=\xfe\x80\n");
}

void TestSpawn::theUmaskIsSet()
{
    QTemporaryDir folder;
    const QByteArray path = QFile::encodeName(folder.filePath(QStringLiteral("made")));
    SubprocessOptions options;
    options.umask = 053;
    auto process = startChild({"create", path}, options);
    QVERIFY(waitFor(process->wait()));
    struct stat status;
    QCOMPARE(::stat(path.constData(), &status), 0);
    QCOMPARE(int(status.st_mode & 0777), 0624);
}

void TestSpawn::userAndGroupsAreSet()
{
    SubprocessOptions options = piped();
    options.user = 65534U;
    options.group = 65533U;
    options.extraGroups = {65531U, 65532U};
    if (::geteuid() != 0) {
        const ProcessError error = startError("/bin/true", {}, options);
        QCOMPARE(int(error.stage), int(ProcessStage::SetGroups));
        QVERIFY(error.code == std::errc::operation_not_permitted);
        return;
    }
    // id(1), because that user may not be let into the folder of the test's own child.
    const auto ids = [&options] {
        const auto process = createSubprocessShell("id -u; id -g; id -G", options);
        return process ? *waitFor((*process)->communicate())->standardOutput : "not started";
    };
    QCOMPARE(ids(), "65534\n65533\n65533 65531 65532\n");
    options.extraGroups = QList<Identity>();
    QCOMPARE(ids(), "65534\n65533\n65533\n");
    // Ours are untouched, in every thread.
    QCOMPARE(::geteuid(), 0U);
}

void TestSpawn::namesOfUsersAreLookedUp()
{
    SubprocessOptions options = piped();
    options.user = QByteArray("no-such-user");
    ProcessError error = startError("/bin/true", {}, options);
    QCOMPARE(int(error.stage), int(ProcessStage::LookUpUser));
    QCOMPARE(error.context, "no-such-user");
    options.user.reset();
    options.extraGroups = {QByteArray("no-such-group")};
    error = startError("/bin/true", {}, options);
    QCOMPARE(int(error.stage), int(ProcessStage::LookUpUser));
    if (::geteuid() != 0)
        return;
    options.extraGroups.reset();
    options.user = QByteArray("daemon");
    options.group = QByteArray("daemon");
    const auto process = createSubprocessShell("id -un; id -gn", options);
    QVERIFY(process);
    QCOMPARE(*waitFor((*process)->communicate())->standardOutput, "daemon\ndaemon\n");
}

void TestSpawn::aSessionIsMade()
{
    SubprocessOptions options;
    options.newSession = true;
    const auto fields = fieldsOf(outputOf({"describe"}, options));
    QCOMPARE(fields["sid"], fields["pid"]);
    QCOMPARE(fields["pgid"], fields["pid"]);
    QCOMPARE(fieldsOf(outputOf({"describe"}))["sid"], QByteArray::number(::getsid(0)));
}

void TestSpawn::aGroupIsMadeAndJoined()
{
    SubprocessOptions options = piped();
    options.processGroup = 0;
    auto leader = startChild({"block"}, options);
    QVERIFY(leader->leadsGroup());
    options.processGroup = int(leader->pid());
    const auto fields = fieldsOf(outputOf({"describe"}, options));
    QCOMPARE(fields["pgid"], QByteArray::number(leader->pid()));
    options.processGroup = 2; // a kernel thread or another session's
    QCOMPARE(int(startError("/bin/true", {}, options).stage), int(ProcessStage::SetProcessGroup));
    QVERIFY(leader->kill());
    QCOMPARE(waitFor(leader->wait())->returncode(), -SIGKILL);
}

void TestSpawn::niceAndLimitsAreSet()
{
    SubprocessOptions options;
    options.nice = 7;
    options.resourceLimits = {{RLIMIT_NOFILE, 64, 64}};
    const auto fields = fieldsOf(outputOf({"describe"}, options));
    QCOMPARE(fields["nice"], "7");
    QCOMPARE(fields["nofile"], "64");
    options.resourceLimits = {{RLIMIT_NOFILE, 64, 32}};
    QCOMPARE(int(startError("/bin/true", {}, options).stage), int(ProcessStage::SetResourceLimit));
}

void TestSpawn::signalsAreRestored()
{
    struct sigaction before;
    struct sigaction ignore = {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGXFSZ, &ignore, &before);
    // SIGPIPE is ignored by the pipes of the core itself.
    const QByteArray restored = ',' + fieldsOf(outputOf({"describe"}))["ignored"];
    SubprocessOptions options;
    options.restoreSignals = false;
    const QByteArray kept = ',' + fieldsOf(outputOf({"describe"}, options))["ignored"];
    ::sigaction(SIGXFSZ, &before, nullptr);
    for (const int signal : {SIGPIPE, SIGXFSZ}) {
        const QByteArray entry = ',' + QByteArray::number(signal) + ',';
        QVERIFY(!restored.contains(entry));
        QVERIFY(kept.contains(entry));
    }
}

void TestSpawn::theSignalMaskIsEmptyOrInherited()
{
    sigset_t block, before;
    sigemptyset(&block);
    sigaddset(&block, SIGUSR1);
    ::pthread_sigmask(SIG_BLOCK, &block, &before);
    const QByteArray empty = fieldsOf(outputOf({"describe"}))["blocked"];
    SubprocessOptions options;
    options.signalMask = SubprocessOptions::SignalMask::Inherit;
    const QByteArray inherited = fieldsOf(outputOf({"describe"}, options))["blocked"];
    sigset_t after;
    ::pthread_sigmask(SIG_SETMASK, &before, &after);
    QCOMPARE(empty, "");
    QCOMPARE(inherited, QByteArray::number(SIGUSR1) + ',');
    QCOMPARE(::sigismember(&after, SIGUSR1), 1); // our own mask came back as it was
}

void TestSpawn::handlersOfTheParentDoNotRunInTheChild()
{
    handlerRuns = 0;
    struct sigaction before;
    struct sigaction count = {};
    count.sa_handler = [](int) { ++handlerRuns; };
    ::sigaction(SIGUSR1, &count, &before);
    auto process = startChild({"raise", QByteArray::number(SIGUSR1)});
    QCOMPARE(waitFor(process->wait())->returncode(), -SIGUSR1);
    ::sigaction(SIGUSR1, &before, nullptr);
    QCOMPARE(handlerRuns.load(), 0);
}

void TestSpawn::parentDeathIsRefusedOffTheMainThread()
{
    SubprocessOptions options;
    options.parentDeathSignal = SIGKILL;
    ProcessError error;
    const std::unique_ptr<QThread> thread(
        QThread::create([&] { error = startError("/bin/true", {}, options); }));
    thread->start();
    QVERIFY(thread->wait(30'000));
    QVERIFY(error.code == std::errc::not_supported);
    QCOMPARE(error.context, "parentDeathSignal");
}

void TestSpawn::parentDeathReachesTheChild()
{
    // This program in the part of a parent that dies: see main().
    SubprocessOptions options = piped();
    auto parent = createSubprocessExec(QFile::encodeName(QCoreApplication::applicationFilePath()),
                                       {"parent"}, options);
    QVERIFY(parent);
    const auto line = waitFor((*parent)->standardOutput()->readLine());
    QVERIFY(line);
    const pid_t grandchild = line->bytes.trimmed().toInt();
    QVERIFY(grandchild > 0);
    QVERIFY((*parent)->kill());
    QVERIFY(waitFor((*parent)->wait()));
    // Its standard output, inherited from the parent, ends when the grandchild is dead too.
    QVERIFY(waitFor((*parent)->waitFinished()));
}

/// Starts a child that dies with this program, prints its pid and waits to be killed.
static int actAsParent()
{
    SubprocessOptions options;
    options.parentDeathSignal = SIGKILL;
    auto child = createSubprocessExec(testChild(), {"block"}, options);
    if (!child)
        return 1;
    std::printf("%lld\n", (long long)(*child)->pid());
    std::fflush(stdout);
    return QCoreApplication::exec();
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc > 1 && qstrcmp(argv[1], "parent") == 0)
        return actAsParent();
    TestSpawn test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_spawn.moc"
