// SPDX-License-Identifier: MIT
#pragma once

#include "base/styledtext.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>

#include <chrono>
#include <vector>

namespace Spawnscope {

enum class OutputStream : quint8 {
    Stdout,
    Stderr,
    Stdin, ///< what was sent to the child
    Note, ///< a sentence by the program, such as "stdin closed"
};
inline constexpr size_t OutputStreamCount = 4;
/// Its place in an array of that many.
constexpr size_t indexOf(OutputStream stream)
{
    return static_cast<size_t>(stream);
}
/// What the child printed.
constexpr bool isOfChild(OutputStream stream)
{
    return stream == OutputStream::Stdout || stream == OutputStream::Stderr;
}

enum class OutputFilter : quint8 {
    All,
    Stdout,
    Stderr,
};

inline bool passes(OutputStream stream, OutputFilter filter)
{
    return filter == OutputFilter::All
        || stream == (filter == OutputFilter::Stdout ? OutputStream::Stdout : OutputStream::Stderr);
}

/// Rows [first, end). Rows count from the first line ever appended, so a row keeps its number for
/// life, whatever is given up.
struct OutputRows
{
    qint64 first = 0;
    qint64 end = 0;

    qint64 count() const { return end - first; }
    bool isEmpty() const { return end <= first; }
    bool contains(qint64 row) const { return row >= first && row < end; }
    bool operator==(const OutputRows &) const = default;
};

struct OutputCounts
{
    qint64 lines = 0; ///< rows, to be exact: a line that is cut counts once for each of its rows
    qint64 bytes = 0;

    bool operator==(const OutputCounts &) const = default;
};

/// The one stretch of rows that was given up to keep within a limit: at the start when the newest
/// are kept, further down when the oldest are kept as well. Grows at its end only.
struct OutputGap
{
    OutputRows rows; ///< empty: nothing was given up
    qint64 bytes = 0; ///< exact, of the child's streams and of what was sent to it

    bool isEmpty() const { return rows.isEmpty(); }
    bool operator==(const OutputGap &) const = default;
};

/// The two clocks a log counts from, read at the same moment.
struct OutputClock
{
    std::chrono::steady_clock::time_point steady;
    QDateTime wall;

    static OutputClock now()
    {
        return {std::chrono::steady_clock::now(), QDateTime::currentDateTime()};
    }
    QDateTime wallAt(std::chrono::nanoseconds sinceThen) const
    {
        return wall.addMSecs(std::chrono::floor<std::chrono::milliseconds>(sinceThen).count());
    }
};

/// A copy of one row: a line, or a piece of a line too long for one row.
struct OutputLine
{
    static constexpr std::chrono::nanoseconds NoTime = std::chrono::nanoseconds::min();

    qint64 number = 0; ///< its row under OutputFilter::All: what tells rows apart
    qint64 row = 0; ///< under the filter it was asked for with
    qint64 lineNumber = 0; ///< from 1, among the lines of all streams; pieces of a line share it
    qint64 offset = 0; ///< of its first byte in its stream
    OutputStream stream = OutputStream::Stdout;
    bool isEnded = false; ///< a line feed followed
    bool isOpen = false; ///< may still grow
    bool isContinuation = false; ///< goes on with a line that was too long for one row
    std::chrono::nanoseconds when = NoTime; ///< arrival of its first byte on OutputLog::clock()
    qint64 writer = 0; ///< pid of the process that wrote its first byte; 0 when not known
    TextStyle style; ///< in force at its start
    QByteArray bytes; ///< without the line feed; a carriage return before that is kept
};

/// Bytes that were appended together, or a part of them.
struct OutputChunk
{
    OutputStream stream = OutputStream::Stdout;
    std::chrono::nanoseconds when{0}; ///< arrival of the first byte, on OutputLog::clock()
    QByteArray bytes;
    bool isAfterGap = false; ///< what arrived before it is not kept
};

/// A stretch of what arrived, whatever its stream.
struct OutputArrivals
{
    QList<OutputChunk> chunks;
    qint64 next = 0; ///< the position to go on with
};

/// Many neighbouring rows for whoever looks at bytes rather than at lines: one part for each
/// stream, whose bytes lie together as the child wrote them.
struct OutputBlock
{
    struct Part
    {
        OutputStream stream = OutputStream::Stdout;
        /// Whole rows, line feeds included. Only the last may lack its line feed, while it is open
        /// or where a line was cut.
        QByteArray bytes;
        /// Where rows begin that no line feed ends: offsets into bytes, ascending, without 0.
        std::vector<qsizetype> cuts;
        /// The rows of bytes in their order, as stretches that are neighbours under the filter.
        std::vector<OutputRows> rows;
        bool isLastOpen = false; ///< the last row may still grow
    };
    std::vector<Part> parts; ///< at most one for each stream
    qint64 end = 0; ///< the row to go on with
};

} // namespace Spawnscope
