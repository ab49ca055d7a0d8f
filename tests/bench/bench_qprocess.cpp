// SPDX-License-Identifier: MIT
// The workloads of PROCESS.md by QProcess: what bench_process compares itself with.
#include "workloads/workload.h"

#include <QCoreApplication>

#include <cstdio>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int result = Bench::runWorkload(argc, argv, "qprocess");
    if (result == 3)
        std::fprintf(stderr, "usage: bench_qprocess W1..W9 [NAME=VALUE...]\n");
    return result;
}
