// SPDX-License-Identifier: MIT
#include "widgets/outputgoto.h"

#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = GoToTarget::Kind;

class TestOutputGoTo final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void targetsAreUnderstood_data();
    void targetsAreUnderstood();
    void othersAreRefused_data();
    void othersAreRefused();
};

void TestOutputGoTo::targetsAreUnderstood_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<GoToTarget>("target");
    const auto row = [](const QString &text, const GoToTarget &target) {
        QTest::newRow(qPrintable(text)) << text << target;
    };
    row(u"1234"_s, {.kind = Kind::Line, .lines = 1234});
    row(u" 1 234 567 "_s, {.kind = Kind::Line, .lines = 1'234'567});
    row(u"5000000000000"_s, {.kind = Kind::Line, .lines = 5'000'000'000'000});
    row(u"+5"_s, {.kind = Kind::LinesFromHere, .lines = 5});
    row(u"-5"_s, {.kind = Kind::LinesFromHere, .lines = -5});
    row(u"\u2212 5"_s, {.kind = Kind::LinesFromHere, .lines = -5});
    row(u"50 %"_s, {.kind = Kind::Percent, .percent = 50});
    row(u"99.5%"_s, {.kind = Kind::Percent, .percent = 99.5});
    row(u"12:34"_s, {.kind = Kind::TimeOfDay, .time = 12h + 34min});
    row(u"12:34:56"_s, {.kind = Kind::TimeOfDay, .time = 12h + 34min + 56s});
    row(u"12:34:56.789"_s, {.kind = Kind::TimeOfDay, .time = 12h + 34min + 56s + 789ms});
    row(u"12:34:56,789"_s, {.kind = Kind::TimeOfDay, .time = 12h + 34min + 56s + 789ms});
    row(u"2025-06-01 00:00:01"_s, {.kind = Kind::TimeOfDay, .time = 1s, .date = QDate(2025, 6, 1)});
    row(u"2025-06-01T00:00:01"_s, {.kind = Kind::TimeOfDay, .time = 1s, .date = QDate(2025, 6, 1)});
    row(u"+1.5s"_s, {.kind = Kind::TimeFromHere, .time = 1500ms});
    row(u"-200 ms"_s, {.kind = Kind::TimeFromHere, .time = -200ms});
    row(u"90s"_s, {.kind = Kind::SinceStart, .time = 90s});
    row(u"90s since start"_s, {.kind = Kind::SinceStart, .time = 90s});
    row(u"+90 s since the start"_s, {.kind = Kind::SinceStart, .time = 90s});
    row(u"1h 30m 5s"_s, {.kind = Kind::SinceStart, .time = 1h + 30min + 5s});
    row(u"2min"_s, {.kind = Kind::SinceStart, .time = 2min});
    row(u"5 µs"_s, {.kind = Kind::SinceStart, .time = 5us});
    row(u"7ns"_s, {.kind = Kind::SinceStart, .time = 7ns});
}

void TestOutputGoTo::targetsAreUnderstood()
{
    QFETCH(const QString, text);
    const auto target = parseGoTo(text);
    QVERIFY(target);
    QTEST(*target, "target");
}

void TestOutputGoTo::othersAreRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text :
         {u""_s, u"  "_s, u"+"_s, u"abc"_s, u"12a"_s, u"1 23"_s, u"101 %"_s, u"+50 %"_s, u"25:00"_s,
          u"12:60"_s, u"12:34:60"_s, u"2025-13-01 12:00"_s, u"5 parsecs"_s, u"5 since start"_s,
          u"99999999999999999999"_s, u"999999999999h"_s, u"+12:34:56"_s})
        QTest::newRow(qPrintable(text)) << text;
}

void TestOutputGoTo::othersAreRefused()
{
    QFETCH(const QString, text);
    QVERIFY(!parseGoTo(text));
}

QTEST_GUILESS_MAIN(TestOutputGoTo)
#include "tst_outputgoto.moc"
