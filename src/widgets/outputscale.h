// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace Spawnscope {

/// Puts places of any number on a scroll bar, whose values are int: one to one while they fit, in
/// proportion beyond that. Only dragging goes through it; whoever steps counts in places.
class ScrollScale final
{
public:
    static constexpr int LargestValue = 1'000'000'000;

    /// Of the place that the end of the bar stands for.
    void setLastPlace(qint64 place) { m_last = place; }

    int maximum() const; ///< of the bar's range, which begins at 0
    /// The bar's end only for the last place.
    int valueOf(qint64 place) const;
    /// valueOf() undoes it.
    qint64 placeOf(int value) const;
    /// How much of the bar @p places are, at least 1.
    int stepOf(qint64 places) const;

private:
    qint64 m_last = 0;
};

} // namespace Spawnscope
