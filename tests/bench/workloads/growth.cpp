// SPDX-License-Identifier: MIT
#include "workloads/comparison.h"

#include "measure.h"
#include "workloads/plot.h"

#include <QFile>

#include <cstdio>

namespace Bench {

namespace {

struct Place
{
    const char *name;
    const char *word; ///< for W1
};

constexpr Place alive[] = {{"1", "alive=1"},
                           {"10", "alive=10"},
                           {"100", "alive=100"},
                           {"1000", "alive=1000"},
                           {"4000", "alive=4000"}};
constexpr Place held[] = {{"1 KiB", "rss_kb=1"},
                          {"32 KiB", "rss_kb=32"},
                          {"1 MiB", "rss_kb=1024"},
                          {"32 MiB", "rss_kb=32768"},
                          {"1 GiB", "rss_kb=1048576"}};

/// The median of the peer's medians of a start with three pipes till its exit; nothing without one.
std::optional<double> microseconds(const Peer &peer, const Place &place, qint64 rounds)
{
    std::vector<double> found;
    for (qint64 round = 0; round < rounds; ++round) {
        const auto figures = runPeer(peer, {"W1", "n=200", "pipes=3", place.word});
        if (!figures)
            return std::nullopt;
        found.push_back((*figures)[QStringLiteral("us_p50")].toDouble());
    }
    return Measure::median(found);
}

std::optional<Plot> measurePlot(const char *title, const std::vector<Place> &places,
                                const Arguments &arguments)
{
    Plot plot;
    plot.title = title;
    for (const Place &place : places)
        plot.places.append(place.name);
    for (const Peer &peer : peers(arguments)) {
        plot.series.push_back({peer.name, {}});
        for (const Place &place : places) {
            const auto time = microseconds(peer, place, arguments.number("rounds", 3));
            if (!time)
                return std::nullopt;
            plot.series.back().values.push_back(*time);
        }
    }
    return plot;
}

void print(const Plot &plot)
{
    std::printf("\n| %s | %s |\n|---|", plot.title.constData(),
                plot.places.join(" | ").constData());
    for (qsizetype i = 0; i < plot.places.size(); ++i)
        std::printf("--:|");
    for (const Plot::Series &series : plot.series) {
        std::printf("\n| %s |", series.name.constData());
        for (const double value : series.values)
            std::printf(" %.1f |", value);
    }
    std::printf("\n");
}

} // namespace

int measureGrowth(const Arguments &arguments)
{
    pinIfAsked(arguments);
    const auto children = measurePlot("Children alive", {std::begin(alive), std::end(alive)},
                                      arguments);
    const auto memory = measurePlot("Memory held", {std::begin(held), std::end(held)}, arguments);
    if (!children || !memory)
        return 1;
    print(*children);
    print(*memory);
    QFile file(QFile::decodeName(arguments.text("out", "spawn-growth.svg")));
    if (!file.open(QIODevice::WriteOnly)) {
        std::fprintf(stderr, "%s cannot be written\n", qPrintable(file.fileName()));
        return 1;
    }
    file.write(drawPlots({*children, *memory}, "\u00b5s from start to exit, three pipes"));
    return 0;
}

} // namespace Bench
