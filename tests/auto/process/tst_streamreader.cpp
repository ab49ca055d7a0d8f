// SPDX-License-Identifier: MIT
#include "process/streamreader.h"
#include "support/pipes.h"
#include "support/standingchecks.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Spawnscope;
using namespace std::chrono_literals;
using Kind = StreamError::Kind;
using Rule = StreamReader::LineRule;

namespace {

/// A reader that is fed by hand, already holding some data.
struct Fed
{
    explicit Fed(QByteArrayView data, qsizetype limit = 64 * 1024)
        : reader(limit)
    {
        reader.feedData(data);
    }

    StreamReader reader;
};

/// A reader on a real pipe whose other end the test writes.
struct Piped
{
    explicit Piped(qsizetype limit)
        : reader(limit)
    {
        PipeEnds ends = newPipe();
        writeEnd = std::move(ends.write);
        transport = connectReadPipe(std::move(ends.read), &reader).value();
        reader.setTransport(transport.get());
    }

    void write(const QByteArray &data) const { put(writeEnd, data); }
    void write(qsizetype size) const { write(QByteArray(size, 'x')); }

    StreamReader reader;
    UniqueFd writeEnd;
    std::unique_ptr<ReadPipeTransport> transport;
};

/// The answer of a question that must have been answered by now.
template <typename T>
StreamResult<T> answerOf(Pending<T, StreamError> pending)
{
    if (!pending.isReady())
        qFatal("there is no answer yet");
    return pending.await_resume();
}

/// What the lenient rule makes of a whole stream.
QList<std::pair<QByteArray, bool>> naiveLines(QByteArray text, qsizetype limit)
{
    QList<std::pair<QByteArray, bool>> lines;
    while (!text.isEmpty()) {
        const qsizetype newline = text.indexOf('\n');
        const qsizetype length = newline < 0 ? text.size() : newline;
        const qsizetype taken = length > limit ? limit : length + (newline < 0 ? 0 : 1);
        lines.append({text.left(taken), length > limit});
        text.remove(0, taken);
    }
    return lines;
}

QCoro::Task<QByteArrayList> collectLines(StreamReader *reader)
{
    QByteArrayList lines;
    QCORO_FOREACH(const Line &line, reader->lines())
    {
        lines.append(line.bytes);
    }
    co_return lines;
}

/// Reads to the end in every way in turn; gives all that was read.
QCoro::Task<QByteArray> readInEveryWay(StreamReader *reader)
{
    QByteArray all;
    for (int turn = 0; !reader->atEnd(); ++turn) {
        StreamResult<QByteArray> piece;
        if (turn % 5 == 0)
            piece = (co_await reader->readLine())->bytes;
        else if (turn % 5 == 1)
            piece = co_await reader->readExactly(3);
        else if (turn % 5 == 2)
            piece = co_await reader->read(5);
        else if (turn % 5 == 3)
            piece = co_await reader->readUntil("b");
        else
            piece = reader->takeBuffered(2);
        all += piece ? *piece : piece.error().partial;
    }
    co_return all;
}

/// Reads lines; runs an event loop in which more arrives, after the first one.
QCoro::Task<QByteArrayList> readAcrossAnEventLoop(Piped *piped)
{
    QByteArrayList lines;
    lines.append((co_await piped->reader.readLine())->bytes);
    piped->write("three\n");
    [](StreamReader *reader) { QTRY_COMPARE(reader->bufferedBytes(), 10); }(&piped->reader);
    lines.append((co_await piped->reader.readLine())->bytes);
    lines.append((co_await piped->reader.readLine())->bytes);
    co_return lines;
}

const QByteArray thirtySix = "0123456789abcdefghijklmnopqrstuvwxyz";

} // namespace

