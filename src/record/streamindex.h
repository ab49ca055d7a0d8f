// SPDX-License-Identifier: MIT
#pragma once

#include "record/bytestore.h"
#include "record/gappedlist.h"
#include "record/linemark.h"

#include <mutex>
#include <vector>

namespace Spawnscope {

/// Where the rows of one stream are: a mark every 64 KiB of its bytes, and no more.
///
/// Rows:   one begins at 0, after each line feed that is followed by a byte, and at a cut. There is
///         a cut at position p, a multiple of CellBytes, when the CellBytes before it hold no line
///         feed and a byte follows. Its row comes into being with the byte at p but begins a few
///         bytes before (bytesAfterCut()). Hence everything is decided on arrival, from the bytes
///         near by, however they were cut up on their way; and a row is shorter than 2 * CellBytes.
/// Thread: scan() and commit() on one thread; the rest on any.
class StreamIndex final
{
public:
    static constexpr qint64 CellBytes = 64 * 1024;

    /// Where the bytes end.
    struct Tail
    {
        qint64 size = 0;
        qint64 lineFeeds = 0;
        qint64 cuts = 0;
        qint64 rowBegin = 0; ///< of the row that holds the next byte
        qint64 escapeEnd = 0; ///< there is no ESC at or after this
        bool endsWithLineFeed = false;

        qint64 rows() const
        {
            return size > 0 ? 1 + lineFeeds - (endsWithLineFeed ? 1 : 0) + cuts : 0;
        }
    };
    struct Step
    {
        Tail tail;
        std::vector<LineMark> marks;
    };
    /// What changes when @p added comes after the size() bytes in @p bytes, which has them already.
    Step scan(const ByteStore &bytes, QByteArrayView added) const;
    void commit(Step step);
    const Tail &tail() const { return m_tail; }

    /// A position and its mark.
    struct Anchor
    {
        qint64 position = 0;
        LineMark mark;

        qint64 begin() const { return position - mark.back; } ///< of the mark's row
        qint64 cuts() const { return mark.row - mark.lineFeeds; } ///< at or before position
    };
    /// The last mark at or before @p offset.
    Anchor anchorAt(qint64 offset) const;
    /// The last mark whose row is at or before @p row.
    Anchor anchorOfRow(qint64 row) const;
    /// The last mark before which fewer than @p count line feeds lie.
    Anchor anchorBeforeLineFeed(qint64 count) const;
    /// The cuts at positions of (after, before), in their order; no more than @p most.
    std::vector<Anchor> cuts(qint64 after, qint64 before, size_t most) const;

    /// The marks at positions CellBytes, 2 * CellBytes, …; the first has index 0.
    qint64 markCount() const;
    LineMark mark(qint64 index) const; ///< must be there
    struct Range
    {
        qint64 first = 0;
        qint64 end = 0;
    };
    /// Which marks are of no use when no row that begins within [begin, end) is asked for.
    static Range marksWithin(qint64 begin, qint64 end);
    /// No row that begins within [begin, end) is asked for any more. Returns which marks went.
    Range drop(qint64 begin, qint64 end);
    qsizetype memoryBytes() const;

    /// Goes on where another index stopped: with the marks it had, some of which may be given up.
    void restore(GappedList<LineMark> marks);

private:
    void scanPiece(const ByteStore &bytes, QByteArrayView piece, Step *step) const;
    LineMark markHere(const ByteStore &bytes, Step *step) const;
    Anchor lastAnchor(const Step &step) const;
    Anchor anchor(qint64 index) const;

    Tail m_tail; // the writer's own
    mutable std::mutex m_mutex;
    GappedList<LineMark> m_marks;
};

} // namespace Spawnscope
