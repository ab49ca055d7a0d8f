// SPDX-License-Identifier: MIT
// The same with transports and protocols, the level below.
#include "process/subprocesstransport.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Spawnscope;

class DateProtocol final : public SubprocessProtocol
{
public:
    QByteArray output;

private:
    void pipeDataReceived(int, QByteArrayView data) override { output.append(data); }
    void connectionLost() override { QCoreApplication::quit(); }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    DateProtocol protocol;
    SubprocessOptions options;
    options.standardOutput = Pipe;
    const auto transport = subprocessExec(&protocol, "date", {"+%Y-%m-%d %H:%M:%S"}, options);
    if (!transport)
        return 1;
    QCoreApplication::exec();
    std::printf("Current date: %s\n", protocol.output.trimmed().constData());
}
