// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputline.h"

#include <array>
#include <memory>
#include <vector>

namespace Spawnscope {

/// How many matches rows have beyond their first, in sums of 16 neighbouring rows: as few as can be
/// counted anew while somebody waits, however long they are.
///
/// Memory: 1/4 byte for each row near rows with more than one match, otherwise next to none.
class MatchTally final
{
public:
    static constexpr qint64 SumRows = 16;

    qint64 total() const { return m_total; }
    void add(qint64 row, qint64 extra); ///< @p extra may be negative
    void setSum(qint64 row, qint64 sum); ///< of the 16 rows that @p row is one of
    void clear(const OutputRows &rows); ///< both multiples of SumRows

    /// Of all rows before @p row, which is a multiple of SumRows.
    qint64 before(qint64 row) const;
    qint64 sumAround(qint64 row) const; ///< of the 16 rows that @p row is one of

    static qint64 sumStart(qint64 row) { return row / SumRows * SumRows; }

private:
    static constexpr qint64 GroupSums = 4096;
    struct Group
    {
        std::unique_ptr<std::array<quint32, GroupSums>> sums;
        qint64 total = 0;
    };
    quint32 &sumOf(qint64 row);

    std::vector<Group> m_groups;
    qint64 m_total = 0;
};

} // namespace Spawnscope
