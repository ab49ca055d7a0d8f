// SPDX-License-Identifier: MIT
#include "app/userpath.h"

#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestUserPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFolderIsAddedAtTheEnd_data();
    void aFolderIsAddedAtTheEnd();
    void aFolderIsTakenOutAndNothingElse_data();
    void aFolderIsTakenOutAndNothingElse();
    void takingOutUndoesAdding();
};

namespace {

const QString folder = u"C:\\Users\\Ä B\\Spawnscope"_s;

} // namespace

void TestUserPath::aFolderIsAddedAtTheEnd_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    QTest::newRow("no PATH") << QString() << folder;
    QTest::newRow("others") << u"%USERPROFILE%\\bin;D:\\x"_s
                            << u"%USERPROFILE%\\bin;D:\\x;"_s + folder;
    QTest::newRow("a separator at the end") << u"D:\\x;"_s << u"D:\\x;"_s + folder;
    QTest::newRow("an empty element") << u";D:\\x;;E:\\y"_s << u";D:\\x;;E:\\y;"_s + folder;
    QTest::newRow("it is there") << folder + u";D:\\x"_s << folder + u";D:\\x"_s;
    QTest::newRow("in another case")
        << u"c:\\USERS\\ä b\\spawnscope"_s << u"c:\\USERS\\ä b\\spawnscope"_s;
    QTest::newRow("written otherwise")
        << u"\"C:/Users/Ä B/Spawnscope/\""_s << u"\"C:/Users/Ä B/Spawnscope/\""_s;
    QTest::newRow("a folder below it") << folder + u"\\bin"_s << folder + u"\\bin;"_s + folder;
    const QString longPath = QString(40000, u'x');
    QTest::newRow("longer than an installer's strings") << longPath << longPath + u';' + folder;
}

void TestUserPath::aFolderIsAddedAtTheEnd()
{
    QFETCH(QString, path);
    QFETCH(QString, expected);
    QCOMPARE(pathWith(path, folder), expected);
}

void TestUserPath::aFolderIsTakenOutAndNothingElse_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    QTest::newRow("alone") << folder << QString();
    QTest::newRow("first") << folder + u";D:\\x"_s << u"D:\\x"_s;
    QTest::newRow("between") << u"D:\\x;"_s + folder + u";E:\\y"_s << u"D:\\x;E:\\y"_s;
    QTest::newRow("twice, in another case")
        << folder.toLower() + u";D:\\x;"_s + folder << u"D:\\x"_s;
    QTest::newRow("not there") << u"D:\\x;;E:\\y;"_s << u"D:\\x;;E:\\y;"_s;
    QTest::newRow("a folder below it") << folder + u"\\bin"_s << folder + u"\\bin"_s;
    QTest::newRow("no PATH") << QString() << QString();
}

void TestUserPath::aFolderIsTakenOutAndNothingElse()
{
    QFETCH(QString, path);
    QFETCH(QString, expected);
    QCOMPARE(pathWithout(path, folder), expected);
}

void TestUserPath::takingOutUndoesAdding()
{
    for (const QString &path : {QString(), u"D:\\x"_s, u"D:\\x;;E:\\y"_s})
        QCOMPARE(pathWithout(pathWith(path, folder), folder), path);
}

QTEST_GUILESS_MAIN(TestUserPath)
#include "tst_userpath.moc"
