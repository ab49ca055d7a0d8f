// SPDX-License-Identifier: MIT
#include "launcher/history.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Spawnscope;

namespace {

LaunchSpec exec(const QByteArray &program)
{
    LaunchSpec spec;
    spec.argv = {program};
    return spec;
}

QByteArrayList programs(const History &history)
{
    QByteArrayList names;
    for (const History::Entry &entry : history.entries())
        names.append(entry.spec.argv.value(0));
    return names;
}

} // namespace

class TestHistory : public QObject
{
    Q_OBJECT

private:
    QString path() const { return m_directory->filePath(QStringLiteral("deep/er/history.json")); }

    std::unique_ptr<QTemporaryDir> m_directory;

private Q_SLOTS:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void keepsTheMostRecentFirstAndEachOnce()
    {
        History history(path());
        for (const char *name : {"a", "b", "c", "a"})
            history.add(exec(name));
        QCOMPARE(programs(history), (QByteArrayList{"a", "c", "b"}));
    }

    void comesBackFromItsFile()
    {
        History history(path());
        QVERIFY(history.load()); // no file yet
        history.add(exec("a"));
        history.add(exec("\xff"));
        QVERIFY(history.save());
        History other(path());
        QVERIFY(other.load());
        QCOMPARE(programs(other), (QByteArrayList{"\xff", "a"}));
        QCOMPARE(other.entries()[0].when, history.entries()[0].when);
    }

    void isBounded()
    {
        History history(path());
        for (int i = 0; i < History::Bound + 10; ++i)
            history.add(exec(QByteArray::number(i)));
        QCOMPARE(history.entries().size(), History::Bound);
        QCOMPARE(history.entries().first().spec.argv.value(0), QByteArray("509"));
    }

    void survivesABrokenFileAndKeepsIt()
    {
        const QString file = m_directory->filePath(QStringLiteral("history.json"));
        for (const char *content : {"", "[1, 2", "{\"runs\": 3}"}) {
            QFile broken(file);
            QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write(content) >= 0);
            broken.close();
            History history(file);
            history.add(exec("a"));
            const auto result = history.load();
            QVERIFY(!result);
            QCOMPARE(result.error().kind, HistoryError::Kind::Format);
            QCOMPARE(programs(history), QByteArrayList{"a"});
            QVERIFY(QFile::exists(file + QStringLiteral(".broken")));
            QVERIFY(history.save());
        }
    }

    void passesOverEntriesThatItCannotRead()
    {
        const QString file = m_directory->filePath(QStringLiteral("history.json"));
        QFile later(file);
        QVERIFY(later.open(QIODevice::WriteOnly));
        later.write(R"({"runs":[{"launch":{"mode":"new"}},{"launch":{"argv":["a"]}}]})");
        later.close();
        History history(file);
        QVERIFY(history.load());
        QCOMPARE(programs(history), QByteArrayList{"a"});
    }

    void severalProgramsShareIt()
    {
        const QDateTime start = QDateTime::currentDateTimeUtc();
        History first(path());
        History second(path());
        QVERIFY(first.load() && second.load());
        first.add(exec("a"), start);
        first.add(exec("b"), start.addSecs(1));
        QVERIFY(first.save());
        second.add(exec("c"), start.addSecs(2));
        second.add(exec("a"), start.addSecs(3));
        const auto both = second.save();
        QVERIFY(both);
        first.add(exec("d"), start.addSecs(4));
        QVERIFY(first.save());
        History later(path());
        QVERIFY(later.load());
        QCOMPARE(programs(later), (QByteArrayList{"d", "a", "c", "b"}));
        first.merge(*both);
        QCOMPARE(programs(first), programs(later));
    }

    void whatCannotBeReadIsNotReplaced()
    {
        QVERIFY(QDir().mkpath(path())); // a folder in its place
        History history(path());
        history.add(exec("a"));
        const auto saved = history.save();
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, HistoryError::Kind::Write);
    }

    void saysWhenItCannotBeWritten()
    {
        History history(QStringLiteral("/proc/no/such/history.json"));
        QVERIFY(history.load());
        history.add(exec("a"));
        const auto result = history.save();
        QVERIFY(!result);
        QCOMPARE(result.error().kind, HistoryError::Kind::Write);
        QCOMPARE(programs(history), QByteArrayList{"a"});
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
