// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QString>

#include <chrono>

namespace Spawnscope {

enum class OutputTimestamps : quint8 {
    Hidden,
    SinceStart,
    WallClock,
    SincePrevious, ///< since the row before, of those that are shown
};

/// What stands before each line: a mark of its stream or of a bookmark, when it arrived, and its
/// number.
/// Widths are in columns and hold for every line, so that the text begins at one place.
class OutputGutter final
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::OutputGutter)

public:
    OutputTimestamps timestamps = OutputTimestamps::Hidden;
    bool showsLineNumbers = false;
    OutputClock clock; ///< that of the log

    /// Told the largest number to come, since numbers are right-aligned.
    void setLineCount(qint64 count);

    int markColumn() const { return 0; }
    int timeColumn() const { return MarkColumns; }
    int numberColumn() const { return MarkColumns + timeColumns(); }
    int columns() const { return MarkColumns + timeColumns() + numberColumns(); }

    /// One character, so that streams are told apart without colour: "!" for stderr.
    static QString mark(const OutputLine &line);
    /// Empty when hidden or not known; right-aligned to its column otherwise. @p before is when the
    /// row before arrived.
    QString time(const OutputLine &line, std::chrono::nanoseconds before) const;
    /// Empty when hidden, and for a piece that goes on with the line before.
    QString number(const OutputLine &line) const;
    /// Both as they stand before a line, with blanks in place of what is not known; for copies.
    QString text(const OutputLine &line, std::chrono::nanoseconds before) const;
    /// All there is to know of a line, a sentence in each row.
    QString description(const OutputLine &line, std::chrono::nanoseconds before) const;

    /// "stderr", for people who do not see the mark.
    static QString streamName(OutputStream stream);

private:
    static constexpr int MarkColumns = 2;
    int timeColumns() const;
    int numberColumns() const;

    int m_digits = 3;
};

} // namespace Spawnscope
