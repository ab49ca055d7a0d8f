// SPDX-License-Identifier: MIT
#include "base/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Spawnscope;

class TestJsonText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyBytesComeBackFromJson_data();
    void anyBytesComeBackFromJson();
    void whatIsNoBytesIsRefused();
};

void TestJsonText::anyBytesComeBackFromJson_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isText");
    QTest::newRow("empty") << QByteArray("") << true;
    QTest::newRow("ascii") << QByteArray("make -j2") << true;
    QTest::newRow("quotes and controls") << QByteArray("\"\\\n\r\t\x01\x7f") << true;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << true;
    QTest::newRow("non-ASCII") << QByteArray("caf\xc3\xa9 \xf0\x9f\x98\x80") << true;
    QTest::newRow("noncharacter") << QByteArray("\xef\xbf\xbf") << true;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf"
                                                   "a")
                                     << false;
    QTest::newRow("byte order mark later") << QByteArray("a\xef\xbb\xbf") << true;
    QTest::newRow("Latin-1") << QByteArray("caf\xe9") << false;
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << false;
    QTest::newRow("overlong") << QByteArray("\xc0\x80") << false;
    QTest::newRow("cut off") << QByteArray("\xe2\x82") << false;
}

void TestJsonText::anyBytesComeBackFromJson()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, isText);
    const QJsonValue value = bytesToJson(bytes);
    QCOMPARE(value.isString(), isText);
    const QByteArray written =
        QJsonDocument(QJsonObject{{QStringLiteral("x"), value}}).toJson(QJsonDocument::Compact);
    const QJsonObject read = QJsonDocument::fromJson(written).object();
    QCOMPARE(bytesFromJson(read.value(QLatin1StringView("x"))), bytes);
}

void TestJsonText::whatIsNoBytesIsRefused()
{
    const QLatin1StringView key("base64");
    for (const QJsonValue &value :
         {QJsonValue(), QJsonValue(1), QJsonValue(QJsonArray{QStringLiteral("a")}),
          QJsonValue(QJsonObject()), QJsonValue(QJsonObject{{key, 1}}),
          QJsonValue(QJsonObject{{key, QStringLiteral("%%%")}})})
        QVERIFY(!bytesFromJson(value));
}

QTEST_GUILESS_MAIN(TestJsonText)
#include "tst_jsontext.moc"
