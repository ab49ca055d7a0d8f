// SPDX-License-Identifier: MIT
#pragma once

#include "record/htmltext.h"
#include "record/outputlog.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <limits>
#include <memory>
#include <optional>

namespace Spawnscope {

enum class ExportFormat : quint8 {
    /// The bytes as the child printed them (see OutputLog::rawBytes()), without stdin and notes.
    Raw,
    Text, ///< UTF-8 as the lines look, without colours; every line ends with a line feed
    Html, ///< one page with colours, in light and dark, that needs no other file
    /// One object a row: number (from 0) · line (from 1) · stream · time (ISO 8601, UTC) and ns
    /// since the log's clock began, where known · pid of the writer, where known · text, or base64
    /// where the bytes are not UTF-8; escape sequences are kept · ended, whether a line feed
    /// followed · continuation and open, where true. What is no longer kept is an object with
    /// missing_lines and, where known, missing_bytes.
    JsonLines,
};

/// Which rows of a log are exported.
struct ExportScope
{
    OutputFilter filter = OutputFilter::All;
    OutputRows lines{0, std::numeric_limits<qint64>::max()}; ///< by OutputLine::number
    /// The first row under the filter, at or after the given one, that belongs to it; nothing when
    /// none does. Called on the thread that exports. Empty: every row belongs.
    std::function<std::optional<qint64>(qint64 row)> nextRow = {};
};

/// Rows that belonged to an export and were no longer kept, or could not be read.
struct MissingRows
{
    qint64 rows = 0;
    std::optional<qint64> bytes = {}; ///< when it is known how many they held

    bool operator==(const MissingRows &) const = default;
};

struct ExportOptions
{
    ExportFormat format = ExportFormat::Raw;
    ExportScope scope = {};
    QString title = {}; ///< of the HTML page
    TextEncoding encoding = {}; ///< of the output, for Text and Html
    /// The line that stands where rows are missing, in Text and Html.
    std::function<QString(const MissingRows &)> missingText = {};
};

/// Gives out a log in a format, piece by piece: whatever the size of the log, only a piece of it is
/// in memory. What is appended after the construction is left out.
///
/// Thread: use on one thread at a time; the log may be appended to meanwhile.
class OutputExport final
{
public:
    static constexpr qsizetype PieceBytes = 256 * 1024;

    OutputExport(std::shared_ptr<const OutputLog> log, ExportOptions options);

    /// About PieceBytes; empty only when there is nothing more to come.
    QByteArray next();
    bool isDone() const { return m_isDone; }

    qint64 rowsDone() const { return m_row - m_rows.first; } ///< the missing ones among them
    qint64 rowsInAll() const { return m_rows.count(); }
    const MissingRows &missing() const { return m_missing; }

private:
    void skipGap();
    void addRows();
    void addRawRows();
    OutputRows nextStretch() const;
    void addRow(const OutputLine &line);
    void addJson(const OutputLine &line);
    void addGapBefore(qint64 row);
    void addMissing(const OutputRows &rows);
    bool goesOn(const OutputLine &line) const;
    void separateFrom(const OutputLine *line);
    void finish();

    const std::shared_ptr<const OutputLog> m_log;
    const ExportOptions m_options;
    const qint64 m_wallMilliseconds; // of the log's clock, UTC
    OutputRows m_rows; // under the filter
    qint64 m_row = 0; // rows before it have been given out
    QByteArray m_piece;
    HtmlText m_html{HtmlText::Kind::Page};
    MissingRows m_missing;
    bool m_isBegun = false;
    bool m_isDone = false;

    // The row before, whose end is written once it is known what follows it.
    qint64 m_lastRow = -1;
    OutputStream m_lastStream = OutputStream::Stdout;
    bool m_isLineOpen = false;
};

} // namespace Spawnscope
