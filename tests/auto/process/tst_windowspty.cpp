// SPDX-License-Identifier: MIT
#include "base/windowsapi_windows.h"
#include "support/shown.h"
#include "support/standingchecks.h"

#include <QPointer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace Spawnscope;
using namespace std::chrono_literals;

/// Children on a pseudo-console: the promises of Pty on Windows. Cases bear the names of those of
/// tst_pty that they stand for. A console's host draws the output anew, with escape sequences of
/// its own, so that only the text is looked at.
///
/// Children begin with the behaviour "console", which opens the console's streams: Wine 8 does not
/// give them to a child.
class TestWindowsPty : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    // As with pipes
    void whatIsWrittenComesBack_data();
    void whatIsWrittenComesBack();
    void everyExitIsTold();
    void signalsReachTheChild();
    void muchComesToItsEnd();
    void aChildThatPrintsMoreThanIsTakenIsHeldBack();
    void aGrandchildKeepsTheStreamsOpen();
    void theStreamsAreGivenUpAfterTheGraceTime();
    void deletingInsideAnySignalIsSafe_data();
    void deletingInsideAnySignalIsSafe();
    void aFailingStartLeavesNothing();
    void processesRunInThreads();

    // The terminal
    void aPlainChildHasItsStreamsOnTheTerminal();
    void withoutOneThereIsNoTerminal();
    void aQuickExitLosesNothing();
    void theSizeIsSetBeforeTheStart();
    void aNewSizeIsToldToTheChild();
    void theModesAreTheProgramsOwn();
    void theTypeIsInTheEnvironment();
    void whatATerminalCannotBeIsRefused_data();
    void whatATerminalCannotBeIsRefused();

    // Keys and the end
    void controlCSignalsTheChild();
    void anInterruptReachesTheChild();
    void theInputEnds_data();
    void theInputEnds();
    void closingHangsUp();
    void closingTheReaderHangsUp();
    void afterTheEndTheTerminalIsClosed();
};

Q_DECLARE_METATYPE(SubprocessOptions)

namespace {

constexpr int longTime = 30000; ///< ms

bool isWine()
{
    return ::GetProcAddress(::GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != nullptr;
}

SubprocessOptions onTerminal(const PtySize &size = {})
{
    PtyOptions terminal;
    terminal.size = size;
    return terminalOptions(terminal);
}

/// A child on a terminal that goes through these behaviours with the console's streams.
std::unique_ptr<Process> startOnTerminal(const QByteArrayList &behaviours,
                                         const SubprocessOptions &options = onTerminal())
{
    return startChild(QByteArrayList{"console", "then"} + behaviours, options);
}

/// Without escape sequences. On the main thread: mingw-w64 frees a thread_local before it destroys
/// it, and what QRegularExpression keeps for each thread is one.
QByteArray plain(const QByteArray &bytes)
{
    static const QRegularExpression escapes(QStringLiteral(
        "\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|\x1b\\[[0-?]*[ -/]*[@-~]|\x1b[^\\[\\]]"));
    return QString::fromUtf8(bytes).remove(escapes).toUtf8();
}

/// All that the child sends up to its end.
QByteArray sentBy(const QByteArrayList &behaviours, const SubprocessOptions &options = onTerminal())
{
    const auto process = startOnTerminal(behaviours, options);
    const auto output = waitFor(process->standardOutput()->readAll());
    (void)waitFor(process->waitFinished());
    return output.value_or("cannot be read");
}

/// All that the child shows up to its end.
QByteArray shownBy(const QByteArrayList &behaviours,
                   const SubprocessOptions &options = onTerminal())
{
    return plain(sentBy(behaviours, options));
}

bool isRunning(qint64 pid)
{
    const UniqueFd process(
        int(reinterpret_cast<intptr_t>(::OpenProcess(SYNCHRONIZE, false, DWORD(pid)))));
    return process.get() > 0
        && ::WaitForSingleObject(reinterpret_cast<HANDLE>(intptr_t(process.get())), 0)
        == WAIT_TIMEOUT;
}

} // namespace

void TestWindowsPty::whatIsWrittenComesBack_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("newline") << QByteArray("hello") << QByteArray("\n");
    QTest::newRow("return") << QByteArray("hello") << QByteArray("\r");
    QTest::newRow("UTF-8") << QByteArray("gr\xc3\xbc\xc3\x9f\x65 \xe2\x82\xac") << QByteArray("\n");
}

