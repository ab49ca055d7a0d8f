// SPDX-License-Identifier: MIT
#include "app/eventjson.h"
#include "base/signalnames.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

QJsonObject parsed(const QByteArray &line)
{
    if (line.count('\n') != 1 || !line.endsWith('\n'))
        return {};
    return QJsonDocument::fromJson(line).object();
}

QString text(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1StringView(key)).toString();
}

} // namespace

class TestEventJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTextAsTextAndTheRestAsBase64()
    {
        QJsonObject event = parsed(EventJson::data(1500ms, 1, "a\"\\\n\r\t\x01\x7f \xc3\xbc"));
        QCOMPARE(text(event, "event"), QStringLiteral("data"));
        QCOMPARE(text(event, "stream"), QStringLiteral("stdout"));
        QCOMPARE(event.value(QLatin1StringView("time")).toDouble(), 1.5);
        QCOMPARE(text(event, "text"), QString::fromUtf8("a\"\\\n\r\t\x01\x7f \xc3\xbc"));
        event = parsed(EventJson::data(0ms, 2, QByteArrayView("\0\xff", 2)));
        QCOMPARE(text(event, "stream"), QStringLiteral("stderr"));
        QCOMPARE(text(event, "base64"), QStringLiteral("AP8="));
        QVERIFY(!event.contains(QLatin1StringView("text")));
        event = parsed(EventJson::data(0ms, 1, QByteArrayView("\0", 1)));
        QCOMPARE(text(event, "text"), QString(QChar(0)));
    }

    void writesExits()
    {
        QJsonObject event = parsed(
            EventJson::exited(1s, {ExitStatus::Kind::Signalled, killSignal, true}, {}, 2s));
        QCOMPARE(event.value(QLatin1StringView("returncode")).toInt(), -killSignal);
        QCOMPARE(text(event, "signal"), QStringLiteral("SIGKILL"));
        QVERIFY(event.value(QLatin1StringView("dumped_core")).toBool());
        QCOMPARE(event.value(QLatin1StringView("elapsed")).toDouble(), 2.0);
        QVERIFY(event.value(QLatin1StringView("rusage")).isObject());
        event = parsed(EventJson::finished(1s, {ExitStatus::Kind::Unknown, 0, false}, 1, 2));
        QVERIFY(event.value(QLatin1StringView("returncode")).isNull());
    }

    void holdsBackACutCharacter()
    {
        Utf8Cutter cutter;
        QCOMPARE(cutter.take("a\xe2\x82"), "a");
        QCOMPARE(cutter.take("\xac\xf0\x9f"), "\xe2\x82\xac");
        QCOMPARE(cutter.take("\x98"), "");
        QCOMPARE(cutter.take("\x80z"), "\xf0\x9f\x98\x80z");
        QCOMPARE(cutter.take("x\xc3"), "x");
        QCOMPARE(cutter.takeRest(), "\xc3");
        QCOMPARE(cutter.takeRest(), "");
    }

    void losesNothingOfWhatIsNoText()
    {
        QByteArray all;
        for (int i = 0; i < 2048; ++i)
            all += char(i * 7 + i / 256);
        for (qsizetype piece : {1, 2, 3, 5, 100}) {
            Utf8Cutter cutter;
            QByteArray result;
            for (qsizetype i = 0; i < all.size(); i += piece)
                result += cutter.take(all.mid(i, piece));
            QCOMPARE(result + cutter.takeRest(), all);
        }
    }
};

QTEST_GUILESS_MAIN(TestEventJson)
#include "tst_eventjson.moc"
