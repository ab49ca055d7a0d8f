// SPDX-License-Identifier: MIT
// Runs the shell commands of its command line at the same time and prints what came of each:
// the first example of asyncio's documentation on subprocesses.
#include "process/process.h"

#include <QCoreApplication>
#include <QCoroTask>

#include <cstdio>
#include <vector>

using namespace Spawnscope;

static QCoro::Task<void> run(QByteArray command)
{
    SubprocessOptions options;
    options.standardOutput = Pipe;
    options.standardError = Pipe;
    auto process = createSubprocessShell(command, options);
    if (!process) {
        std::printf("['%s' did not start: %s]\n", command.constData(),
                    process.error().code.message().c_str());
        co_return;
    }

    const auto output = co_await (*process)->communicate();
    if (!output)
        co_return;

    std::printf("['%s' exited with %d]\n", command.constData(), *(*process)->returncode());
    if (!output->standardOutput->isEmpty())
        std::printf("[stdout]\n%s\n", output->standardOutput->constData());
    if (!output->standardError->isEmpty())
        std::printf("[stderr]\n%s\n", output->standardError->constData());
}

static QCoro::Task<void> runAll(QList<QByteArray> commands)
{
    std::vector<QCoro::Task<void>> running; // every one has started when it stands here
    for (const QByteArray &command : commands)
        running.push_back(run(command));
    for (QCoro::Task<void> &task : running)
        co_await task;
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoro::waitFor(runAll(QList<QByteArray>(argv + 1, argv + argc)));
}
