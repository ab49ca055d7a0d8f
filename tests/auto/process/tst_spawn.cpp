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

    // Descriptors
    void standardStreamsGoWhereAsked_data();
    void standardStreamsGoWhereAsked();
    void stderrFollowsStdoutWhereverItGoes_data();
    void stderrFollowsStdoutWhereverItGoes();
    void aMergedStreamKeepsItsOrder();
    void stdoutAndStderrMayBeSwapped();
    void allStreamsMayShareOneDescriptor();
    void filesAreReadTruncatedAndAppended();
    void aFifoWithoutPartnerDoesNotBlockTheStart();
    void onlyNamedDescriptorsReachTheChild();
    void descriptorsStayOpenWhenAskedTo();
    void aPassedDescriptorKeepsItsNumber();
    void aPassedDescriptorMayAlsoBeAStream();
    void theParentsFlagsDoNotChange();
    void extraPipesWorkInBothDirections();
    void aListeningSocketMayBePassed();
    void pipesAreOfTheSizeAskedFor();
    void stdinCanBeOpenedAgain();
    void thePipeOfOneChildIsNotHeldByAnother();
    void closedStandardDescriptorsDoNoHarm();
    void aThousandOpenDescriptorsDoNoHarm();
    void aClosedNumberIsNotMistakenForOurOwnPipe();
    void theHighestNumbersCanBeHad();
    void badPathsTouchNoFile();
    void foreignMemoryIsTakenByItsLength();

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

/// errno of a start that fails; 0 if it does not.
ProcessError startError(const OsString &program, const OsStringList &arguments,
                        const SubprocessOptions &options)
{
    const auto process = createSubprocessExec(program, arguments, options);
    return process ? ProcessError{} : process.error();
}

QByteArray makeFile(const QTemporaryDir &directory, const char *name, const QByteArray &content,
                    mode_t mode)
{
    const QString path = directory.filePath(QLatin1String(name));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(path));
    file.write(content);
    file.close();
    ::chmod(QFile::encodeName(path).constData(), mode);
    return QFile::encodeName(path);
}

