// SPDX-License-Identifier: MIT
// Starts and exits: one after the other (W1), many alive at once (W2), how soon an exit is known
// (W9).
#include "workloads/children.h"

#include <QCoroTask>
#include <QEventLoop>

namespace Bench {

using namespace Spawnscope;

namespace {

struct Exits
{
    ChildCommand command;
    SubprocessOptions options;
    qint64 count = 0;
    std::vector<double> microseconds;
    Figures *figures = nullptr;
};

QCoro::Task<void> startAndWait(Exits *exits)
{
    const bool hasPipes = exits->options.standardInput.kind() == Pipe;
    for (qint64 i = 0; i < exits->count; ++i) {
        const qint64 begin = nanoseconds();
        const auto process = start(exits->command, exits->options);
        if (hasPipes)
            process->standardInput()->close();
        // Named, because GCC 12 destroys a conditional operand of co_await twice.
        Pending<ExitStatus> end = hasPipes ? process->waitFinished() : process->wait();
        const auto status = co_await std::move(end);
        exits->microseconds.push_back(1e-3 * static_cast<double>(nanoseconds() - begin));
        exits->figures->check(status && isSuccess(*status));
    }
}

QCoro::Task<void> startAndCompareClocks(Exits *exits, StampFile *file)
{
    for (qint64 i = 0; i < exits->count; ++i) {
        const auto process = start(exits->command, exits->options);
        const auto status = co_await process->wait();
        const qint64 known = nanoseconds();
        exits->microseconds.push_back(1e-3 * static_cast<double>(known - file->stamp()));
        exits->figures->check(status && isSuccess(*status));
        co_await process->waitFinished();
    }
}

} // namespace

void spawnOneAfterTheOther(const Arguments &arguments, Figures *figures)
{
    Exits exits;
    exits.command = childCommand(arguments.text("child", "true0"));
    exits.options = arguments.number("pipes", 0) ? pipeOptions() : silentOptions();
    exits.count = arguments.number("n", 2000);
    exits.figures = figures;
    const Ballast ballast(arguments.number("rss_mb", 0) * 1024 + arguments.number("rss_kb", 0));
    Gate gate;
    std::vector<std::unique_ptr<Process>> alive;
    for (qint64 i = arguments.number("alive", 0); i > 0; --i)
        alive.push_back(start(childCommand("gate", {gate.path()}), outputOptions()));

    const Meter meter;
    QCoro::waitFor(startAndWait(&exits));
    const double wall = meter.seconds();
    const double processor = meter.processorSeconds();
    const double perStart = 1e6 / static_cast<double>(exits.count);
    figures->addQuantiles("us_p50", "us_p99", exits.microseconds);
    figures->add("us_mean", wall * perStart);
    figures->add("cpu_us", processor * perStart);
}

void keepManyAlive(const Arguments &arguments, Figures *figures)
{
    const qint64 count = arguments.number("n", 1000);
    const SubprocessOptions options = arguments.number("pipes", 0) ? pipeOptions()
                                                                   : silentOptions();
    Gate gate;
    const ChildCommand command = childCommand("gate", {gate.path()});
    std::vector<std::unique_ptr<Process>> processes;
    qint64 running = count;
    qint64 ended = 0;
    QEventLoop loop;

    const Meter meter;
    for (qint64 i = 0; i < count; ++i) {
        processes.push_back(start(command, options));
        QObject::connect(processes.back().get(), &Process::finished, &loop, [&] {
            if (--running == 0) {
                ended = nanoseconds();
                loop.quit();
            }
        });
    }
    const qint64 allStarted = nanoseconds();
    const int descriptors = openDescriptors();
    const int threadCount = threads();
    const qint64 opened = gate.open();
    loop.exec();
    const double processor = meter.processorSeconds();

    const double spawn = 1e-6 * static_cast<double>(allStarted - meter.start());
    const double reap = 1e-6 * static_cast<double>(ended - opened);
    figures->add("wall_ms", spawn + reap);
    figures->add("spawn_ms", spawn);
    figures->add("reap_ms", reap);
    figures->add("cpu_s", processor);
    figures->addCount("threads", threadCount);
    figures->addCount("fds", descriptors);
    meter.addMemory(figures);
    for (const auto &process : processes)
        figures->check(isSuccess(process->exitStatus()));
}

void noticeExits(const Arguments &arguments, Figures *figures)
{
    StampFile file;
    Exits exits;
    exits.command = childCommand("exitstamp", {file.path()});
    exits.options = arguments.number("pipes", 1) ? outputOptions() : silentOptions();
    exits.count = arguments.number("n", 500);
    exits.figures = figures;

    const Meter meter;
    QCoro::waitFor(startAndCompareClocks(&exits, &file));
    const double processor = meter.processorSeconds();
    figures->addQuantiles("p50_us", "p99_us", exits.microseconds);
    figures->add("cpu_us", processor * 1e6 / static_cast<double>(exits.count));
}

} // namespace Bench
