// SPDX-License-Identifier: MIT
#include "launcher/exactorder.h"
#include "launcher/launcher.h"

#include "support/shownnotices.h"

#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;
using State = Session::State;

namespace {

LaunchSpec shell(const QByteArray &command, bool exactOrder = false)
{
    LaunchSpec spec;
    spec.mode = LaunchSpec::Mode::Shell;
    spec.command = command;
    spec.exactOrder = exactOrder;
    return spec;
}

} // namespace

/// What is said of programs and streams as only Unix has them.
class TestUnixNotices final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aProgramThatWantsATerminalIsExplained();
    void aFailureOfExactOrderIsExplainedOnce();
    void linesThatAreHeldBackAreExplainedWhileTheProgramRuns();
    void linesThatComeAtOnceAreNot();
};

void TestUnixNotices::aProgramThatWantsATerminalIsExplained()
{
    Launcher launcher;
    RunNotices notices;
    Session *session = launcher.start(shell("stty size"));
    notices.setSession(session);
    QTRY_COMPARE(session->state(), State::Finished);
    QCOMPARE(shown(notices).size(), 1);
    QVERIFY(shown(notices).first().contains(u"Run it in a terminal"_s));
    notices.setSession(nullptr);
}

void TestUnixNotices::aFailureOfExactOrderIsExplainedOnce()
{
    if (!ExactOrder::isSupported())
        QSKIP("This system does not tell the order of writes.");
    Launcher launcher;
    RunNotices notices;
    QVERIFY(notices.isHidden());
    Session *session = launcher.start(shell("echo x > /dev/stderr", true));
    notices.setSession(session);
    QTRY_COMPARE(session->state(), State::Finished);
    QCOMPARE(shown(notices).size(), 1);
    QVERIFY(shown(notices).first().contains(u"without exact order"_s));
    QVERIFY(!notices.isHidden());

    for (MessageStrip *strip : notices.findChildren<MessageStrip *>())
        strip->hide();
    QVERIFY(notices.isHidden());
    Q_EMIT session->stateChanged();
    QVERIFY(notices.isHidden());
    notices.setSession(nullptr);
}

void TestUnixNotices::linesThatAreHeldBackAreExplainedWhileTheProgramRuns()
{
    Launcher launcher;
    RunNotices notices;
    // Blocks of 4096 bytes, as a C library writes them to a pipe; the next when it is asked for.
    Session *session = launcher.start(
        shell("i=0; while read x; do seq 1000 3000 | head -c 4096; done"));
    notices.setSession(session);
    QTRY_COMPARE(session->inputState(), Session::InputState::Open);
    session->sendInput("\n");
    QTRY_COMPARE(session->bytesReceived(OutputStream::Stdout), 4096u);
    QCOMPARE(shown(notices), QStringList());
    const auto firstBlock = session->log()->lastArrival();
    QTRY_VERIFY(std::chrono::steady_clock::now() - session->log()->clock().steady - firstBlock
                > std::chrono::milliseconds(110));
    session->sendInput("\n");
    QTRY_COMPARE(shown(notices).size(), 1);
    QVERIFY(shown(notices).first().contains(u"Run it in a terminal"_s));

    for (MessageStrip *strip : notices.findChildren<MessageStrip *>())
        strip->hide();
    session->sendInput("\n");
    QTRY_COMPARE(session->bytesReceived(OutputStream::Stdout), 3 * 4096u);
    QVERIFY(notices.isHidden()); // was closed
    notices.setSession(session);
    QTRY_COMPARE(shown(notices).size(), 1);
    session->sendEof();
    QTRY_COMPARE(session->state(), State::Finished);
    QCOMPARE(shown(notices), QStringList());
    notices.setSession(nullptr);
}

void TestUnixNotices::linesThatComeAtOnceAreNot()
{
    Launcher launcher;
    RunNotices notices;
    Session *session = launcher.start(
        shell("while read x; do seq 1000 3000 | head -c 4096; echo; done"));
    notices.setSession(session);
    QTRY_COMPARE(session->inputState(), Session::InputState::Open);
    for (quint64 round = 1; round <= 3; ++round) {
        session->sendInput("\n");
        QTRY_COMPARE(session->bytesReceived(OutputStream::Stdout), round * 4097);
    }
    QCOMPARE(shown(notices), QStringList());
    session->sendEof();
    QTRY_COMPARE(session->state(), State::Finished);
    notices.setSession(nullptr);
}

QTEST_MAIN(TestUnixNotices)
#include "tst_unixnotices.moc"
