// SPDX-License-Identifier: MIT
#include "record/outputexport.h"

#include "base/jsontext.h"

#include <QTimeZone>

#include <algorithm>

namespace Spawnscope {

namespace {

QByteArray streamName(OutputStream stream)
{
    switch (stream) {
    case OutputStream::Stdout:
        return QByteArrayLiteral("\"stdout\"");
    case OutputStream::Stderr:
        return QByteArrayLiteral("\"stderr\"");
    case OutputStream::Stdin:
        return QByteArrayLiteral("\"stdin\"");
    case OutputStream::Note:
        break;
    }
    return QByteArrayLiteral("\"note\"");
}

QByteArray lineClass(OutputStream stream)
{
    switch (stream) {
    case OutputStream::Stdout:
        break;
    case OutputStream::Stderr:
        return QByteArrayLiteral("e");
    case OutputStream::Stdin:
        return QByteArrayLiteral("i");
    case OutputStream::Note:
        return QByteArrayLiteral("n");
    }
    return {};
}

OutputRows rowsOf(const OutputLog &log, const ExportScope &scope)
{
    const qint64 end = log.rows(scope.filter).end;
    const auto rowOf = [&](qint64 number) {
        // Under all streams a number is a row, also one that is no longer kept.
        return scope.filter == OutputFilter::All ? std::min(number, end)
                                                 : log.rowOfLine(scope.filter, number);
    };
    return {scope.lines.first <= 0 ? 0 : rowOf(scope.lines.first), rowOf(scope.lines.end)};
}

} // namespace

OutputExport::OutputExport(std::shared_ptr<const OutputLog> log, ExportOptions options)
    : m_log(std::move(log))
    , m_options(std::move(options))
    , m_wallMilliseconds(m_log->clock().wall.toMSecsSinceEpoch())
    , m_rows(rowsOf(*m_log, m_options.scope))
    , m_row(m_rows.first)
{}

QByteArray OutputExport::next()
{
    m_piece.clear();
    m_piece.reserve(PieceBytes + PieceBytes / 4);
    if (!std::exchange(m_isBegun, true) && m_options.format == ExportFormat::Html)
        m_piece += htmlPageStart(m_options.title);
    while (!m_isDone && m_piece.size() < PieceBytes) {
        skipGap();
        if (m_row >= m_rows.end)
            finish();
        else if (m_options.format == ExportFormat::Raw && !m_options.scope.nextRow)
            addRawRows();
        else
            addRows();
    }
    return m_piece;
}

void OutputExport::skipGap()
{
    const OutputGap gap = m_log->gap(m_options.scope.filter);
    if (!gap.rows.contains(m_row))
        return;
    const qint64 end = std::min(gap.rows.end, m_rows.end);
    addGapBefore(end);
    m_row = end;
}

/// A stretch of rows that belong, short enough to be read at once.
OutputRows OutputExport::nextStretch() const
{
    constexpr qint64 MostRows = 4096;
    const qint64 last = std::min(m_rows.end, m_row + MostRows);
    if (!m_options.scope.nextRow)
        return {m_row, last};
    const std::optional<qint64> first = m_options.scope.nextRow(m_row);
    if (!first || *first >= m_rows.end)
        return {m_rows.end, m_rows.end};
    OutputRows stretch{*first, *first + 1};
    while (stretch.end < last && m_options.scope.nextRow(stretch.end) == stretch.end)
        ++stretch.end;
    return stretch;
}

void OutputExport::addRows()
{
    const OutputRows stretch = nextStretch();
    addGapBefore(stretch.first);
    m_row = stretch.first;
    const QList<OutputLine> lines = m_log->lines(m_options.scope.filter, stretch.first,
                                                 stretch.count(), PieceBytes);
    for (const OutputLine &line : lines) {
        if (line.row >= stretch.end)
            break;
        addMissing({m_row, line.row});
        addRow(line);
        m_row = line.row + 1;
    }
    if (lines.isEmpty()) {
        addMissing({m_row, stretch.end});
        m_row = stretch.end;
    }
}

/// As addRows(), without a look at each row, until the last batch would go beyond the end, or
/// something cannot be read.
void OutputExport::addRawRows()
{
    const OutputLog::RawBatch batch = m_log->rawBytes(m_options.scope.filter, m_row, PieceBytes);
    if (m_isLineOpen || !batch.isReadable || batch.nextRow <= m_row || batch.nextRow > m_rows.end) {
        addRows();
        return;
    }
    addGapBefore(batch.nextRow);
    m_piece += batch.bytes;
    m_row = batch.nextRow;
}

/// What was given up between the row before and @p row.
void OutputExport::addGapBefore(qint64 row)
{
    const OutputRows gap = m_log->gap(m_options.scope.filter).rows;
    addMissing({std::max(gap.first, m_row), std::min(gap.end, row)});
}

/// Counts, and marks, rows that belong and are not there.
void OutputExport::addMissing(const OutputRows &rows)
{
    if (rows.isEmpty())
        return;
    const OutputGap gap = m_log->gap(m_options.scope.filter);
    MissingRows missing{.rows = rows.count(), .bytes = {}};
    if (rows == gap.rows)
        missing.bytes = gap.bytes;
    const bool isFirst = m_missing.rows == 0;
    m_missing.rows += missing.rows;
    m_missing.bytes = isFirst ? missing.bytes : std::nullopt;
    if (m_options.format == ExportFormat::Raw)
        return;
    separateFrom(nullptr);
    if (m_options.format == ExportFormat::JsonLines) {
        m_piece += "{\"missing_lines\":" + QByteArray::number(missing.rows);
        if (missing.bytes)
            m_piece += ",\"missing_bytes\":" + QByteArray::number(*missing.bytes);
        m_piece += "}\n";
        return;
    }
    const QString text = m_options.missingText ? m_options.missingText(missing) : QString();
    if (m_options.format == ExportFormat::Text) {
        m_piece += text.toUtf8() + '\n';
        return;
    }
    m_piece += "<span class=\"g\">";
    appendHtmlEscaped(text, &m_piece);
    m_piece += "</span>\n";
}

bool OutputExport::goesOn(const OutputLine &line) const
{
    return m_isLineOpen && line.isContinuation && line.stream == m_lastStream
        && line.row == m_lastRow + 1;
}

/// Ends the line before, unless @p line goes on with it.
void OutputExport::separateFrom(const OutputLine *line)
{
    if (m_isLineOpen && !(line && goesOn(*line)))
        m_piece += '\n';
    m_isLineOpen = false;
}

void OutputExport::addRow(const OutputLine &line)
{
    const bool isRaw = m_options.format == ExportFormat::Raw;
    if (m_options.format == ExportFormat::JsonLines) {
        addJson(line);
        return;
    }
    if (isRaw && !isOfChild(line.stream))
        return;
    const bool isPiece = goesOn(line);
    separateFrom(&line);
    if (isRaw) {
        m_piece += line.bytes;
    } else if (m_options.format == ExportFormat::Text) {
        m_piece += styledText(line.bytes, line.style, m_options.encoding).text.toUtf8();
    } else {
        const QByteArray name = lineClass(line.stream);
        if (!name.isEmpty())
            m_piece += "<span class=\"" + name + (isPiece ? " c\">" : "\">");
        m_html.append(styledText(line.bytes, line.style, m_options.encoding), &m_piece);
        if (!name.isEmpty())
            m_piece += "</span>";
    }
    if (line.isEnded)
        m_piece += '\n';
    m_isLineOpen = !line.isEnded;
    m_lastRow = line.row;
    m_lastStream = line.stream;
}

void OutputExport::addJson(const OutputLine &line)
{
    const auto add = [this](const char *key, const QByteArray &json) {
        m_piece.append(key).append(json);
    };
    add("{\"number\":", QByteArray::number(line.number));
    add(",\"line\":", QByteArray::number(line.lineNumber));
    add(",\"stream\":", streamName(line.stream));
    if (line.when != OutputLine::NoTime) {
        const qint64 milliseconds =
            std::chrono::floor<std::chrono::milliseconds>(line.when).count();
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(m_wallMilliseconds + milliseconds,
                                                              QTimeZone::utc());
        add(",\"time\":", '"' + time.toString(Qt::ISODateWithMs).toLatin1() + '"');
        add(",\"ns\":", QByteArray::number(qint64(line.when.count())));
    }
    if (line.writer != 0)
        add(",\"pid\":", QByteArray::number(line.writer));
    if (line.bytes.isValidUtf8())
        add(",\"text\":", jsonStringFromUtf8(line.bytes));
    else
        add(",\"base64\":", '"' + line.bytes.toBase64() + '"');
    m_piece += line.isEnded ? ",\"ended\":true" : ",\"ended\":false";
    if (line.isContinuation)
        m_piece += ",\"continuation\":true";
    if (line.isOpen)
        m_piece += ",\"open\":true";
    m_piece += "}\n";
}

void OutputExport::finish()
{
    m_isDone = true;
    if (m_options.format != ExportFormat::Raw)
        separateFrom(nullptr);
    if (m_options.format == ExportFormat::Html)
        m_piece += htmlPageEnd();
}

} // namespace Spawnscope