void TestWindowsPty::whatIsWrittenComesBack()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, end);
    const auto process = startOnTerminal({"echoline", "then", "echoline"});
    Shown shown(process.get(), plain);
    for (int i = 0; i < 2; ++i) {
        QVERIFY(process->standardInput()->write(text + end));
        QVERIFY(shown.comes("<" + text + ">"));
    }
    QCOMPARE(waitFor(process->waitFinished())->code, 0);
}

void TestWindowsPty::everyExitIsTold()
{
    for (const int code : {0, 3, 255, 259}) {
        const auto process = startOnTerminal({"exit", QByteArray::number(code)});
        const QSignalSpy exited(process.get(), &Process::exited);
        const QSignalSpy finished(process.get(), &Process::finished);
        QVERIFY(waitFor(process->waitFinished()));
        QCOMPARE(process->returncode(), code);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(exited.count(), 1);
        QVERIFY(process->standardOutput()->hasEnded());
        QVERIFY(!process->standardInput()->write("x"));
    }
}

void TestWindowsPty::signalsReachTheChild()
{
    for (const auto end : {&Process::terminateGroup, &Process::killGroup, &Process::kill}) {
        const auto process = startOnTerminal({"out", "ready", "then", "block"});
        Shown shown(process.get(), plain);
        QVERIFY(shown.comes("ready"));
        QVERIFY(process->leadsGroup());
        QVERIFY((process.get()->*end)());
        QCOMPARE(waitFor(process->waitFinished())->code, 1);
    }
}

/// Not whole: Wine's host does not draw what has left the screen before it came to draw it.
void TestWindowsPty::muchComesToItsEnd()
{
    QVERIFY(shownBy({"numbers", "5000"}).contains("number 5000"));
}

void TestWindowsPty::aChildThatPrintsMoreThanIsTakenIsHeldBack()
{
    SubprocessOptions options = onTerminal();
    options.limit = 1000;
    const auto process = startOnTerminal({"numbers", "200000"}, options);
    QTRY_VERIFY_WITH_TIMEOUT(process->standardOutput()->bufferedBytes() > 2000, longTime);
    QCoreApplication::processEvents();
    QVERIFY(process->standardOutput()->bufferedBytes() < 1'000'000);
    QVERIFY(!process->isFinished());
    QVERIFY(process->killGroup());
    QVERIFY(waitFor(process->wait()));
    QVERIFY(waitFor(process->standardOutput()->readAll()));
    QVERIFY(waitFor(process->waitFinished()));
}

void TestWindowsPty::aGrandchildKeepsTheStreamsOpen()
{
    const auto process = startOnTerminal({"forkblock", "then", "exit", "3"});
    QCOMPARE(waitFor(process->wait())->code, 3);
    QCoreApplication::processEvents();
    QVERIFY(!process->isFinished());
    QVERIFY(process->killGroup());
    QVERIFY(waitFor(process->waitFinished()));
}

void TestWindowsPty::theStreamsAreGivenUpAfterTheGraceTime()
{
    SubprocessOptions options = onTerminal();
    options.pipeGrace = 20ms;
    const auto process = startOnTerminal({"forkblock", "then", "exit"}, options);
    QVERIFY(waitFor(process->waitFinished()));
    (void)process->killGroup(); // the hang-up may have been first
    QTRY_VERIFY_WITH_TIMEOUT(process->transport()->isGone(StopPolicy::Target::Group), longTime);
}