class TestStreamReader : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    // --- feeding ---

    void feedingNothingHasNoEffect()
    {
        StreamReader reader;
        const QSignalSpy readyRead(&reader, &StreamReader::readyRead);
        reader.feedData({});
        QCOMPARE(reader.bufferedBytes(), 0);
        QCOMPARE(readyRead.count(), 0);
    }

    void whatIsFedIsAppended()
    {
        Fed fed("line");
        const QSignalSpy readyRead(&fed.reader, &StreamReader::readyRead);
        fed.reader.feedData(" and more");
        QCOMPARE(fed.reader.bufferedBytes(), 13);
        QCOMPARE(readyRead.count(), 1);
        QCOMPARE(fed.reader.takeBuffered(), "line and more");
    }

    void aTapTakesWhatIsFedInPlaceOfTheBuffer()
    {
        StreamReader reader(4);
        QByteArray tapped;
        reader.setTap([&tapped](QByteArrayView bytes) { tapped += bytes; });
        const QSignalSpy readyRead(&reader, &StreamReader::readyRead);
        reader.feedData("more than ");
        reader.feedData("the limit");
        reader.feedEnd();
        QCOMPARE(tapped, "more than the limit");
        QCOMPARE(reader.bufferedBytes(), 0);
        QCOMPARE(readyRead.count(), 0);
        QVERIFY(reader.atEnd());
    }

    void aTapMayDeleteItsReader()
    {
        auto reader = std::make_unique<StreamReader>();
        const std::string text = "captured by the tap, and too long to lie in it";
        qsizetype seen = 0;
        reader->setTap([&reader, &seen, text](QByteArrayView) {
            reader.reset();
            seen = qsizetype(text.size());
        });
        reader->feedData("x");
        QVERIFY(!reader);
        QCOMPARE(seen, 46);
    }

    void aLineTapGetsLineByLine_data()
    {
        QTest::addColumn<QByteArrayList>("fed");
        QTest::addColumn<QByteArrayList>("lines");
        QTest::newRow("whole lines")
            << QByteArrayList{"a\nbc\n", "\nd\n"} << QByteArrayList{"a\n", "bc\n", "\n", "d\n"};
        QTest::newRow("torn lines")
            << QByteArrayList{"a", "b", "\ncd", "\n", "e"} << QByteArrayList{"ab\n", "cd\n", "e"};
        QTest::newRow("as long as the limit") << QByteArrayList{"12345678\n", "1234", "5678", "\n"}
                                              << QByteArrayList{"12345678\n", "12345678\n"};
        QTest::newRow("over the limit")
            << QByteArrayList{"123456789\nx\n", "1234", "56789", "0123456789\n"}
            << QByteArrayList{"12345678", "9\n", "x\n", "12345678", "90123456", "789\n"};
        QTest::newRow("nothing") << QByteArrayList{} << QByteArrayList{};
    }

    void aLineTapGetsLineByLine()
    {
        QFETCH(QByteArrayList, fed);
        QFETCH(QByteArrayList, lines);
        StreamReader reader(8);
        QByteArrayList tapped;
        reader.setLineTap([&tapped](QByteArrayView line) { tapped.append(line.toByteArray()); });
        for (const QByteArray &data : fed)
            reader.feedData(data);
        reader.feedEnd();
        QCOMPARE(tapped, lines);
        QVERIFY(reader.atEnd());
    }

    void aLineTapMayDeleteItsReader_data()
    {
        QTest::addColumn<QByteArrayList>("fed");
        QTest::newRow("in the middle") << QByteArrayList{"a\nb\n"};
        QTest::newRow("of a torn line") << QByteArrayList{"a", "b\nc\n"};
        QTest::newRow("at the end") << QByteArrayList{"a"};
    }

    void aLineTapMayDeleteItsReader()
    {
        QFETCH(QByteArrayList, fed);
        auto reader = std::make_unique<StreamReader>();
        int calls = 0;
        reader->setLineTap([&](QByteArrayView) {
            ++calls;
            reader.reset();
        });
        for (const QByteArray &data : fed) {
            if (reader)
                reader->feedData(data);
        }
        if (reader)
            reader->feedEnd();
        QCOMPARE(calls, 1);
    }

    void aLimitThatIsNotPositiveIsTakenAsOne()
    {
        QCOMPARE(StreamReader(0).limit(), 1);
        QCOMPARE(StreamReader(-1).limit(), 1);
        QCOMPARE(StreamReader(7).limit(), 7);
    }

    void itIsNotAtTheEndBeforeTheBufferIsEmpty()
    {
        Fed fed("some data\n");
        QVERIFY(!fed.reader.atEnd() && !fed.reader.hasEnded());
        QCOMPARE(waitFor(fed.reader.readLine())->bytes, "some data\n");
        QVERIFY(!fed.reader.atEnd());
        fed.reader.feedData("rest");
        fed.reader.feedEnd();
        QVERIFY(!fed.reader.atEnd() && fed.reader.hasEnded());
        QCOMPARE(waitFor(fed.reader.readAll()).value(), "rest");
        QVERIFY(fed.reader.atEnd());
    }

    void theEndIsToldOnce()
    {
        StreamReader reader;
        const QSignalSpy ended(&reader, &StreamReader::ended);
        reader.feedEnd();
        reader.feedEnd();
        QCOMPARE(ended.count(), 1);
    }

    void bufferedDataCanBeTakenInPieces()
    {
        Fed fed("abcdef");
        QCOMPARE(fed.reader.takeBuffered(2), "ab");
        QCOMPARE(fed.reader.takeBuffered(-1), "");
        QCOMPARE(fed.reader.takeBuffered(100), "cdef");
        QCOMPARE(fed.reader.takeBuffered(), "");
    }

    void whoeverIsAwaitedTakesWhatArrivesInAnyWay()
    {
        QRandomGenerator random(20);
        QByteArray text;
        for (int i = 0; i < 20'000; ++i)
            text += "ab\n-"[random.bounded(4)];
        StreamReader reader;
        const auto all = readInEveryWay(&reader);
        for (qsizetype fed = 0; fed < text.size();) {
            const qsizetype size = std::min<qsizetype>(random.bounded(1, 200), text.size() - fed);
            reader.feedData(QByteArrayView(text).sliced(fed, size));
            fed += size;
        }
        reader.feedEnd();
        QVERIFY(all.isReady());
        QCOMPARE(QCoro::waitFor(all), text);
    }

    void whatArrivesInANestedEventLoopDoesNotHarmWhatCameBefore()
    {
        Piped piped(64 * 1024);
        const auto lines = readAcrossAnEventLoop(&piped);
        piped.write("one\ntwo\n");
        QTRY_VERIFY(lines.isReady());
        QCOMPARE(QCoro::waitFor(lines), (QByteArrayList{"one\n", "two\n", "three\n"}));
    }

    void whatIsTakenHoldsNoMoreMemoryThanItNeeds()
    {
        Fed fed(QByteArray(500'000, 'x'));
        QCOMPARE(fed.reader.takeBuffered(1), "x");
        QCOMPARE(fed.reader.takeBuffered().size(), 499'999);
        fed.reader.feedData("short");
        const QByteArray taken = fed.reader.takeBuffered();
        QCOMPARE(taken, "short");
        QVERIFY(taken.capacity() < 100);
    }

    void muchIsCollectedAsItCame()
    {
        StreamReader reader;
        auto pending = reader.readAll();
        QByteArray expected;
        for (int i = 0; expected.size() < 20'000'000; ++i) {
            const QByteArray piece = QByteArray::number(i).repeated(10'000);
            reader.feedData(piece);
            expected += piece;
        }
        reader.feedEnd();
        QVERIFY(answerOf(std::move(pending)).value() == expected);
    }

    // --- read, readAll, readExactly ---

    void readingZeroBytesTakesNothing()
    {
        Fed fed("line");
        QCOMPARE(answerOf(fed.reader.read(0)).value(), "");
        QCOMPARE(fed.reader.bufferedBytes(), 4);
    }

    void readWaitsAndReturnsWhatCame()
    {
        StreamReader reader;
        auto pending = reader.read(30);
        QVERIFY(!pending.isReady());
        reader.feedData("line");
        QCOMPARE(answerOf(std::move(pending)).value(), "line");
        QCOMPARE(reader.bufferedBytes(), 0);
    }

    void readKeepsTheRest()
    {
        Fed fed("line\nbreaks");
        QCOMPARE(answerOf(fed.reader.read(5)).value(), "line\n");
        QCOMPARE(answerOf(fed.reader.read(100)).value(), "breaks");
    }

    void readAtTheEndIsEmpty()
    {
        StreamReader reader;
        auto pending = reader.read(1024);
        reader.feedEnd();
        QCOMPARE(answerOf(std::move(pending)).value(), "");
        QCOMPARE(answerOf(reader.read(1024)).value(), "");
        QCOMPARE(answerOf(reader.read(-1)).value(), "");
    }

    void readAllJoinsEverythingUpToTheEnd()
    {
        StreamReader reader(3);
        auto pending = reader.read(-1);
        reader.feedData("chunk1\n");
        reader.feedData("chunk2");
        QVERIFY(!pending.isReady());
        reader.feedEnd();
        QCOMPARE(answerOf(std::move(pending)).value(), "chunk1\nchunk2");
    }

    void readIsNotBoundedByTheLimit()
    {
        Fed fed("chunk", 3);
        QCOMPARE(answerOf(fed.reader.read(5)).value(), "chunk");
    }

    void readExactlyOfNothingIsEmptyAndOfLessIsRefused()
    {
        Fed fed(thirtySix);
        QCOMPARE(answerOf(fed.reader.readExactly(0)).value(), "");
        QCOMPARE(answerOf(fed.reader.readExactly(-1)).error().kind, Kind::InvalidArgument);
        QCOMPARE(fed.reader.bufferedBytes(), 36);
    }

    void readExactlyWaitsForAllOfIt()
    {
        StreamReader reader(3);
        auto pending = reader.readExactly(72);
        reader.feedData(thirtySix);
        QVERIFY(!pending.isReady());
        reader.feedData(thirtySix);
        QVERIFY(pending.isReady());
        reader.feedData(thirtySix);
        QCOMPARE(answerOf(std::move(pending)).value(), thirtySix + thirtySix);
        QCOMPARE(reader.bufferedBytes(), 36);
    }

    void readExactlyTellsWhatThereWasBeforeTheEnd()
    {
        StreamReader reader;
        auto pending = reader.readExactly(36);
        reader.feedData(thirtySix.left(18));
        reader.feedEnd();
        const auto answer = answerOf(std::move(pending));
        QCOMPARE(answer.error().kind, Kind::Incomplete);
        QCOMPARE(answer.error().partial, thirtySix.left(18));
        QCOMPARE(answer.error().expected, 36);
        QVERIFY(reader.atEnd());
    }

    // --- readUntil ---

    void separatorsMustNotBeEmpty()
    {
        Fed fed("abc");
        for (const QByteArrayList &bad : {QByteArrayList{}, {""}, {"a", ""}})
            QCOMPARE(answerOf(fed.reader.readUntil(bad)).error().kind, Kind::InvalidArgument);
        QCOMPARE(answerOf(fed.reader.readUntil(QByteArray())).error().kind, Kind::InvalidArgument);
        QCOMPARE(fed.reader.bufferedBytes(), 3);
    }

    void aSeparatorMayComeInPieces()
    {
        StreamReader reader;
        auto pending = reader.readUntil("AAA");
        reader.feedData("QWERTYA");
        reader.feedData("A");
        QVERIFY(!pending.isReady());
        reader.feedData("A!");
        QCOMPARE(answerOf(std::move(pending)).value(), "QWERTYAAA");
        QCOMPARE(reader.takeBuffered(), "!");
    }

    void aPrefixOfTheSeparatorIsNotTheSeparator()
    {
        StreamReader reader;
        auto pending = reader.readUntil("aaa");
        for (const char *chunk : {"aa", "XYaa", "a", "Z"})
            reader.feedData(chunk);
        QCOMPARE(answerOf(std::move(pending)).value(), "aaXYaaa");
        QCOMPARE(reader.takeBuffered(), "Z");
    }

    void readUntilAtTheEndTellsWhatThereWas()
    {
        Fed fed("some dataAA");
        auto pending = fed.reader.readUntil("AAA");
        fed.reader.feedEnd();
        const auto answer = answerOf(std::move(pending));
        QCOMPARE(answer.error().kind, Kind::Incomplete);
        QCOMPARE(answer.error().partial, "some dataAA");
        QCOMPARE(answer.error().expected, -1);
        QVERIFY(fed.reader.atEnd());
    }

    void anOverrunOfTheLimitLeavesTheBuffer()
    {
        Fed missing("some dataA", 3);
        auto answer = answerOf(missing.reader.readUntil("A?"));
        QCOMPARE(answer.error().kind, Kind::LimitOverrun);
        QCOMPARE(answer.error().consumed, 9); // what cannot be the beginning of the separator
        QCOMPARE(missing.reader.takeBuffered(), "some dataA");

        Fed found("some dataAAA", 7);
        answer = answerOf(found.reader.readUntil("AAA"));
        QCOMPARE(answer.error().kind, Kind::LimitOverrun);
        QCOMPARE(answer.error().consumed, 9);
        QCOMPARE(found.reader.bufferedBytes(), 12);
        QCOMPARE(answerOf(found.reader.readExactly(answer.error().consumed)).value(), "some data");
        QCOMPARE(answerOf(found.reader.readUntil("AAA")).value(), "AAA");
    }

    void anOverrunIsNoticedWhileWaiting()
    {
        StreamReader reader(3);
        auto pending = reader.readUntil("tab");
        reader.feedData("data");
        QVERIFY(!pending.isReady()); // "ta" may be the beginning of the separator
        reader.feedData("12");
        QCOMPARE(answerOf(std::move(pending)).error().consumed, 4);
        QCOMPARE(reader.bufferedBytes(), 6);
    }

    void theLimitDoesNotCountTheSeparator()
    {
        Fed fed("abcSEPabcdSEP", 3);
        QCOMPARE(answerOf(fed.reader.readUntil("SEP")).value(), "abcSEP");
        QCOMPARE(answerOf(fed.reader.readUntil("SEP")).error().kind, Kind::LimitOverrun);
    }

    void ofSeveralSeparatorsTheOneThatEndsFirstWins_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArrayList>("separators");
        QTest::addColumn<QByteArray>("result");
        // CPython's test_readuntil_multi_separator and its neighbours
        QTest::newRow("first in the text")
            << QByteArray("a+b=c") << QByteArrayList{"=", "+"} << QByteArray("a+");
        QTest::newRow("a separator within another")
            << QByteArray("ABCDEFG") << QByteArrayList{"DEF", "BCDE"} << QByteArray("ABCDE");
        QTest::newRow("the same end")
            << QByteArray("some dataAAA") << QByteArrayList{"AAA", "A"} << QByteArray("some dataA");
        QTest::newRow("one is missing")
            << QByteArray("x\r\ny") << QByteArrayList{"::", "\r\n"} << QByteArray("x\r\n");
        QTest::newRow("lengths differ")
            << QByteArray("some dataA") << QByteArrayList{"long one", "A"}
            << QByteArray("some dataA");
    }

    void ofSeveralSeparatorsTheOneThatEndsFirstWins()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArrayList, separators);
        QFETCH(QByteArray, result);
        // At once, and byte by byte: the answer must not depend on the pieces.
        Fed whole(text);
        QCOMPARE(answerOf(whole.reader.readUntil(separators)).value(), result);
        StreamReader reader;
        auto pending = reader.readUntil(separators);
        for (const char c : text)
            reader.feedData(QByteArrayView(&c, 1));
        QCOMPARE(answerOf(std::move(pending)).value(), result);
        QCOMPARE(result + reader.takeBuffered(), text);
    }

    void theLimitHoldsForSeveralSeparators()
    {
        Fed fed("some dataA", 3);
        QCOMPARE(answerOf(fed.reader.readUntil({"A", "long one"})).error().consumed, 9);
        QCOMPARE(fed.reader.bufferedBytes(), 10);
    }

    void aShortStreamBeforeALongSeparatorIsSearchedFromItsStart()
    {
        StreamReader reader;
        auto pending = reader.readUntil({"long sep", "A"});
        reader.feedData("data"); // less than the longer separator: the offset stays 0
        reader.feedData("AA");
        QCOMPARE(answerOf(std::move(pending)).value(), "dataA");
    }

    // --- readLine ---

    void aLineMayComeInPieces()
    {
        Fed fed("chunk1 ");
        auto pending = fed.reader.readLine();
        for (const char *chunk : {"chunk2 ", "chunk3 ", "\n chunk4"})
            fed.reader.feedData(chunk);
        const auto line = answerOf(std::move(pending));
        QCOMPARE(line->bytes, "chunk1 chunk2 chunk3 \n");
        QVERIFY(!line->isPartial);
        QCOMPARE(fed.reader.takeBuffered(), " chunk4");
    }

    void theLastLineMayLackItsNewline()
    {
        Fed fed("some data");
        fed.reader.feedEnd();
        for (const Rule rule : {Rule::Strict, Rule::Lenient}) {
            const auto line = answerOf(fed.reader.readLine(rule));
            QCOMPARE(line->bytes, rule == Rule::Strict ? "some data" : "");
            QVERIFY(!line->isPartial);
        }
    }

    void linesAndBytesMix()
    {
        Fed fed("one\nsecond line\nrest");
        QCOMPARE(answerOf(fed.reader.readLine())->bytes, "one\n");
        QCOMPARE(answerOf(fed.reader.read(7)).value(), "second ");
        QCOMPARE(answerOf(fed.reader.readLine())->bytes, "line\n");
        QCOMPARE(answerOf(fed.reader.readExactly(4)).value(), "rest");
    }

    void theStrictRuleRefusesALineThatIsOneOver()
    {
        Fed fed("abc\nabcd\nef\n", 3);
        QCOMPARE(answerOf(fed.reader.readLine(Rule::Strict))->bytes, "abc\n");
        const auto overlong = answerOf(fed.reader.readLine(Rule::Strict));
        QCOMPARE(overlong.error().kind, Kind::LimitOverrun);
        QCOMPARE(overlong.error().consumed, 4);
        QCOMPARE(answerOf(fed.reader.readLine(Rule::Strict))->bytes, "ef\n");
    }

    void theStrictRuleDiscardsWhatItHasReadOfAnOverlongLine()
    {
        Fed fed("li", 3);
        fed.reader.feedData("ne1");
        QCOMPARE(answerOf(fed.reader.readLine(Rule::Strict)).error().kind, Kind::LimitOverrun);
        QCOMPARE(fed.reader.bufferedBytes(), 0);
        fed.reader.feedData("li");
        fed.reader.feedEnd();
        QCOMPARE(answerOf(fed.reader.readLine(Rule::Strict))->bytes, "li");
    }

    void theStrictRuleAnswersAWaitingReadTheSameWay()
    {
        StreamReader reader(7);
        auto pending = reader.readLine(Rule::Strict);
        reader.feedData("chunk1");
        reader.feedData("chunk2");
        reader.feedData("chunk3\n");
        // "chunk1chunk2" is over the limit already; its tail comes as if it were a line, as in
        // asyncio.
        QCOMPARE(answerOf(std::move(pending)).error().consumed, 12);
        QCOMPARE(answerOf(reader.readLine(Rule::Strict))->bytes, "chunk3\n");
    }

    void theLenientRuleGivesAnOverlongLineInPieces()
    {
        Fed fed("abcdefg\nhij\n", 3);
        const QList<std::pair<QByteArray, bool>> expected{
            {"abc", true}, {"def", true}, {"g\n", false}, {"hij\n", false}};
        for (const auto &[bytes, isPartial] : expected) {
            const auto line = answerOf(fed.reader.readLine());
            QCOMPARE(line->bytes, bytes);
            QCOMPARE(line->isPartial, isPartial);
        }
    }

    void everyCutOfAStreamGivesTheSameLines()
    {
        const QByteArray text = "abcdefg\n\nabc\nabcd\nx\nabcdef\nlast";
        const auto expected = naiveLines(text, 3);
        for (qsizetype first = 0; first <= text.size(); ++first) {
            for (qsizetype second = first; second <= text.size(); ++second) {
                StreamReader reader(3);
                QList<std::pair<QByteArray, bool>> lines;
                const auto readAvailable = [&] {
                    for (;;) {
                        auto pending = reader.readLine();
                        if (!pending.isReady())
                            return;
                        const auto line = answerOf(std::move(pending)).value();
                        if (line.bytes.isEmpty())
                            return;
                        lines.append({line.bytes, line.isPartial});
                    }
                };
                reader.feedData(QByteArrayView(text).first(first));
                readAvailable();
                reader.feedData(QByteArrayView(text).sliced(first, second - first));
                readAvailable();
                reader.feedData(QByteArrayView(text).sliced(second));
                reader.feedEnd();
                readAvailable();
                QCOMPARE(lines, expected);
            }
        }
    }

    void randomPiecesGiveTheLinesOfANaiveModel()
    {
        QRandomGenerator random(1);
        for (int round = 0; round < 300; ++round) {
            const qsizetype limit = 1 + random.bounded(20);
            QByteArray text;
            for (int i = random.bounded(400); i > 0; --i)
                text += random.bounded(12) == 0 ? '\n' : char('a' + random.bounded(26));

            StreamReader reader(limit);
            QList<std::pair<QByteArray, bool>> lines;
            std::optional<Pending<Line, StreamError>> pending;
            const auto readAvailable = [&] {
                for (;;) {
                    if (!pending)
                        pending.emplace(reader.readLine());
                    if (!pending->isReady())
                        return;
                    const auto line = answerOf(std::move(*pending)).value();
                    pending.reset();
                    if (line.bytes.isEmpty())
                        return;
                    lines.append({line.bytes, line.isPartial});
                }
            };
            for (qsizetype fed = 0; fed < text.size();) {
                const qsizetype size = std::min<qsizetype>(1 + random.bounded(50),
                                                           text.size() - fed);
                reader.feedData(QByteArrayView(text).sliced(fed, size));
                fed += size;
                if (random.bounded(2))
                    readAvailable();
                if (pending && !pending->isReady() && random.bounded(3) == 0)
                    pending.reset(); // a read that is dropped consumes nothing
            }
            reader.feedEnd();
            readAvailable();
            QCOMPARE(lines, naiveLines(text, limit));
            QVERIFY(reader.atEnd());
        }
    }

    void linesCanBeIteratedOver()
    {
        StreamReader reader;
        QTimer::singleShot(0, &reader, [&reader] { reader.feedData("one\ntw"); });
        QTimer::singleShot(1, &reader, [&reader] {
            reader.feedData("o\nthree");
            reader.feedEnd();
        });
        QCOMPARE(QCoro::waitFor(collectLines(&reader)),
                 (QByteArrayList{"one\n", "two\n", "three"}));
    }

    void theIterationEndsAtAnError()
    {
        Fed fed("one\n");
        QTimer::singleShot(0, &fed.reader, [&fed] { fed.reader.setError({}); });
        QCOMPARE(QCoro::waitFor(collectLines(&fed.reader)), QByteArrayList{"one\n"});
    }

    // --- one read at a time, and giving up ---

    void aSecondReadIsRefusedWhileOneWaits()
    {
        StreamReader reader;
        const auto first = reader.readLine();
        QCOMPARE(answerOf(reader.read(1)).error().kind, Kind::Busy);
        QCOMPARE(answerOf(reader.readAll()).error().kind, Kind::Busy);
        QCOMPARE(answerOf(reader.readUntil("x")).error().kind, Kind::Busy);
        QCOMPARE(answerOf(reader.readExactly(1)).error().kind, Kind::Busy);
        QCOMPARE(answerOf(reader.readLine()).error().kind, Kind::Busy);
        reader.feedData("line\n");
        QVERIFY(first.isReady());
    }

    void aCancelledReadHasConsumedNothing()
    {
        StreamReader reader;
        std::stop_source stop;
        auto pending = reader.readExactly(10).cancelledBy(stop.get_token());
        reader.feedData("abc");
        QVERIFY(!pending.isReady());
        stop.request_stop();
        QCOMPARE(answerOf(std::move(pending)).error().kind, Kind::Cancelled);
        QCOMPARE(answerOf(reader.read(10)).value(), "abc");
    }

    void aCancelledReadAllHasConsumedNothing()
    {
        StreamReader reader;
        std::stop_source stop;
        auto pending = reader.readAll().cancelledBy(stop.get_token());
        reader.feedData("block 1 ");
        reader.feedData("block 2");
        stop.request_stop();
        QCOMPARE(answerOf(std::move(pending)).error().kind, Kind::Cancelled);
        reader.feedEnd();
        QCOMPARE(answerOf(reader.readAll()).value(), "block 1 block 2");
    }

    void aTokenThatWasStoppedBeforeCancelsAtOnce()
    {
        StreamReader reader;
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(answerOf(reader.read(1).cancelledBy(stop.get_token())).error().kind,
                 Kind::Cancelled);
        reader.feedData("x");
        // An answer that is there wins.
        QCOMPARE(answerOf(reader.read(1).cancelledBy(stop.get_token())).value(), "x");
    }

    void aStopAfterTheAnswerChangesNothing()
    {
        StreamReader reader;
        std::stop_source stop;
        auto pending = reader.read(1).cancelledBy(stop.get_token());
        reader.feedData("x");
        stop.request_stop();
        QCOMPARE(answerOf(std::move(pending)).value(), "x");
    }

    void aReadCanBeBoundedInTime()
    {
        StreamReader reader;
        auto pending = reader.readLine().within(1ms);
        reader.feedData("no newline");
        QTRY_VERIFY(pending.isReady());
        const auto answer = answerOf(std::move(pending));
        QCOMPARE(answer.error().kind, Kind::TimedOut);
        QVERIFY(answer.error().code == std::errc::timed_out);
        QCOMPARE(reader.takeBuffered(), "no newline");
    }

    void aReadThatIsDroppedMakesRoomForTheNext()
    {
        StreamReader reader;
        {
            const auto dropped = reader.readLine();
        }
        auto pending = reader.readLine();
        {
            auto replaced = reader.readLine(); // Busy: dropping that must not withdraw the first
        }
        reader.feedData("line\n");
        QCOMPARE(answerOf(std::move(pending))->bytes, "line\n");
    }

    void aReadAfterADroppedOneLooksAtAllOfTheBuffer()
    {
        Fed fed("one\ntwo");
        {
            const auto dropped = fed.reader.readUntil("::");
            QVERIFY(!dropped.isReady());
        }
        QCOMPARE(answerOf(fed.reader.readLine())->bytes, "one\n");
        {
            const auto dropped = fed.reader.readLine();
            QVERIFY(!dropped.isReady());
        }
        QCOMPARE(answerOf(fed.reader.readUntil("w")).value(), "tw");
    }

    void takingWhatIsBufferedDoesNotMisleadAWaitingRead()
    {
        Fed fed("abc");
        auto line = fed.reader.readLine();
        QCOMPARE(fed.reader.takeBuffered(), "abc");
        fed.reader.feedData("x\n");
        QCOMPARE(answerOf(std::move(line))->bytes, "x\n");

        fed.reader.feedData("abcd");
        auto until = fed.reader.readUntil("::");
        QCOMPARE(fed.reader.takeBuffered(3), "abc");
        fed.reader.feedData("::x");
        QCOMPARE(answerOf(std::move(until)).value(), "d::");
    }

    void anAnswerCanBeHandedToAFunction()
    {
        StreamReader reader;
        QByteArrayList answers;
        const auto take = [&answers](const StreamResult<QByteArray> &answer) {
            answers.append(answer.value());
        };
        reader.read(10).then(&reader, take);
        reader.feedData("later");
        QCOMPARE(answers, QByteArrayList{"later"});
        reader.feedData("now");
        reader.read(10).then(&reader, take);
        QCOMPARE(answers.size(), 1); // from the event loop, never from within the call
        QTRY_COMPARE(answers, (QByteArrayList{"later", "now"}));
    }

    void aFunctionWhoseContextIsGoneIsNotCalled()
    {
        StreamReader reader;
        auto context = std::make_unique<QObject>();
        bool called = false;
        reader.read(10).then(context.get(), [&called](const auto &) { called = true; });
        context.reset();
        reader.feedData("x");
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    // --- errors and destruction ---

    void anErrorEndsAllReadsEvenWithDataBuffered()
    {
        Fed fed("some data");
        const QSignalSpy ended(&fed.reader, &StreamReader::ended);
        QVERIFY(!fed.reader.error());
        const StreamError error{Kind::System, std::make_error_code(std::errc::io_error), {}, -1, 0};
        fed.reader.setError(error);
        QCOMPARE(ended.count(), 1);
        QVERIFY(fed.reader.error() && fed.reader.error()->code == error.code);
        QVERIFY(answerOf(fed.reader.read(1)).error().code == error.code);
        QVERIFY(answerOf(fed.reader.readAll()).error().code == error.code);
        QVERIFY(answerOf(fed.reader.readExactly(1)).error().code == error.code);
        QVERIFY(answerOf(fed.reader.readUntil("d")).error().code == error.code);
        QVERIFY(answerOf(fed.reader.readLine()).error().code == error.code);
    }

    void anErrorWakesTheWaitingRead()
    {
        StreamReader reader;
        auto pending = reader.readLine();
        reader.setError(StreamError::fromCode(std::errc::connection_reset));
        QVERIFY(answerOf(std::move(pending)).error().code == std::errc::connection_reset);
    }

    void anErrorAfterACancelledReadIsHarmless()
    {
        StreamReader reader;
        std::stop_source stop;
        const auto pending = reader.readLine().cancelledBy(stop.get_token());
        stop.request_stop();
        reader.setError(StreamError::fromCode(std::errc::connection_reset));
        QVERIFY(pending.isReady());
    }

    void destroyingTheReaderCancelsFromTheEventLoop()
    {
        auto reader = std::make_unique<StreamReader>();
        auto pending = reader->readLine();
        reader.reset();
        QVERIFY(!pending.isReady());
        QTRY_VERIFY(pending.isReady());
        const auto answer = answerOf(std::move(pending));
        QCOMPARE(answer.error().kind, Kind::Cancelled);
        QVERIFY(answer.error().code == std::errc::operation_canceled);
    }

    void anAnswerMayDestroyTheReader()
    {
        QObject context;
        for (const bool atEnd : {false, true}) {
            auto reader = std::make_unique<StreamReader>();
            reader->readLine().then(&context, [&reader](const auto &) { reader.reset(); });
            if (atEnd)
                reader->feedEnd();
            else
                reader->feedData("line\n");
            QVERIFY(!reader);
        }
    }

    void aSignalMayDestroyTheReader()
    {
        for (const bool atEnd : {false, true}) {
            auto reader = std::make_unique<StreamReader>();
            const auto destroy = [&reader] { reader.reset(); };
            connect(reader.get(), &StreamReader::readyRead, this, destroy);
            connect(reader.get(), &StreamReader::ended, this, destroy);
            if (atEnd)
                reader->feedEnd();
            else
                reader->feedData("x");
            QVERIFY(!reader);
        }
    }

    // --- on a pipe ---

    void allOfAPipeIsRead()
    {
        Piped piped(10);
        piped.write(300);
        piped.writeEnd.reset();
        QCOMPARE(waitFor(piped.reader.readAll())->size(), 300);
        QVERIFY(piped.reader.atEnd());
    }

    void readingPausesAboveTwiceTheLimitAndResumesAtTheLimit()
    {
        Piped piped(1000);
        piped.write(2000);
        QTRY_COMPARE(piped.reader.bufferedBytes(), 2000);
        QVERIFY(piped.transport->isReading());
        piped.write(1);
        QTRY_VERIFY(!piped.transport->isReading());
        QCOMPARE(piped.reader.bufferedBytes(), 2001);
        QCOMPARE(piped.reader.takeBuffered(1000).size(), 1000);
        QVERIFY(!piped.transport->isReading());
        QCOMPARE(answerOf(piped.reader.read(1)).value(), "x");
        QVERIFY(piped.transport->isReading());
    }

    void aPausedPipeIsNotRead()
    {
        Piped piped(10);
        piped.write(100);
        QTRY_VERIFY(!piped.transport->isReading());
        piped.write(50);
        bool turned = false;
        QTimer::singleShot(0, this, [&turned] { turned = true; });
        QTRY_VERIFY(turned);
        QCOMPARE(piped.reader.bufferedBytes(), 100);
        QCOMPARE(waitFor(piped.reader.readExactly(150))->size(), 150);
    }

    void aReadOfMoreThanTheLimitDoesNotHang()
    {
        Piped piped(10);
        piped.write(1000);
        QTRY_VERIFY(!piped.transport->isReading());
        auto pending = piped.reader.readExactly(5000);
        QVERIFY(piped.transport->isReading());
        for (int i = 0; i < 4; ++i) {
            QTRY_COMPARE(piped.reader.bufferedBytes(), (i + 1) * 1000);
            QVERIFY(piped.transport->isReading());
            piped.write(1000);
        }
        QCOMPARE(waitFor(std::move(pending))->size(), 5000);
        QCOMPARE(piped.reader.bufferedBytes(), 0);
        // Nobody waits any more, so the limit counts again.
        piped.write(1000);
        QTRY_VERIFY(!piped.transport->isReading());
    }

    void readingToTheEndOfAPausedPipeDoesNotHang()
    {
        Piped piped(10);
        piped.write(1000);
        QTRY_VERIFY(!piped.transport->isReading());
        piped.writeEnd.reset();
        QCOMPARE(waitFor(piped.reader.readAll())->size(), 1000);
    }

    void aPipeThatIsLostEndsTheStream()
    {
        Piped piped(10);
        const QSignalSpy ended(&piped.reader, &StreamReader::ended);
        piped.write(3);
        QTRY_COMPARE(piped.reader.bufferedBytes(), 3);
        piped.transport->close();
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(waitFor(piped.reader.readAll()).value(), "xxx");
        QVERIFY(!piped.reader.error());
    }
};

QTEST_GUILESS_MAIN(TestStreamReader)
#include "tst_streamreader.moc"
