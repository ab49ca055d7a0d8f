// SPDX-License-Identifier: MIT
#include "base/textcolors.h"
#include "record/outputexport.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <set>

using namespace Spawnscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void append(OutputLog &log, OutputStream stream, QByteArrayView bytes)
{
    log.append(stream, bytes, log.clock().steady + 1500ms);
}

QByteArray exported(const std::shared_ptr<OutputLog> &log, ExportOptions options)
{
    if (!options.missingText)
        options.missingText = [](const MissingRows &missing) {
            return u"<%1 rows, %2 bytes>"_s.arg(missing.rows).arg(missing.bytes.value_or(-1));
        };
    OutputExport output(log, options);
    QByteArray all;
    while (true) {
        const QByteArray piece = output.next();
        if (piece.isEmpty())
            break;
        all += piece;
    }
    return output.isDone() ? all : QByteArray("not done");
}

QByteArray exported(const std::shared_ptr<OutputLog> &log, ExportFormat format,
                    const ExportScope &scope = {})
{
    return exported(log, {.format = format, .scope = scope});
}

/// What stands in the <pre> of the page.
QByteArray linesOfPage(const QByteArray &page)
{
    const QByteArray start = "<pre>\n";
    const qsizetype from = page.indexOf(start) + start.size();
    return page.sliced(from, page.indexOf("</pre>") - from);
}

QList<QJsonObject> objects(const QByteArray &lines)
{
    QList<QJsonObject> result;
    for (const QByteArray &line : lines.split('\n')) {
        if (!line.isEmpty())
            result.append(QJsonDocument::fromJson(line).object());
    }
    return result;
}

std::shared_ptr<OutputLog> mixedLog()
{
    auto log = std::make_shared<OutputLog>();
    append(*log, OutputStream::Stdout, "one\n\x1b[31mtwo\n");
    append(*log, OutputStream::Stderr, "oh\n");
    append(*log, OutputStream::Stdin, "sent\n");
    append(*log, OutputStream::Stdout, "still red\x1b[0m\nopen");
    return log;
}

} // namespace

class TestOutputExport final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rawIsWhatTheChildPrinted();
    void rawOfOneStreamIsThatStream();
    void rawOfSomeLinesIsTheirBytes();
    void aRawLineThatWouldRunIntoTheOtherStreamIsEnded();
    void binaryOutputSurvives_data();
    void binaryOutputSurvives();
    void textIsWhatTheLinesLookLike();
    void aLineOfSeveralRowsIsOneLineOfText();
    void onlyRowsOfTheSetAreWritten();
    void htmlKeepsColoursAndStyles();
    void htmlEscapesWhatLooksLikeMarkup();
    void htmlMarksTheStreams();
    void coloursAreLegibleOnBothGrounds();
    void otherEncodingsAreRead();
    void jsonTellsEverythingOfALine();
    void jsonOfOtherBytesIsBase64();
    void whatIsNoLongerKeptIsTold();
    void whatComesLaterIsLeftOut();
    void anEmptyLogIsAnEmptyFile();
    void piecesStaySmall();
};

void TestOutputExport::rawIsWhatTheChildPrinted()
{
    QCOMPARE(exported(mixedLog(), ExportFormat::Raw),
             "one\n\x1b[31mtwo\noh\nstill red\x1b[0m\nopen");
}

void TestOutputExport::rawOfOneStreamIsThatStream()
{
    QCOMPARE(exported(mixedLog(), ExportFormat::Raw, {.filter = OutputFilter::Stderr}), "oh\n");
    QCOMPARE(exported(mixedLog(), ExportFormat::Raw, {.filter = OutputFilter::Stdout}),
             "one\n\x1b[31mtwo\nstill red\x1b[0m\nopen");
}

void TestOutputExport::rawOfSomeLinesIsTheirBytes()
{
    QCOMPARE(exported(mixedLog(), ExportFormat::Raw, {.lines = {1, 4}}), "\x1b[31mtwo\noh\n");
    QCOMPARE(
        exported(mixedLog(), ExportFormat::Raw, {.filter = OutputFilter::Stdout, .lines = {1, 5}}),
        "\x1b[31mtwo\nstill red\x1b[0m\n");
    QCOMPARE(exported(mixedLog(), ExportFormat::Raw, {.lines = {5, 6}}), "open");
    QCOMPARE(exported(mixedLog(), ExportFormat::Raw, {.lines = {9, 20}}), "");
}