void TestWindowsPty::deletingInsideAnySignalIsSafe_data()
{
    QTest::addColumn<int>("which");
    for (int which = 0; which < 7; ++which)
        QTest::newRow(QByteArray::number(which).constData()) << which;
}

void TestWindowsPty::deletingInsideAnySignalIsSafe()
{
    QFETCH(int, which);
    SubprocessOptions options = onTerminal();
    options.limit = 100;
    options.onDestruction = StopPolicy::killNow();
    Process *process = startOnTerminal({"numbers", "100", "then", "exit", "3"}, options).release();
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
    default:
        connect(process->standardInput(), &StreamWriter::closed, this, die);
        break;
    }
    auto output = process->communicate("input");
    QTRY_VERIFY_WITH_TIMEOUT(!guard, longTime);
    const auto answer = waitFor(std::move(output));
    QVERIFY(answer || answer.error().code == std::errc::operation_canceled);
}

void TestWindowsPty::aFailingStartLeavesNothing()
{
    for (int i = 0; i < 5; ++i) {
        const ProcessError error = startError("Z:\\nonexistent\\program.exe", {}, onTerminal());
        QCOMPARE(int(error.stage), int(ProcessStage::Execute));
        QVERIFY(error.code == std::errc::no_such_file_or_directory);
    }
    // Refused by CreateProcess itself, when the console is already there.
    const QTemporaryDir folder;
    const QByteArray file = makeFile(folder, "broken.exe", "no program", 0755);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(int(startError(file, {}, onTerminal()).stage), int(ProcessStage::Execute));
}

