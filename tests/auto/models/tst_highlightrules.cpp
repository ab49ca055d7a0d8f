// SPDX-License-Identifier: MIT
#include "models/highlightrulesmodel.h"

#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestHighlightRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rulesSurviveBeingSaved();
    void nothingSavedMeansTheDeliveredRules();
    void noRulesAreRulesToo();
    void whatIsNoRuleIsPassedOver_data();
    void whatIsNoRuleIsPassedOver();
    void wrongFieldsAreAsByDefault();
    void deliveredRulesAreValidAndDifferent();
    void theTableShowsAndChangesRules();
    void rulesMoveToWhereTheyAreSent_data();
    void rulesMoveToWhereTheyAreSent();
    void anInvalidPatternIsTold();

private:
    static HighlightRule rule(const QString &name, const QString &pattern)
    {
        return {.name = name, .pattern = pattern, .options = {}, .text = {}, .background = {}};
    }
};

void TestHighlightRules::rulesSurviveBeingSaved()
{
    HighlightRuleList rules = HighlightRules::delivered();
    rules.append({.name = u"ünïcode \"quoted\""_s,
                  .pattern = u"a\\b\tc"_s,
                  .options = FindOption::CaseSensitive | FindOption::WholeWords,
                  .text = {.name = HighlightColor::Name::Custom, .rgb = 0x0000ff},
                  .background = {.name = HighlightColor::Name::Cyan},
                  .extent = HighlightRule::Extent::WholeLine,
                  .isEnabled = false});
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.ini"_s);
    {
        QSettings settings(file, QSettings::IniFormat);
        HighlightRules::save(rules, &settings);
    }
    QCOMPARE(HighlightRules::load(QSettings(file, QSettings::IniFormat)), rules);
}

void TestHighlightRules::nothingSavedMeansTheDeliveredRules()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    QCOMPARE(HighlightRules::load(settings), HighlightRules::delivered());
    settings.setValue(u"highlighting/rules"_s, u"[{\"pattern\": broken"_s);
    QCOMPARE(HighlightRules::load(settings), HighlightRules::delivered());
}

void TestHighlightRules::noRulesAreRulesToo()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    HighlightRules::save({}, &settings);
    QVERIFY(HighlightRules::load(settings).isEmpty());
}

void TestHighlightRules::whatIsNoRuleIsPassedOver_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("a number") << QByteArray("[7]");
    QTest::newRow("nothing") << QByteArray("[null, {}]");
    QTest::newRow("a list") << QByteArray("[[]]");
    QTest::newRow("without pattern") << QByteArray(R"([{"name": "x"}])");
    QTest::newRow("pattern is no text") << QByteArray(R"([{"name": "x", "pattern": 3}])");
}

void TestHighlightRules::whatIsNoRuleIsPassedOver()
{
    QFETCH(QByteArray, json);
    QJsonArray array = QJsonDocument::fromJson(json).array();
    QVERIFY(!array.isEmpty());
    array.append(QJsonObject{{u"pattern"_s, u"kept"_s}});
    const HighlightRuleList rules = HighlightRules::fromJson(array);
    QCOMPARE(rules.size(), 1);
    QCOMPARE(rules[0].pattern, u"kept"_s);
}

void TestHighlightRules::wrongFieldsAreAsByDefault()
{
    const auto array = QJsonDocument::fromJson(R"([{"pattern": "p", "name": 4, "text": "mauve",
        "background": "#12345", "wholeLine": "yes", "enabled": 0, "caseSensitive": 1}])")
                           .array();
    const HighlightRuleList rules = HighlightRules::fromJson(array);
    QCOMPARE(rules, HighlightRuleList{rule({}, u"p"_s)});
}

void TestHighlightRules::deliveredRulesAreValidAndDifferent()
{
    QStringList names;
    for (const HighlightRule &rule : HighlightRules::delivered()) {
        const LinePattern pattern(rule.pattern, rule.options);
        QVERIFY2(!pattern.isEmpty() && pattern.isValid(), qPrintable(rule.name));
        QVERIFY(rule.text != HighlightColor() || rule.background != HighlightColor());
        QVERIFY(!names.contains(rule.name));
        names.append(rule.name);
    }
    QCOMPARE(names.size(), HighlightRules::delivered().size());
}

void TestHighlightRules::theTableShowsAndChangesRules()
{
    HighlightRulesModel model({rule(u"one"_s, u"1"_s), rule(u"two"_s, u"2"_s)});
    const QAbstractItemModelTester tester(&model);
    const QSignalSpy changed(&model, &HighlightRulesModel::rulesChanged);
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex name = model.index(0, HighlightRulesModel::Name);
    QCOMPARE(name.data().toString(), u"one"_s);
    QVERIFY(model.setData(name, Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(!model.rules()[0].isEnabled);
    QVERIFY(model.setData(name, u"first"_s));
    QVERIFY(model.setData(model.index(1, HighlightRulesModel::Pattern), u"22"_s));
    QVERIFY(!model.setData(model.index(1, HighlightRulesModel::Extent), u"x"_s));
    QCOMPARE(changed.size(), 3);
    model.insertRule(1, rule(u"between"_s, u"b"_s));
    model.removeRule(0);
    QCOMPARE(model.rules(),
             (HighlightRuleList{rule(u"between"_s, u"b"_s), rule(u"two"_s, u"22"_s)}));
    model.setRules({});
    QCOMPARE(model.rowCount(), 0);
}

void TestHighlightRules::rulesMoveToWhereTheyAreSent_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<QString>("order");
    QTest::newRow("up") << 2 << 1 << u"acb"_s;
    QTest::newRow("down") << 0 << 1 << u"bac"_s;
    QTest::newRow("to the end") << 0 << 2 << u"bca"_s;
    QTest::newRow("to where it is") << 1 << 1 << u"abc"_s;
    QTest::newRow("above all") << 0 << -1 << u"abc"_s;
    QTest::newRow("below all") << 2 << 3 << u"abc"_s;
}

void TestHighlightRules::rulesMoveToWhereTheyAreSent()
{
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(QString, order);
    HighlightRulesModel model({rule(u"a"_s, u"("_s), rule(u"b"_s, u"b"_s), rule(u"c"_s, u"c"_s)});
    const QAbstractItemModelTester tester(&model);
    model.moveRule(from, to);
    QString names;
    for (const HighlightRule &moved : model.rules())
        names += moved.name;
    QCOMPARE(names, order);
}

void TestHighlightRules::anInvalidPatternIsTold()
{
    HighlightRule broken = rule(u"broken"_s, u"a("_s);
    HighlightRulesModel model({broken});
    QVERIFY(model.error(0).isEmpty()); // it is plain text
    broken.options = FindOption::RegularExpression;
    model.setRule(0, broken);
    QVERIFY(!model.error(0).isEmpty());
    const QModelIndex pattern = model.index(0, HighlightRulesModel::Pattern);
    QCOMPARE(pattern.data(HighlightRulesModel::ErrorRole).toString(), model.error(0));
    QVERIFY(pattern.data(Qt::ToolTipRole).toString().contains(model.error(0)));
    QVERIFY(model.error(-1).isEmpty());
}

QTEST_GUILESS_MAIN(TestHighlightRules)

#include "tst_highlightrules.moc"