void TestOutputExport::aRawLineThatWouldRunIntoTheOtherStreamIsEnded()
{
    const auto log = std::make_shared<OutputLog>();
    append(*log, OutputStream::Stdout, "no end");
    append(*log, OutputStream::Stderr, "error\n");
    QCOMPARE(exported(log, ExportFormat::Raw), "no end\nerror\n");
    QCOMPARE(exported(log, ExportFormat::Raw, {.lines = {0, 2}}), "no end\nerror\n");
    QCOMPARE(exported(log, ExportFormat::Raw, {.lines = {0, 1}}), "no end");
}

void TestOutputExport::binaryOutputSurvives_data()
{
    QTest::addColumn<bool>("byRows");
    QTest::newRow("whole batches") << false;
    QTest::newRow("row by row") << true;
}

void TestOutputExport::binaryOutputSurvives()
{
    QFETCH(const bool, byRows);
    QByteArray bytes(3'000'000, Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = char(i * 7919 >> 5);
    bytes.replace(1'000'000, 500'000, QByteArray(500'000, '\0')); // lines of several rows
    const auto log = std::make_shared<OutputLog>();
    append(*log, OutputStream::Stdout, bytes);
    ExportScope scope;
    if (byRows)
        scope.nextRow = [](qint64 row) { return row; };
    QVERIFY(exported(log, ExportFormat::Raw, scope) == bytes);
}

void TestOutputExport::textIsWhatTheLinesLookLike()
{
    const auto log = mixedLog();
    append(*log, OutputStream::Stderr, "10%\r20%\nü\xff\n");
    QCOMPARE(exported(log, ExportFormat::Text),
             "one\ntwo\noh\nsent\nstill red\nopen\n20%\nü\xef\xbf\xbd\n");
}

void TestOutputExport::aLineOfSeveralRowsIsOneLineOfText()
{
    const auto log = std::make_shared<OutputLog>();
    const QByteArray line(3 * OutputLog::MaxRowBytes, 'x');
    append(*log, OutputStream::Stdout, line + "\nnext\n");
    QVERIFY(exported(log, ExportFormat::Text) == line + "\nnext\n");
    const QByteArray html = exported(log, ExportFormat::Html);
    QVERIFY(linesOfPage(html) == line + "\nnext\n");
}

void TestOutputExport::onlyRowsOfTheSetAreWritten()
{
    const std::set<qint64> rows{1, 2, 5};
    const ExportScope scope{.filter = OutputFilter::All,
                            .lines = {0, 5},
                            .nextRow = [&rows](qint64 row) -> std::optional<qint64> {
                                const auto at = rows.lower_bound(row);
                                return at == rows.end() ? std::nullopt : std::optional(*at);
                            }};
    QCOMPARE(exported(mixedLog(), ExportFormat::Text, scope), "two\noh\n");
    ExportScope whole = scope;
    whole.lines.end = 1000;
    QCOMPARE(exported(mixedLog(), ExportFormat::Raw, whole), "\x1b[31mtwo\noh\nopen");
    whole.nextRow = [](qint64) { return std::nullopt; };
    QCOMPARE(exported(mixedLog(), ExportFormat::Raw, whole), "");
}

void TestOutputExport::htmlKeepsColoursAndStyles()
{
    const auto log = std::make_shared<OutputLog>();
    append(*log, OutputStream::Stdout,
           "plain \x1b[1;3;4;9mall\x1b[0m \x1b[31mred\x1b[0m \x1b[38;5;196mcube\x1b[0m "
           "\x1b[48;2;1;2;3mtrue\x1b[0m \x1b[7minverse\x1b[0m\n");
    const QByteArray lines = linesOfPage(exported(log, ExportFormat::Html));
    QVERIFY2(lines.startsWith("plain <span class=\"b t u s\">all</span> "), lines);
    QVERIFY2(lines.contains("<span class=\"f\" style=\"--l:#b3261e;--d:#f47067\">red</span>"),
             lines);
    QVERIFY2(lines.contains(";--m:#010203;--n:#010203\">true</span>"), lines);
    QVERIFY2(lines.contains("--m:#1f2328;--n:#e6e8eb\">inverse</span>"), lines);
}

