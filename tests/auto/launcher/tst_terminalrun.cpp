// SPDX-License-Identifier: MIT
#include "launcher/launcher.h"
#include "launcher/terminallink.h"
#include "launcher/terminaltext.h"
#include "record/runrecord.h"
#include "record/terminallog.h"
#include "support/standingchecks.h"
#include "terminal/terminalhistory.h"
#include "terminal/terminalsource.h"

#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace Spawnscope;
using State = Session::State;

namespace {

LaunchSpec inTerminal(const QByteArray &command)
{
    LaunchSpec spec;
    spec.mode = LaunchSpec::Mode::Shell;
    spec.command = command;
    spec.terminal.emplace();
    return spec;
}

QByteArray printed(const OutputLog &log, OutputFilter filter = OutputFilter::Stdout)
{
    return log.rawBytes(filter, log.rows(filter).first, OutputLog::DefaultLimitBytes).bytes;
}

QString screenText(TerminalSource *source)
{
    QString text;
    source->look([&text](TerminalScreen *screen) { text = screen->text(); });
    return text;
}

QByteArray bytesOf(const std::vector<TerminalEvent> &events, TerminalEvent::Kind kind)
{
    QByteArray bytes;
    for (const TerminalEvent &event : events) {
        if (event.kind == kind)
            bytes += event.bytes;
    }
    return bytes;
}

std::vector<TerminalEvent> allEvents(const std::shared_ptr<OutputLog> &log)
{
    TerminalLogReader reader(log);
    std::vector<TerminalEvent> events;
    while (!reader.isAtEnd()) {
        for (TerminalEvent &event : reader.next())
            events.push_back(std::move(event));
    }
    return events;
}

void type(TerminalSource *terminal, const QByteArray &bytes)
{
    QVERIFY(terminal->takesInput());
    terminal->sendInput(bytes);
}

} // namespace

