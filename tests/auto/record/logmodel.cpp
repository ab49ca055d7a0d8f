// SPDX-License-Identifier: MIT
#include "logmodel.h"

#include "record/rowscan.h"

#include <algorithm>

namespace Spawnscope {

namespace {

constexpr qint64 Cell = 64 * 1024;

QString differs(const char *what, qint64 at, qint64 actual, qint64 expected)
{
    return QStringLiteral("%1 %2: %3, expected %4")
        .arg(QLatin1StringView(what))
        .arg(at)
        .arg(actual)
        .arg(expected);
}

QString lineDifference(const OutputLine &actual, const OutputLine &expected, bool hasGap)
{
    // The number of a line that began in the gap is not known.
    const bool hasNumber = !hasGap || !expected.isContinuation;
    const std::pair<const char *, bool> parts[] = {
        {"number", actual.number == expected.number},
        {"row", actual.row == expected.row},
        {"lineNumber", !hasNumber || actual.lineNumber == expected.lineNumber},
        {"offset", actual.offset == expected.offset},
        {"stream", actual.stream == expected.stream},
        {"isEnded", actual.isEnded == expected.isEnded},
        {"isOpen", actual.isOpen == expected.isOpen},
        {"isContinuation", actual.isContinuation == expected.isContinuation},
        {"when", actual.when == expected.when},
        {"writer", actual.writer == expected.writer},
        {"style", actual.style == expected.style},
        {"bytes", actual.bytes == expected.bytes},
    };
    for (const auto &[name, isSame] : parts) {
        if (!isSame)
            return QStringLiteral("row %1 differs in %2")
                .arg(expected.row)
                .arg(QLatin1StringView(name));
    }
    return {};
}

QString linesDifference(const QList<OutputLine> &actual, const QList<OutputLine> &expected,
                        const OutputRows &gap)
{
    if (actual.size() != expected.size())
        return differs("count of lines", 0, actual.size(), expected.size());
    for (qsizetype i = 0; i < actual.size(); ++i) {
        if (const QString difference = lineDifference(actual[i], expected[i], !gap.isEmpty());
            !difference.isEmpty())
            return difference;
    }
    return {};
}

/// The lines that a block of [first, end) tells of, as far as it does.
QString blockDifference(const OutputLog &log, OutputFilter filter, OutputRows rows,
                        const QList<OutputLine> &expected)
{
    OutputBlock block;
    block.parts.resize(2); // memory that is used again
    for (qint64 row = rows.first; row < rows.end; row = block.end) {
        log.readBlock(filter, row, rows.end, &block);
        if (block.end <= row)
            return differs("end of block", row, block.end, row + 1);
        qint64 count = 0;
        for (const OutputBlock::Part &part : block.parts) {
            qsizetype at = 0;
            for (const OutputRows &stretch : part.rows) {
                for (qint64 partRow = stretch.first; partRow < stretch.end; ++partRow, ++count) {
                    const OutputLine &line = expected[partRow];
                    const QByteArray bytes = line.bytes + (line.isEnded ? "\n" : "");
                    if (line.stream != part.stream || part.bytes.mid(at, bytes.size()) != bytes)
                        return differs("bytes of block at row", partRow, at, bytes.size());
                    const bool isCut = std::find(part.cuts.begin(), part.cuts.end(), at)
                        != part.cuts.end();
                    if (at > 0 && isCut != line.isContinuation)
                        return differs("cut of block at row", partRow, isCut, !isCut);
                    at += bytes.size();
                    if (at == part.bytes.size() && part.isLastOpen != line.isOpen)
                        return differs("open end of block", partRow, part.isLastOpen, line.isOpen);
                }
            }
            if (at != part.bytes.size())
                return differs("size of part", row, part.bytes.size(), at);
        }
        const OutputRows gap = log.gap(filter).rows;
        const qint64 end = !gap.isEmpty() && block.end == gap.end && row < gap.first ? gap.first
                                                                                     : block.end;
        if (count != end - row)
            return differs("rows in block", row, count, end - row);
    }
    return {};
}

} // namespace

LogModel::LogModel(const std::vector<Chunk> &chunks, bool isFinished)
    : m_isFinished(isFinished)
{
    for (const Chunk &chunk : chunks) {
        for (qsizetype at = 0; at < chunk.bytes.size(); ++at)
            add(chunk, at);
    }
}

void LogModel::add(const Chunk &chunk, qsizetype at)
{
    QByteArray &bytes = m_bytes[static_cast<size_t>(chunk.stream)];
    const qsizetype position = bytes.size();
    const bool isLine = position == 0 || bytes.endsWith('\n');
    const bool isCut = !isLine && position % Cell == 0 && !bytes.last(Cell).contains('\n');
    if (isLine || isCut) {
        const qsizetype back = isCut ? bytesAfterCut(bytes.last(CutWindowBytes)) : 0;
        m_rows.push_back({chunk.stream, position - back, isCut, chunk.when, chunk.writer});
    }
    bytes += chunk.bytes[at];
}

QList<OutputLine> LogModel::allLines() const
{
    QList<OutputLine> lines;
    std::array<qint64, OutputStreamCount> last;
    last.fill(-1);
    qint64 lineNumber = 0;
    for (const Row &row : m_rows) {
        const QByteArray &bytes = this->bytes(row.stream);
        const auto next = std::find_if(
            &row + 1, m_rows.data() + m_rows.size(),
            [&row](const Row &other) { return other.stream == row.stream; });
        const bool isLast = next == m_rows.data() + m_rows.size();
        const qint64 end = isLast ? bytes.size() : next->begin;
        OutputLine line;
        line.number = line.row = lines.size();
        line.lineNumber = row.isCut ? 0 : ++lineNumber;
        line.offset = row.begin;
        line.stream = row.stream;
        line.bytes = bytes.mid(row.begin, end - row.begin);
        line.isEnded = line.bytes.endsWith('\n');
        line.isOpen = isLast && !line.isEnded && !m_isFinished;
        line.isContinuation = row.isCut;
        line.when = row.when;
        line.writer = row.writer;
        if (line.isEnded)
            line.bytes.chop(1);
        qint64 &before = last[static_cast<size_t>(row.stream)];
        if (before >= 0)
            line.style = styleAfter(lines[before].bytes, lines[before].style);
        if (row.isCut)
            line.lineNumber = lines[before].lineNumber;
        before = lines.size();
        lines.append(line);
    }
    return lines;
}

QList<OutputLine> LogModel::lines(OutputFilter filter) const
{
    QList<OutputLine> lines;
    for (OutputLine line : allLines()) {
        if (!passes(line.stream, filter))
            continue;
        line.row = lines.size();
        lines.append(line);
    }
    return lines;
}

QByteArray LogModel::rawBytes(OutputFilter filter) const
{
    if (filter != OutputFilter::All)
        return bytes(filter == OutputFilter::Stdout ? OutputStream::Stdout : OutputStream::Stderr);
    QByteArray raw;
    const QList<OutputLine> lines = allLines();
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].stream != OutputStream::Stdout && lines[i].stream != OutputStream::Stderr)
            continue;
        raw += lines[i].bytes;
        const bool runsIntoOther = i + 1 < lines.size() && lines[i + 1].stream != lines[i].stream;
        if (lines[i].isEnded || runsIntoOther)
            raw += '\n';
    }
    return raw;
}

