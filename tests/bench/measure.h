// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace Measure {

double seconds(); ///< CLOCK_MONOTONIC
double median(std::vector<double> values);
double quantile(std::vector<double> values, double share);

/// A line such as "VmRSS" of /proc/self/status, in bytes; 0 where there is no such thing.
qint64 memory(const char *name);

qint64 diskUsage(const QString &folder); ///< sizes of all files below it
void settle(); ///< lets the disk finish what earlier measurements left it

/// "name=value" among the program's arguments, or @p standard.
QByteArray argument(const char *name, const QByteArray &standard);

/// One row of the table on standard output: what, how much, against which figure, the ratio.
void report(const QString &what, const QString &ours, const QString &other, double ratio,
            const QString &reach);

} // namespace Measure
