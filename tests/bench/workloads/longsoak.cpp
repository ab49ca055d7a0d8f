// SPDX-License-Identifier: MIT
#include "support/soak.h"
#include "workloads/comparison.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <malloc.h>
#include <sys/wait.h>

namespace Bench {

namespace {

struct Sample
{
    qint64 residentKib = statusNumber("VmRSS");
    int descriptors = openDescriptors();
    int threadCount = threads();
};

/// What is in use, without what the allocator keeps for later: how much that is hangs on what was
/// on its way last.
Sample settled()
{
    ::malloc_trim(0);
    return {};
}

bool hasChildren()
{
    siginfo_t info;
    return ::waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 || errno != ECHILD;
}

} // namespace

int soak(const Arguments &arguments)
{
    // Of what is resident: pages are given back only where a whole one is free.
    constexpr qint64 allowedGrowthKib = 2048;
    const qint64 children = arguments.number("children", 100'000);
    Spawnscope::Soak(TESTCHILD).run(std::max<qint64>(2000, children / 20),
                                    16); // what grows once has grown
    Spawnscope::Soak soak(TESTCHILD);
    const Sample before = settled();
    // While children run there is data on its way.
    qint64 highest[] = {0, 0}; // of each half
    int samples = 0;
    const double start = 1e-9 * static_cast<double>(nanoseconds());
    soak.run(children, 16, [&] {
        qint64 &ofHalf = highest[samples++ < 50 ? 0 : 1];
        ofHalf = std::max(ofHalf, Sample().residentKib);
    });
    const double end = 1e-9 * static_cast<double>(nanoseconds());
    const Sample after = settled();

    Figures figures;
    figures.addCount("children", children);
    figures.add("seconds", end - start);
    figures.addCount("exits", soak.exits());
    figures.addCount("refused", soak.refused());
    figures.addCount("dropped", soak.dropped());
    figures.add("mb_back", static_cast<double>(soak.bytes()) / 1e6);
    figures.addCount("rss_kb_before", before.residentKib);
    figures.addCount("rss_kb_first_half", highest[0]);
    figures.addCount("rss_kb_second_half", highest[1]);
    figures.addCount("rss_kb_after", after.residentKib);
    figures.addCount("fds_before", before.descriptors);
    figures.addCount("fds_after", after.descriptors);
    figures.addCount("threads_before", before.threadCount);
    figures.addCount("threads_after", after.threadCount);
    figures.check(soak.faults().isEmpty() && !hasChildren());
    figures.check(after.descriptors == before.descriptors
                  && after.threadCount == before.threadCount);
    figures.check(highest[1] <= highest[0] + allowedGrowthKib);
    figures.check(after.residentKib <= before.residentKib + allowedGrowthKib);
    for (const QByteArray &fault : soak.faults())
        std::fprintf(stderr, "fault: %s\n", fault.constData());
    std::puts(figures.json("spawnscope", "soak").constData());
    return figures.isRight() ? 0 : 1;
}

} // namespace Bench
