// SPDX-License-Identifier: MIT
#include "support/standingchecks.h"

#include "base/uniquefd.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

extern char **environ;

using namespace Spawnscope;

/// What a child was not given does not reach it, and what was given reaches nobody else.
class TestIsolation : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    // Descriptors
    void noDescriptorReachesAChildUnasked_data();
    void noDescriptorReachesAChildUnasked();
    void descriptorsOfOtherThreadsStayTheirOwn();

    // Environment
    void theEnvironmentIsExactlyWhatWasAskedFor();
    void anOddEnvironmentOfThisProgramIsPassedOnAsItIs();

    // Arguments
    void nothingIsReadByAShell();
    void aFileWithoutInterpreterIsNotGivenToAShell();
    void aProgramsNameIsNoCommand();
    void theFirstArgumentMayBeAnything();
    void theLongestArgumentArrives();

    // Numbers of processes
    void aRecycledNumberIsNeverSignalled();
};

namespace {

/// Opens and closes descriptors that an exec would pass on, as fast as it can, and looks whether
/// they stay what they are.
class Opener
{
public:
    explicit Opener(const QByteArray &path)
        : m_path(path)
        , m_thread([this] { run(); })
    {}
    ~Opener() { stop(); }
    Q_DISABLE_COPY_MOVE(Opener)

