// SPDX-License-Identifier: MIT
// Both ways: small messages to and fro (W5), much in and back (W6).
#include "workloads/children.h"

#include <QCoroTask>
#include <QEventLoop>

namespace Bench {

using namespace Spawnscope;

namespace {

struct RoundTrips
{
    QByteArray message;
    qint64 count = 0;
    std::vector<double> microseconds;
    double wall = 0;
    double processor = 0;
    std::optional<ExitStatus> status;

    void add(qint64 sent)
    {
        microseconds.push_back(1e-3 * static_cast<double>(nanoseconds() - sent));
    }
    bool isDone() const { return qint64(microseconds.size()) == count; }
    void stop(const Meter &meter)
    {
        wall = meter.seconds();
        processor = meter.processorSeconds();
    }
};

QCoro::Task<void> exchangeByReader(RoundTrips *trips)
{
    SubprocessOptions options = outputOptions();
    options.standardInput = Pipe;
    const auto process = start(childCommand("cat0"), options);
    const Meter meter;
    while (!trips->isDone()) {
        const qint64 sent = nanoseconds();
        if (!process->standardInput()->write(trips->message))
            co_return;
        const auto answer = co_await process->standardOutput()->readExactly(trips->message.size());
        if (!answer || *answer != trips->message)
            co_return;
        trips->add(sent);
    }
    trips->stop(meter);
    process->standardInput()->close();
    co_await process->waitFinished();
    trips->status = process->exitStatus();
}

/// The low level: sends the next message from within the callback that brought the answer.
class EchoProtocol final : public SubprocessProtocol
{
public:
    EchoProtocol(RoundTrips *trips, QEventLoop *loop)
        : m_trips(trips)
        , m_loop(loop)
    {}

private:
    void connectionMade(SubprocessTransport *transport) override
    {
        m_input = transport->writePipe(0);
        m_meter = Meter();
        send();
    }
    void pipeDataReceived(int, QByteArrayView data) override
    {
        m_received += data.size();
        if (m_received < m_trips->message.size())
            return;
        m_received = 0;
        m_trips->add(m_sent);
        if (!m_trips->isDone()) {
            send();
            return;
        }
        m_trips->stop(m_meter);
        m_input->close();
    }
    void processExited(const ExitStatus &status) override { m_trips->status = status; }
    void connectionLost() override { m_loop->quit(); }

    void send()
    {
        m_sent = nanoseconds();
        (void)m_input->write(m_trips->message);
    }

    RoundTrips *m_trips;
    QEventLoop *m_loop;
    WritePipeTransport *m_input = nullptr;
    Meter m_meter;
    qint64 m_sent = 0;
    qsizetype m_received = 0;
};

void exchangeByProtocol(RoundTrips *trips)
{
    SubprocessOptions options = outputOptions();
    options.standardInput = Pipe;
    QEventLoop loop;
    EchoProtocol protocol(trips, &loop);
    const auto transport = start(&protocol, childCommand("cat0"), options);
    loop.exec();
}

struct Collected
{
    QByteArray output;
    std::optional<ExitStatus> status;
};

QCoro::Task<void> communicate(const QByteArray *input, Collected *collected)
{
    SubprocessOptions options = outputOptions();
    options.standardInput = Pipe;
    const auto process = start(childCommand("cat0"), options);
    auto output = co_await process->communicate(*input);
    if (output)
        collected->output = std::move(*output->standardOutput);
    collected->status = process->exitStatus();
}

} // namespace

void goRound(const Arguments &arguments, Figures *figures)
{
    RoundTrips trips;
    trips.message = QByteArray(arguments.number("size", 64), 'x');
    trips.count = arguments.number("n", 20'000);
    Gate gate;
    std::vector<std::unique_ptr<Process>> idle;
    for (qint64 i = arguments.number("idle", 0); i > 0; --i)
        idle.push_back(start(childCommand("gate", {gate.path()}), pipeOptions()));

    if (arguments.text("api") == "protocol")
        exchangeByProtocol(&trips);
    else
        QCoro::waitFor(exchangeByReader(&trips));
    const double perTrip = 1e6 / static_cast<double>(trips.count);
    figures->addQuantiles("p50_us", "p99_us", trips.microseconds);
    figures->add("mean_us", trips.wall * perTrip);
    figures->add("cpu_us", trips.processor * perTrip);
    figures->check(trips.isDone() && isSuccess(trips.status));
}

void sendAndCollect(const Arguments &arguments, Figures *figures)
{
    const qsizetype size = arguments.number("mb", 256) << 20;
    const QByteArray input = pattern(size);
    Collected collected;

    const Meter meter;
    QCoro::waitFor(communicate(&input, &collected));
    const double wall = meter.seconds();
    const double processor = meter.processorSeconds();
    figures->add("mb_s", static_cast<double>(size) / wall / 1e6);
    figures->add("cpu_s_per_gb", processor / (static_cast<double>(size) / 1e9));
    meter.addMemory(figures);
    figures->check(isSuccess(collected.status) && collected.output == input);
}

} // namespace Bench