void TestOutputExport::htmlEscapesWhatLooksLikeMarkup()
{
    const auto log = std::make_shared<OutputLog>();
    append(*log, OutputStream::Stdout, "<script>alert(\"1\" & 2)</script>\n\x1b[1m</pre>\n");
    const QByteArray page = exported(log,
                                     {.format = ExportFormat::Html,
                                      .scope = {},
                                      .title = u"echo </title><b>"_s,
                                      .missingText = {}});
    QVERIFY(!page.contains("<script"));
    QVERIFY(!page.contains("<b>"));
    QCOMPARE(page.count("</pre>"), 1);
    QCOMPARE(page.count("</title>"), 1);
    QVERIFY(page.contains("<title>echo &lt;/title&gt;&lt;b&gt;</title>"));
    QVERIFY(linesOfPage(page).startsWith(
        "&lt;script&gt;alert(&quot;1&quot; &amp; 2)&lt;/script&gt;\n"));
    QVERIFY(page.contains("prefers-color-scheme:dark"));
    QVERIFY(!page.contains("http:"));
    QVERIFY(page.endsWith("</html>\n"));
}

void TestOutputExport::htmlMarksTheStreams()
{
    const QByteArray lines = linesOfPage(exported(mixedLog(), ExportFormat::Html));
    QVERIFY2(lines.contains("<span class=\"e\">oh</span>\n"), lines);
    QVERIFY2(lines.contains("<span class=\"i\">sent</span>\n"), lines);
}

void TestOutputExport::coloursAreLegibleOnBothGrounds()
{
    const Rgb light{0xff, 0xff, 0xff};
    const Rgb dark{0x1b, 0x1d, 0x21};
    for (int i = 0; i < 16; ++i) {
        QVERIFY2(contrast(paletteText(i, TextGround::Light), light) >= 4.5, QByteArray::number(i));
        QVERIFY2(contrast(paletteText(i, TextGround::Dark), dark) >= 4.5, QByteArray::number(i));
    }
    for (int i = 16; i < 256; ++i) {
        QVERIFY(contrast(legible(indexedColor(i), light, 4.5), light) >= 4.45);
        QVERIFY(contrast(legible(indexedColor(i), dark, 4.5), dark) >= 4.45);
    }
    QCOMPARE(legible({0, 0, 0}, light, 4.5), (Rgb{0, 0, 0}));
}

void TestOutputExport::otherEncodingsAreRead()
{
    const auto latin = TextEncoding::named("ISO-8859-1");
    QVERIFY(latin);
    const auto log = std::make_shared<OutputLog>();
    append(*log, OutputStream::Stdout, "gr\xfc\xdf\n");
    QCOMPARE(exported(log, {.format = ExportFormat::Text, .encoding = *latin}), "grüß\n");
    QCOMPARE(linesOfPage(exported(log, {.format = ExportFormat::Html, .encoding = *latin})),
             "grüß\n");
    QCOMPARE(exported(log, {.format = ExportFormat::Raw, .encoding = *latin}), "gr\xfc\xdf\n");
}

