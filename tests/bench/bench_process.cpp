// SPDX-License-Identifier: MIT
// The workloads of PROCESS.md: runs one of them and prints its figures as a line of JSON.
#include "workloads/workload.h"

#include <QCoreApplication>

#include <cstdio>
#include <sys/resource.h>

using namespace Bench;

namespace {

using Workload = void (*)(const Arguments &, Figures *);

Workload workloadOf(const QByteArray &name)
{
    static const QMap<QByteArray, Workload> workloads = {
        {"W1", spawnOneAfterTheOther},
        {"W2", keepManyAlive},
        {"W3", readOutput},
        {"W4", readLines},
        {"W5", goRound},
        {"W6", sendAndCollect},
        {"W7", takeSlowly},
        {"W8", readManyAtOnce},
        {"W9", noticeExits},
    };
    return workloads.value(name);
}

/// A thousand children with three pipes each need more than the usual 1024.
void raiseDescriptorLimit()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const Arguments arguments(argc, argv);
    const Workload workload = workloadOf(arguments.workload());
    if (!workload) {
        std::fprintf(stderr, "usage: bench_process W1..W9 [NAME=VALUE...]\n");
        return 3;
    }
    raiseDescriptorLimit();
    Figures figures;
    workload(arguments, &figures);
    std::puts(figures.json("spawnscope", arguments.workload()).constData());
    return figures.isRight() ? 0 : 1;
}
