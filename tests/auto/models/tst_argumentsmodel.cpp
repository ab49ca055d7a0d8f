// SPDX-License-Identifier: MIT
#include "models/argumentsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestArgumentsModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void rowsShowWhatIsEdited();
    void editingTakesEscapes();
    void argumentsMove();
    void theEndsDoNotMove();
    void settingIsNoEdit();

private:
    ArgumentsModel m_model;
    QAbstractItemModelTester m_tester{&m_model};
};

void TestArgumentsModel::init()
{
    m_model.setArguments({"printf", "a b\n", ""});
}

void TestArgumentsModel::rowsShowWhatIsEdited()
{
    QCOMPARE(m_model.rowCount(), 3);
    QCOMPARE(m_model.index(1).data().toString(), u"a b\\n"_s);
    QCOMPARE(m_model.index(1).data(Qt::EditRole).toString(), u"a b\\n"_s);
    QCOMPARE(m_model.index(2).data().toString(), u"''"_s);
    QCOMPARE(m_model.headerData(1, Qt::Vertical).toString(), u"argv[1]"_s);
}

void TestArgumentsModel::editingTakesEscapes()
{
    QSignalSpy edited(&m_model, &ArgumentsModel::edited);
    QVERIFY(m_model.setData(m_model.index(2), u"tab\\there"_s));
    QCOMPARE(m_model.arguments().at(2), "tab\there"_ba);
    QCOMPARE(edited.count(), 1);
    QVERIFY(m_model.setData(m_model.index(2), u"tab\\there"_s));
    QCOMPARE(edited.count(), 1);
}

void TestArgumentsModel::argumentsMove()
{
    QVERIFY(m_model.moveUp(2));
    QCOMPARE(m_model.arguments(), QByteArrayList({"printf", "", "a b\n"}));
    QVERIFY(m_model.moveDown(0));
    QCOMPARE(m_model.arguments(), QByteArrayList({"", "printf", "a b\n"}));
    m_model.removeArgument(0);
    m_model.insertArgument(2);
    QCOMPARE(m_model.arguments(), QByteArrayList({"printf", "a b\n", ""}));
}

void TestArgumentsModel::theEndsDoNotMove()
{
    QVERIFY(!m_model.moveUp(0));
    QVERIFY(!m_model.moveUp(-1));
    QVERIFY(!m_model.moveDown(2));
}

void TestArgumentsModel::settingIsNoEdit()
{
    QSignalSpy edited(&m_model, &ArgumentsModel::edited);
    m_model.setArguments({"true"});
    QCOMPARE(edited.count(), 0);
}

QTEST_GUILESS_MAIN(TestArgumentsModel)

#include "tst_argumentsmodel.moc"
