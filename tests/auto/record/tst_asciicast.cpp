// SPDX-License-Identifier: MIT
#include "record/asciicast.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QTest>

using namespace Spawnscope;
using namespace std::chrono_literals;
using Kind = TerminalEvent::Kind;
using Error = CastError::Kind;

namespace {

void append(OutputLog *log, const TerminalEvent &event)
{
    const auto when = log->clock().steady + event.when;
    if (event.kind == Kind::Size)
        log->append(OutputStream::Note, terminalSizeNote(event.columns, event.rows), when);
    else
        log->append(event.kind == Kind::Output ? OutputStream::Stdout : OutputStream::Stdin,
                    event.bytes, when);
}

std::shared_ptr<OutputLog> logOf(const std::vector<TerminalEvent> &events)
{
    auto log = std::make_shared<OutputLog>();
    for (const TerminalEvent &event : events)
        append(log.get(), event);
    return log;
}

QByteArray drained(CastExport *cast)
{
    QByteArray bytes;
    while (!cast->isDone())
        bytes += cast->next();
    return bytes;
}

QByteArray exported(const std::vector<TerminalEvent> &events, const CastHeader &header = {},
                    CastExport::Input input = CastExport::Input::Kept)
{
    CastExport cast(logOf(events), header, input);
    return drained(&cast);
}

struct Read
{
    std::optional<CastHeader> header;
    std::vector<TerminalEvent> events;
    std::optional<CastError> error;
};

Read read(QByteArray bytes)
{
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    auto reader = CastReader::open(&buffer);
    if (!reader)
        return {.header = {}, .events = {}, .error = reader.error()};
    Read result{.header = reader->header(), .events = {}, .error = {}};
    while (true) {
        auto event = reader->next();
        if (!event)
            result.error = event.error();
        if (!event || !*event)
            return result;
        result.events.push_back(**event);
    }
}

TerminalEvent output(std::chrono::nanoseconds when, const QByteArray &bytes)
{
    return {.kind = Kind::Output, .when = when, .bytes = bytes};
}

TerminalEvent size(std::chrono::nanoseconds when, int columns, int rows)
{
    TerminalEvent event{.kind = Kind::Size, .when = when};
    event.columns = columns;
    event.rows = rows;
    return event;
}

const QByteArray Header = R"({"version": 2, "width": 80, "height": 24})"
                          "\n";

} // namespace

