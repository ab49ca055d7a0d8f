// SPDX-License-Identifier: MIT
#pragma once

#include "record/streamindex.h"

#include <optional>

namespace Spawnscope {

/// One row of a stream.
struct StreamRow
{
    qint64 row = 0;
    qint64 begin = 0; ///< of its bytes in the stream
    qint64 end = 0; ///< after its line feed, if there is one
    qint64 cuts = 0; ///< in the stream, up to this row and with it
    bool isCut = false; ///< goes on with a line that was too long for one row
    bool isEnded = false; ///< its last byte is a line feed
    TextStyle style;
};

/// Finds the rows among the first bytes of a stream; reads a cell or two for each question.
///
/// Every answer is missing where the bytes it needs have been dropped or cannot be read.
/// Thread: any, while the stream grows.
class StreamRows final
{
public:
    /// Nothing beyond @p size bytes with @p rows rows is looked at.
    StreamRows(const ByteStore &bytes, const StreamIndex &index, qint64 size, qint64 rows)
        : m_bytes(&bytes)
        , m_index(&index)
        , m_size(size)
        , m_rows(rows)
    {}

    qint64 size() const { return m_size; }
    qint64 rows() const { return m_rows; }
    const ByteStore &bytes() const { return *m_bytes; }
    const StreamIndex &index() const { return *m_index; }

    /// Where the bytes of @p row begin; the size for all rows beyond the last.
    std::optional<qint64> beginOfRow(qint64 row) const;
    /// The row that holds the byte at @p offset, which is less than size.
    std::optional<qint64> rowOfByte(qint64 offset) const;
    /// How many rows have come into being with the first @p offset bytes.
    std::optional<qint64> rowsBefore(qint64 offset) const;
    /// Where the line of @p index, from 0, begins; reads nothing.
    qint64 firstRowOfLine(qint64 index) const;
    /// The row about @p bytes after @p row, and after it; reads nothing.
    qint64 rowAfterBytes(qint64 row, qint64 bytes) const;
    /// How many cuts there are at positions before @p offset.
    qint64 cutsBefore(qint64 offset) const;

private:
    std::optional<qint64> lineFeedsBetween(qint64 begin, qint64 end) const;

    const ByteStore *m_bytes;
    const StreamIndex *m_index;
    qint64 m_size;
    qint64 m_rows;
};

/// Reads rows one after another.
class RowCursor final
{
public:
    explicit RowCursor(StreamRows rows)
        : m_rows(std::move(rows))
    {}

    /// Goes to @p row, less than rows(); cheap when it is the next one. False: it cannot be read.
    bool seek(qint64 row);
    const StreamRow &row() const { return m_row; }
    /// The bytes of the row, without its line feed. Valid until the next seek().
    QByteArrayView bytes() const;

private:
    bool goOn();
    bool goTo(qint64 row);
    bool findEnd();
    bool load(qint64 begin, qint64 end);
    QByteArrayView loaded(qint64 begin, qint64 end) const;

    const StreamRows m_rows;
    StreamRow m_row{.row = -1, .style = {}};
    QByteArray m_buffer;
    qint64 m_bufferBegin = 0;
};

} // namespace Spawnscope
