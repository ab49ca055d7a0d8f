// SPDX-License-Identifier: MIT
#include "launcher/exactorder.h"
#include "launcher/launcher.h"
#include "widgets/runheader.h"
#include "widgets/streamspopup.h"

#include "support/shownnotices.h"

#include <QCheckBox>
#include <QTemporaryFile>
#include <QTest>
#include <QToolButton>

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
    void othersAreNot();
    void theHeaderTellsOfTheOrderOfBothStreams();
    void thePopupOffersExactOrder();
    void aRunWithoutARecordSaysSo();
};

void TestRunNotices::othersAreNot()
{
    Launcher launcher;
    RunNotices notices;
    const QByteArray command = "echo No such device or address >&2 && exit ";
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

    header.setSession(launcher.start(shell("echo out && echo err >&2")));
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
    header.setSession(launcher.start(shell("echo out && echo err >&2", true)));
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
    QTemporaryFile file;
    QVERIFY(file.open());
    Launcher launcher;
    RecordSettings settings;
    settings.folder = file.fileName() + u"/folder"_s; // that nobody can make
    launcher.setRecordSettings(settings);
    RunNotices notices;
    Session *session = launcher.start(shell("echo x"));
    notices.setSession(session);
    QTRY_COMPARE(session->state(), State::Finished);
    QCOMPARE(shown(notices).size(), 1);
    QVERIFY(shown(notices).first().contains(u"not recorded"_s));
    notices.setSession(nullptr);
}

QTEST_MAIN(TestRunNotices)
#include "tst_runnotices.moc"
