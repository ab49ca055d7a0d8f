// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputline.h"

#include <QList>

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace Spawnscope {

/// Rows chosen from a log, such as those that match: ascending, each once.
///
/// Ordinals: the rows ever put in, counted from 0. A row that is given up leaves the set, but the
///           rows after it keep their ordinals, as rows of a log do.
/// Memory:   at most 1/8 byte for each row of the log where many rows are chosen, 2 bytes for each
///           chosen row where few are, and 40 bytes for each 65 536 rows of the log.
/// Cost:     adding at the end takes constant time, asking some microseconds.
/// Thread:   may be read and written on any threads; no call holds the lock for long.
class RowSet final
{
public:
    RowSet() = default;
    Q_DISABLE_COPY_MOVE(RowSet)

    /// Differs from an earlier answer when anything was changed since.
    quint64 revision() const { return m_revision.load(std::memory_order_acquire); }

    void insert(qint64 row) { insert(QList<qint64>{row}); }
    void insert(const QList<qint64> &rows); ///< in any order; fastest ascending at the end
    /// Takes out a row that was put in by mistake: the ordinals after it go down.
    void erase(qint64 row);
    /// Takes out rows whose log gave them up. A log has one gap, which grows at its end only; so
    /// has a set.
    void giveUp(const OutputRows &gap);

    qint64 count() const; ///< of the rows in the set now
    qint64 ordinalEnd() const; ///< the ordinal the next row at the end will have
    bool contains(qint64 row) const;
    /// How many rows of the set lie in @p rows.
    qint64 countIn(const OutputRows &rows) const;

    /// The ordinal of @p row, or of the first row after it.
    qint64 ordinalOf(qint64 row) const;
    /// The row with this ordinal, or the first one after it that was not given up.
    std::optional<qint64> rowAt(qint64 ordinal) const;
    /// Up to @p count rows from that on.
    QList<qint64> rowsFrom(qint64 ordinal, qsizetype count) const;

    std::optional<qint64> firstAtOrAfter(qint64 row) const;
    std::optional<qint64> lastAtOrBefore(qint64 row) const;

    /// The ordinals of given up rows: one stretch.
    OutputRows givenUpOrdinals() const;

private:
    static constexpr int RowBits = 16;
    static constexpr qint64 ContainerRows = qint64{1} << RowBits;
    static constexpr size_t MaxSparse = 4096; // from here on the bits take less

    /// The chosen ones among 65 536 neighbouring rows.
    struct Container
    {
        using Bits = std::array<quint64, static_cast<size_t>(ContainerRows / 64)>;

        std::vector<quint16> sparse; ///< ascending; empty when there are bits
        std::unique_ptr<Bits> bits;
        qint32 count = 0;

        bool insert(quint16 low);
        bool erase(quint16 low);
        bool contains(quint16 low) const;
        qint32 countBefore(qint32 low) const; ///< low up to 65 536
        qint32 at(qint32 index) const; ///< index < count
        void eraseRange(qint32 first, qint32 end);
    };

    qint64 keptBefore(qint64 row) const;
    qint64 givenUpBefore(qint64 row) const { return row >= m_gap.first ? m_givenUp : 0; }
    qint64 rowOfKept(qint64 index) const;
    std::optional<qint64> keptFrom(qint64 index) const;
    qint64 keptIndexOf(qint64 ordinal) const;
    void countUpTo(size_t container) const;
    void countAgainFrom(size_t container);
    void changed() { m_revision.fetch_add(1, std::memory_order_release); }

    std::atomic<quint64> m_revision = 0;
    mutable std::mutex m_mutex; // guards all below
    std::vector<Container> m_containers; // by the upper bits of the row
    mutable std::vector<qint64> m_before; // kept rows before each container
    mutable size_t m_counted = 0; // how many of m_before are right
    qint64 m_count = 0;
    OutputRows m_gap;
    qint64 m_givenUp = 0;
};

} // namespace Spawnscope
