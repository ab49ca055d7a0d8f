// SPDX-License-Identifier: MIT
#include "workloads/plot.h"

#include <algorithm>
#include <cmath>

namespace Bench {

namespace {

constexpr double plotWidth = 330;
constexpr double plotHeight = 230;
constexpr double left = 74;
constexpr double top = 52;
constexpr double bottom = 40;
constexpr double gap = 62;

QByteArray number(double value)
{
    return QByteArray::number(value, 'f', 1);
}

QByteArray text(double x, double y, const char *anchor, const QByteArray &content,
                const char *kind = "label")
{
    return QByteArray("<text class=\"") + kind + "\" text-anchor=\"" + anchor + "\" x=\""
        + number(x) + "\" y=\"" + number(y) + "\">" + content + "</text>\n";
}

QByteArray line(double x1, double y1, double x2, double y2, const char *kind)
{
    return QByteArray("<line class=\"") + kind + "\" x1=\"" + number(x1) + "\" y1=\"" + number(y1)
        + "\" x2=\"" + number(x2) + "\" y2=\"" + number(y2) + "\"/>\n";
}

/// From the power of ten, or half of it, below all values to the one above them.
struct Scale
{
    double low;
    double high;

    double height(double value) const
    {
        return plotHeight * std::log(value / low) / std::log(high / low);
    }
};

Scale scaleOf(const std::vector<Plot> &plots)
{
    double smallest = 1e300;
    double largest = 0;
    for (const Plot &plot : plots) {
        for (const Plot::Series &series : plot.series) {
            for (const double value : series.values) {
                smallest = std::min(smallest, value);
                largest = std::max(largest, value);
            }
        }
    }
    Scale scale{std::pow(10, std::floor(std::log10(smallest))), 0};
    if (smallest >= 5 * scale.low)
        scale.low *= 5;
    scale.high = std::pow(10, std::ceil(std::log10(largest)));
    if (largest <= scale.high / 2)
        scale.high /= 2;
    return scale;
}

QByteArray drawGrid(const Scale &scale, double x)
{
    QByteArray svg;
    for (double step = std::pow(10, std::floor(std::log10(scale.low))); step <= scale.high;
         step *= 10) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            const double value = step * factor;
            if (value < scale.low * 0.999 || value > scale.high * 1.001)
                continue;
            const double y = top + plotHeight - scale.height(value);
            svg += line(x, y, x + plotWidth, y, "grid");
            svg += text(x - 8, y + 4, "end", QByteArray::number(value, 'g', 6));
        }
    }
    return svg;
}

QByteArray drawSeries(const Plot::Series &series, const Scale &scale, double x, size_t places,
                      int color)
{
    const QByteArray kind = "series" + QByteArray::number(color);
    QByteArray points;
    QByteArray marks;
    double y = top;
    for (size_t i = 0; i < series.values.size(); ++i) {
        const double at = x
            + plotWidth * (static_cast<double>(i) + 0.5) / static_cast<double>(places);
        y = top + plotHeight - scale.height(series.values[i]);
        points += number(at) + ',' + number(y) + ' ';
        marks += "<circle class=\"" + kind + "\" cx=\"" + number(at) + "\" cy=\"" + number(y)
            + "\" r=\"3.5\"/>\n";
    }
    return "<polyline class=\"" + kind + " stroke\" points=\"" + points.trimmed() + "\"/>\n"
        + marks;
}

QByteArray drawKey(const Plot &plot, double x)
{
    QByteArray svg;
    for (size_t i = 0; i < plot.series.size(); ++i) {
        const QByteArray kind = "series" + QByteArray::number(static_cast<int>(i));
        const double at = x + 110 * static_cast<double>(i);
        svg += "<circle class=\"" + kind + "\" cx=\"" + number(at + 5) + "\" cy=\""
            + number(top - 16) + "\" r=\"4\"/>\n";
        svg += text(at + 15, top - 12, "start", plot.series[i].name);
    }
    return svg;
}

QByteArray drawPlot(const Plot &plot, const Scale &scale, double x)
{
    QByteArray svg = text(x, top - 34, "start", plot.title, "title");
    svg += drawKey(plot, x) + drawGrid(scale, x);
    const size_t places = static_cast<size_t>(plot.places.size());
    for (size_t i = 0; i < places; ++i) {
        const double at = x
            + plotWidth * (static_cast<double>(i) + 0.5) / static_cast<double>(places);
        svg += text(at, top + plotHeight + 20, "middle", plot.places[static_cast<qsizetype>(i)]);
    }
    for (size_t i = 0; i < plot.series.size(); ++i)
        svg += drawSeries(plot.series[i], scale, x, places, static_cast<int>(i));
    return svg;
}

/// Tones between light and dark, since not every viewer knows which ground it has.
const char style[] = R"(<style>
text { font: 12px sans-serif; fill: #7a7f87 }
.title { font-weight: bold; font-size: 13px }
.grid { stroke: #8a8f97; stroke-opacity: 0.35 }
.series0 { fill: #1d9a66 } .series0.stroke { fill: none; stroke: #1d9a66; stroke-width: 2 }
.series1 { fill: #d0702f } .series1.stroke { fill: none; stroke: #d0702f; stroke-width: 2 }
.series2 { fill: #5b7fe0 } .series2.stroke { fill: none; stroke: #5b7fe0; stroke-width: 2 }
</style>
)";

} // namespace

QByteArray drawPlots(const std::vector<Plot> &plots, const QByteArray &unit)
{
    const Scale scale = scaleOf(plots);
    const double width = left + static_cast<double>(plots.size()) * (plotWidth + gap) - gap / 2;
    const double height = top + plotHeight + bottom;
    const QByteArray size = number(width) + "\" height=\"" + number(height);
    QByteArray svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size
        + "\" viewBox=\"0 0 " + number(width) + ' ' + number(height) + "\">\n"
        + "<!-- SPDX-License-Identifier: MIT -->\n" + style;
    double x = left;
    for (const Plot &plot : plots) {
        svg += drawPlot(plot, scale, x);
        x += plotWidth + gap;
    }
    svg += "<text class=\"label\" text-anchor=\"middle\" transform=\"translate(16 "
        + number(top + plotHeight / 2) + ") rotate(-90)\">" + unit + "</text>\n";
    return svg + "</svg>\n";
}

} // namespace Bench