    /// How many descriptors were not what they had been opened as.
    int stop()
    {
        m_isDone = true;
        if (m_thread.joinable())
            m_thread.join();
        return m_changed;
    }
    int rounds() const { return m_rounds; }

private:
    void run()
    {
        struct stat expected = {};
        ::stat(m_path.constData(), &expected);
        while (!m_isDone) {
            std::vector<int> own;
            for (int i = 0; i < 6; ++i)
                own.push_back(::open(m_path.constData(), O_RDONLY));
            own.push_back(::fcntl(own[0], F_DUPFD, 60 + m_rounds % 400));
            int pair[2] = {-1, -1};
            if (::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
                ++m_changed;
            std::this_thread::yield();
            for (const int fd : own) {
                struct stat found = {};
                const bool isSame = ::fstat(fd, &found) == 0 && found.st_ino == expected.st_ino;
                if (!isSame || ::close(fd) != 0)
                    ++m_changed;
            }
            for (const int fd : pair)
                m_changed += ::close(fd) != 0;
            ++m_rounds;
        }
    }

    QByteArray m_path;
    std::atomic<bool> m_isDone = false;
    std::atomic<int> m_changed = 0;
    std::atomic<int> m_rounds = 0;
    std::thread m_thread; ///< last: it uses the others
};

/// Runs in the folder; every word comes back byte for byte and no file appears.
QByteArray echoed(const QByteArrayList &words, const QTemporaryDir &folder)
{
    SubprocessOptions options;
    options.workingDirectory = folder.path();
    return outputOf(QByteArrayList{"arguments"} + words, options);
}

QByteArray bracketed(const QByteArrayList &words)
{
    QByteArray expected;
    for (const QByteArray &word : words)
        expected += '<' + word + ">\n";
    return expected;
}

QByteArray sortedLines(const QByteArray &text)
{
    QByteArrayList lines = text.split('\n');
    std::sort(lines.begin(), lines.end());
    return lines.join('\n');
}

/// The variables of this program replaced for a while.
class ReplacedEnvironment
{
public:
    explicit ReplacedEnvironment(std::vector<const char *> variables)
        : m_variables(std::move(variables))
        , m_saved(environ)
    {
        m_variables.push_back(nullptr);
        environ = const_cast<char **>(m_variables.data());
    }
    ~ReplacedEnvironment() { environ = m_saved; }
    Q_DISABLE_COPY_MOVE(ReplacedEnvironment)

private:
    std::vector<const char *> m_variables;
    char **m_saved;
};

} // namespace

void TestIsolation::noDescriptorReachesAChildUnasked_data()
{
    QTest::addColumn<bool>("pipes");
    QTest::addColumn<bool>("extra");
    QTest::newRow("no pipe") << false << false;
    QTest::newRow("three pipes") << true << false;
    QTest::newRow("more") << true << true;
}

void TestIsolation::noDescriptorReachesAChildUnasked()
{
    QFETCH(bool, pipes);
    QFETCH(bool, extra);
    QTemporaryDir folder;
    const QByteArray given = makeFile(folder, "given", "", 0644);
    const UniqueFd passed(::open(given.constData(), O_RDONLY | O_CLOEXEC));
    SubprocessOptions options;
    options.standardInput = options.standardError = pipes ? Pipe : DevNull;
    QByteArrayList expected = {pipes ? "0 pipe" : "0 /dev/null", "1 pipe",
                               pipes ? "2 pipe" : "2 /dev/null"};
    if (extra) {
        options.passDescriptors = {passed.get()};
        options.extraDescriptors = {{700, Stdio::descriptor(passed.get()), {}}};
        expected += QByteArray::number(passed.get()) + ' ' + given;
        expected += "700 " + given;
    }
    expected += "";

    Opener opener(makeFile(folder, "opened", "", 0644));
    for (int i = 0; i < 250; ++i)
        QCOMPARE(outputOf({"opendescriptors"}, options).split('\n'), expected);
    opener.stop();
    QVERIFY(opener.rounds() > 0);
}

void TestIsolation::descriptorsOfOtherThreadsStayTheirOwn()
{
    QTemporaryDir folder;
    Opener opener(makeFile(folder, "opened", "", 0644));
    for (int i = 0; i < 150; ++i) {
        QCOMPARE(outputOf({"out", "x"}, piped()), "x\n");
        (void)startError("/no/such", {}, piped());
    }
    QCOMPARE(opener.stop(), 0);
    QVERIFY(opener.rounds() > 0);
}

void TestIsolation::theEnvironmentIsExactlyWhatWasAskedFor()
{
    SubprocessOptions options;
    options.environment.base = Environment::Base::Empty;
    options.environment.changes = {{"A", "1"},      {"B", ""},      {"C C", "two\tx"},
                                   {"D", "=="},     {"PATH", "/x"}, {"GONE", std::nullopt},
                                   {"LD_BIND", "x"}};
    QCOMPARE(outputOf({"environment"}, options), "A=1\nB=\nC C=two\tx\nD===\nLD_BIND=x\nPATH=/x\n");

    // Inherited: this program's, changed in nothing but what was asked for.
    options.environment.base = Environment::Base::Inherit;
    QByteArrayList expected;
    for (char **variable = environ; *variable; ++variable) {
        const QByteArray entry(*variable);
        if (!options.environment.changes.contains(entry.left(entry.indexOf('='))))
            expected.append(entry);
    }
    expected += {"A=1", "B=", "C C=two\tx", "D===", "LD_BIND=x", "PATH=/x", ""};
    QCOMPARE(sortedLines(outputOf({"environment"}, options)), sortedLines(expected.join('\n')));
}

void TestIsolation::anOddEnvironmentOfThisProgramIsPassedOnAsItIs()
{
    SubprocessOptions options;
    options.environment.changes = {{"TWICE", std::nullopt}, {"NEW", "n"}};
    QByteArray seen;
    {
        const ReplacedEnvironment odd(
            {"TWICE=1", "KEPT=1", "TWICE=2", "no equals sign", "=nameless", "KEPT=2"});
        seen = outputOf({"environment"}, options);
    }
    QCOMPARE(seen, "KEPT=1\nno equals sign\n=nameless\nKEPT=2\nNEW=n\n");
}

void TestIsolation::nothingIsReadByAShell()
{
    const QTemporaryDir folder;
    const QByteArrayList words = {"; touch marker",
                                  "$(touch marker)",
                                  "`touch marker`",
                                  "| touch marker",
                                  "&& touch marker",
                                  "& touch marker",
                                  "> marker",
                                  "\n touch marker \n",
                                  "' ; touch marker ; '",
                                  "\" ; touch marker ; \"",
                                  "\\",
                                  "*",
                                  "?",
                                  "~",
                                  "{a,b}",
                                  "!!",
                                  "#",
                                  "%PATH%",
                                  "^",
                                  "$IFS",
                                  "${PATH}",
                                  "-c",
                                  "--",
                                  "",
                                  "",
                                  " ",
                                  "\x01\x1b\x7f",
                                  "\xff\xfe\xc3"};
    QCOMPARE(echoed(words, folder), bracketed(words));
    for (const QByteArray &word : words)
        QCOMPARE(echoed({word}, folder), bracketed({word}));
    const QByteArrayList empty(2000);
    QCOMPARE(echoed(empty, folder), bracketed(empty));
    QVERIFY(QDir(folder.path()).isEmpty());
}

/// execvp(3) would.
void TestIsolation::aFileWithoutInterpreterIsNotGivenToAShell()
{
    QTemporaryDir folder;
    const QByteArray marker = QFile::encodeName(folder.filePath(QStringLiteral("marker")));
    const QByteArray script = makeFile(folder, "script", "touch " + marker + '\n', 0755);
    const ProcessError error = startError(script, {}, piped());
    QCOMPARE(int(error.stage), int(ProcessStage::Execute));
    QCOMPARE(error.code.value(), ENOEXEC);

    // Nor when it is found in the PATH.
    SubprocessOptions options = piped();
    options.environment.changes["PATH"] = QFile::encodeName(folder.path());
    QCOMPARE(startError("script", {}, options).code.value(), ENOEXEC);
    QVERIFY(!QFile::exists(QFile::decodeName(marker)));
}

void TestIsolation::aProgramsNameIsNoCommand()
{
    QTemporaryDir folder;
    SubprocessOptions options = piped();
    options.workingDirectory = folder.path();
    for (const char *name :
         {"true; touch marker", "$(touch marker)", "`touch marker`", "true|touch marker", "true ",
          " true", "true\n", "-c", "true touch", "*", "~/true"})
        QCOMPARE(startError(name, {}, options).code.value(), ENOENT);
    QVERIFY(QDir(folder.path()).isEmpty());

    // And where there is a file of that name, it is that file.
    const QByteArray odd = makeFile(folder, "$(touch marker); 'x'", "#!/bin/sh\necho odd\n", 0755);
    const auto process = createSubprocessExec(odd, {}, options);
    QVERIFY(process);
    QCOMPARE(*waitFor((*process)->communicate())->standardOutput, "odd\n");
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

void TestIsolation::theFirstArgumentMayBeAnything()
{
    SubprocessOptions options = piped();
    options.executable = testChild();
    for (const QByteArray &name :
         {QByteArray("-sh"), QByteArray("a b"), QByteArray("\n"), QByteArray("$(exit 1)"),
          QByteArray("\xff"), QByteArray(100'000, 'n')}) {
        const auto process = createSubprocessExec(name, {"out", "started"}, options);
        QVERIFY(process);
        QCOMPARE(*waitFor((*process)->communicate())->standardOutput, "started\n");
    }
}

void TestIsolation::theLongestArgumentArrives()
{
    // MAX_ARG_STRLEN of execve(2): 32 pages, the NUL included.
    const qsizetype longest = 32 * qsizetype(::sysconf(_SC_PAGESIZE)) - 1;
    const QTemporaryDir folder;
    const QByteArrayList words = {QByteArray(longest, 'a'), "", QByteArray(longest, '$')};
    QCOMPARE(echoed(words, folder), bracketed(words));
    const ProcessError error = startError(testChild(), {QByteArray(longest + 1, 'a')}, piped());
    QCOMPARE(int(error.stage), int(ProcessStage::Execute));
    QCOMPARE(error.code.value(), E2BIG);
}

void TestIsolation::aRecycledNumberIsNeverSignalled()
{
    SubprocessOptions options;
    options.standardOutput = Pipe;
    const auto process = createSubprocessExec(RECYCLEDNUMBERS, {}, options);
    QVERIFY(process);
    const QByteArray told = waitFor((*process)->communicate())->standardOutput->trimmed();
    if (told.startsWith("skip: "))
        QSKIP(told.mid(6).constData());
    QVERIFY2(told.startsWith("recycled "), told.constData());
    QCOMPARE((*process)->returncode(), 0);
}

QTEST_GUILESS_MAIN(TestIsolation)
#include "tst_isolation.moc"
