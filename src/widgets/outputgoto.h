// SPDX-License-Identifier: MIT
#pragma once

#include <QDate>
#include <QString>

#include <chrono>
#include <optional>

namespace Spawnscope {

/// Where somebody wants to go in the output.
struct GoToTarget
{
    enum class Kind : quint8 {
        Line, ///< the line of this number, from 1
        LinesFromHere, ///< so many rows down, or up when negative
        Percent, ///< of all rows
        TimeOfDay, ///< on the wall clock, on @c date if that is valid
        SinceStart,
        TimeFromHere, ///< so much later than the line here, or earlier when negative
    };

    Kind kind = Kind::Line;
    qint64 lines = 0;
    double percent = 0;
    std::chrono::nanoseconds time{0}; ///< since midnight for TimeOfDay
    QDate date = {};

    bool operator==(const GoToTarget &) const = default;
};

/// Understands "1234", "1 234", "+5", "-5", "50 %", "12:34:56.789", "2025-06-01 12:34:56",
/// "+1.5s", "-200 ms", "90s", "1m 30s since start". Units: ns, us or µs, ms, s, m or min, h, d.
std::optional<GoToTarget> parseGoTo(const QString &text);

} // namespace Spawnscope
