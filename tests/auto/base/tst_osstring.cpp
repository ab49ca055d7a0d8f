// SPDX-License-Identifier: MIT
#include "base/osstring.h"

#include <QTest>

using namespace Spawnscope;

class TestOsString : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesThatAreNoTextAreKept()
    {
        const QByteArray bytes("a\xff\xfe\x80");
        QCOMPARE(OsString(bytes).bytes(), bytes);
        QCOMPARE(OsStringList(QByteArrayList{bytes, "b"}).bytes(), (QByteArrayList{bytes, "b"}));
        QVERIFY(!OsString(bytes).toString().isEmpty());
    }

    void everySpellingOfAListIsTheSame()
    {
        const QByteArrayList expected{"-x", "a b", ""};
        QCOMPARE((OsStringList{"-x", QByteArray("a b"), QString()}).bytes(), expected);
        QCOMPARE(OsStringList(QStringList{QStringLiteral("-x"), QStringLiteral("a b"), QString()})
                     .bytes(),
                 expected);
    }

    void anEmptyOneIsEmpty()
    {
        QVERIFY(OsString().isEmpty());
        QVERIFY(OsString("").isEmpty());
        QVERIFY(!OsString("x").isEmpty());
        QVERIFY(OsStringList().bytes().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestOsString)
#include "tst_osstring.moc"
