// SPDX-License-Identifier: MIT
#include "base/uniquefd.h"
#include "process/ptyline_p.h"
#include "support/shown.h"
#include "support/standingchecks.h"
#include "support/systemstate.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

using namespace Spawnscope;
using namespace std::chrono_literals;

/// Children on a pseudo-terminal: the promises of Pty, and those of the streams, which hold on a
/// terminal as they do on pipes.
class TestPty : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    // As with pipes
    void whatIsWrittenComesBack_data() { ways(); }
    void whatIsWrittenComesBack();
    void everyExitIsTold_data() { ways(); }
    void everyExitIsTold();
    void signalsReachTheChild_data() { ways(); }
    void signalsReachTheChild();
    void linesAreReadWhileTheChildRuns_data() { ways(); }
    void linesAreReadWhileTheChildRuns();
    void aMebibyteComesWhole_data() { ways(); }
    void aMebibyteComesWhole();
    void slowReadingAfterTheExitGetsEverything_data() { ways(); }
    void slowReadingAfterTheExitGetsEverything();
    void aFullStreamHoldsTheWriterBack_data() { ways(); }
    void aFullStreamHoldsTheWriterBack();
    void aGrandchildsOutputComesAfterTheExit_data() { ways(); }
    void aGrandchildsOutputComesAfterTheExit();
    void aGrandchildKeepsTheStreamsOpen_data() { ways(); }
    void aGrandchildKeepsTheStreamsOpen();
    void theStreamsAreGivenUpAfterTheGraceTime_data() { ways(); }
    void theStreamsAreGivenUpAfterTheGraceTime();
    void deletingInsideAnySignalIsSafe_data();
    void deletingInsideAnySignalIsSafe();
    void aFailingStartLeavesNothing_data() { ways(); }
    void aFailingStartLeavesNothing();
    void aStartWithoutDescriptorsLeavesNothing_data() { ways(); }
    void aStartWithoutDescriptorsLeavesNothing();
    void theChildHasNothingElseOpen_data() { ways(); }
    void theChildHasNothingElseOpen();
    void processesRunInThreads_data() { ways(); }
    void processesRunInThreads();

    // The terminal
    void theChildLeadsASessionOnItsTerminal();
    void withoutOneThereIsNoTerminal();
    void aQuickExitLosesNothing();
    void theSizeIsSetBeforeTheStart();
    void aNewSizeIsToldToTheForeground();
    void theModesAreSetBeforeTheStart_data();
    void theModesAreSetBeforeTheStart();
    void modesCanBeChangedAndRead();
    void theTypeIsInTheEnvironment();
    void errorsCanComeApart();
    void whatATerminalCannotBeIsRefused_data();
    void whatATerminalCannotBeIsRefused();
    void aLoginIsRecordedWhereTheBackEndCan();

    // Keys
    void aPasswordIsNotEchoed();
    void keysSignalTheForeground_data();
    void keysSignalTheForeground();
    void keysWorkThoughThisProgramIgnoresTheirSignals();
    void aShellControlsItsJobs();

    // The end
    void theInputEnds_data();
    void theInputEnds();
    void rawInputEndsWithAByte();
    void closingHangsUp();
    void closingTheReaderHangsUp();
    void aTerminalThatNobodyHasOpenIsAtItsEnd();
    void afterTheEndTheTerminalIsClosed();

    // The line discipline's limit
    void theLongestLineArrives();
    void aLineThatIsTooLongIsRefused();
    void aLineThatIsTooLongIsNoInput();
    void rawInputKnowsNoLines();
    void theLineIsFollowed_data();
    void theLineIsFollowed();

private:
    void ways();
};

Q_DECLARE_METATYPE(SubprocessOptions)

namespace {

constexpr int longTime = 30000; ///< ms

SubprocessOptions onTerminal(const PtyModes &modes = {})
{
    PtyOptions terminal;
    terminal.modes = modes;
    return terminalOptions(terminal);
}

SubprocessOptions quiet()
{
    PtyModes modes;
    modes.echo = false;
    return onTerminal(modes);
}

std::unique_ptr<Process> startShell(const QByteArray &command, const SubprocessOptions &options)
{
    auto process = createSubprocessShell(command, options);
    if (!process)
        qFatal("sh: stage %d, %s", int(process.error().stage),
               process.error().code.message().c_str());
    return std::move(*process);
}

QByteArray outputOfShell(const QByteArray &command, const SubprocessOptions &options)
{
    const auto process = startShell(command, options);
    const auto output = waitFor(process->standardOutput()->readAll());
    return output ? *output : "cannot be read";
}

} // namespace

