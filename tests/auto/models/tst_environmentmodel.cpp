// SPDX-License-Identifier: MIT
#include "models/environmentmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;
using State = EnvironmentModel::State;

class TestEnvironmentModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void inheritedVariablesAreSorted();
    void aChangeIsUndoneAlone();
    void anAddedVariableGoesWhenItIsReset();
    void aRemovedVariableKeepsItsRow();
    void theInheritedValueIsNoChange();
    void emptyBaseHasOnlyWhatIsAdded();
    void namesAreChecked();
    void valuesWithNulAreRefused();
    void namesWithoutCaseKeepTheirFirstSpelling();

private:
    int rowOf(const QString &name) const;
    State stateOf(const QString &name) const;

    EnvironmentModel m_model{{{"HOME", "/home/me"}, {"LANG", "C"}, {"PATH", "/bin"}},
                             Qt::CaseSensitive};
    QAbstractItemModelTester m_tester{&m_model};
};

void TestEnvironmentModel::init()
{
    m_model.resetAll();
}

int TestEnvironmentModel::rowOf(const QString &name) const
{
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.index(row, EnvironmentModel::Name).data().toString() == name)
            return row;
    }
    return -1;
}

State TestEnvironmentModel::stateOf(const QString &name) const
{
    return m_model.index(rowOf(name), 0).data(EnvironmentModel::StateRole).value<State>();
}

void TestEnvironmentModel::inheritedVariablesAreSorted()
{
    QCOMPARE(m_model.rowCount(), 3);
    QCOMPARE(m_model.index(0, EnvironmentModel::Name).data().toString(), u"HOME"_s);
    QCOMPARE(m_model.index(2, EnvironmentModel::Value).data().toString(), u"/bin"_s);
    QCOMPARE(m_model.changeCount(), 0);
}

void TestEnvironmentModel::aChangeIsUndoneAlone()
{
    QSignalSpy changed(&m_model, &EnvironmentModel::environmentChanged);
    QVERIFY(m_model.setData(m_model.index(rowOf(u"LANG"_s), EnvironmentModel::Value), u"de_DE"_s));
    m_model.setVariable("HOME", "/tmp");
    QCOMPARE(stateOf(u"LANG"_s), State::Changed);
    QCOMPARE(changed.count(), 2);
    m_model.resetVariable(rowOf(u"LANG"_s));
    QCOMPARE(stateOf(u"LANG"_s), State::Inherited);
    QCOMPARE(stateOf(u"HOME"_s), State::Changed);
    QCOMPARE(m_model.changeCount(), 1);
}

void TestEnvironmentModel::anAddedVariableGoesWhenItIsReset()
{
    const int row = m_model.setVariable("DEBUG", "1");
    QCOMPARE(row, 0);
    QCOMPARE(stateOf(u"DEBUG"_s), State::Added);
    m_model.resetVariable(row);
    QCOMPARE(rowOf(u"DEBUG"_s), -1);
    m_model.setVariable("DEBUG", "1");
    m_model.removeVariable(0);
    QCOMPARE(rowOf(u"DEBUG"_s), -1);
}

void TestEnvironmentModel::aRemovedVariableKeepsItsRow()
{
    m_model.removeVariable(rowOf(u"PATH"_s));
    QCOMPARE(stateOf(u"PATH"_s), State::Removed);
    QVERIFY(m_model.environment().changes.contains("PATH"));
    QVERIFY(!m_model.environment().changes.value("PATH"));
    m_model.resetVariable(rowOf(u"PATH"_s));
    QCOMPARE(m_model.changeCount(), 0);
}

void TestEnvironmentModel::theInheritedValueIsNoChange()
{
    m_model.setVariable("LANG", "de_DE");
    m_model.setVariable("LANG", "C");
    QCOMPARE(stateOf(u"LANG"_s), State::Inherited);
    QCOMPARE(m_model.changeCount(), 0);
}

void TestEnvironmentModel::emptyBaseHasOnlyWhatIsAdded()
{
    m_model.setVariable("LANG", "de_DE");
    m_model.setBase(Environment::Base::Empty);
    QCOMPARE(m_model.rowCount(), 1);
    QCOMPARE(stateOf(u"LANG"_s), State::Added);
    m_model.setBase(Environment::Base::Inherit);
    QCOMPARE(m_model.rowCount(), 3);
    QCOMPARE(stateOf(u"LANG"_s), State::Changed);
}

void TestEnvironmentModel::namesAreChecked()
{
    QCOMPARE(m_model.setVariable("", "x"), -1);
    QCOMPARE(m_model.setVariable("A=B", "x"), -1);
    QCOMPARE(m_model.setVariable(QByteArray("A\0", 2), "x"), -1);
}

void TestEnvironmentModel::valuesWithNulAreRefused()
{
    QVERIFY(!m_model.setData(m_model.index(0, EnvironmentModel::Value), u"a\\0b"_s));
    QCOMPARE(m_model.changeCount(), 0);
}

/// As on Windows.
void TestEnvironmentModel::namesWithoutCaseKeepTheirFirstSpelling()
{
    EnvironmentModel model({{"Path", "C:\\"}, {"TEMP", "D:\\"}, {"windir", "C:\\Windows"}},
                           Qt::CaseInsensitive);
    QAbstractItemModelTester tester(&model);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.setVariable("PATH", "E:\\"), 0);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.environment().changes.value("Path"), QByteArray("E:\\"));
    QCOMPARE(model.setVariable("temporary", "x"), 2);
    QCOMPARE(model.index(3, EnvironmentModel::Name).data().toString(), u"windir"_s);

    Environment other;
    other.changes = {{"PATH", "F:\\"}, {"WINDIR", std::nullopt}, {"New", "1"}};
    model.setEnvironment(other);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.environment().changes.keys(), (QList<QByteArray>{"New", "Path", "windir"}));
    model.resetAll();
    QCOMPARE(model.rowCount(), 3);
}

QTEST_GUILESS_MAIN(TestEnvironmentModel)

#include "tst_environmentmodel.moc"