std::vector<LogModel::Chunk> randomChunks(QRandomGenerator *random, qsizetype bytes,
                                          const std::vector<OutputStream> &streams)
{
    const auto anyOf = [random](const auto &list) {
        return list[static_cast<size_t>(random->bounded(static_cast<int>(list.size())))];
    };
    const std::vector<QByteArray> pieces{"\n",
                                         "\n",
                                         "\r\n",
                                         "\n\n\n",
                                         "plain text",
                                         "\x1b[31m",
                                         "\x1b[0m",
                                         "\x1b[1;4;38;5;200m",
                                         "\x1b[48;2;1;2;3m",
                                         "\x1b]0;title\x07",
                                         "\xe2\x82\xac\xe2\x82\xac",
                                         "\xf0\x9f\x98\x80",
                                         QByteArray("a\0b", 3),
                                         "\xff\xfe",
                                         "\r50%\r51%",
                                         "\t",
                                         "\x1b",
                                         "\x1b["};
    const std::vector<qsizetype> longSizes{1, 70, 300, 5000, 65'535, 65'536, 65'537, 200'000};
    std::array<QByteArray, OutputStreamCount> output;
    qsizetype size = 0;
    while (size < bytes) {
        QByteArray &stream = output[static_cast<size_t>(anyOf(streams))];
        const qsizetype before = stream.size();
        switch (random->bounded(40)) {
        case 0:
            stream += QByteArray(anyOf(longSizes), 'x');
            break;
        case 1:
            stream += anyOf(pieces).repeated(anyOf(longSizes) / 8 + 1);
            break;
        default:
            for (int i = random->bounded(40); i > 0; --i)
                stream += anyOf(pieces);
            break;
        }
        size += stream.size() - before;
    }
    std::vector<LogModel::Chunk> chunks;
    std::chrono::milliseconds when{0};
    std::array<qsizetype, OutputStreamCount> done{};
    const std::vector<int> chunkSizes{1, 3, 100, 4096, 65'536, 100'000};
    while (size > 0) {
        const OutputStream stream = anyOf(streams);
        const QByteArray &all = output[static_cast<size_t>(stream)];
        qsizetype &at = done[static_cast<size_t>(stream)];
        const qsizetype take = std::min<qsizetype>(random->bounded(anyOf(chunkSizes)) + 1,
                                                   all.size() - at);
        if (random->bounded(3) == 0)
            when += std::chrono::milliseconds(2 + random->bounded(1000));
        if (take > 0)
            chunks.push_back({stream, all.mid(at, take), when, stream == OutputStream::Stderr});
        at += take;
        size -= take;
    }
    return chunks;
}

