// SPDX-License-Identifier: MIT
#include <process/process.h>

#include <QCoreApplication>
#include <QCoroTask>

namespace {

QCoro::Task<QByteArray> outputOf(const char *command)
{
    Spawnscope::SubprocessOptions options;
    options.standardOutput = Spawnscope::Pipe;
    auto process = Spawnscope::createSubprocessShell(command, options);
    if (!process)
        co_return {};
    const auto output = co_await (*process)->communicate();
    co_return output ? output->standardOutput.value_or(QByteArray()) : QByteArray();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return QCoro::waitFor(outputOf("echo installed")) == "installed\n" ? 0 : 1;
}
