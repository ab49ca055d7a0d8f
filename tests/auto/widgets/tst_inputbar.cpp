// SPDX-License-Identifier: MIT
#include "launcher/launcher.h"
#include "widgets/inputbar.h"

#include "support/systemstate.h"

#include <QLineEdit>
#include <QTest>
#include <QToolButton>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestInputBar final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { findCommands(); }
    void init();
    void cleanup();

    void linesAreSentAndRemembered();
    void eofEndsTheInput();
    void theEndOfTheInputCoversNoTyping();
    void withoutARunItSaysSo();
    void aNullInputIsNamed();
    void anEndedRunIsNamed();

private:
    Session *start(LaunchSpec::Input input = LaunchSpec::Input::Pipe);
    QLineEdit *line() const { return m_bar->findChild<QLineEdit *>(u"line"_s); }

    std::unique_ptr<Launcher> m_launcher;
    std::unique_ptr<InputBar> m_bar;
};

void TestInputBar::init()
{
    m_launcher = std::make_unique<Launcher>();
    m_bar = std::make_unique<InputBar>();
    m_bar->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
}

void TestInputBar::cleanup()
{
    m_bar.reset();
    m_launcher->stopAll(StopPolicy::killNow());
    QTRY_VERIFY(m_launcher->active().isEmpty());
    m_launcher.reset();
}

Session *TestInputBar::start(LaunchSpec::Input input)
{
    LaunchSpec spec;
    spec.argv = input == LaunchSpec::Input::Pipe ? QByteArrayList{"cat"}
                                                 : QByteArrayList{"sleep", "60"};
    spec.input = input;
    Session *session = m_launcher->start(spec);
    m_bar->setSession(session);
    return session;
}

void TestInputBar::linesAreSentAndRemembered()
{
    const Session *session = start();
    QTRY_VERIFY(line()->isEnabled());
    QTest::keyClicks(line(), u"first"_s);
    QTest::keyClick(line(), Qt::Key_Return);
    QTest::keyClicks(line(), u"second"_s);
    QTest::mouseClick(m_bar->findChild<QToolButton *>(u"send"_s), Qt::LeftButton);
    QCOMPARE(line()->text(), QString());
    QTRY_COMPARE(session->bytesReceived(OutputStream::Stdout), 13);
    QTest::keyClicks(line(), u"typed"_s);
    QTest::keyClick(line(), Qt::Key_Up);
    QCOMPARE(line()->text(), u"second"_s);
    QTest::keyClick(line(), Qt::Key_Up);
    QTest::keyClick(line(), Qt::Key_Up);
    QCOMPARE(line()->text(), u"first"_s);
    QTest::keyClick(line(), Qt::Key_Down);
    QTest::keyClick(line(), Qt::Key_Down);
    QCOMPARE(line()->text(), u"typed"_s);
}

void TestInputBar::eofEndsTheInput()
{
    const Session *session = start();
    QTRY_VERIFY(line()->isEnabled());
    QTest::keyClick(line(), Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE(session->returncode(), std::optional(0));
    QVERIFY(!line()->isEnabled());
    QVERIFY(!m_bar->reason().isEmpty());
    QCOMPARE(line()->placeholderText(), m_bar->reason());
}

void TestInputBar::theEndOfTheInputCoversNoTyping()
{
    start();
    QTRY_VERIFY(line()->isEnabled());
    QTest::keyClicks(line(), u"typed"_s);
    QTest::keyClick(line(), Qt::Key_D, Qt::ControlModifier);
    QTRY_VERIFY(!line()->isEnabled());
    QCOMPARE(line()->text(), QString()); // the reason is to be seen
    start();
    QTRY_VERIFY(line()->isEnabled());
    QTest::keyClick(line(), Qt::Key_Up);
    QCOMPARE(line()->text(), u"typed"_s);
}

void TestInputBar::withoutARunItSaysSo()
{
    QVERIFY(!line()->isEnabled());
    QCOMPARE(m_bar->reason(), u"No run is selected."_s);
}

void TestInputBar::aNullInputIsNamed()
{
    start(LaunchSpec::Input::Null);
    QTRY_COMPARE(m_bar->reason(), u"The standard input is /dev/null."_s);
    QVERIFY(!line()->isEnabled());
}

void TestInputBar::anEndedRunIsNamed()
{
    const Session *session = start();
    m_launcher->stopAll(StopPolicy::killNow());
    QTRY_COMPARE(session->state(), Session::State::Finished);
    QCOMPARE(m_bar->reason(), u"The command is not running."_s);
}

QTEST_MAIN(TestInputBar)

#include "tst_inputbar.moc"
