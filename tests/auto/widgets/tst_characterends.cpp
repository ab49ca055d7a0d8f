// SPDX-License-Identifier: MIT
#include "widgets/characterends.h"

#include <QRandomGenerator>
#include <QStringList>
#include <QTest>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

class TestCharacterEnds final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theyAreThoseOfTheWholeText_data();
    void theyAreThoseOfTheWholeText();
};

namespace {

/// By one finder that has seen the whole text.
QList<qsizetype> endsOfWhole(const QString &text)
{
    QList<qsizetype> ends;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    for (qsizetype end = finder.toNextBoundary(); end > 0; end = finder.toNextBoundary())
        ends.append(end);
    return ends;
}

QList<qsizetype> endsByPieces(const QString &text)
{
    QList<qsizetype> ends;
    CharacterEnds pieces(text);
    for (qsizetype at = 0; at < text.size(); at = ends.last())
        ends.append(pieces.after(at));
    return ends;
}

/// @p count of @p parts, the same ones at each call.
QString mixed(const QStringList &parts, int count)
{
    QRandomGenerator random(1);
    QString text;
    for (int i = 0; i < count; ++i)
        text += parts[random.bounded(parts.size())];
    return text;
}

} // namespace

void TestCharacterEnds::theyAreThoseOfTheWholeText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("count");
    const QString accent = u"\u0301"_s;
    const QString family = u"\U0001F468\u200D\U0001F469\u200D\U0001F467"_s;
    const QString flag = u"\U0001F1E9\U0001F1EA"_s;
    const QString mark = u"\U0001D165"_s; // joins, and takes two units

    QTest::newRow("nothing") << QString() << qsizetype(0);
    QTest::newRow("plain") << u"plain, and naïve"_s << qsizetype(16);
    QTest::newRow("accent") << u"e"_s + accent + u"e"_s << qsizetype(2);
    QTest::newRow("accent first") << accent + u"e"_s << qsizetype(2);
    QTest::newRow("ends of lines") << u"a\r\nb\rc\n"_s << qsizetype(6);
    QTest::newRow("emoji") << family + family << qsizetype(2);
    QTest::newRow("flags") << flag + flag + flag << qsizetype(3);
    QTest::newRow("syllables") << u"\u1112\u1161\u11AB\u1100\u1173\u11AF"_s << qsizetype(2);
    QTest::newRow("lone surrogates")
        << u"a"_s + QChar(0xD834) + u"b"_s + QChar(0xDD65) << qsizetype(4);
    QTest::newRow("thousands of flags") << flag.repeated(3000) << qsizetype(3000);
    QTest::newRow("one longer than a piece")
        << u"e"_s + accent.repeated(5000) + u"e"_s << qsizetype(2);
    // Where pieces end is not said: one of these lines has a pair of units astride of it.
    for (const int before : {0, 1}) {
        QTest::addRow("marks of two units, %d", before) << accent + u"e"_s.repeated(before)
                + (u"o"_s + mark).repeated(2000) << qsizetype(2001 + before);
        QTest::addRow("one with marks of two units, %d", before) << accent + u"e"_s.repeated(before)
                + u"o"_s + mark.repeated(2000) << qsizetype(2 + before);
    }
    const QStringList parts = {u"a"_s,
                               u"\u00e9"_s,
                               u"\r"_s,
                               u"\n"_s,
                               accent,
                               mark,
                               family,
                               flag,
                               u"\U0001F1E9"_s,
                               u"\u1112\u1161"_s,
                               u"\u200D"_s,
                               u"\u4E2D"_s,
                               QString(QChar(0xD834))};
    QTest::newRow("anything") << mixed(parts, 20'000) << qsizetype(-1);
}

void TestCharacterEnds::theyAreThoseOfTheWholeText()
{
    QFETCH(const QString, text);
    QFETCH(const qsizetype, count);
    const QList<qsizetype> ends = endsByPieces(text);
    QCOMPARE(ends, endsOfWhole(text));
    if (count >= 0)
        QCOMPARE(ends.size(), count);
}

QTEST_GUILESS_MAIN(TestCharacterEnds)
#include "tst_characterends.moc"