/// The same child with pipes, on a terminal, and with its errors on a pipe beside the terminal.
void TestPty::ways()
{
    QTest::addColumn<SubprocessOptions>("options");
    SubprocessOptions pipes = piped();
    pipes.newSession = true;
    SubprocessOptions apart = onTerminal(PtyModes::raw());
    apart.standardError = Pipe;
    QTest::newRow("pipes") << pipes;
    QTest::newRow("terminal") << onTerminal(PtyModes::raw());
    QTest::newRow("terminal and pipe") << apart;
}

void TestPty::whatIsWrittenComesBack()
{
    QFETCH(SubprocessOptions, options);
    QByteArray bytes;
    for (int i = 0; i < 300 * 1000; ++i)
        bytes += char(i * 7 + i / 256);
    auto process = startChild({"cat"}, options);
    QVERIFY(process->standardInput()->write(bytes));
    const auto back = waitFor(process->standardOutput()->readExactly(bytes.size()));
    QVERIFY(back && *back == bytes);
    QVERIFY(process->kill());
    QVERIFY(waitFor(process->waitFinished()));
}

void TestPty::everyExitIsTold()
{
    QFETCH(SubprocessOptions, options);
    for (const int code : {0, 3, 255}) {
        auto process = startChild({"exit", QByteArray::number(code)}, options);
        QSignalSpy exited(process.get(), &Process::exited);
        QSignalSpy finished(process.get(), &Process::finished);
        QVERIFY(waitFor(process->waitFinished()));
        QCOMPARE(process->returncode(), code);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(exited.count(), 1);
        QVERIFY(process->standardOutput()->atEnd());
        QVERIFY(!process->standardInput()->write("x"));
    }
}

void TestPty::signalsReachTheChild()
{
    QFETCH(SubprocessOptions, options);
    for (const int signal : {SIGTERM, SIGKILL, SIGHUP, SIGUSR1}) {
        auto process = startChild({"out", "ready", "then", "block"}, options);
        QVERIFY(waitFor(process->standardOutput()->readLine()));
        QVERIFY(process->leadsGroup());
        QVERIFY(process->sendSignalToGroup(signal));
        QCOMPARE(waitFor(process->waitFinished())->returncode(), -signal);
        QVERIFY(process->sendSignal(signal).error().code == std::errc::no_such_process);
    }
}

void TestPty::linesAreReadWhileTheChildRuns()
{
    QFETCH(SubprocessOptions, options);
    auto process = startChild({"cat"}, options);
    for (int i = 0; i < 100; ++i) {
        const QByteArray line = QByteArray::number(i) + '\n';
        QVERIFY(process->standardInput()->write(line));
        QCOMPARE(waitFor(process->standardOutput()->readLine())->bytes, line);
    }
    QVERIFY(process->kill());
    QVERIFY(waitFor(process->waitFinished()));
}

void TestPty::aMebibyteComesWhole()
{
    QFETCH(SubprocessOptions, options);
    auto process = startChild({"flood", "1048576"}, options);
    const auto output = waitFor(process->standardOutput()->readAll());
    QCOMPARE(output->size(), 1048576);
    QCOMPARE(output->count('x'), 1048576 - 1048576 / 80);
    QVERIFY(waitFor(process->waitFinished()));
}

void TestPty::slowReadingAfterTheExitGetsEverything()
{
    QFETCH(SubprocessOptions, options);
    options.limit = 100;
    auto process = startChild({"flood", "3200"}, options);
    QVERIFY(waitFor(process->wait()));
    qsizetype total = 0;
    while (!process->standardOutput()->atEnd())
        total += waitFor(process->standardOutput()->read(50))->size();
    QCOMPARE(total, 3200);
    QVERIFY(waitFor(process->waitFinished()));
}

void TestPty::aFullStreamHoldsTheWriterBack()
{
    QFETCH(SubprocessOptions, options);
    auto process = startChild({"out", "ready", "then", "drain"}, options);
    QVERIFY(waitFor(process->standardOutput()->readLine()));
    holdBack(process->pid());
    QVERIFY(process->standardInput()->write(QByteArray(1 << 20, 'x')));
    QVERIFY(process->standardInput()->bufferedBytes() > 0);
    auto drained = process->standardInput()->drain();
    QCoreApplication::processEvents();
    QVERIFY(!drained.isReady());
    letGoOn(process->pid());
    QVERIFY(waitFor(std::move(drained)));
    QTRY_COMPARE_WITH_TIMEOUT(process->standardInput()->bufferedBytes(), 0, longTime);
    QVERIFY(process->kill());
    QVERIFY(waitFor(process->waitFinished()));
}