class TestAsciicast final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCastIsWrittenAsItsFormatSays()
    {
        const CastHeader header{.timestamp = QDateTime::fromSecsSinceEpoch(1504467315),
                                .command = QStringLiteral("ls -l"),
                                .title = {},
                                .terminalType = QStringLiteral("xterm-256color"),
                                .shell = QStringLiteral("/bin/sh")};
        const QByteArray cast = exported({size(0ms, 100, 40),
                                          output(1500ms, "a\r\n\033[31m\"\\"),
                                          {.kind = Kind::Input, .when = 2s, .bytes = "\x03"},
                                          size(3s, 90, 30)},
                                         header);
        QCOMPARE(
            cast,
            "{\"command\":\"ls -l\",\"env\":{\"SHELL\":\"/bin/sh\",\"TERM\":\"xterm-256color\"},"
            "\"height\":40,\"timestamp\":1504467315,\"version\":2,\"width\":100}\n"
            "[1.500000, \"o\", \"a\\r\\n\\u001b[31m\\\"\\\\\"]\n"
            "[2.000000, \"i\", \"\\u0003\"]\n"
            "[3.000000, \"r\", \"90x30\"]\n");
    }

    void inputMayBeLeftOut()
    {
        const QByteArray cast = exported(
            {size(0ms, 80, 24), {.kind = Kind::Input, .when = 2s, .bytes = "secret"}}, {},
            CastExport::Input::LeftOut);
        QVERIFY(!cast.contains("secret"));
    }

    void charactersThatArriveInPartsComeWhole()
    {
        std::vector<TerminalEvent> events{size(0ms, 80, 24)};
        const QByteArray text = "\u00e4\u20ac\U0001F600";
        for (int i = 0; i < text.size(); ++i)
            events.push_back(output((i + 1) * 10ms, text.mid(i, 1)));
        const Read cast = read(exported(events));
        QCOMPARE(cast.events.size(), size_t(3));
        QCOMPARE(cast.events[0].bytes, "\u00e4");
        QCOMPARE(cast.events[1].bytes, "\u20ac");
        QCOMPARE(cast.events[2].bytes, "\U0001F600");
        QCOMPARE(cast.events[2].when, 90ms);
    }

    void whatIsNotTextIsReplaced()
    {
        CastExport cast(logOf({size(0ms, 80, 24),
                               output(1ms,
                                      "a\xff\xfe"
                                      "b"),
                               output(10ms, "end\xe2\x82")}),
                        {}, CastExport::Input::Kept);
        const Read back = read(drained(&cast));
        QVERIFY(cast.replacesBytes());
        QByteArray all;
        for (const TerminalEvent &event : back.events)
            all += event.bytes;
        QVERIFY(QString::fromUtf8(all).startsWith(QStringLiteral("a\uFFFD\uFFFD") + u'b'));
        QVERIFY(QString::fromUtf8(all).contains(QStringLiteral("end\uFFFD")));
    }

    void anEmptyLogIsAnEmptyCast()
    {
        const Read back = read(exported({}));
        QVERIFY(back.header);
        QCOMPARE(back.events.size(), size_t(0));
    }

    void whatIsWrittenIsReadBack()
    {
        for (quint32 seed = 0; seed < 50; ++seed) {
            QRandomGenerator random(seed);
            const CastHeader header{.columns = random.bounded(2, 300),
                                    .rows = random.bounded(1, 100),
                                    .command = QStringLiteral("echo \"\u20ac\\\"")};
            std::vector<TerminalEvent> events{size(0ms, header.columns, header.rows)};
            auto when = 0us;
            const int count = random.bounded(200);
            for (int i = 0; i < count; ++i) {
                when += std::chrono::microseconds(2000 + random.bounded(1'000'000));
                TerminalEvent event{.kind = Kind(random.bounded(3)), .when = when};
                QString text;
                for (int c = random.bounded(1, 50); c > 0; --c)
                    text += QChar::fromUcs4(
                        random.bounded(4) > 0
                            ? char32_t(random.bounded(0x80))
                            : char32_t(0xe000 + random.bounded(0x10ffff - 0xe000)));
                if (event.kind == Kind::Size) {
                    event.columns = random.bounded(1, 500);
                    event.rows = random.bounded(1, 500);
                } else {
                    event.bytes = text.toUtf8();
                }
                events.push_back(event);
            }
            const Read back = read(exported(events, header));
            QVERIFY(!back.error);
            QCOMPARE(back.header, header);
            events.erase(events.begin());
            QCOMPARE(back.events.size(), events.size());
            for (size_t i = 0; i < events.size(); ++i)
                QVERIFY(back.events[i] == events[i]);
        }
    }

    void aLargeCastIsWrittenInPieces()
    {
        const auto log = std::make_shared<OutputLog>();
        const QByteArray chunk(100000, 'x');
        for (int i = 0; i < 200; ++i)
            append(log.get(), output(i * 10ms, chunk));
        CastExport cast(log, {}, CastExport::Input::Kept);
        qint64 bytes = 0;
        while (!cast.isDone()) {
            const QByteArray piece = cast.next();
            QVERIFY(piece.size() < 2 * 1024 * 1024);
            bytes += piece.size();
        }
        QVERIFY(bytes > 200 * chunk.size());
    }

    void damageIsTold_data()
    {
        QTest::addColumn<QByteArray>("cast");
        QTest::addColumn<int>("events");
        QTest::addColumn<int>("line"); // 0: no error
        QTest::addColumn<CastError::Kind>("kind");

        const QByteArray good = "[1.5, \"o\", \"x\"]\n";
        QTest::newRow("nothing") << QByteArray() << 0 << 1 << Error::NoCast;
        QTest::newRow("no JSON") << QByteArray("hello\n") << 0 << 1 << Error::NoCast;
        QTest::newRow("no header") << good << 0 << 1 << Error::NoCast;
        QTest::newRow("no size") << QByteArray("{\"version\": 2}\n") << 0 << 1 << Error::NoCast;
        QTest::newRow("a size of nothing")
            << QByteArray("{\"version\":2,\"width\":0,\"height\":3}\n") << 0 << 1 << Error::NoCast;
        QTest::newRow("another version")
            << QByteArray("{\"version\":3,\"width\":80,\"height\":24}\n") << 0 << 1
            << Error::Version;
        QTest::newRow("only a header") << Header << 0 << 0 << Error::NoCast;
        QTest::newRow("good") << Header + good + good << 2 << 0 << Error::NoCast;
        QTest::newRow("empty lines")
            << Header + "\n" + good + "\r\n" + good << 2 << 0 << Error::NoCast;
        QTest::newRow("no last line feed") << Header + good.trimmed() << 1 << 0 << Error::NoCast;
        QTest::newRow("cut off") << Header + good + "[2.0, \"o\", \"ab" << 1 << 0 << Error::NoCast;
        QTest::newRow("markers") << Header + "[1, \"m\", \"here\"]\n" + good << 1 << 0
                                 << Error::NoCast;
        QTest::newRow("no event") << Header + good + "{}\n" + good << 1 << 3 << Error::Damaged;
        QTest::newRow("garbage") << Header + good + "[1, \"o\n" + good << 1 << 3 << Error::Damaged;
        QTest::newRow("no time") << Header + "[\"1\", \"o\", \"x\"]\n" << 0 << 2 << Error::Damaged;
        QTest::newRow("a time before all") << Header + "[-1, \"o\", \"x\"]\n"
                                           << 0 << 2 << Error::Damaged;
        QTest::newRow("a time without end") << Header + "[1e300, \"o\", \"x\"]\n"
                                            << 0 << 2 << Error::Damaged;
        QTest::newRow("no text") << Header + "[1, \"o\", 3]\n" << 0 << 2 << Error::Damaged;
        QTest::newRow("a bad size") << Header + "[1, \"r\", \"80\"]\n" << 0 << 2 << Error::Damaged;
        QTest::newRow("a huge size") << Header + "[1, \"r\", \"99999999x1\"]\n"
                                     << 0 << 2 << Error::Damaged;
        QTest::newRow("a line without end")
            << Header + QByteArray(CastReader::MostLineBytes + 10, '[') << 0 << 2 << Error::TooLong;
    }

    void damageIsTold()
    {
        QFETCH(QByteArray, cast);
        QFETCH(int, events);
        QFETCH(int, line);
        QFETCH(CastError::Kind, kind);
        const Read back = read(cast);
        QCOMPARE(int(back.events.size()), events);
        QCOMPARE(back.error.has_value(), line > 0);
        if (line == 0)
            return;
        QCOMPARE(back.error->line, line);
        QCOMPARE(back.error->kind, kind);
    }

    void timesNeverGoBack()
    {
        const Read back = read(Header + "[2, \"o\", \"x\"]\n[1, \"o\", \"y\"]\n");
        QCOMPARE(back.events.at(1).when, 2s);
    }

    void whateverIsDamagedEndsInOrder()
    {
        std::vector<TerminalEvent> events{size(0ms, 80, 24)};
        for (int i = 0; i < 50; ++i)
            events.push_back(output(i * 10ms, "some text \033[1mand more\r\n"));
        const QByteArray whole = exported(events);
        QRandomGenerator random(7);
        for (int i = 0; i < 2000; ++i) {
            QByteArray cast = whole;
            for (int changes = random.bounded(1, 4); changes > 0; --changes) {
                const qsizetype at = random.bounded(qsizetype(cast.size()));
                const int what = random.bounded(3);
                if (what == 0)
                    cast[at] = char(random.bounded(256));
                else if (what == 1)
                    cast.remove(at, random.bounded(30));
                else
                    cast.insert(at, QByteArray(random.bounded(1, 20), char(random.bounded(256))));
                if (cast.isEmpty())
                    break;
            }
            const Read back = read(cast);
            if (back.error)
                QVERIFY(back.error->line >= 1 && back.error->line <= cast.count('\n') + 1);
            auto last = 0ns;
            for (const TerminalEvent &event : back.events) {
                QVERIFY(event.when >= last);
                last = event.when;
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestAsciicast)
#include "tst_asciicast.moc"
