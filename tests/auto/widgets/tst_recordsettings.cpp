// SPDX-License-Identifier: MIT
#include "launcher/launcher.h"
#include "widgets/messagestrip.h"
#include "widgets/recordsettingsdialog.h"

#include "support/systemstate.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestRecordSettings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { findCommands(); }
    void showsSettingsAndGivesThemBack_data();
    void showsSettingsAndGivesThemBack();
    void tellsAndDeletesWhatIsThereButNotWhatIsInUse();
    void cancellingTheQuestionDeletesNothing();

private:
    static QString recordARun(Launcher *launcher);
};

QString TestRecordSettings::recordARun(Launcher *launcher)
{
    LaunchSpec spec;
    spec.argv = {"echo", "x"};
    const Session *session = launcher->start(spec);
    [&] { QTRY_COMPARE(session->state(), Session::State::Finished); }();
    return session->recordFolder();
}

void TestRecordSettings::showsSettingsAndGivesThemBack_data()
{
    QTest::addColumn<RecordSettings>("settings");
    RecordSettings settings;
    settings.folder = u"/nowhere"_s;
    QTest::newRow("default") << settings;
    settings.isOn = false;
    settings.retention = {Retention::Keep::HeadAndTail, RecordSettings::GiB / 2};
    settings.totalLimitBytes = 3 * RecordSettings::GiB;
    settings.reserveBytes = 0;
    QTest::newRow("everything else") << settings;
    settings.retention.keep = Retention::Keep::Tail;
    settings.reserveBytes = 2 * RecordSettings::GiB;
    QTest::newRow("the newest") << settings;
}

void TestRecordSettings::showsSettingsAndGivesThemBack()
{
    QFETCH(RecordSettings, settings);
    const RecordSettingsDialog dialog(settings, {});
    QCOMPARE(dialog.settings(), settings);
    QCOMPARE(dialog.findChild<QDoubleSpinBox *>(u"runLimit"_s)->isEnabledTo(&dialog),
             settings.retention.keep != Retention::Keep::Everything);
}

void TestRecordSettings::tellsAndDeletesWhatIsThereButNotWhatIsInUse()
{
    const QTemporaryDir folder;
    RecordSettings settings;
    settings.folder = folder.path();
    settings.reserveBytes = 0;
    Launcher launcher;
    launcher.setRecordSettings(settings);
    const QString kept = recordARun(&launcher);
    QString other;
    {
        Launcher another;
        another.setRecordSettings(settings);
        other = recordARun(&another);
    }
    QVERIFY(QFileInfo::exists(other));

    RecordSettingsDialog dialog(settings, launcher.recordFolders());
    const auto *content = dialog.findChild<QLabel *>(u"content"_s);
    auto *deleteAll = dialog.findChild<QPushButton *>(u"deleteAll"_s);
    QTRY_VERIFY2(content->text().startsWith(u"2 "_s), qPrintable(content->text()));
    QVERIFY(deleteAll->isEnabled());
    deleteAll->click();
    const auto *question = dialog.findChild<QMessageBox *>();
    QVERIFY(question);
    for (QAbstractButton *button : question->buttons()) {
        if (question->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    }
    QTRY_VERIFY2(content->text().startsWith(u"1 "_s), qPrintable(content->text()));
    QVERIFY(!QFileInfo::exists(other));
    QVERIFY(QFileInfo::exists(kept));
    QVERIFY(!dialog.findChild<MessageStrip *>()->isHidden());
}

void TestRecordSettings::cancellingTheQuestionDeletesNothing()
{
    const QTemporaryDir folder;
    RecordSettings settings;
    settings.folder = folder.path();
    settings.reserveBytes = 0;
    Launcher launcher;
    launcher.setRecordSettings(settings);
    const QString kept = recordARun(&launcher);
    RecordSettingsDialog dialog(settings, {});
    auto *deleteAll = dialog.findChild<QPushButton *>(u"deleteAll"_s);
    QTRY_VERIFY(deleteAll->isEnabled());
    deleteAll->click();
    dialog.findChild<QMessageBox *>()->reject();
    QVERIFY(QFileInfo::exists(kept));
    QVERIFY(deleteAll->isEnabled());
}

QTEST_MAIN(TestRecordSettings)
#include "tst_recordsettings.moc"