void TestWindowsPty::processesRunInThreads()
{
    std::vector<QByteArray> outputs(3);
    std::vector<std::unique_ptr<QThread>> threads;
    for (QByteArray &output : outputs) {
        threads.emplace_back(QThread::create([&output] {
            for (int i = 0; i < 3; ++i)
                output += sentBy({"out", "hello"});
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait(2 * longTime));
    for (const QByteArray &output : outputs)
        QCOMPARE(plain(output).count("hello"), 3);
}

void TestWindowsPty::aPlainChildHasItsStreamsOnTheTerminal()
{
    const auto process = startChild({"out", "seen", "then", "isconsole"}, onTerminal());
    const auto output = waitFor(process->standardOutput()->readAll());
    const int code = waitFor(process->waitFinished())->code;
    if (code != 0 && isWine())
        QSKIP("Wine 8 does not give a child the streams of its pseudo-console");
    QCOMPARE(code, 0);
    QVERIFY(plain(*output).contains("seen"));
}

void TestWindowsPty::withoutOneThereIsNoTerminal()
{
    const auto process = startChild({"exit"});
    QVERIFY(!process->terminal());
    QVERIFY(waitFor(process->waitFinished()));
}

void TestWindowsPty::aQuickExitLosesNothing()
{
    for (int i = 0; i < 20; ++i) {
        const QByteArray word = "word" + QByteArray::number(i);
        QVERIFY(shownBy({"out", word}).contains(word));
    }
}

void TestWindowsPty::theSizeIsSetBeforeTheStart()
{
    QVERIFY(shownBy({"consolesize"}, onTerminal({30, 100, 700, 480})).contains("100x30"));
    const auto process = startOnTerminal({"block"}, onTerminal({30, 100, 700, 480}));
    QVERIFY(*process->terminal()->size() == (PtySize{30, 100, 0, 0}));
    QVERIFY(process->kill());
    QVERIFY(waitFor(process->waitFinished()));
}

void TestWindowsPty::aNewSizeIsToldToTheChild()
{
    const auto process = startOnTerminal(
        {"out", "ready", "then", "echoline", "then", "consolesize"});
    Shown shown(process.get(), plain);
    QVERIFY(shown.comes("ready"));
    for (const PtySize &size :
         {PtySize{0, 80, 0, 0}, PtySize{24, 32768, 0, 0}, PtySize{24, 80, -1, 0}}) {
        const ProcessError error = process->terminal()->resize(size).error();
        QCOMPARE(int(error.stage), int(ProcessStage::Terminal));
        QVERIFY(error.code == std::errc::invalid_argument);
    }
    const auto resized = process->terminal()->resize({40, 120, 0, 0});
    if (!resized && isWine()) {
        QVERIFY(resized.error().code == std::errc::not_supported);
        QVERIFY(*process->terminal()->size() == PtySize());
        QVERIFY(process->kill());
        QVERIFY(waitFor(process->waitFinished()));
        QSKIP("Wine 8 has no ResizePseudoConsole");
    }
    QVERIFY(resized);
    QVERIFY(*process->terminal()->size() == (PtySize{40, 120, 0, 0}));
    QVERIFY(process->standardInput()->write("\r"));
    QVERIFY(shown.comes("120x40"));
    QVERIFY(waitFor(process->waitFinished()));
}

void TestWindowsPty::theModesAreTheProgramsOwn()
{
    const auto process = startOnTerminal({"block"});
    const Pty *terminal = process->terminal();
    QVERIFY(terminal->isOpen());
    QVERIFY(terminal->modes().error().code == std::errc::not_supported);
    QVERIFY(process->terminal()->setModes({}).error().code == std::errc::not_supported);
    QCOMPARE(terminal->foregroundGroup(), std::nullopt);
    QVERIFY(process->kill());
    QVERIFY(waitFor(process->waitFinished()));
}

void TestWindowsPty::theTypeIsInTheEnvironment()
{
    SubprocessOptions options = onTerminal();
    QVERIFY(shownBy({"environment"}, options).contains("TERM=xterm-256color"));
    options.environment.changes["Term"] = "vt100"; // the same name
    QVERIFY(resolvedEnvironment(childEnvironment(options)).contains("TERM=xterm-256color")
            || resolvedEnvironment(childEnvironment(options)).contains("Term=vt100"));
}

void TestWindowsPty::whatATerminalCannotBeIsRefused_data()
{
    QTest::addColumn<SubprocessOptions>("options");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("context");
    const int bad = int(std::errc::invalid_argument);
    const int missing = int(std::errc::not_supported);
    SubprocessOptions options = onTerminal();
    options.standardInput = Pipe;
    QTest::newRow("input elsewhere") << options << bad << QByteArray("standardInput");
    options = onTerminal();
    options.standardOutput = DevNull;
    QTest::newRow("output elsewhere") << options << bad << QByteArray("standardInput");
    options = piped();
    options.standardError = Terminal;
    QTest::newRow("errors alone") << options << bad << QByteArray("standardError");
    options = onTerminal();
    options.terminal.size.rows = 0;
    QTest::newRow("no rows") << options << bad << QByteArray("terminal.size");
    options = onTerminal();
    options.terminal.type = QByteArray("a\0b", 3);
    QTest::newRow("NUL in the type") << options << bad << QByteArray("terminal.type");
    options = onTerminal();
    options.standardError = Pipe;
    QTest::newRow("errors elsewhere") << options << missing << QByteArray("standardError");
    options = onTerminal();
    options.terminal.modes.echo = false;
    QTest::newRow("modes") << options << missing << QByteArray("terminal.modes");
    options = onTerminal();
    options.terminal.recordLogin = true;
    QTest::newRow("login") << options << missing << QByteArray("terminal.recordLogin");
    options = onTerminal();
    options.windows.emplace().creationFlags = CREATE_NEW_CONSOLE;
    QTest::newRow("two consoles") << options << missing << QByteArray("windows.creationFlags");
}

void TestWindowsPty::whatATerminalCannotBeIsRefused()
{
    QFETCH(SubprocessOptions, options);
    QFETCH(int, code);
    QFETCH(QByteArray, context);
    const ProcessError error = startError(testChild(), {"exit"}, options);
    QCOMPARE(int(error.stage), int(ProcessStage::Arguments));
    QVERIFY(error.code == std::errc(code));
    QCOMPARE(error.context, context);
}

void TestWindowsPty::controlCSignalsTheChild()
{
    const auto process = startOnTerminal({"catchcontrol"});
    Shown shown(process.get(), plain);
    QVERIFY(shown.comes("ready"));
    if (isWine())
        QSKIP("Wine 8 takes a ^C for the end of a pseudo-console's input");
    QVERIFY(process->standardInput()->write("\x03"));
    QVERIFY(shown.comes("caught 0"));
    QCOMPARE(waitFor(process->waitFinished())->code, 7);
}

void TestWindowsPty::anInterruptReachesTheChild()
{
    const auto process = startOnTerminal({"catchcontrol"});
    Shown shown(process.get(), plain);
    QVERIFY(shown.comes("ready"));
    const auto sent = process->sendSignal(2);
    QVERIFY2(sent, sent ? "" : sent.error().code.message().c_str());
    QVERIFY(shown.comes("caught 0"));
    QCOMPARE(waitFor(process->waitFinished())->code, 7);
}

void TestWindowsPty::theInputEnds_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("lines");
    QTest::newRow("nothing") << QByteArray() << 0;
    QTest::newRow("a line") << QByteArray("one\n") << 1;
    QTest::newRow("an unfinished line") << QByteArray("one\ntwo") << 2;
    QTest::newRow("a return for a newline") << QByteArray("one\r") << 1;
}

void TestWindowsPty::theInputEnds()
{
    QFETCH(QByteArray, input);
    QFETCH(int, lines);
    const auto process = startOnTerminal({"countlines"});
    QVERIFY(process->standardInput()->write(input));
    process->standardInput()->writeEof();
    QVERIFY(!process->standardInput()->write("more"));
    Shown shown(process.get(), plain);
    QVERIFY(shown.comes("lines=" + QByteArray::number(lines)));
    QCOMPARE(waitFor(process->waitFinished())->code, 0);
    QVERIFY(waitFor(process->standardInput()->waitClosed()));
}

void TestWindowsPty::closingHangsUp()
{
    SubprocessOptions options = onTerminal();
    options.onDestruction = StopPolicy::leaveRunning();
    auto process = startOnTerminal({"out", "ready", "then", "block"}, options);
    {
        Shown shown(process.get(), plain);
        QVERIFY(shown.comes("ready"));
    }
    const qint64 pid = process->pid();
    process.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!isRunning(pid), longTime);
}

void TestWindowsPty::closingTheReaderHangsUp()
{
    const auto process = startOnTerminal({"out", "ready", "then", "block"});
    Shown shown(process.get(), plain);
    QVERIFY(shown.comes("ready"));
    process->transport()->readPipe(1)->close();
    QTRY_VERIFY_WITH_TIMEOUT(process->standardInput()->isClosing(), longTime);
    process->transport()->close();
    QVERIFY(waitFor(process->waitFinished()));
}

void TestWindowsPty::afterTheEndTheTerminalIsClosed()
{
    const auto process = startOnTerminal({"exit"});
    const Pty *terminal = process->terminal();
    QCOMPARE(terminal->name(), "CON");
    QVERIFY(waitFor(process->waitFinished()));
    QVERIFY(!terminal->isOpen());
    QVERIFY(terminal->size().error().code == std::errc::bad_file_descriptor);
    QVERIFY(terminal->modes().error().code == std::errc::bad_file_descriptor);
    QVERIFY(process->terminal()->resize({}).error().code == std::errc::bad_file_descriptor);
    QVERIFY(process->terminal()->setModes({}).error().code == std::errc::bad_file_descriptor);
}

QTEST_GUILESS_MAIN(TestWindowsPty)
#include "tst_windowspty.moc"
