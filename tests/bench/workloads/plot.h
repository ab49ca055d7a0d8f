// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <vector>

namespace Bench {

/// Lines over a row of named places, the values on a logarithmic scale.
struct Plot
{
    struct Series
    {
        QByteArray name;
        std::vector<double> values; ///< one for each place
    };
    QByteArray title;
    QByteArrayList places;
    std::vector<Series> series;
};

/// An SVG picture with the plots side by side, readable on light and on dark ground. `unit` is that
/// of all values.
QByteArray drawPlots(const std::vector<Plot> &plots, const QByteArray &unit);

} // namespace Bench
