// SPDX-License-Identifier: MIT
#include "launcher/exactorder.h"
#include "launcher/launcher.h"
#include "widgets/messagestrip.h"
#include "widgets/runheader.h"
#include "widgets/runnotices.h"
#include "widgets/streamspopup.h"

#include <QCheckBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <csignal>
#include <sys/resource.h>

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

class TestRunNotices final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aProgramThatWantsATerminalIsExplained();
    void aFailureOfExactOrderIsExplainedOnce();
    void othersAreNot();
    void theHeaderTellsOfTheOrderOfBothStreams();
    void thePopupOffersExactOrder();
    void aRunWithoutARecordSaysSo();
    void aLimitOnTheSizeOfFilesIsSaid();
    void linesThatAreHeldBackAreExplainedWhileTheProgramRuns();
    void linesThatComeAtOnceAreNot();

private:
    static QStringList shown(const RunNotices &notices);
};

QStringList TestRunNotices::shown(const RunNotices &notices)
{
    QStringList texts;
    for (const MessageStrip *strip : notices.findChildren<MessageStrip *>()) {
        if (!strip->isHidden())
            texts.append(strip->text());
    }
    return texts;
}

void TestRunNotices::aProgramThatWantsATerminalIsExplained()
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

void TestRunNotices::aFailureOfExactOrderIsExplainedOnce()
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

void TestRunNotices::othersAreNot()
{
    Launcher launcher;
    RunNotices notices;
    const QByteArray command = "echo No such device or address >&2; exit ";
    for (const LaunchSpec &spec : {shell(command + "1"), shell(command + "0", true)}) {
        Session *session = launcher.start(spec);
        notices.setSession(session);
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(shown(notices), QStringList());
    }
    notices.setSession(nullptr);
}

void TestRunNotices::theHeaderTellsOfTheOrderOfBothStreams()
{
    Launcher launcher;
    RunHeader header;
    const auto *order = header.findChild<QToolButton *>(u"order"_s);
    header.setSession(launcher.start(shell("echo out")));
    QTRY_COMPARE(launcher.at(0)->state(), State::Finished);
    QVERIFY(order->isHidden());

    header.setSession(launcher.start(shell("echo out; echo err >&2")));
    QTRY_COMPARE(launcher.at(1)->state(), State::Finished);
    QTRY_VERIFY(!order->isHidden());
    QCOMPARE(order->text(), u"order of arrival"_s);
    QVERIFY(order->accessibleDescription().contains(u"Within each stream the order is exact"_s));
    header.setFilter(OutputFilter::Stderr);
    QVERIFY(order->isHidden());
    header.setFilter(OutputFilter::All);
    QVERIFY(!order->isHidden());

    if (!ExactOrder::isSupported())
        return;
    header.setSession(launcher.start(shell("echo out; echo err >&2", true)));
    QTRY_COMPARE(launcher.at(2)->state(), State::Finished);
    QTRY_VERIFY(!order->isHidden());
    QCOMPARE(order->text(), u"exact order"_s);
}

void TestRunNotices::thePopupOffersExactOrder()
{
    StreamsPopup popup;
    auto *box = popup.findChild<QCheckBox *>(u"exactOrder"_s);
    QCOMPARE(box->isEnabled(), ExactOrder::isSupported());
    QVERIFY(!box->accessibleDescription().isEmpty());
    LaunchSpec spec = shell("true", true);
    popup.setSpec(spec);
    QCOMPARE(box->isChecked(), ExactOrder::isSupported());
    QCOMPARE(popup.changeCount(), int(ExactOrder::isSupported()));
    box->setChecked(false);
    popup.apply(&spec);
    QVERIFY(!spec.exactOrder);
}

void TestRunNotices::aRunWithoutARecordSaysSo()
{
    Launcher launcher;
    RecordSettings settings;
    settings.folder = u"/proc/no/such/folder"_s;
    launcher.setRecordSettings(settings);
    RunNotices notices;
    Session *session = launcher.start(shell("echo x"));
    notices.setSession(session);
    QTRY_COMPARE(session->state(), State::Finished);
    QCOMPARE(shown(notices).size(), 1);
    QVERIFY(shown(notices).first().contains(u"not recorded"_s));
    notices.setSession(nullptr);
}

void TestRunNotices::aLimitOnTheSizeOfFilesIsSaid()
{
    const QTemporaryDir folder;
    Launcher launcher;
    RecordSettings settings;
    settings.folder = folder.path();
    settings.reserveBytes = 0;
    launcher.setRecordSettings(settings);
    RunNotices notices;

    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit limit{512 * 1024, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    Session *session = launcher.start(shell("ulimit -f unlimited; yes | head -c 2000000"));
    notices.setSession(session);
    QTRY_VERIFY(session->pauseReason());
    QCOMPARE(shown(notices).size(), 1);
    QVERIFY(shown(notices).first().contains(u"ulimit -f"_s));
    QVERIFY(shown(notices).first().contains(u"the program waits"_s));
    ::setrlimit(RLIMIT_FSIZE, &before);
    QTRY_COMPARE(session->state(), State::Finished);
    QCOMPARE(shown(notices), QStringList());
    QCOMPARE(session->bytesReceived(OutputStream::Stdout), 2'000'000u);
    notices.setSession(nullptr);
}

void TestRunNotices::linesThatAreHeldBackAreExplainedWhileTheProgramRuns()
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

void TestRunNotices::linesThatComeAtOnceAreNot()
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

QTEST_MAIN(TestRunNotices)
#include "tst_runnotices.moc"