class TestTerminalRun : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void aPipedRunHasNoTerminal()
    {
        Launcher launcher;
        LaunchSpec spec = inTerminal("test -t 1");
        spec.terminal.reset();
        Session *session = launcher.start(spec);
        QVERIFY(!session->terminal());
        QTRY_COMPARE(session->state(), State::Finished);
        QVERIFY(!session->terminalLog());
        QCOMPARE(session->returncode(), 1);
    }

    void theChildHasATerminalOfTheSizeAskedFor()
    {
        Launcher launcher;
        LaunchSpec spec = inTerminal("test -t 0 && test -t 1 && test -t 2 && stty size");
        spec.terminal->rows = 33;
        spec.terminal->columns = 101;
        Session *session = launcher.start(spec);
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(session->returncode(), 0);
        QCOMPARE(printed(*session->log()), "33 101\n");
    }

    void theScreenGoesToTheLogWhenTheRunEnds()
    {
        Launcher launcher;
        Session *session = launcher.start(
            inTerminal("printf 'plain\\n\\033[31mred\\033[0m "
                       "\\033[1mbold\\033[0m\\nab\\bX\\n\\n\\n'; read x"));
        TerminalSource *terminal = session->terminal();
        QVERIFY(terminal);
        QTRY_COMPARE(screenText(terminal), QStringLiteral("plain\nred bold\naX\n"));
        QCOMPARE(terminal->scrollbackEnd(), 0);
        QCOMPARE(printed(*session->log()), "");
        QTRY_VERIFY(terminal->takesInput());
        QCOMPARE(terminalText(terminal, *session->log()), QStringLiteral("plain\nred bold\naX\n"));
        type(terminal, "\r");
        QTRY_COMPARE(session->state(), State::Finished);
        QVERIFY(!terminal->takesInput());
        QCOMPARE(terminal->scrollbackEnd(), 0);
        QCOMPARE(printed(*session->log()), "plain\n\033[0;31mred\033[m \033[0;1mbold\033[m\naX\n");
        QCOMPARE(terminalText(terminal, *session->log()), QStringLiteral("plain\nred bold\naX\n"));
    }

    /// Whether or not a line has left the screen.
    void whatTheProgramWroteIsCounted()
    {
        const QTemporaryDir folder;
        Launcher launcher;
        for (const bool isRecorded : {false, true}) {
            RecordSettings settings;
            settings.folder = folder.path();
            if (isRecorded)
                launcher.setRecordSettings(settings);
            Session *session = launcher.start(inTerminal("printf '\\033[1mhello'; read x"));
            int changes = 0;
            connect(session, &Session::outputChanged, this, [&changes] { ++changes; });
            QTRY_COMPARE(session->bytesReceived(OutputStream::Stdout), 9);
            QTRY_VERIFY(changes > 0); // so the number is looked at
            QCOMPARE(session->log()->totals(OutputStream::Stdout).bytes, 0);
            QCOMPARE(session->bytesReceived(OutputStream::Stderr), 0);
            type(session->terminal(), "\r");
            QTRY_COMPARE(session->state(), State::Finished);
            QCOMPARE(session->bytesReceived(OutputStream::Stdout), 11); // with the echo
            QCOMPARE(session->log()->totals(OutputStream::Stdout).bytes, 15); // a line with styles
            disconnect(session, nullptr, this, nullptr);
        }
    }

    void whatIsClearedGoesToTheLog()
    {
        Launcher launcher;
        Session *session = launcher.start(
            inTerminal("echo one; printf '\\033[H\\033[2J\\033[3Jtwo\\n'; read x"));
        QTRY_COMPARE(screenText(session->terminal()), QStringLiteral("two\n"));
        QCOMPARE(session->terminal()->scrollbackEnd(), 1);
        QCOMPARE(printed(*session->log()), "one\n");
        QCOMPARE(terminalText(session->terminal(), *session->log()), QStringLiteral("one\ntwo\n"));
        type(session->terminal(), "\r");
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(printed(*session->log()), "one\ntwo\n");
    }

    void manyLinesLeaveTheScreenInOrder()
    {
        Launcher launcher;
        Session *session = launcher.start(inTerminal("seq 1 10000"));
        QByteArray expected;
        for (int i = 1; i <= 10000; ++i)
            expected += QByteArray::number(i) + '\n';
        QTRY_COMPARE(session->state(), State::Finished);
        QVERIFY(printed(*session->log()) == expected);
        QCOMPARE(session->terminal()->scrollbackEnd(), 10000 - 23);
        QCOMPARE(terminalText(session->terminal(), *session->log()).toUtf8(), expected);
        QCOMPARE(terminalText(session->terminal(), *session->log(), 9998 - 23).toUtf8(),
                 expected.sliced(expected.indexOf("\n9976\n") + 1));
    }

    void whatIsSeenIsInTheLogToTheLastRow()
    {
        Launcher launcher;
        Session *session = launcher.start(inTerminal("seq 1 20000"));
        TerminalSource *terminal = session->terminal();
        const QSignalSpy logs(session, &Session::logChanged);
        int looks = 0;
        while (session->state() != State::Finished) {
            terminal->look([&](TerminalScreen *screen) {
                ++looks;
                if (logs.isEmpty())
                    return; // the session knows an empty one until the capture tells of its own
                if (session->log()->rows(OutputFilter::Stdout).end == 20000)
                    return; // it has ended, and the screen is in the log
                QCOMPARE(session->log()->rows(OutputFilter::Stdout).end, terminal->scrollbackEnd());
                QCOMPARE(screen->rowsLeft(), terminal->scrollbackEnd());
                const QString first = screen->row(0).text();
                if (!first.isEmpty())
                    QCOMPARE(first.toLongLong(), terminal->scrollbackEnd() + 1);
            });
            if (QTest::currentTestFailed())
                return;
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
            if (session->state() == State::Exited)
                break;
        }
        QVERIFY(looks > 0);
        QTRY_COMPARE(session->state(), State::Finished);
    }

    void linesThatWrapAreJoined()
    {
        Launcher launcher;
        const QByteArray line(1000, 'w');
        Session *session = launcher.start(
            inTerminal("i=0; while [ $i -lt 30 ]; do echo " + line + "$i; i=$((i+1)); done"));
        QTRY_COMPARE(session->state(), State::Finished);
        QByteArray expected;
        for (int i = 0; i < 30; ++i)
            expected += line + QByteArray::number(i) + '\n';
        QCOMPARE(printed(*session->log()), expected);
        QCOMPARE(session->log()->rows(OutputFilter::Stdout).end, 30);
    }

    void theLastLineIsOpenWhileItsRestIsOnTheScreen()
    {
        Launcher launcher;
        Session *session = launcher.start(
            inTerminal("printf '%03000d' 7; read x")); // 38 rows of 80, of which 24 are shown
        TerminalSource *terminal = session->terminal();
        QTRY_COMPARE(terminal->scrollbackEnd(), 1);
        QTRY_VERIFY(screenText(terminal).endsWith(QStringLiteral("7\n")));
        QList<OutputLine> lines = session->log()->lines(OutputFilter::Stdout, 0, 2);
        QCOMPARE(lines.size(), 1);
        QVERIFY(lines[0].isOpen);
        QCOMPARE(lines[0].bytes.size(), (38 - 24) * 80);
        QCOMPARE(terminalText(terminal, *session->log()).size(), 3001);
        type(terminal, "\r");
        QTRY_COMPARE(session->state(), State::Finished);
        lines = session->log()->lines(OutputFilter::Stdout, 0, 2);
        QCOMPARE(lines.size(), 1);
        QCOMPARE(lines[0].bytes.size(), 3000);
        QVERIFY(lines[0].isEnded);
        QCOMPARE(terminal->scrollbackEnd(), 1);
    }

    void aFullScreenProgramLeavesNothingInTheLog()
    {
        Launcher launcher;
        Session *session = launcher.start(inTerminal(
            "echo before; printf '\\033[?1049h\\033[H\\033[2Jfull screen\\033[5;5Hhere'; read x; "
            "printf '\\033[?1049l'; echo after"));
        TerminalSource *terminal = session->terminal();
        QTRY_COMPARE(screenText(terminal), QStringLiteral("full screen\n\n\n\n    here\n"));
        terminal->look([](TerminalScreen *screen) { QVERIFY(screen->modes().alternateScreen); });
        QCOMPARE(terminalText(terminal, *session->log()), QStringLiteral("before\n"));
        type(terminal, "\r");
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(printed(*session->log()), "before\nafter\n");
    }

    void whoDiesOnTheAlternateScreenLeavesThePrimaryOne()
    {
        Launcher launcher;
        Session *session = launcher.start(
            inTerminal("echo before; printf '\\033[?1049hfull'; kill -9 $$"));
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(printed(*session->log()), "before\n");
        QCOMPARE(screenText(session->terminal()).trimmed(), QStringLiteral("full"));
    }

    void theChildLearnsOfANewSize()
    {
        Launcher launcher;
        Session *session = launcher.start(
            inTerminal("trap 'stty size; exit' WINCH; echo ready; while :; do read x; done"));
        TerminalSource *terminal = session->terminal();
        QTRY_COMPARE(screenText(terminal), QStringLiteral("ready\n"));
        terminal->resize({.rows = 40, .columns = 120});
        terminal->resize({.rows = 40, .columns = 120});
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(printed(*session->log()), "ready\n40 120\n");
        terminal->look([](TerminalScreen *screen) {
            QCOMPARE(screen->size(), (TerminalSize{.rows = 40, .columns = 120}));
        });
        int sizes = 0;
        for (const TerminalEvent &event : allEvents(session->terminalLog()))
            sizes += event.kind == TerminalEvent::Kind::Size ? 1 : 0;
        QCOMPARE(sizes, 2); // with the one it began with
    }

    void theTerminalAnswersTheChild()
    {
        Launcher launcher;
        Session *session = launcher.start(
            inTerminal("stty raw -echo; printf '\\033[3;7H\\033[6n'; "
                       "head -c 6 | od -An -c | tr -d ' \\n'; stty sane"));
        QTRY_COMPARE(session->state(), State::Finished);
        QVERIFY2(printed(*session->log()).contains("033[3;7R"),
                 printed(*session->log()).constData());
    }

    void aChildThatAsksForEverIsNotAnsweredForEver()
    {
        Launcher launcher;
        Session *session = launcher.start(inTerminal(
            "stty raw -echo; yes \"$(printf '\\033[6n')\" | head -c 4000000; stty sane"));
        QTRY_COMPARE_WITH_TIMEOUT(session->state(), State::Finished, 60000);
        QCOMPARE(session->returncode(), 0);
    }

    void tellsOfTitleBellClipboardAndMarks()
    {
        Launcher launcher;
        Session *session = launcher.start(
            inTerminal("printf '\\033]2;a title\\007\\007\\033]52;c;aGk=\\007\\033]133;A\\007'; "
                       "read x"));
        TerminalSource *terminal = session->terminal();
        QSignalSpy titles(terminal, &TerminalSource::titleChanged);
        QSignalSpy bells(terminal, &TerminalSource::bellRang);
        QSignalSpy clipboard(terminal, &TerminalSource::clipboardRequested);
        QTRY_COMPARE(clipboard.size(), 1);
        QTRY_COMPARE(bells.size(), 1);
        QCOMPARE(titles.last().first().toString(), QStringLiteral("a title"));
        QTRY_COMPARE(terminal->promptLines(), QList<qint64>{0});
        type(terminal, "\r");
        QTRY_COMPARE(session->state(), State::Finished);
    }

    void changesAreToldOnceUntilSomebodyLooks()
    {
        Launcher launcher;
        Session *session = launcher.start(inTerminal("seq 1 3000; read x; echo more; read x"));
        TerminalSource *terminal = session->terminal();
        QSignalSpy changed(terminal, &TerminalSource::changed);
        QTRY_COMPARE(terminal->scrollbackEnd(), 3000 - 23);
        QTRY_COMPARE(changed.size(), 1);
        (void)screenText(terminal);
        type(terminal, "\r");
        QTRY_COMPARE(changed.size(), 2);
        (void)screenText(terminal);
        type(terminal, "\r");
        QTRY_COMPARE(session->state(), State::Finished);
    }

    void standardErrorMayHaveAPipeOfItsOwn()
    {
        Launcher launcher;
        LaunchSpec spec = inTerminal("echo out; echo err >&2; test -t 2");
        spec.terminal->separateError = true;
        Session *session = launcher.start(spec);
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(session->returncode(), 1);
        QCOMPARE(printed(*session->log(), OutputFilter::Stdout), "out\n");
        QCOMPARE(printed(*session->log(), OutputFilter::Stderr), "err\n");
    }

    void whatContradictsATerminalIsRefused()
    {
        Launcher launcher;
        LaunchSpec spec = inTerminal("true");
        spec.output = LaunchSpec::Output::File;
        spec.outputPath = "/dev/null";
        Session *session = launcher.start(spec);
        QTRY_COMPARE(session->state(), State::FailedToStart);
        QVERIFY(session->startError()->code == std::errc::invalid_argument);
    }

    void whatWentThroughTheTerminalIsKeptAsItWas()
    {
        Launcher launcher;
        Session *session = launcher.start(inTerminal("printf 'a\\tb\\n'; read x; echo $x"));
        TerminalSource *terminal = session->terminal();
        QTRY_COMPARE(screenText(terminal), QStringLiteral("a       b\n"));
        type(terminal, "typed\r");
        QTRY_COMPARE(session->state(), State::Finished);
        const std::vector<TerminalEvent> events = allEvents(session->terminalLog());
        QCOMPARE(bytesOf(events, TerminalEvent::Kind::Output), "a\tb\r\ntyped\r\ntyped\r\n");
        QCOMPARE(bytesOf(events, TerminalEvent::Kind::Input), "typed\r");
        QCOMPARE(session->bytesReceived(OutputStream::Stdin), 0u);
    }

    void whatIsTypedBeforeTheStartReachesTheChildInOrder()
    {
        Launcher launcher;
        Session *session = launcher.start(inTerminal("read a; read b; echo \"<$a|$b>\""));
        TerminalSource *terminal = session->terminal();
        QCOMPARE(session->state(), State::Starting);
        type(terminal, "fir");
        type(terminal, "st\r");
        type(terminal, "second\r");
        QTRY_COMPARE(session->state(), State::Finished);
        QVERIFY2(printed(*session->log()).endsWith("<first|second>\n"),
                 printed(*session->log()).constData());
        QVERIFY(!terminal->takesInput());
    }

    void whatIsTypedToWhatDoesNotStartIsDroppedAloud()
    {
        Launcher launcher;
        LaunchSpec spec;
        spec.argv = {"/no/such/program"};
        spec.terminal.emplace();
        for (const bool isTyped : {false, true}) {
            Session *session = launcher.start(spec);
            QSignalSpy failed(session, &Session::inputFailed);
            if (isTyped)
                type(session->terminal(), "typed");
            QTRY_COMPARE(session->state(), State::FailedToStart);
            QVERIFY(!session->terminal()->takesInput());
            QCOMPARE(failed.size(), isTyped ? 1 : 0);
        }
    }

    void whatIsTypedBeforeTheStartHasABound()
    {
        Launcher launcher;
        Session *session = launcher.start(inTerminal("read a; echo \"<$a>\""));
        QSignalSpy failed(session, &Session::inputFailed);
        type(session->terminal(), "ab");
        type(session->terminal(), QByteArray(TerminalLink::MostKeptInput, 'x'));
        type(session->terminal(), "after the gap");
        QCOMPARE(failed.size(), 1);
        QTRY_COMPARE(session->state(), State::Running);
        type(session->terminal(), "c\r");
        QTRY_COMPARE(session->state(), State::Finished);
        QVERIFY2(printed(*session->log()).endsWith("<abc>\n"),
                 printed(*session->log()).constData());
        QCOMPARE(failed.size(), 1);
    }

    void secretsAreNotKept()
    {
        Launcher launcher;
        Session *session = launcher.start(inTerminal(
            "stty -echo; printf 'Password: '; read x; stty echo; echo; echo ok; read y"));
        TerminalSource *terminal = session->terminal();
        QTRY_COMPARE(screenText(terminal), QStringLiteral("Password: \n"));
        type(terminal, "hunter2\r");
        QTRY_COMPARE(screenText(terminal), QStringLiteral("Password: \nok\n"));
        type(terminal, "shown\r");
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(bytesOf(allEvents(session->terminalLog()), TerminalEvent::Kind::Input), "shown\r");
    }

    void aRecordReadsAsTheRunWas()
    {
        Launcher launcher;
        const QTemporaryDir folder;
        RecordSettings settings;
        settings.folder = folder.path();
        launcher.setRecordSettings(settings);
        Session *session = launcher.start(
            inTerminal("seq 1 100; printf '\\033[32mgreen\\033[0m\\n'"));
        QTRY_COMPARE(session->state(), State::Finished);
        const auto opened = RunRecord::open(session->recordFolder());
        QVERIFY(opened);
        const RunRecord &record = **opened;
        QCOMPARE(record.state(), RecordState::Complete);
        QVERIFY(!record.repair().isNeeded());
        QCOMPARE(printed(*record.log()), printed(*session->log()));
        QVERIFY(record.terminalLog());
        const auto events = allEvents(record.terminalLog());
        QVERIFY(events == allEvents(session->terminalLog()));
        TerminalHistory history;
        TerminalScreen screen({}, &history);
        screen.feed(bytesOf(events, TerminalEvent::Kind::Output));
        QCOMPARE(screen.text(), screenText(session->terminal()));
    }

    void cleanup()
    {
        QThreadPool::globalInstance()->waitForDone(); // its threads hold descriptors
        StandingChecks::cleanup();
    }

    void aPythonScriptMakesATerminal()
    {
        const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
        if (python.isEmpty())
            QSKIP("There is no Python here.");
        LaunchSpec spec = inTerminal("test -t 2 && stty size && tty && echo $TERM && exit 7");
        spec.terminal = LaunchTerminal{.rows = 30, .columns = 100};
        QProcess process;
        process.start(python, {QStringLiteral("-c"), QString::fromUtf8(spec.toPythonAsyncio())});
        QVERIFY(process.waitForFinished(60000));
        const QByteArray output = process.readAllStandardOutput();
        QVERIFY2(output.startsWith("30 100\r\n/dev/"),
                 (output + process.readAllStandardError()).constData());
        QVERIFY(output.endsWith("xterm-256color\r\n"));
        QCOMPARE(process.exitCode(), 7);
    }
};

QTEST_GUILESS_MAIN(TestTerminalRun)
#include "tst_terminalrun.moc"
