// SPDX-License-Identifier: MIT
// Measures the subprocess core; see PROCESS.md.
#include "workloads/children.h"
#include "workloads/comparison.h"
#include "workloads/fixtures.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Bench;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const Arguments arguments(argc, argv);
    if (arguments.workload() == "compare")
        return compare(arguments);
    if (arguments.workload() == "growth")
        return measureGrowth(arguments);
    if (arguments.workload() == "soak")
        return soak(arguments);
    if (arguments.text("stdio") == "socket")
        streamChannel = Spawnscope::SubprocessOptions::Channel::Socket;
    const int result = runWorkload(argc, argv, "spawnscope");
    if (result == 3)
        std::fprintf(stderr, "usage: bench_process W1..W9|compare|growth|soak [NAME=VALUE...]\n");
    return result;
}
