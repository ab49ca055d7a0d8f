// SPDX-License-Identifier: MIT
#include "base/ntstatus.h"
#include "base/wtf8.h"

#include <QTest>

using namespace Spawnscope;

/// Names of Windows in bytes, and names of its exit codes.
class TestWtf8 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsUtf8()
    {
        for (const char *bytes : {"", "a", "\xc3\xa4\xe2\x82\xac", "\xf0\x9f\x98\x80",
                                  "\xef\xbb\xbfmark", "a\xed\x9f\xbf"}) {
            QCOMPARE(toWtf8(*fromWtf8(bytes)), QByteArray(bytes));
        }
        QCOMPARE(*fromWtf8("\xc3\xa4"), QString(QChar(0xE4)));
        QCOMPARE(fromWtf8("\xf0\x9f\x98\x80")->size(), qsizetype(2));
    }

    void halfAPairSurvives()
    {
        const QString halves[] = {QString(QChar(0xD800)), QString(QChar(0xDFFF)),
                                  QStringLiteral("a") + QChar(0xDC00) + QStringLiteral("b"),
                                  QString(QChar(0xDC00)) + QChar(0xD800)};
        for (const QString &text : halves)
            QCOMPARE(*fromWtf8(toWtf8(text)), text);
        QCOMPARE(toWtf8(QString(QChar(0xD800))), QByteArray("\xed\xa0\x80"));
    }

    void whatIsNoNameIsNone()
    {
        for (const char *bytes : {"\xff", "a\xc3", "\xc0\x80", "\xed\xa0\xbd\xed\xb8\x80"})
            QVERIFY2(!fromWtf8(bytes), bytes);
    }

    void exitCodesOfCrashesHaveNames()
    {
        QCOMPARE(ntStatusName(0xC0000005), "STATUS_ACCESS_VIOLATION");
        QCOMPARE(ntStatusName(0xC000013A), "STATUS_CONTROL_C_EXIT");
        for (const uint32_t code : {0U, 1U, 259U, 0xC0FFFFFFU})
            QVERIFY(ntStatusName(code).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWtf8)
#include "tst_wtf8.moc"
