// SPDX-License-Identifier: MIT
// Reads one line of a child's output, then waits for its exit.
#include "process/process.h"

#include <QCoreApplication>
#include <QCoroTask>

#include <cstdio>

using namespace Spawnscope;

static QCoro::Task<QByteArray> getDate()
{
    SubprocessOptions options;
    options.standardOutput = Pipe;
    auto process = createSubprocessExec("date", {"+%Y-%m-%d %H:%M:%S"}, options);
    if (!process)
        co_return {};

    const auto line = co_await (*process)->standardOutput()->readLine();
    co_await (*process)->wait();
    co_return line ? line->bytes.trimmed() : QByteArray();
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    std::printf("Current date: %s\n", QCoro::waitFor(getDate()).constData());
}
