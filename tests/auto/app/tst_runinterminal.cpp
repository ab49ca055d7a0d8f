// SPDX-License-Identifier: MIT
#include "launcher/launcher.h"
#include "launcher/terminaltext.h"
#include "terminal/terminalsource.h"

#include <QProcess>
#include <QTest>

using namespace Spawnscope;
using State = Session::State;

namespace {

/// `spawnscope run --terminal` in a shell whose own terminal is one of a session here: $S is the
/// program.
LaunchSpec inOuterTerminal(const QByteArray &command)
{
    LaunchSpec spec;
    spec.mode = LaunchSpec::Mode::Shell;
    spec.command = "S='" SPAWNSCOPE "'\n" + command;
    spec.terminal = LaunchTerminal{.rows = 30, .columns = 100};
    return spec;
}

QString textOf(Session *session)
{
    return terminalText(session->terminal(), *session->log());
}

} // namespace

class TestRunInTerminal final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCommandHasATerminalWhereThisProgramHasNone()
    {
        QProcess process;
        process.start(QStringLiteral(SPAWNSCOPE),
                      {QStringLiteral("run"), QStringLiteral("--terminal"),
                       QStringLiteral("--shell"),
                       QStringLiteral("test -t 0 && test -t 2 && stty size; cat; exit 5")});
        process.write("typed\n");
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 5);
        const QByteArray output = process.readAllStandardOutput();
        QVERIFY2(output.startsWith("24 80\r\n") || output.startsWith("typed\r\n24 80\r\n"),
                 output.constData());
        QCOMPARE(output.count("typed\r\n"), 2); // echoed, and by cat
    }

    void keysPassThroughAndTheTerminalIsGivenBack()
    {
        Launcher launcher;
        Session *session = launcher.start(
            inOuterTerminal("$S run --terminal --shell 'stty size; read x; echo \"got $x\"'\n"
                            "stty -a | tr ' ' '\\n' | grep -xE -e '-?(icanon|echo|opost)'"));
        QTRY_COMPARE(textOf(session), QStringLiteral("30 100\n"));
        session->terminal()->sendInput("hi\r");
        QTRY_COMPARE(session->state(), State::Finished);
        const QString text = textOf(session);
        QVERIFY2(text.startsWith(QStringLiteral("30 100\nhi\ngot hi\n")), qPrintable(text));
        QVERIFY2(text.endsWith(QStringLiteral("\nopost\nicanon\necho\n"))
                     || text.endsWith(QStringLiteral("\nicanon\necho\n")),
                 qPrintable(text));
    }

    void controlCIsTheChilds()
    {
        Launcher launcher;
        Session *session = launcher.start(
            inOuterTerminal("$S run --terminal --shell 'trap \"echo interrupted; exit 3\" INT; "
                            "echo ready; while :; do read x; done'; echo \"code $?\""));
        QTRY_COMPARE(textOf(session), QStringLiteral("ready\n"));
        session->terminal()->sendInput("\x03");
        QTRY_COMPARE(session->state(), State::Finished);
        const QString text = textOf(session);
        QVERIFY2(text.contains(QStringLiteral("interrupted\n")), qPrintable(text));
        QVERIFY2(text.endsWith(QStringLiteral("code 3\n")), qPrintable(text));
    }

    void aNewSizeIsPassedOn()
    {
        Launcher launcher;
        Session *session = launcher.start(inOuterTerminal(
            "$S run --terminal --shell 'trap \"stty size; exit\" WINCH; echo ready; "
            "while :; do read x; done'"));
        QTRY_COMPARE(textOf(session), QStringLiteral("ready\n"));
        session->terminal()->resize({.rows = 44, .columns = 123});
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(textOf(session), QStringLiteral("ready\n44 123\n"));
    }

    void theTerminalIsGivenBackWhenASignalEndsIt()
    {
        Launcher launcher;
        Session *session = launcher.start(
            inOuterTerminal("$S run --terminal --shell 'kill -TERM $PPID; exec sleep 1000'; "
                            "echo \"code $?\"; stty -a | tr ' ' '\\n' | grep -xE -e '-?icanon'"));
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(textOf(session), QStringLiteral("code 143\nicanon\n"));
    }
};

QTEST_GUILESS_MAIN(TestRunInTerminal)
#include "tst_runinterminal.moc"