void TestPty::aGrandchildsOutputComesAfterTheExit()
{
    QFETCH(SubprocessOptions, options);
    const QTemporaryDir folder;
    const QByteArray fifo = folder.filePath(QStringLiteral("fifo")).toUtf8();
    QCOMPARE(::mkfifo(fifo.constData(), 0600), 0);
    const auto process = startShell("trap '' HUP; (read -r word < " + fifo + "; echo $word) &",
                                    options);
    QVERIFY(waitFor(process->wait()));
    QCoreApplication::processEvents();
    QVERIFY(!process->isFinished());
    UniqueFd end(::open(fifo.constData(), O_WRONLY));
    QCOMPARE(::write(end.get(), "late\n", 5), 5);
    end.reset();
    QCOMPARE(*waitFor(process->standardOutput()->readAll()), "late\n");
    QVERIFY(waitFor(process->waitFinished()));
}

void TestPty::aGrandchildKeepsTheStreamsOpen()
{
    QFETCH(SubprocessOptions, options);
    // On a terminal it gets SIGHUP when the leader of its session ends.
    auto process = startChild({"ignore", "1", "then", "forkhold", "60000"}, options);
    QCOMPARE(waitFor(process->wait())->returncode(), 0);
    QCoreApplication::processEvents();
    QVERIFY(!process->isFinished());
    QVERIFY(process->killGroup());
    QVERIFY(waitFor(process->waitFinished()));
}

void TestPty::theStreamsAreGivenUpAfterTheGraceTime()
{
    QFETCH(SubprocessOptions, options);
    options.pipeGrace = 20ms;
    auto process = startChild({"ignore", "1", "then", "out", "before", "then", "forkhold", "60000"},
                              options);
    QVERIFY(waitFor(process->waitFinished()));
    QCOMPARE(process->standardOutput()->takeBuffered(), "before\n");
    QVERIFY(process->killGroup());
}

void TestPty::deletingInsideAnySignalIsSafe_data()
{
    QTest::addColumn<int>("which");
    for (int which = 0; which < 7; ++which)
        QTest::newRow(QByteArray::number(which).constData()) << which;
}

void TestPty::deletingInsideAnySignalIsSafe()
{
    QFETCH(int, which);
    SubprocessOptions options = quiet();
    options.limit = 100;
    Process *process =
        startChild({"flood", "100000", "then", "cat", "then", "exit", "3"}, options).release();
    const QPointer<Process> guard(process);
    const auto die = [process] { delete process; };
    switch (which) {
    case 0:
        connect(process, &Process::started, this, die);
        break;
    case 1:
        connect(process, &Process::outputReady, this, die);
        break;
    case 2:
        connect(process, &Process::exited, this, die);
        break;
    case 3:
        connect(process, &Process::finished, this, die);
        break;
    case 4:
        connect(process->standardOutput(), &StreamReader::readyRead, this, die);
        break;
    case 5:
        connect(process->standardOutput(), &StreamReader::ended, this, die);
        break;
    case 6:
        connect(process->standardInput(), &StreamWriter::closed, this, die);
        break;
    }
    auto output = process->communicate("input");
    QTRY_VERIFY_WITH_TIMEOUT(!guard, longTime);
    const auto answer = waitFor(std::move(output));
    QVERIFY(answer || answer.error().code == std::errc::operation_canceled);
}

void TestPty::aFailingStartLeavesNothing()
{
    QFETCH(SubprocessOptions, options);
    for (int i = 0; i < 20; ++i) {
        const ProcessError error = startError("/nonexistent/program", {}, options);
        QCOMPARE(int(error.stage), int(ProcessStage::Execute));
        QVERIFY(error.code == std::errc::no_such_file_or_directory);
    }
}