QByteArray contentOf(const QByteArray &path)
{
    QFile file(QFile::decodeName(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : "cannot be read";
}

/// This program's standard descriptor replaced for a while.
class Replaced
{
public:
    Replaced(int number, int by)
        : m_number(number)
        , m_saved(::fcntl(number, F_DUPFD_CLOEXEC, 100))
    {
        if (by >= 0)
            ::dup2(by, number);
        else
            ::close(number);
    }
    ~Replaced() { ::dup2(m_saved.get(), m_number); }

private:
    int m_number;
    UniqueFd m_saved;
};

struct PipeFds
{
    UniqueFd read;
    UniqueFd write;
    PipeFds()
    {
        int fds[2];
        if (::pipe2(fds, O_CLOEXEC) != 0)
            qFatal("pipe2");
        read.reset(fds[0]);
        write.reset(fds[1]);
    }
    QByteArray drain()
    {
        write.reset();
        QByteArray all;
        char buffer[4096];
        ssize_t count = 0;
        while ((count = ::read(read.get(), buffer, sizeof buffer)) > 0)
            all.append(buffer, count);
        return all;
    }
};

std::atomic<int> handlerRuns;

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

    SubprocessOptions options = piped();
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
    SubprocessOptions options = piped();
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
    SubprocessOptions options = piped();
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

void TestSpawn::standardStreamsGoWhereAsked_data()
{
    QTest::addColumn<Stdio::Kind>("kind");
    QTest::newRow("inherit") << Stdio::Kind::Inherit;
    QTest::newRow("devnull") << Stdio::Kind::DevNull;
    QTest::newRow("descriptor") << Stdio::Kind::Descriptor;
    QTest::newRow("pipe") << Stdio::Kind::Pipe;
}

void TestSpawn::standardStreamsGoWhereAsked()
{
    QFETCH(Stdio::Kind, kind);
    PipeFds out;
    PipeFds err;
    QByteArray seenOut;
    QByteArray seenErr;
    {
        const Replaced stdOut(1, kind == Stdio::Kind::Inherit ? out.write.get() : 1);
        const Replaced stdErr(2, kind == Stdio::Kind::Inherit ? err.write.get() : 2);
        SubprocessOptions options;
        const bool isDescriptor = kind == Stdio::Kind::Descriptor;
        options.standardOutput = isDescriptor ? Stdio::descriptor(out.write.get()) : Stdio(kind);
        options.standardError = isDescriptor ? Stdio::descriptor(err.write.get()) : Stdio(kind);
        auto process = startChild({"out", "to out", "then", "err", "to err"}, options);
        const auto output = waitFor(process->communicate());
        QCOMPARE(process->returncode(), 0);
        QCOMPARE(output->standardOutput.has_value(), kind == Stdio::Kind::Pipe);
        seenOut = output->standardOutput.value_or("");
        seenErr = output->standardError.value_or("");
    }
    seenOut += out.drain();
    seenErr += err.drain();
    QCOMPARE(seenOut, kind == Stdio::Kind::DevNull ? "" : "to out\n");
    QCOMPARE(seenErr, kind == Stdio::Kind::DevNull ? "" : "to err\n");
}

void TestSpawn::stderrFollowsStdoutWhereverItGoes_data()
{
    standardStreamsGoWhereAsked_data();
}

void TestSpawn::stderrFollowsStdoutWhereverItGoes()
{
    QFETCH(Stdio::Kind, kind);
    PipeFds out;
    QByteArray seen;
    {
        const Replaced stdOut(1, kind == Stdio::Kind::Inherit ? out.write.get() : 1);
        SubprocessOptions options;
        options.standardOutput = kind == Stdio::Kind::Descriptor
            ? Stdio::descriptor(out.write.get())
            : Stdio(kind);
        options.standardError = Stdout;
        auto process = startChild({"out", "1", "then", "err", "2"}, options);
        const auto output = waitFor(process->communicate());
        QVERIFY(!output->standardError);
        QCOMPARE(process->standardError(), nullptr);
        seen = output->standardOutput.value_or("");
    }
    seen += out.drain();
    QCOMPARE(seen, kind == Stdio::Kind::DevNull ? "" : "1\n2\n");
}

void TestSpawn::aMergedStreamKeepsItsOrder()
{
    SubprocessOptions options = piped();
    options.standardError = Stdout;
    auto process = startChild({"alternate", "1000"}, options);
    QCOMPARE(*waitFor(process->communicate())->standardOutput, QByteArray("oe").repeated(1000));
}

void TestSpawn::stdoutAndStderrMayBeSwapped()
{
    PipeFds out;
    PipeFds err;
    {
        const Replaced stdOut(1, out.write.get());
        const Replaced stdErr(2, err.write.get());
        SubprocessOptions options;
        options.standardOutput = Stdio::descriptor(2);
        options.standardError = Stdio::descriptor(1);
        auto process = startChild({"out", "o", "then", "err", "e"}, options);
        QVERIFY(waitFor(process->wait()));
    }
    QCOMPARE(out.drain(), "e\n");
    QCOMPARE(err.drain(), "o\n");
}

void TestSpawn::allStreamsMayShareOneDescriptor()
{
    QTemporaryDir folder;
    const QByteArray path = makeFile(folder, "shared", "input", 0644);
    const UniqueFd fd(::open(path.constData(), O_RDWR | O_CLOEXEC));
    SubprocessOptions options;
    options.standardInput = options.standardOutput = options.standardError = Stdio::descriptor(
        fd.get());
    auto process = startChild({"cat", "then", "out", "o", "then", "err", "e"}, options);
    QVERIFY(waitFor(process->wait()));
    // One open file description: reading moves the offset at which writing goes on.
    QCOMPARE(contentOf(path), "inputinputo\ne\n");
}

void TestSpawn::filesAreReadTruncatedAndAppended()
{
    QTemporaryDir folder;
    const QByteArray in = makeFile(folder, "in", "from file\n", 0644);
    const QByteArray out = makeFile(folder, "out", "a much longer text than what comes\n", 0644);
    const QByteArray err = makeFile(folder, "err", "kept\n", 0644);
    SubprocessOptions options;
    options.standardInput = Stdio::file(in, Stdio::FileMode::Read);
    options.standardOutput = Stdio::file(out, Stdio::FileMode::Truncate);
    options.standardError = Stdio::file(err, Stdio::FileMode::Append);
    auto process = startChild({"cat", "then", "err", "added"}, options);
    QVERIFY(waitFor(process->wait()));
    QCOMPARE(contentOf(out), "from file\n");
    QCOMPARE(contentOf(err), "kept\nadded\n");

    options.standardInput = Stdio::file("/no/such", Stdio::FileMode::Read);
    ProcessError error = startError("/bin/true", {}, options);
    QCOMPARE(int(error.stage), int(ProcessStage::OpenFile));
    QCOMPARE(error.context, "/no/such");
    options.standardInput = DevNull;
    options.standardOutput = Stdio::file("/etc", Stdio::FileMode::Truncate);
    error = startError("/bin/true", {}, options);
    QVERIFY(error.code == std::errc::is_a_directory);
}

void TestSpawn::aFifoWithoutPartnerDoesNotBlockTheStart()
{
    QTemporaryDir folder;
    const QByteArray fifo = QFile::encodeName(folder.filePath(QStringLiteral("fifo")));
    QCOMPARE(::mkfifo(fifo.constData(), 0600), 0);
    SubprocessOptions options;
    options.standardInput = Stdio::file(fifo, Stdio::FileMode::Read);
    QCOMPARE(outputOf({"count"}, options), "bytes=0\n");
}

void TestSpawn::onlyNamedDescriptorsReachTheChild()
{
    const UniqueFd inheritable(::open("/dev/null", O_RDONLY));
    SubprocessOptions options;
    options.standardInput = DevNull;
    QCOMPARE(outputOf({"descriptors"}, options), "0 1 2 \n");
}

void TestSpawn::descriptorsStayOpenWhenAskedTo()
{
    const UniqueFd inheritable(::fcntl(0, F_DUPFD, 500));
    const UniqueFd closing(::fcntl(0, F_DUPFD_CLOEXEC, 501));
    SubprocessOptions options;
    options.closeDescriptors = false;
    const QByteArray list = ' ' + outputOf({"descriptors"}, options);
    QVERIFY(list.contains(' ' + QByteArray::number(inheritable.get()) + ' '));
    QVERIFY(!list.contains(' ' + QByteArray::number(closing.get()) + ' '));
}

void TestSpawn::aPassedDescriptorKeepsItsNumber()
{
    PipeFds pipe;
    const UniqueFd high(::fcntl(pipe.write.get(), F_DUPFD_CLOEXEC, 200));
    SubprocessOptions options;
    options.passDescriptors = {high.get()};
    auto process = startChild({"write", QByteArray::number(high.get()), "through"}, options);
    QCOMPARE(waitFor(process->wait())->returncode(), 0);
    ::close(high.get());
    QCOMPARE(pipe.drain(), "through");
    (void)const_cast<UniqueFd &>(high).release();
}

void TestSpawn::aPassedDescriptorMayAlsoBeAStream()
{
    PipeFds pipe;
    const int fd = pipe.write.get();
    SubprocessOptions options;
    options.standardOutput = Stdio::descriptor(fd);
    options.passDescriptors = {fd};
    auto process = startChild({"out", "a", "then", "write", QByteArray::number(fd), "b"}, options);
    QCOMPARE(waitFor(process->wait())->returncode(), 0);
    QCOMPARE(pipe.drain(), "a\nb");
}

void TestSpawn::theParentsFlagsDoNotChange()
{
    PipeFds pipe;
    SubprocessOptions options;
    options.passDescriptors = {pipe.read.get()};
    options.standardOutput = Stdio::descriptor(pipe.write.get());
    auto process = startChild({"out", "x"}, options);
    QVERIFY(waitFor(process->wait()));
    QCOMPARE(::fcntl(pipe.read.get(), F_GETFD), FD_CLOEXEC);
    QCOMPARE(::fcntl(pipe.write.get(), F_GETFD), FD_CLOEXEC);
    QVERIFY(!(::fcntl(pipe.write.get(), F_GETFL) & O_NONBLOCK));
}

void TestSpawn::extraPipesWorkInBothDirections()
{
    SubprocessOptions options = piped();
    options.extraDescriptors = {{7, Pipe, ExtraDescriptor::Direction::FromChild},
                                {4, Pipe, ExtraDescriptor::Direction::ToChild},
                                {9, DevNull, {}}};
    auto process = startChild({"catfd", "4", "7", "then", "write", "9", "gone"}, options);
    QVERIFY(process->writer(4));
    QVERIFY(process->reader(7));
    QVERIFY(process->writer(4)->write("around"));
    process->writer(4)->close();
    QCOMPARE(*waitFor(process->reader(7)->readAll()), "around");
    QCOMPARE(waitFor(process->waitFinished())->returncode(), 0);
}

void TestSpawn::aListeningSocketMayBePassed()
{
    const UniqueFd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address = {};
    address.sun_family = AF_UNIX; // without a name the kernel chooses one
    QCOMPARE(::bind(listener.get(), reinterpret_cast<sockaddr *>(&address), sizeof(sa_family_t)),
             0);
    QCOMPARE(::listen(listener.get(), 1), 0);
    socklen_t length = sizeof address;
    ::getsockname(listener.get(), reinterpret_cast<sockaddr *>(&address), &length);

    SubprocessOptions options;
    options.extraDescriptors = {{3, Stdio::descriptor(listener.get()), {}}};
    auto process = startChild({"accept", "3", "hello"}, options);
    const UniqueFd client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    QCOMPARE(::connect(client.get(), reinterpret_cast<sockaddr *>(&address), length), 0);
    QVERIFY(waitFor(process->wait()));
    char buffer[16];
    QCOMPARE(::read(client.get(), buffer, sizeof buffer), ssize_t(5));
}

void TestSpawn::pipesAreOfTheSizeAskedFor()
{
    SubprocessOptions options;
    options.standardInput = options.standardError = Pipe;
    options.pipeSize = 8192;
    QCOMPARE(outputOf({"pipesize", "0", "then", "pipesize", "1", "then", "pipesize", "2"}, options),
             "pipesize=8192\npipesize=8192\npipesize=8192\n");
    options.pipeSize.reset();
    const int standard = [] {
        PipeFds pipe;
        return ::fcntl(pipe.read.get(), F_GETPIPE_SZ);
    }();
    QCOMPARE(outputOf({"pipesize", "1"}, options),
             "pipesize=" + QByteArray::number(standard) + '\n');
}

void TestSpawn::stdinCanBeOpenedAgain()
{
    auto process = startChild({"reopen"});
    QCOMPARE(*waitFor(process->communicate("abc"))->standardOutput, "abc");
}

void TestSpawn::thePipeOfOneChildIsNotHeldByAnother()
{
    SubprocessOptions options = piped();
    options.closeDescriptors = false;
    auto first = startChild({"cat"}, options);
    auto second = startChild({"cat"}, options);
    QCOMPARE(*waitFor(first->communicate("one"))->standardOutput, "one");
    QCOMPARE(*waitFor(second->communicate("two"))->standardOutput, "two");
}

void TestSpawn::closedStandardDescriptorsDoNoHarm()
{
    // The pipes then land on 0, 1 and 2 themselves.
    const Replaced in(0, -1);
    const Replaced out(1, -1);
    const Replaced err(2, -1);
    auto process = startChild({"echoboth"});
    const auto output = waitFor(process->communicate("x"));
    QCOMPARE(*output->standardOutput, "OUT:x");
    QCOMPARE(*output->standardError, "ERR:x");
}

void TestSpawn::aThousandOpenDescriptorsDoNoHarm()
{
    rlimit before;
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit wide = before;
    wide.rlim_cur = std::min<rlim_t>(before.rlim_max, 4096);
    ::setrlimit(RLIMIT_NOFILE, &wide);
    {
        std::vector<UniqueFd> many;
        for (int i = 0; i < 1026; ++i)
            many.emplace_back(::open("/dev/null", O_RDONLY)); // not FD_CLOEXEC
        QVERIFY(many.back().isValid());
        SubprocessOptions options;
        options.standardInput = DevNull;
        for (int i = 0; i < 20; ++i)
            QCOMPARE(outputOf({"descriptors"}, options), "0 1 2 \n");
    }
    ::setrlimit(RLIMIT_NOFILE, &before);
}

void TestSpawn::aClosedNumberIsNotMistakenForOurOwnPipe()
{
    int next = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    ::close(next);
    for (const int number : {next, next + 1}) {
        SubprocessOptions options;
        options.standardInput = Pipe; // takes the next numbers
        options.passDescriptors = {number};
        const ProcessError passed = startError("/bin/true", {}, options);
        QCOMPARE(int(passed.stage), int(ProcessStage::Redirect));
        QCOMPARE(passed.code.value(), EBADF);
        QCOMPARE(passed.context, QByteArray::number(number));
        options.passDescriptors.clear();
        options.standardOutput = Stdio::descriptor(number);
        QCOMPARE(startError("/bin/true", {}, options).code.value(), EBADF);
    }
}

void TestSpawn::theHighestNumbersCanBeHad()
{
    rlimit before;
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit usual = before;
    usual.rlim_cur = 1024;
    ::setrlimit(RLIMIT_NOFILE, &usual);
    SubprocessOptions options;
    for (const int number : {1023, 1022, 1021})
        options.extraDescriptors.append({number, Pipe, ExtraDescriptor::Direction::FromChild});
    auto process = startChild({"write", "1021", "a", "then", "write", "1023", "b"}, options);
    QCOMPARE(*waitFor(process->reader(1021)->readAll()), "a");
    QCOMPARE(*waitFor(process->reader(1023)->readAll()), "b");
    QVERIFY(waitFor(process->waitFinished()));
    ::setrlimit(RLIMIT_NOFILE, &before);
}

void TestSpawn::badPathsTouchNoFile()
{
    QTemporaryDir folder;
    const QByteArray precious = makeFile(folder, "precious", "kept", 0644);
    SubprocessOptions options;
    options.standardOutput = Stdio::file(precious, Stdio::FileMode::Truncate);
    for (const QByteArray &path : {QByteArray(), QByteArray("a\0b", 3)}) {
        options.standardError = Stdio::file(path, Stdio::FileMode::Append);
        QVERIFY(startError("/bin/true", {}, options).code == std::errc::invalid_argument);
    }
    QCOMPARE(contentOf(precious), "kept");
}

void TestSpawn::foreignMemoryIsTakenByItsLength()
{
    const char memory[] = "/tmpXXXX";
    SubprocessOptions options;
    options.workingDirectory = QByteArray::fromRawData(memory, 4);
    QCOMPARE(fieldsOf(outputOf({"describe"}, options))["cwd"], "/tmp");
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
