// SPDX-License-Identifier: MIT
// Finds line feeds in any bytes at any alignment as a byte for byte search does, and cuts them into
// lines by every way that the reader of a stream has.
#include "process/streamreader.h"
#include "record/textbytes.h"

#include <QCoroTask>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace Spawnscope;

namespace {

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "fault: %s\n", what);
    std::abort();
}

void findInPart(const char *begin, const char *end)
{
    const char *const feed = std::find(begin, end, '\n');
    require(findLineFeed(begin, end) == feed, "the first line feed");
    const char *row = end;
    while (row != begin && row[-1] != '\n')
        --row;
    require(findRowStart(begin, end) == row, "the start of the last row");
    require(countLineFeeds(begin, end) == std::count(begin, end, '\n'), "the number of lines");
}

/// What readLine() gives by its description: a line, or its pieces of the limit's size.
std::vector<Line> piecesOf(QByteArrayView text, qsizetype limit)
{
    std::vector<Line> pieces;
    while (!text.isEmpty()) {
        const qsizetype feed = text.indexOf('\n');
        const qsizetype length = feed < 0 ? text.size() : feed + 1;
        // The line feed itself does not count.
        const qsizetype counted = feed < 0 ? text.size() : feed;
        const bool isPartial = counted > limit;
        const qsizetype taken = isPartial ? limit : length;
        pieces.push_back({text.first(taken).toByteArray(), isPartial});
        text = text.sliced(taken);
    }
    return pieces;
}

QCoro::Task<void> readAllLines(StreamReader *reader, std::vector<Line> *lines)
{
    for (;;) {
        const auto line = co_await reader->readLine();
        require(line.has_value(), "reading a line is no error");
        if (line->bytes.isEmpty())
            co_return;
        lines->push_back(*line);
    }
}

QCoro::Task<void> iterate(StreamReader *reader, std::vector<Line> *lines)
{
    QCORO_FOREACH(const Line &line, reader->lines())
    lines->push_back(line);
}

/// Views say nothing of being pieces; that is not compared.
QCoro::Task<void> tapLines(StreamReader *reader, std::vector<Line> *lines)
{
    reader->setLineTap([lines](QByteArrayView line) {
        const bool isPartial = !line.endsWith('\n');
        lines->push_back({line.toByteArray(), isPartial});
    });
    co_return;
}

bool isSame(const std::vector<Line> &a, const std::vector<Line> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Line &x, const Line &y) {
        return x.bytes == y.bytes && x.isPartial == y.isPartial;
    });
}

using Way = QCoro::Task<void> (*)(StreamReader *, std::vector<Line> *);

/// The text arrives in pieces of many sizes.
void readBy(Way way, QByteArrayView text, qsizetype limit, unsigned step)
{
    std::vector<Line> expected = piecesOf(text, limit);
    if (way == tapLines) {
        for (Line &line : expected)
            line.isPartial = !line.bytes.endsWith('\n');
    }
    StreamReader reader(limit);
    std::vector<Line> lines;
    const QCoro::Task<void> task = way(&reader, &lines);
    for (unsigned i = 1; !text.isEmpty(); ++i) {
        const qsizetype size = std::min(text.size(), static_cast<qsizetype>(1 + i * step % 37));
        reader.feedData(text.first(size));
        text = text.sliced(size);
    }
    reader.feedEnd();
    require(reader.atEnd() && task.isReady(), "everything is taken");
    require(isSame(lines, expected), "the lines");
}

} // namespace

/// The input is the limit, how the text is cut, and the text.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const qsizetype limit = 1 + data[0] % 64;
    const unsigned step = data[1];
    const QByteArrayView text(data + 2, static_cast<qsizetype>(size - 2));
    const qsizetype skip = std::min(text.size(), static_cast<qsizetype>(step % 33));
    findInPart(text.begin() + skip, text.end());
    findInPart(text.begin(), text.end() - skip);
    readBy(readAllLines, text, limit, step);
    readBy(iterate, text, limit, step);
    readBy(tapLines, text, limit, step);
    return 0;
}