QString differences(const OutputLog &log, const LogModel &model, QRandomGenerator *random)
{
    for (const OutputFilter filter :
         {OutputFilter::All, OutputFilter::Stdout, OutputFilter::Stderr}) {
        const QList<OutputLine> lines = model.lines(filter);
        const OutputRows rows = log.rows(filter);
        const OutputRows gap = log.gap(filter).rows;
        if (rows.end != lines.size())
            return differs("end of rows", 0, rows.end, lines.size());
        QList<OutputLine> kept;
        for (const OutputLine &line : lines) {
            if (!gap.contains(line.row))
                kept.append(line);
        }
        if (const QString difference = linesDifference(log.lines(filter, 0, rows.end, 1LL << 40),
                                                       kept, gap);
            !difference.isEmpty())
            return difference;
        if (const QString difference = blockDifference(log, filter, rows, lines);
            !difference.isEmpty())
            return difference;
        for (int i = 0; i < 100 && !kept.isEmpty(); ++i) {
            const OutputLine line = kept[random->bounded(static_cast<int>(kept.size()))];
            const qint64 end = std::min(line.row + 1 + random->bounded(100), rows.end);
            const auto isWanted = [&](const OutputLine &other) {
                return other.row >= line.row && other.row < end;
            };
            QList<OutputLine> expected;
            std::copy_if(kept.begin(), kept.end(), std::back_inserter(expected), isWanted);
            const QList<OutputLine> actual = log.lines(filter, line.row, end - line.row, 1LL << 40);
            if (const QString difference = linesDifference(actual, expected, gap);
                !difference.isEmpty())
                return difference;
            if (const QString difference = blockDifference(log, filter, {line.row, end}, lines);
                !difference.isEmpty())
                return difference;
            if (log.rowOfLine(filter, line.number) != line.row)
                return differs("rowOfLine", line.number, log.rowOfLine(filter, line.number),
                               line.row);
            const qint64 within = line.bytes.isEmpty()
                ? 0
                : random->bounded(static_cast<int>(line.bytes.size()));
            const qint64 byteRow = log.rowOfByte(filter, line.stream, line.offset + within);
            if ((!line.bytes.isEmpty() || line.isEnded) && byteRow != line.row)
                return differs("rowOfByte", line.offset + within, byteRow, line.row);
            if (log.readBytes(line.stream, line.offset, line.bytes.size()) != line.bytes)
                return differs("readBytes", line.offset, 0, line.bytes.size());
            const auto sameTime = std::find_if(lines.begin(), lines.end(), [&](const auto &other) {
                return other.when >= line.when;
            });
            const qint64 timeRow = gap.contains(sameTime->row) ? gap.end : sameTime->row;
            if (log.rowAtTime(filter, line.when) != timeRow)
                return differs("rowAtTime", line.row, log.rowAtTime(filter, line.when), timeRow);
            if (filter == OutputFilter::All && !line.isContinuation
                && log.rowOfLineNumber(line.lineNumber) != line.row)
                return differs("rowOfLineNumber", line.lineNumber,
                               log.rowOfLineNumber(line.lineNumber), line.row);
            const qint64 bytes = random->bounded(200'000);
            const qint64 after = log.rowAfterBytes(filter, line.row, bytes);
            if (after <= line.row || after > rows.end)
                return differs("rowAfterBytes", line.row, after, line.row + 1);
        }
        if (!gap.isEmpty())
            continue;
        QByteArray raw;
        for (qint64 row = 0; row < rows.end;) {
            const OutputLog::RawBatch batch = log.rawBytes(filter, row,
                                                           1 + random->bounded(100'000));
            if (batch.nextRow <= row)
                return differs("nextRow of rawBytes", row, batch.nextRow, row + 1);
            raw += batch.bytes;
            row = batch.nextRow;
        }
        if (raw != model.rawBytes(filter))
            return differs("rawBytes", static_cast<qint64>(filter), raw.size(),
                           model.rawBytes(filter).size());
    }
    return {};
}

} // namespace Spawnscope