void TestOutputExport::jsonTellsEverythingOfALine()
{
    const auto log = std::make_shared<OutputLog>();
    append(*log, OutputStream::Stderr, "a \"quoted\"\t\x1b[1mü\n");
    append(*log, OutputStream::Stdout, "open");
    const QList<QJsonObject> lines = objects(exported(log, ExportFormat::JsonLines));
    QCOMPARE(lines.size(), 2);
    const QJsonObject first = lines.first();
    QCOMPARE(first[u"number"].toInteger(-1), 0);
    QCOMPARE(first[u"line"].toInteger(-1), 1);
    QCOMPARE(first[u"stream"].toString(), u"stderr");
    QCOMPARE(first[u"ns"].toInteger(-1), 1'500'000'000);
    const QDateTime time = QDateTime::fromString(first[u"time"].toString(), Qt::ISODateWithMs);
    QCOMPARE(time, log->clock().wallAt(1500ms));
    QCOMPARE(first[u"text"].toString(), u"a \"quoted\"\t\x1b[1mü"_s);
    QCOMPARE(first[u"ended"].toBool(), true);
    QVERIFY(!first.contains(u"open"));
    QVERIFY(!first.contains(u"base64"));
    QCOMPARE(lines.last()[u"text"].toString(), u"open");
    QCOMPARE(lines.last()[u"ended"].toBool(true), false);
    QCOMPARE(lines.last()[u"open"].toBool(), true);
}

void TestOutputExport::jsonOfOtherBytesIsBase64()
{
    const auto log = std::make_shared<OutputLog>();
    append(*log, OutputStream::Stdout, "\xff\xfe\n");
    const QList<QJsonObject> lines = objects(exported(log, ExportFormat::JsonLines));
    QCOMPARE(lines.size(), 1);
    QCOMPARE(QByteArray::fromBase64(lines.first()[u"base64"].toString().toLatin1()), "\xff\xfe");
    QVERIFY(!lines.first().contains(u"text"));
}

void TestOutputExport::whatIsNoLongerKeptIsTold()
{
    constexpr qsizetype Limit = 1024 * 1024;
    const auto log = std::make_shared<OutputLog>(Limit);
    for (int i = 0; i < 200'000; ++i)
        append(*log, OutputStream::Stdout, QByteArray::number(i) + '\n');
    const OutputGap gap = log->gap(OutputFilter::All);
    QVERIFY(!gap.isEmpty());
    const QByteArray mark = "<" + QByteArray::number(gap.rows.count()) + " rows, "
        + QByteArray::number(gap.bytes) + " bytes>";

    const QByteArray text = exported(log, ExportFormat::Text);
    QVERIFY(text.startsWith(mark + '\n' + QByteArray::number(gap.rows.end) + '\n'));
    QVERIFY(text.endsWith("\n199999\n"));
    const QByteArray html = linesOfPage(exported(log, ExportFormat::Html));
    QVERIFY(html.startsWith("<span class=\"g\">&lt;" + QByteArray::number(gap.rows.count())));
    const QJsonObject first = QJsonDocument::fromJson(
                                  exported(log, ExportFormat::JsonLines).split('\n').first())
                                  .object();
    QCOMPARE(first[u"missing_lines"].toInteger(), gap.rows.count());
    QCOMPARE(first[u"missing_bytes"].toInteger(), gap.bytes);

    OutputExport raw(log, {});
    QByteArray bytes;
    while (!raw.isDone())
        bytes += raw.next();
    QVERIFY(bytes.startsWith(QByteArray::number(gap.rows.end) + '\n'));
    QCOMPARE(raw.missing(), (MissingRows{gap.rows.count(), gap.bytes}));

    // Of a stretch within, it is not known how many bytes are missing.
    QVERIFY(exported(log, ExportFormat::Text, {.lines = {10, 20}}) == "<10 rows, -1 bytes>\n");
}

void TestOutputExport::whatComesLaterIsLeftOut()
{
    for (const ExportFormat format : {ExportFormat::Raw, ExportFormat::Text}) {
        const auto log = mixedLog();
        append(*log, OutputStream::Stdout, "\n");
        OutputExport output(log, {.format = format});
        append(*log, OutputStream::Stdout, "later\n");
        QVERIFY(output.next().endsWith("open\n"));
        QVERIFY(output.isDone());
        QCOMPARE(output.rowsDone(), output.rowsInAll());
    }
}

void TestOutputExport::anEmptyLogIsAnEmptyFile()
{
    const auto log = std::make_shared<OutputLog>();
    QCOMPARE(exported(log, ExportFormat::Raw), "");
    QCOMPARE(exported(log, ExportFormat::Text), "");
    QCOMPARE(exported(log, ExportFormat::JsonLines), "");
    QCOMPARE(linesOfPage(exported(log, ExportFormat::Html)), "");
}

void TestOutputExport::piecesStaySmall()
{
    const auto log = std::make_shared<OutputLog>();
    append(*log, OutputStream::Stdout, QByteArray("0123456789abcde\n").repeated(500'000));
    for (const ExportFormat format : {ExportFormat::Raw, ExportFormat::Text, ExportFormat::Html}) {
        OutputExport output(log, {.format = format});
        qsizetype largest = 0;
        qint64 all = 0;
        while (!output.isDone()) {
            const qsizetype size = output.next().size();
            largest = std::max(largest, size);
            all += size;
        }
        QVERIFY(all >= 8'000'000);
        QVERIFY2(largest < 2 * OutputExport::PieceBytes, QByteArray::number(largest));
    }
}

QTEST_GUILESS_MAIN(TestOutputExport)
#include "tst_outputexport.moc"
