// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/outputfinder.h"
#include "widgets/rowscrollarea.h"

namespace Spawnscope {

/// A view of rows of text that a FindBar can search.
class FindableView : public RowScrollArea
{
    Q_OBJECT

public:
    /// Searches for @p text and goes to the next match; empty text ends the search. The same text
    /// and options again step on.
    virtual void find(const QString &text, FindOptions options, FindDirection direction) = 0;
    virtual const LinePattern &pattern() const = 0;
    virtual const FindStatus &findStatus() const = 0;
    virtual void stopSearch() = 0;
    /// What is selected, if that is short and part of one line.
    virtual QString findableSelection() const = 0;
    /// Whether what is found can be filtered and highlighted.
    virtual bool offersFiltering() const = 0;

Q_SIGNALS:
    void findRequested(); ///< by a key or the menu
    void findStatusChanged(const Spawnscope::FindStatus &status);

protected:
    using RowScrollArea::RowScrollArea;
};

} // namespace Spawnscope