/// One after the other, each of the descriptors that a start takes is the one too many.
void TestPty::aStartWithoutDescriptorsLeavesNothing()
{
    QFETCH(SubprocessOptions, options);
    rlimit before;
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const UniqueFd next(::dup(0));
    int failures = 0;
    for (int more = 0; more < 100; ++more) {
        const rlimit few = {rlim_t(next.get() + 1 + more), before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
        const auto process = createSubprocessExec(testChild(), {"exit"}, options);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
        if (process) {
            QVERIFY(waitFor((*process)->waitFinished()));
            QVERIFY(failures > 2);
            return;
        }
        ++failures;
        QVERIFY(process.error().stage != ProcessStage::Arguments);
    }
    QFAIL("no number of descriptors was enough");
}

void TestPty::theChildHasNothingElseOpen()
{
    QFETCH(SubprocessOptions, options);
    const auto first = startChild({"block"}, options); // whose ends must not reach the second
    const auto process = startChild({"descriptors"}, options);
    QCOMPARE(*waitFor(process->standardOutput()->readAll()), "0 1 2 \n");
    QVERIFY(waitFor(process->waitFinished()));
}

void TestPty::processesRunInThreads()
{
    QFETCH(SubprocessOptions, options);
    QByteArrayList outputs(3);
    std::atomic<int> finished = 0; // orders what the sanitizer does not see QThread order
    std::vector<std::unique_ptr<QThread>> threads;
    for (QByteArray &output : outputs) {
        threads.emplace_back(QThread::create([&output, &finished, options] {
            for (int i = 0; i < 10; ++i) {
                const auto process = startChild({"out", "hello"}, options);
                if (process->terminal())
                    (void)process->terminal()->resize({10, 20 + i, 0, 0});
                output += *waitFor(process->standardOutput()->readAll());
                (void)waitFor(process->waitFinished());
            }
            ++finished;
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait(longTime));
    QCOMPARE(finished.load(), 3);
    for (const QByteArray &output : outputs)
        QCOMPARE(output, QByteArray("hello\n").repeated(10));
}

void TestPty::theChildLeadsASessionOnItsTerminal()
{
    const auto process = startShell("tty; tty < /dev/tty > /dev/null && cat; exit 3", onTerminal());
    const Pty *terminal = process->terminal();
    QVERIFY(terminal && terminal->isOpen());
    Shown shown(process.get());
    QVERIFY(shown.comes(terminal->name() + "\r\n"));
    QVERIFY(terminal->name().startsWith("/dev/"));
    QVERIFY(process->leadsGroup());
    QCOMPARE(terminal->foregroundGroup(), process->pid());
    QCOMPARE(qint64(::getsid(pid_t(process->pid()))), process->pid());
    process->standardInput()->writeEof();
    QCOMPARE(waitFor(process->waitFinished())->returncode(), 3);
}

void TestPty::withoutOneThereIsNoTerminal()
{
    const auto process = startChild({"exit"});
    QVERIFY(!process->terminal());
    QVERIFY(waitFor(process->waitFinished()));
}

/// SPAWNSCOPE_QUICK_EXITS=10000 makes it the long run.
void TestPty::aQuickExitLosesNothing()
{
    const int runs = qEnvironmentVariableIntValue("SPAWNSCOPE_QUICK_EXITS");
    for (int i = 0; i < (runs > 0 ? runs : 100); ++i) {
        const QByteArray word = QByteArray::number(i).rightJustified(200 + i % 4000, 'x');
        const auto process = startChild({"out", word}, onTerminal());
        const auto output = waitFor(process->communicate());
        QCOMPARE(*output->standardOutput, word + "\r\n");
        QCOMPARE(process->returncode(), 0);
    }
}

void TestPty::theSizeIsSetBeforeTheStart()
{
    PtyOptions terminal;
    terminal.size = {30, 100, 700, 480};
    QCOMPARE(outputOfShell("stty size", terminalOptions(terminal)), "30 100\r\n");
    const auto process = startChild({"block"}, terminalOptions(terminal));
    QVERIFY(*process->terminal()->size() == terminal.size);
    QCOMPARE(outputOfShell("stty size", onTerminal()), "24 80\r\n");
}

void TestPty::aNewSizeIsToldToTheForeground()
{
    const auto process = startShell(
        "trap 'stty size' WINCH; echo ready; while :; do sleep 0.05; done", onTerminal());
    Shown shown(process.get());
    QVERIFY(shown.comes("ready"));
    for (const PtySize &size :
         {PtySize{40, 120, 0, 0}, PtySize{1, 65535, 9, 9}, PtySize{7, 8, 0, 0}}) {
        QVERIFY(process->terminal()->resize(size));
        QVERIFY(*process->terminal()->size() == size);
        QVERIFY(
            shown.comes(QByteArray::number(size.rows) + ' ' + QByteArray::number(size.columns)));
    }
    for (const PtySize &size :
         {PtySize{0, 80, 0, 0}, PtySize{24, 65536, 0, 0}, PtySize{24, 80, -1, 0}}) {
        const ProcessError error = process->terminal()->resize(size).error();
        QCOMPARE(int(error.stage), int(ProcessStage::Terminal));
        QVERIFY(error.code == std::errc::invalid_argument);
    }
}

void TestPty::theModesAreSetBeforeTheStart_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QByteArrayList>("off"); // what stty calls that which is switched off
    QTest::newRow("all on") << -1 << QByteArrayList();
    QTest::newRow("canonical") << 0 << QByteArrayList{"icanon", "iexten"};
    QTest::newRow("echo") << 1 << QByteArrayList{"echo"};
    QTest::newRow("signalKeys") << 2 << QByteArrayList{"isig"};
    QTest::newRow("flowControl") << 3 << QByteArrayList{"ixon"};
    QTest::newRow("utf8") << 4 << QByteArrayList{"iutf8"};
    QTest::newRow("newlineForReturn") << 5 << QByteArrayList{"icrnl"};
    QTest::newRow("returnBeforeNewline") << 6 << QByteArrayList{"opost", "onlcr"};
}

void TestPty::theModesAreSetBeforeTheStart()
{
    QFETCH(int, which);
    QFETCH(QByteArrayList, off);
    PtyModes modes;
    bool *const all[] = {&modes.canonical,          &modes.echo, &modes.signalKeys,
                         &modes.flowControl,        &modes.utf8, &modes.newlineForReturn,
                         &modes.returnBeforeNewline};
    if (which >= 0)
        *all[which] = false;
    const QByteArray output = outputOfShell("stty -a", onTerminal(modes));
    const QByteArrayList words = output.simplified().replace(';', "").split(' ');
    const QByteArrayList names = {"icanon", "iexten", "echo",  "isig", "ixon",
                                  "iutf8",  "icrnl",  "opost", "onlcr"};
    for (const QByteArray &name : names)
        QVERIFY2(words.contains(off.contains(name) ? '-' + name : name), output.constData());
}

void TestPty::modesCanBeChangedAndRead()
{
    const auto process = startShell("stty -echo; read -r line; stty -a", onTerminal());
    QVERIFY(*process->terminal()->modes() == PtyModes() || !process->terminal()->modes()->echo);
    QTRY_VERIFY_WITH_TIMEOUT(!process->terminal()->modes()->echo, longTime);
    PtyModes modes = *process->terminal()->modes();
    modes.flowControl = false;
    QVERIFY(process->terminal()->setModes(modes));
    QVERIFY(*process->terminal()->modes() == modes);
    QVERIFY(process->standardInput()->write("\n"));
    const QByteArray output = *waitFor(process->standardOutput()->readAll());
    QVERIFY2(output.contains(" -ixon") && output.contains(" -echo ") && output.contains(" icanon"),
             output.constData());
}

void TestPty::theTypeIsInTheEnvironment()
{
    const QByteArray print = "echo ${TERM-none},${COLUMNS-none}";
    SubprocessOptions options = onTerminal();
    ::setenv("COLUMNS", "99", 1);
    QCOMPARE(outputOfShell(print, options), "xterm-256color,none\r\n");
    options.environment.changes["TERM"] = "vt100";
    options.environment.changes["COLUMNS"] = "77";
    QCOMPARE(outputOfShell(print, options), "vt100,77\r\n");
    QVERIFY(resolvedEnvironment(childEnvironment(options)).contains("TERM=vt100"));
    options = onTerminal();
    options.terminal.type = "";
    ::setenv("TERM", "dumb", 1);
    QCOMPARE(outputOfShell(print, options), "dumb,99\r\n");
    ::unsetenv("COLUMNS");
}

void TestPty::errorsCanComeApart()
{
    SubprocessOptions options = onTerminal();
    options.standardError = Pipe;
    const auto process = startShell("echo seen; echo wrong >&2; test -t 2 || echo apart", options);
    const auto output = waitFor(process->communicate());
    QCOMPARE(*output->standardOutput, "seen\r\napart\r\n");
    QCOMPARE(*output->standardError, "wrong\n");
    options.standardError = Stdout;
    QCOMPARE(outputOfShell("echo wrong >&2", options), "wrong\r\n");
}

void TestPty::whatATerminalCannotBeIsRefused_data()
{
    QTest::addColumn<SubprocessOptions>("options");
    QTest::addColumn<QByteArray>("context");
    SubprocessOptions options = onTerminal();
    options.standardInput = Pipe;
    QTest::newRow("input elsewhere") << options << QByteArray("standardInput");
    options = onTerminal();
    options.standardOutput = DevNull;
    QTest::newRow("output elsewhere") << options << QByteArray("standardInput");
    options = piped();
    options.standardError = Terminal;
    QTest::newRow("errors alone") << options << QByteArray("standardError");
    options = piped();
    options.extraDescriptors = {{3, Terminal, ExtraDescriptor::Direction::FromChild}};
    QTest::newRow("another descriptor") << options << QByteArray("extraDescriptors");
    options = onTerminal();
    options.terminal.size.rows = 0;
    QTest::newRow("no rows") << options << QByteArray("terminal.size");
    options = onTerminal();
    options.terminal.type = QByteArray("a\0b", 3);
    QTest::newRow("NUL in the type") << options << QByteArray("terminal.type");
}

void TestPty::whatATerminalCannotBeIsRefused()
{
    QFETCH(SubprocessOptions, options);
    QFETCH(QByteArray, context);
    const ProcessError error = startError(testChild(), {"exit"}, options);
    QCOMPARE(int(error.stage), int(ProcessStage::Arguments));
    QVERIFY(error.code == std::errc::invalid_argument);
    QCOMPARE(error.context, context);
}

void TestPty::aLoginIsRecordedWhereTheBackEndCan()
{
    SubprocessOptions options = onTerminal();
    options.terminal.recordLogin = true;
    if (ptyBackEnd() == PtyBackEnd::KPty) {
        QCOMPARE(outputOfShell("echo in", options), "in\r\n");
        return;
    }
    const ProcessError error = startError(testChild(), {"exit"}, options);
    QCOMPARE(int(error.stage), int(ProcessStage::Arguments));
    QVERIFY(error.code == std::errc::not_supported);
    QCOMPARE(error.context, "terminal.recordLogin");
}

void TestPty::aPasswordIsNotEchoed()
{
    const auto process = startShell(
        "stty -echo; printf 'Password: '; read -r word; stty echo; echo; echo \"got $word\"; cat",
        onTerminal());
    Shown shown(process.get());
    QVERIFY(shown.comes("Password: "));
    QVERIFY(!process->terminal()->modes()->echo);
    QVERIFY(process->standardInput()->write("secret\n"));
    QVERIFY(shown.comes("\r\ngot secret\r\n"));
    QTRY_VERIFY_WITH_TIMEOUT(process->terminal()->modes()->echo, longTime);
    QVERIFY(process->standardInput()->write("public\n"));
    QVERIFY(shown.comes("public\r\npublic\r\n"));
}

void TestPty::keysSignalTheForeground_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("signal");
    QTest::newRow("^C") << QByteArray("\x03") << SIGINT;
    QTest::newRow("^\\") << QByteArray("\x1c") << SIGQUIT;
}

void TestPty::keysSignalTheForeground()
{
    QFETCH(QByteArray, key);
    QFETCH(int, signal);
    SubprocessOptions options = onTerminal();
    options.resourceLimits = {{RLIMIT_CORE, 0, 0}};
    const auto process = startChild({"out", "ready", "then", "block"}, options);
    Shown shown(process.get());
    QVERIFY(shown.comes("ready"));
    QVERIFY(process->standardInput()->write(key));
    QCOMPARE(waitFor(process->waitFinished())->returncode(), -signal);
}

void TestPty::keysWorkThoughThisProgramIgnoresTheirSignals()
{
    for (const int signal : {SIGINT, SIGQUIT, SIGTSTP, SIGHUP})
        ::signal(signal, SIG_IGN);
    const auto process = startChild({"describe"}, onTerminal());
    const auto output = waitFor(process->standardOutput()->readAll());
    for (const int signal : {SIGINT, SIGQUIT, SIGTSTP, SIGHUP})
        ::signal(signal, SIG_DFL);
    for (const int signal : {SIGINT, SIGQUIT, SIGTSTP, SIGHUP}) {
        const QByteArray ignored = ',' + fieldsOf(*output)["ignored"];
        QVERIFY2(!ignored.contains(',' + QByteArray::number(signal) + ','), ignored.constData());
    }
}

void TestPty::aShellControlsItsJobs()
{
    SubprocessOptions options = quiet();
    options.environment.changes["PS1"] = "prompt> ";
    options.environment.changes["ENV"] = std::nullopt;
    auto process = createSubprocessExec("sh", {"-i"}, options);
    QVERIFY(process);
    const Pty *terminal = (*process)->terminal();
    StreamWriter *keyboard = (*process)->standardInput();
    Shown shown(process->get());
    QVERIFY(shown.comes("prompt> "));
    QCOMPARE(terminal->foregroundGroup(), (*process)->pid());

    QVERIFY(keyboard->write(testChild() + " out running then block\n"));
    QVERIFY(shown.comes("running"));
    const auto job = terminal->foregroundGroup();
    QVERIFY(job && *job != (*process)->pid());

    QVERIFY(keyboard->write("\x1a")); // ^Z
    QVERIFY(shown.comes("prompt> "));
    QCOMPARE(terminal->foregroundGroup(), (*process)->pid());
    QVERIFY(keyboard->write("fg\n"));
    QTRY_COMPARE_WITH_TIMEOUT(terminal->foregroundGroup(), job, longTime);

    QVERIFY(keyboard->write("\x03")); // ^C
    QVERIFY(shown.comes("prompt> "));
    QCOMPARE(terminal->foregroundGroup(), (*process)->pid());
    QVERIFY(keyboard->write("echo code $?\n"));
    QVERIFY(shown.comes("code 130\r\n"));

    keyboard->writeEof();
    QVERIFY(waitFor((*process)->waitFinished()));
}

void TestPty::theInputEnds_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a line") << QByteArray("one\n");
    QTest::newRow("an unfinished line") << QByteArray("one\ntwo");
    QTest::newRow("the longest unfinished line") << QByteArray(4095, 'x');
    QTest::newRow("a return for a newline") << QByteArray("one\r");
    QTest::newRow("many lines") << QByteArray("one\n").repeated(20000);
}

void TestPty::theInputEnds()
{
    QFETCH(QByteArray, input);
    const auto process = startChild({"cat"}, quiet());
    QVERIFY(process->standardInput()->write(input));
    process->standardInput()->writeEof();
    QVERIFY(!process->standardInput()->write("more"));
    const auto output = waitFor(process->standardOutput()->readAll());
    QByteArray expected = input;
    expected.replace('\r', '\n').replace("\n", "\r\n");
    QCOMPARE(output->size(), expected.size());
    QCOMPARE(*output, expected);
    QCOMPARE(waitFor(process->waitFinished())->returncode(), 0);
    QVERIFY(waitFor(process->standardInput()->waitClosed()));
}

void TestPty::rawInputEndsWithAByte()
{
    const auto process = startChild({"cat"}, onTerminal(PtyModes::raw()));
    QVERIFY(process->standardInput()->write("one"));
    process->standardInput()->writeEof();
    QCOMPARE(*waitFor(process->standardOutput()->readExactly(4)), "one\x04");
    QVERIFY(waitFor(process->standardInput()->waitClosed()));
    QVERIFY(!process->hasExited());
}

void TestPty::closingHangsUp()
{
    const QTemporaryDir folder;
    const QByteArray file = folder.filePath(QStringLiteral("hangup")).toUtf8();
    SubprocessOptions options = onTerminal();
    options.onDestruction = StopPolicy::leaveRunning();
    auto process = startShell("trap 'echo gone > " + file
                                  + "; exit' HUP; echo ready; while :; do sleep 0.05; done",
                              options);
    {
        Shown shown(process.get());
        QVERIFY(shown.comes("ready"));
    }
    const pid_t pid = pid_t(process->pid());
    process.reset();
    QTRY_COMPARE_WITH_TIMEOUT(contentOf(file), "gone\n", longTime);
    QTRY_VERIFY_WITH_TIMEOUT(::kill(pid, 0) != 0, longTime); // and no zombie stays
}

void TestPty::closingTheReaderHangsUp()
{
    const auto process = startChild({"out", "ready", "then", "block"}, onTerminal());
    Shown shown(process.get());
    QVERIFY(shown.comes("ready"));
    process->transport()->readPipe(1)->close();
    QTRY_VERIFY_WITH_TIMEOUT(process->standardInput()->isClosing(), longTime);
    process->transport()->close();
    QVERIFY(waitFor(process->waitFinished()));
}

void TestPty::aTerminalThatNobodyHasOpenIsAtItsEnd()
{
    const auto process = startShell("echo last; exec " + testChild() + " block <&- >&- 2>&-",
                                    onTerminal());
    QCOMPARE(*waitFor(process->standardOutput()->readAll()), "last\r\n");
    QVERIFY(waitFor(process->standardInput()->waitClosed()));
    QVERIFY(process->standardInput()->write("x").error().code == std::errc::broken_pipe);
    QVERIFY(!process->hasExited());
    QVERIFY(process->terminal()->isOpen());
    QVERIFY(process->kill());
    QVERIFY(waitFor(process->waitFinished()));
}

void TestPty::afterTheEndTheTerminalIsClosed()
{
    const auto process = startChild({"exit"}, onTerminal());
    const Pty *terminal = process->terminal();
    const QByteArray name = terminal->name();
    QVERIFY(waitFor(process->waitFinished()));
    QVERIFY(!terminal->isOpen());
    QCOMPARE(terminal->name(), name);
    QCOMPARE(terminal->foregroundGroup(), std::nullopt);
    QVERIFY(terminal->size().error().code == std::errc::bad_file_descriptor);
    QVERIFY(terminal->modes().error().code == std::errc::bad_file_descriptor);
    QVERIFY(process->terminal()->resize({}).error().code == std::errc::bad_file_descriptor);
    QVERIFY(process->terminal()->setModes({}).error().code == std::errc::bad_file_descriptor);
}

void TestPty::theLongestLineArrives()
{
    const auto process = startChild({"count"}, quiet());
    for (int i = 0; i < 50; ++i)
        QVERIFY(process->standardInput()->write(QByteArray(4095, 'x') + '\n'));
    process->standardInput()->writeEof();
    QCOMPARE(*waitFor(process->standardOutput()->readAll()), "bytes=204800\r\n");
}

void TestPty::aLineThatIsTooLongIsRefused()
{
    const auto process = startChild({"count"}, quiet());
    StreamWriter *input = process->standardInput();
    const ProcessError error = input->write("one\n" + QByteArray(4096, 'x') + '\n').error();
    QCOMPARE(int(error.stage), int(ProcessStage::Write));
    QVERIFY(error.code == std::errc::message_size);
    QCOMPARE(error.context, "4095");
    QVERIFY(waitFor(input->drain()));
    // Also in pieces, none of which is too long.
    QVERIFY(input->write(QByteArray(4000, 'x')));
    QVERIFY(!input->write(QByteArray(96, 'x')));
    QVERIFY(input->write(QByteArray(95, 'x')));
    QVERIFY(input->write("\n"));
    input->writeEof();
    QCOMPARE(*waitFor(process->standardOutput()->readAll()), "bytes=4096\r\n");
}

void TestPty::aLineThatIsTooLongIsNoInput()
{
    const auto process = startChild({"cat"}, quiet());
    const auto refused = waitFor(process->communicate(QByteArray(5000, 'x')));
    QVERIFY(refused.error().code == std::errc::message_size);
    const auto output = waitFor(process->communicate("short"));
    QCOMPARE(*output->standardOutput, "short");
}

void TestPty::rawInputKnowsNoLines()
{
    const auto process = startChild({"cat"}, onTerminal(PtyModes::raw()));
    const QByteArray line(50000, 'x');
    QVERIFY(process->standardInput()->write(line));
    QCOMPARE(*waitFor(process->standardOutput()->readExactly(50000)), line);
}

void TestPty::theLineIsFollowed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("length"); // of the unfinished line; -1: too long
    QTest::newRow("nothing") << QByteArray() << 0;
    QTest::newRow("a beginning") << QByteArray("abc") << 3;
    QTest::newRow("a line") << QByteArray("abc\n") << 0;
    QTest::newRow("return") << QByteArray("abc\rd") << 1;
    QTest::newRow("as long as can be") << QByteArray("0123456789") << 10;
    QTest::newRow("too long") << QByteArray("0123456789a") << -1;
    QTest::newRow("too long, then finished") << QByteArray("0123456789a\n") << -1;
    QTest::newRow("end of input") << QByteArray("abc\x04"
                                                "de")
                                  << 2;
    QTest::newRow("interrupted") << QByteArray("abc\x03"
                                               "de")
                                 << 2;
    QTest::newRow("killed") << QByteArray("abc\x15"
                                          "de")
                            << 2;
    QTest::newRow("erased") << QByteArray("abc\x7f") << 3;
    QTest::newRow("stopped and continued") << QByteArray("a\x13\x11"
                                                         "b")
                                           << 2;
    QTest::newRow("quoted") << QByteArray("a\x16\nb\x16\x03"
                                          "c")
                            << 5;
}

void TestPty::theLineIsFollowed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, length);
    const UniqueFd master(::posix_openpt(O_RDWR | O_NOCTTY));
    termios attributes;
    QCOMPARE(::tcgetattr(master.get(), &attributes), 0);
    // As a whole and byte by byte.
    const auto whole = lineAfter({}, bytes, attributes, 10);
    QCOMPARE(whole ? int(whole->length) : -1, length);
    std::optional<PtyLine> line = PtyLine();
    for (qsizetype i = 0; i < bytes.size() && line; ++i)
        line = lineAfter(*line, QByteArrayView(bytes).sliced(i, 1), attributes, 10);
    QCOMPARE(line ? int(line->length) : -1, length);
    attributes.c_lflag &= ~tcflag_t(ICANON);
    QCOMPARE(int(lineAfter({}, bytes, attributes, 10)->length), 0);
}

QTEST_GUILESS_MAIN(TestPty)
#include "tst_pty.moc"
