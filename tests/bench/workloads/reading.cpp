// SPDX-License-Identifier: MIT
// Output: as much as there is (W3), line by line (W4), less than there is (W7), of many at once
// (W8).
#include "workloads/children.h"

#include <QCoroTask>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>

namespace Bench {

using namespace Spawnscope;

namespace {

/// What went by: how much, in how many pieces, and the first bytes of the pieces by xor.
struct Tally
{
    qint64 bytes = 0;
    qint64 pieces = 0;
    unsigned char firstBytes = 0;

    void count(QByteArrayView piece)
    {
        bytes += piece.size();
        ++pieces;
        firstBytes ^= static_cast<unsigned char>(piece.front());
    }
};

/// The low level: data is looked at where it lies.
class CountingProtocol final : public SubprocessProtocol
{
public:
    explicit CountingProtocol(std::function<void()> finished)
        : m_finished(std::move(finished))
    {}

    Tally tally;
    qint64 ended = 0; ///< when the output did
    std::optional<ExitStatus> status;

private:
    void pipeDataReceived(int, QByteArrayView data) override { tally.count(data); }
    void pipeConnectionLost(int, const std::optional<ProcessError> &) override
    {
        ended = nanoseconds();
    }
    void processExited(const ExitStatus &exitStatus) override { status = exitStatus; }
    void connectionLost() override { m_finished(); }

    std::function<void()> m_finished;
};

QCoro::Task<void> readPieces(Process *process, qsizetype atMost, Tally *tally)
{
    for (;;) {
        const auto piece = co_await process->standardOutput()->read(atMost);
        if (!piece || piece->isEmpty())
            co_return;
        tally->count(*piece);
    }
}

QCoro::Task<void> readOwnedLines(Process *process, Tally *tally)
{
    StreamReader *const output = process->standardOutput();
    for (;;) {
        const auto line = co_await output->readLine();
        if (!line || line->bytes.isEmpty())
            co_return;
        tally->count(line->bytes);
    }
}

void addReading(Figures *figures, const Meter &meter, const Tally &tally)
{
    figures->addCount("xor", tally.firstBytes);
    meter.addMemory(figures);
}

} // namespace

void readOutput(const Arguments &arguments, Figures *figures)
{
    const qint64 total = arguments.number("mb", 2048) << 20;
    const ChildCommand command = childCommand(
        "blast", {QByteArray::number(total), arguments.text("chunk", "65536")});
    Tally tally;

    const Meter meter;
    if (arguments.text("api") == "read") {
        const auto process = start(command, outputOptions());
        QCoro::waitFor(readPieces(process.get(), arguments.number("buf", 262144), &tally));
        QCoro::waitFor([](Process *ending) -> QCoro::Task<void> {
            co_await ending->waitFinished();
        }(process.get()));
        figures->check(isSuccess(process->exitStatus()));
    } else {
        QEventLoop loop;
        CountingProtocol protocol([&loop] { loop.quit(); });
        const auto transport = start(&protocol, command, outputOptions());
        loop.exec();
        tally = protocol.tally;
        figures->check(isSuccess(protocol.status));
    }
    const double wall = meter.seconds();
    const double processor = meter.processorSeconds();
    figures->add("mb_s", static_cast<double>(tally.bytes) / wall / 1e6);
    figures->add("cpu_s_per_gb", processor / (static_cast<double>(tally.bytes) / 1e9));
    figures->addCount("chunks", tally.pieces);
    addReading(figures, meter, tally);
    figures->check(tally.bytes == total);
}

void readLines(const Arguments &arguments, Figures *figures)
{
    const qint64 count = arguments.number("n", 5'000'000);
    const ChildCommand command = childCommand("lines", {QByteArray::number(count)});
    Tally tally;

    const Meter meter;
    const auto process = start(command, outputOptions());
    if (arguments.text("api") == "view")
        process->standardOutput()->setLineTap([&tally](QByteArrayView line) { tally.count(line); });
    else
        QCoro::waitFor(readOwnedLines(process.get(), &tally));
    QCoro::waitFor([](Process *ending) -> QCoro::Task<void> {
        co_await ending->waitFinished();
    }(process.get()));
    const double wall = meter.seconds();
    const double processor = meter.processorSeconds();
    figures->add("lines_s", static_cast<double>(tally.pieces) / wall);
    figures->add("cpu_s", processor);
    figures->addCount("bytes", tally.bytes);
    addReading(figures, meter, tally);
    figures->check(isSuccess(process->exitStatus()) && tally.pieces == count);
}

void takeSlowly(const Arguments &arguments, Figures *figures)
{
    constexpr qsizetype step = 65536;
    const qint64 seconds = arguments.number("secs", 3);
    const qint64 ticks = seconds * arguments.number("rate_kb", 1024) * 1024 / step;
    const ChildCommand command = childCommand(
        "blast", {QByteArray::number(arguments.number("total_mb", 4096) << 20), "65536"});
    qint64 used = 0;
    qint64 tick = 0;
    QEventLoop loop;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    timer.setInterval(static_cast<int>(seconds * 1000 / ticks));

    const Meter meter;
    const auto process = start(command, outputOptions());
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        used += process->standardOutput()->takeBuffered(step).size();
        if (++tick == ticks)
            loop.quit();
    });
    timer.start();
    loop.exec();
    timer.stop();
    const double wall = meter.seconds();
    const double processor = meter.processorSeconds();
    figures->add("used_mb", static_cast<double>(used) / 1048576);
    figures->add("wall_s", wall);
    figures->add("cpu_s", processor);
    meter.addMemory(figures);
    figures->check(used == ticks * step && !process->hasExited());
    (void)process->kill();
    QObject::connect(process.get(), &Process::exited, &loop, &QEventLoop::quit);
    loop.exec();
}

void readManyAtOnce(const Arguments &arguments, Figures *figures)
{
    const qint64 count = arguments.number("n", 64);
    const qint64 each = arguments.number("mb", 32) << 20;
    const qint64 gate = nanoseconds() + arguments.number("gate_ms", 500) * 1'000'000;
    const ChildCommand command = childCommand(
        "blast", {QByteArray::number(each), "65536", QByteArray::number(gate)});
    struct Running
    {
        std::unique_ptr<CountingProtocol> protocol;
        std::unique_ptr<SubprocessTransport> transport;
    };
    std::vector<Running> children;
    qint64 running = count;
    QEventLoop loop;

    const Meter meter;
    for (qint64 i = 0; i < count; ++i) {
        auto protocol = std::make_unique<CountingProtocol>([&] {
            if (--running == 0)
                loop.quit();
        });
        auto transport = start(protocol.get(), command, outputOptions());
        children.push_back({std::move(protocol), std::move(transport)});
    }
    figures->check(nanoseconds() < gate);
    loop.exec();
    const double wall = 1e-9 * static_cast<double>(nanoseconds() - gate);
    const double processor = meter.processorSeconds();

    qint64 bytes = 0;
    std::vector<qint64> ends;
    for (const Running &child : children) {
        bytes += child.protocol->tally.bytes;
        ends.push_back(child.protocol->ended - gate);
        figures->check(child.protocol->tally.bytes == each && isSuccess(child.protocol->status));
    }
    const auto [first, last] = std::minmax_element(ends.begin(), ends.end());
    figures->add("mb_s", static_cast<double>(bytes) / wall / 1e6);
    figures->add("fair", static_cast<double>(*last) / static_cast<double>(*first));
    figures->add("cpu_s_per_gb", processor / (static_cast<double>(bytes) / 1e9));
    meter.addMemory(figures);
}

} // namespace Bench
