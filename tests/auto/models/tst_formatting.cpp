// SPDX-License-Identifier: MIT
#include "models/formatting.h"

#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestFormatting final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durations_data();
    void durations();
    void bytes_data();
    void bytes();
    void counts_data();
    void counts();
    void invisibleCharactersBecomeVisible_data();
    void invisibleCharactersBecomeVisible();
    void escapedTextComesBackUnchanged_data();
    void escapedTextComesBackUnchanged();
    void aBackslashBeforeAnythingElseStandsForItself();
};

void TestFormatting::durations_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << 0LL << u"0 ms"_s;
    QTest::newRow("below a second") << 999LL << u"999 ms"_s;
    QTest::newRow("tenths") << 1290LL << u"1.2 s"_s;
    QTest::newRow("seconds") << 47'900LL << u"47 s"_s;
    QTest::newRow("minutes") << 185'000LL << u"3 min 05 s"_s;
    QTest::newRow("hours") << 7'620'000LL << u"2 h 07 min"_s;
    QTest::newRow("days") << 273'600'000LL << u"3 d 04 h"_s;
}

void TestFormatting::durations()
{
    QFETCH(qint64, milliseconds);
    QTEST(formatDuration(std::chrono::milliseconds(milliseconds)), "text");
}

void TestFormatting::bytes_data()
{
    QTest::addColumn<qint64>("count");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << 0LL << u"0 B"_s;
    QTest::newRow("bytes") << 999LL << u"999 B"_s;
    QTest::newRow("kilobytes") << 1'234LL << u"1.2 kB"_s;
    QTest::newRow("no tenths") << 12'345LL << u"12 kB"_s;
    QTest::newRow("never 1000") << 999'600LL << u"1.0 MB"_s;
    QTest::newRow("megabytes") << 138'000'000LL << u"138 MB"_s;
}

void TestFormatting::bytes()
{
    QFETCH(qint64, count);
    QTEST(formatBytes(count), "text");
}

void TestFormatting::counts_data()
{
    QTest::addColumn<qint64>("count");
    QTest::addColumn<QString>("text");
    QTest::newRow("three digits") << 999LL << u"999"_s;
    QTest::newRow("four digits") << 1000LL << u"1\u202f000"_s;
    QTest::newRow("seven digits") << 1'204'331LL << u"1\u202f204\u202f331"_s;
    QTest::newRow("negative") << -100LL << u"-100"_s;
}

void TestFormatting::counts()
{
    QFETCH(qint64, count);
    QTEST(formatCount(count), "text");
}

void TestFormatting::invisibleCharactersBecomeVisible_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("blank") << "a b"_ba << u"a·b"_s;
    QTest::newRow("line end and tab") << "\n\t"_ba << u"⏎⇥"_s;
    QTest::newRow("NUL") << QByteArray(1, '\0') << u"␀"_s;
    QTest::newRow("escape") << "\x1b[m"_ba << u"␛[m"_s;
    QTest::newRow("no-break space") << "\xc2\xa0"_ba << u"⍽"_s;
    QTest::newRow("zero width space") << "\xe2\x80\x8b"_ba << u"⟨U+200B⟩"_s;
    QTest::newRow("not UTF-8") << "a\xff"_ba << u"a\\xff"_s;
    QTest::newRow("cut UTF-8") << "\xc3"_ba << u"\\xc3"_s;
    QTest::newRow("letters") << "Größe 😀"_ba << u"Größe·😀"_s;
}

void TestFormatting::invisibleCharactersBecomeVisible()
{
    QFETCH(QByteArray, bytes);
    QTEST(visibleText(bytes), "text");
}

void TestFormatting::escapedTextComesBackUnchanged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("backslashes") << "\\n \\\\ \\"_ba;
    QTest::newRow("controls") << QByteArray("\r\n\t\0\x1b\x7f", 6);
    QTest::newRow("not UTF-8") << "\xff\xfe plain \xc3"_ba;
    QTest::newRow("letters") << "Größe 😀"_ba;
    QTest::newRow("looks like an escape") << "\\x41"_ba;
}

void TestFormatting::escapedTextComesBackUnchanged()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(unescapedText(escapedText(bytes)), bytes);
}

void TestFormatting::aBackslashBeforeAnythingElseStandsForItself()
{
    QCOMPARE(unescapedText(u"\\d+\\"_s), "\\d+\\"_ba);
    QCOMPARE(unescapedText(u"\\xg1"_s), "\\xg1"_ba);
}

QTEST_GUILESS_MAIN(TestFormatting)

#include "tst_formatting.moc"
