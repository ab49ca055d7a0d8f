// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputsearch.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace Spawnscope {

enum class FindDirection : quint8 { Forward, Backward };

/// How a search stands, for people to read.
struct FindStatus
{
    enum class Wrapped : quint8 { No, ToStart, ToEnd };

    qint64 current = 0; ///< which match is the current one, from 1; 0 when none is
    qint64 total = 0; ///< matches found so far
    bool isComplete = true; ///< everything there is has been looked at
    bool isStopped = false; ///< and never will be
    int percent = 100; ///< of the rows that have been looked at
    qint64 givenUp = 0; ///< lines in which an expression backtracked without end
    qint64 lost = 0; ///< matches found in output that was given up since; not in the total
    Wrapped wrapped = Wrapped::No; ///< how the current match was reached
    QString error; ///< why the pattern is none

    bool operator==(const FindStatus &) const = default;
};

struct FoundMatch
{
    qint64 row = 0;
    TextSpan span;

    bool operator==(const FoundMatch &) const = default;
};

/// Has a log searched and steps from match to match.
///
/// A step whose goal has not been searched yet is taken as soon as the search gets there.
class OutputFinder final : public QObject
{
    Q_OBJECT

public:
    explicit OutputFinder(QObject *parent = nullptr);

    /// Starts anew; @c pattern empty ends the search. The current match is forgotten.
    void search(std::shared_ptr<const OutputLog> log, OutputFilter filter,
                const LinePattern &pattern, const TextEncoding &encoding);
    /// Has a look at what was appended since.
    void catchUp();
    /// Looks at nothing more; steps go on among the matches found so far.
    void stop();

    const LinePattern &pattern() const { return m_pattern; }
    /// What is found is known there; null when nothing is searched for.
    const OutputSearch *results() const { return m_search.get(); }
    std::optional<FoundMatch> current() const { return m_current; }
    const FindStatus &status() const { return m_status; }

    /// To the next match after (Forward) or before (Backward) the current one.
    void step(FindDirection direction);
    /// To the first match at or after, or the last one before, this place.
    void stepFrom(qint64 row, qsizetype position, FindDirection direction);

Q_SIGNALS:
    void currentChanged();
    void statusChanged(const Spawnscope::FindStatus &status);

private:
    struct Step
    {
        qint64 row = 0;
        qsizetype position = 0;
        FindDirection direction = FindDirection::Forward;
    };

    void takeNews();
    void tryPendingStep();
    bool isSearching() const { return !m_search->isCaughtUp() && !m_search->isStopped(); }
    std::optional<FoundMatch> goalOf(const Step &step) const;
    std::optional<FoundMatch> matchInRow(qint64 row, const Step *step,
                                         FindDirection direction) const;
    void arriveAt(const FoundMatch &match, FindStatus::Wrapped wrapped);
    void updateStatus();

    std::shared_ptr<const OutputLog> m_log;
    std::unique_ptr<OutputSearch> m_search;
    LinePattern m_pattern;
    std::optional<Step> m_pending;
    std::optional<FoundMatch> m_current;
    FindStatus m_status;
    FindStatus::Wrapped m_wrapped = FindStatus::Wrapped::No;
};

} // namespace Spawnscope
