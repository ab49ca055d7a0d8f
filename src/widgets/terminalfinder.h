// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputsearch.h"
#include "widgets/outputfinder.h"
#include "widgets/terminalselection.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>

namespace Spawnscope {

/// Finds text in the lines of a terminal: those of the scrollback by a search of the log, those of
/// the screen by looking.
///
/// Ownership: the page must outlive it.
class TerminalFinder final : public QObject
{
    Q_OBJECT

public:
    explicit TerminalFinder(const TerminalPage *page, QObject *parent = nullptr);
    ~TerminalFinder() override;

    /// Starts anew; an empty or invalid pattern ends the search.
    void search(const LinePattern &pattern);
    /// To the match before (Backward) or after @p from; beyond the ends from the other one.
    void stepFrom(const TerminalPlace &from, FindDirection direction);
    void stop();
    /// The page has changed.
    void refresh();

    const LinePattern &pattern() const { return m_pattern; }
    const FindStatus &status() const { return m_status; }
    std::optional<TerminalRange> current() const { return m_current; }
    QList<ColumnSpan> matchesIn(const TerminalPageRow &row) const;
    std::optional<ColumnSpan> currentIn(const TerminalPageRow &row) const;

Q_SIGNALS:
    void currentChanged();
    void statusChanged(const Spawnscope::FindStatus &status);

private:
    struct Step
    {
        TerminalPlace from;
        FindDirection direction = FindDirection::Forward;
    };

    const QList<TerminalRange> &matchesOf(qint64 line) const;
    std::optional<TerminalRange> matchFrom(const TerminalPlace &from,
                                           FindDirection direction) const;
    std::optional<qint64> nextLine(qint64 line, FindDirection direction) const;
    qint64 searchedEnd() const;
    void takeProgress();
    void updateStatus();

    const TerminalPage *m_page;
    LinePattern m_pattern;
    std::unique_ptr<OutputSearch> m_search; ///< of the scrollback
    std::optional<TerminalRange> m_current;
    std::optional<Step> m_pending; ///< waits until the scrollback has been searched
    FindStatus m_status;
    FindStatus::Wrapped m_wrapped = FindStatus::Wrapped::No;
    mutable std::map<qint64, QList<TerminalRange>> m_matches; // of lines looked at
};

} // namespace Spawnscope
