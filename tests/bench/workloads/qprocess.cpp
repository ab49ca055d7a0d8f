// SPDX-License-Identifier: MIT
// The workloads by QProcess, as its documentation has it used in a program with an event loop:
// signals, no waitFor*().
#include "workloads/fixtures.h"
#include "workloads/workload.h"

#include <QEventLoop>
#include <QProcess>
#include <QTimer>

#include <algorithm>
#include <functional>
#include <memory>

namespace Bench {

namespace {

enum class Streams { None, Output, Both, All };

/// Where no pipe is wanted, the streams are at /dev/null.
std::unique_ptr<QProcess> makeProcess(Streams streams)
{
    auto process = std::make_unique<QProcess>();
    if (streams == Streams::None || streams == Streams::Output)
        process->setStandardInputFile(QProcess::nullDevice());
    if (streams == Streams::None)
        process->setStandardOutputFile(QProcess::nullDevice());
    if (streams != Streams::All)
        process->setStandardErrorFile(QProcess::nullDevice());
    return process;
}

void start(QProcess *process, const ChildCommand &command)
{
    QStringList arguments;
    for (const QByteArray &argument : command.arguments)
        arguments.append(QFile::decodeName(argument));
    process->start(QFile::decodeName(command.program), arguments);
}

bool isSuccess(const QProcess &process)
{
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0
        && process.error() == QProcess::UnknownError;
}

void whenFinished(QProcess *process, QObject *context, const std::function<void()> &action)
{
    QObject::connect(process, &QProcess::finished, context, action);
}

void runToItsEnd(QProcess *process, const ChildCommand &command)
{
    QEventLoop loop;
    whenFinished(process, &loop, [&loop] { loop.quit(); });
    start(process, command);
    loop.exec();
}

/// Starts one child after the other; `done` is called when each has finished.
class Sequence : public QObject
{
public:
    Sequence(qint64 count, Streams streams, ChildCommand command)
        : m_left(count)
        , m_streams(streams)
        , m_command(std::move(command))
    {}

    std::function<void(const QProcess &)> done;
    qint64 begin = 0; ///< of the last start

    void run()
    {
        QTimer::singleShot(0, this, [this] { startNext(); });
        m_loop.exec();
    }

private:
    void startNext()
    {
        if (m_left-- == 0) {
            m_loop.quit();
            return;
        }
        begin = nanoseconds();
        auto *const process = makeProcess(m_streams).release();
        whenFinished(process, this, [this, process] {
            done(*process);
            process->deleteLater();
            QTimer::singleShot(0, this, [this] { startNext(); });
        });
        QObject::connect(process, &QProcess::readyReadStandardOutput, this,
                         [process] { process->readAllStandardOutput(); });
        start(process, m_command);
    }

    qint64 m_left;
    Streams m_streams;
    ChildCommand m_command;
    QEventLoop m_loop;
};

} // namespace

void spawnOneAfterTheOther(const Arguments &arguments, Figures *figures)
{
    const qint64 count = arguments.number("n", 2000);
    const Ballast ballast(arguments.number("rss_mb", 0) * 1024 + arguments.number("rss_kb", 0));
    Gate gate;
    std::vector<std::unique_ptr<QProcess>> alive;
    for (qint64 i = arguments.number("alive", 0); i > 0; --i) {
        alive.push_back(makeProcess(Streams::Output));
        start(alive.back().get(), childCommand("gate", {gate.path()}));
    }
    Sequence sequence(count, arguments.number("pipes", 0) ? Streams::All : Streams::None,
                      childCommand(arguments.text("child", "true0")));
    std::vector<double> microseconds;
    sequence.done = [&](const QProcess &process) {
        microseconds.push_back(1e-3 * static_cast<double>(nanoseconds() - sequence.begin));
        figures->check(isSuccess(process));
    };
    const Meter meter;
    sequence.run();
    const double wall = meter.seconds();
    const double processor = meter.processorSeconds();
    const double perStart = 1e6 / static_cast<double>(count);
    figures->addQuantiles("us_p50", "us_p99", microseconds);
    figures->add("us_mean", wall * perStart);
    figures->add("cpu_us", processor * perStart);
    gate.open();
    for (const auto &process : alive)
        process->waitForFinished(); // nothing is measured any more
}

void keepManyAlive(const Arguments &arguments, Figures *figures)
{
    const qint64 count = arguments.number("n", 1000);
    const Streams streams = arguments.number("pipes", 0) ? Streams::All : Streams::None;
    Gate gate;
    std::vector<std::unique_ptr<QProcess>> processes;
    qint64 running = count;
    qint64 ended = 0;
    QEventLoop loop;

    const Meter meter;
    for (qint64 i = 0; i < count; ++i) {
        processes.push_back(makeProcess(streams));
        whenFinished(processes.back().get(), &loop, [&] {
            if (--running == 0) {
                ended = nanoseconds();
                loop.quit();
            }
        });
        start(processes.back().get(), childCommand("gate", {gate.path()}));
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
        figures->check(isSuccess(*process));
}

void readOutput(const Arguments &arguments, Figures *figures)
{
    const qint64 total = arguments.number("mb", 2048) << 20;
    const auto process = makeProcess(Streams::Output);
    qint64 bytes = 0;
    qint64 pieces = 0;
    unsigned char firstBytes = 0;
    const Meter meter;
    QObject::connect(process.get(), &QProcess::readyReadStandardOutput, process.get(), [&] {
        const QByteArray piece = process->readAllStandardOutput();
        if (piece.isEmpty())
            return;
        bytes += piece.size();
        ++pieces;
        firstBytes ^= static_cast<unsigned char>(piece.front());
    });
    runToItsEnd(
        process.get(),
        childCommand("blast", {QByteArray::number(total), arguments.text("chunk", "65536")}));
    const double wall = meter.seconds();
    const double processor = meter.processorSeconds();
    figures->add("mb_s", static_cast<double>(bytes) / wall / 1e6);
    figures->add("cpu_s_per_gb", processor / (static_cast<double>(bytes) / 1e9));
    figures->addCount("chunks", pieces);
    figures->addCount("xor", firstBytes);
    meter.addMemory(figures);
    figures->check(isSuccess(*process) && bytes == total);
}

void readLines(const Arguments &arguments, Figures *figures)
{
    const qint64 count = arguments.number("n", 5'000'000);
    const auto process = makeProcess(Streams::Output);
    qint64 bytes = 0;
    qint64 lines = 0;
    unsigned char firstBytes = 0;
    const Meter meter;
    QObject::connect(process.get(), &QProcess::readyReadStandardOutput, process.get(), [&] {
        while (process->canReadLine()) {
            const QByteArray line = process->readLine();
            bytes += line.size();
            ++lines;
            firstBytes ^= static_cast<unsigned char>(line.front());
        }
    });
    runToItsEnd(process.get(), childCommand("lines", {QByteArray::number(count)}));
    const double wall = meter.seconds();
    const double processor = meter.processorSeconds();
    figures->add("lines_s", static_cast<double>(lines) / wall);
    figures->add("cpu_s", processor);
    figures->addCount("bytes", bytes);
    figures->addCount("xor", firstBytes);
    meter.addMemory(figures);
    figures->check(isSuccess(*process) && lines == count);
}

void goRound(const Arguments &arguments, Figures *figures)
{
    const QByteArray message(arguments.number("size", 64), 'x');
    const qint64 count = arguments.number("n", 20'000);
    Gate gate;
    std::vector<std::unique_ptr<QProcess>> idle;
    for (qint64 i = arguments.number("idle", 0); i > 0; --i) {
        idle.push_back(makeProcess(Streams::All));
        start(idle.back().get(), childCommand("gate", {gate.path()}));
    }
    const auto process = makeProcess(Streams::Both);
    std::vector<double> microseconds;
    qint64 sent = 0;
    qsizetype received = 0;
    double wall = 0;
    double processor = 0;
    Meter meter;
    const auto send = [&] {
        sent = nanoseconds();
        process->write(message);
    };
    QObject::connect(process.get(), &QProcess::started, process.get(), [&] {
        meter = Meter();
        send();
    });
    QObject::connect(process.get(), &QProcess::readyReadStandardOutput, process.get(), [&] {
        received += process->readAllStandardOutput().size();
        if (received < message.size())
            return;
        received = 0;
        microseconds.push_back(1e-3 * static_cast<double>(nanoseconds() - sent));
        if (static_cast<qint64>(microseconds.size()) < count) {
            send();
            return;
        }
        wall = meter.seconds();
        processor = meter.processorSeconds();
        process->closeWriteChannel();
    });
    runToItsEnd(process.get(), childCommand("cat0"));
    const double perTrip = 1e6 / static_cast<double>(count);
    figures->check(isSuccess(*process) && static_cast<qint64>(microseconds.size()) == count);
    figures->addQuantiles("p50_us", "p99_us", microseconds);
    figures->add("mean_us", wall * perTrip);
    figures->add("cpu_us", processor * perTrip);
    gate.open();
    for (const auto &idler : idle)
        idler->waitForFinished();
}

void sendAndCollect(const Arguments &arguments, Figures *figures)
{
    const qsizetype size = arguments.number("mb", 256) << 20;
    const QByteArray input = pattern(size);
    const auto process = makeProcess(Streams::Both);
    QByteArray output;
    QEventLoop loop;
    const Meter meter;
    whenFinished(process.get(), &loop, [&] {
        output = process->readAllStandardOutput();
        loop.quit();
    });
    start(process.get(), childCommand("cat0"));
    process->write(input);
    process->closeWriteChannel();
    loop.exec();
    const double wall = meter.seconds();
    const double processor = meter.processorSeconds();
    figures->add("mb_s", static_cast<double>(size) / wall / 1e6);
    figures->add("cpu_s_per_gb", processor / (static_cast<double>(size) / 1e9));
    meter.addMemory(figures);
    figures->check(isSuccess(*process) && output == input);
}

/// There is no bound to what QProcess buffers.
void takeSlowly(const Arguments &arguments, Figures *figures)
{
    constexpr qint64 step = 65536;
    const qint64 seconds = arguments.number("secs", 3);
    const qint64 ticks = seconds * arguments.number("rate_kb", 1024) * 1024 / step;
    const auto process = makeProcess(Streams::Output);
    qint64 used = 0;
    qint64 tick = 0;
    QEventLoop loop;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    timer.setInterval(static_cast<int>(seconds * 1000 / ticks));
    const Meter meter;
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        used += process->read(step).size();
        if (++tick == ticks)
            loop.quit();
    });
    start(process.get(),
          childCommand("blast",
                       {QByteArray::number(arguments.number("total_mb", 4096) << 20), "65536"}));
    timer.start();
    loop.exec();
    timer.stop();
    figures->add("used_mb", static_cast<double>(used) / 1048576);
    figures->add("wall_s", meter.seconds());
    figures->add("cpu_s", meter.processorSeconds());
    meter.addMemory(figures);
    figures->check(used == ticks * step);
    process->kill();
    process->waitForFinished();
}

void readManyAtOnce(const Arguments &arguments, Figures *figures)
{
    const qint64 count = arguments.number("n", 64);
    const qint64 each = arguments.number("mb", 32) << 20;
    const qint64 gate = nanoseconds() + arguments.number("gate_ms", 500) * 1'000'000;
    struct Running
    {
        std::unique_ptr<QProcess> process;
        qint64 bytes = 0;
        qint64 ended = 0;
    };
    std::vector<Running> children(static_cast<size_t>(count));
    qint64 running = count;
    QEventLoop loop;
    const Meter meter;
    for (Running &child : children) {
        child.process = makeProcess(Streams::Output);
        QProcess *const process = child.process.get();
        QObject::connect(process, &QProcess::readyReadStandardOutput, &loop, [&child] {
            child.bytes += child.process->readAllStandardOutput().size();
        });
        whenFinished(process, &loop, [&] {
            child.ended = nanoseconds();
            if (--running == 0)
                loop.quit();
        });
        start(process,
              childCommand("blast", {QByteArray::number(each), "65536", QByteArray::number(gate)}));
    }
    figures->check(nanoseconds() < gate);
    loop.exec();
    const double wall = 1e-9 * static_cast<double>(nanoseconds() - gate);
    const double processor = meter.processorSeconds();
    const auto [first, last] = std::minmax_element(
        children.begin(), children.end(),
        [](const Running &a, const Running &b) { return a.ended < b.ended; });
    const double bytes = static_cast<double>(each * count);
    figures->add("mb_s", bytes / wall / 1e6);
    figures->add(
        "fair", static_cast<double>(last->ended - gate) / static_cast<double>(first->ended - gate));
    figures->add("cpu_s_per_gb", processor / (bytes / 1e9));
    meter.addMemory(figures);
    for (const Running &child : children)
        figures->check(child.bytes == each && isSuccess(*child.process));
}

void noticeExits(const Arguments &arguments, Figures *figures)
{
    const qint64 count = arguments.number("n", 500);
    StampFile file;
    Sequence sequence(count, arguments.number("pipes", 1) ? Streams::Output : Streams::None,
                      childCommand("exitstamp", {file.path()}));
    std::vector<double> microseconds;
    sequence.done = [&](const QProcess &process) {
        microseconds.push_back(1e-3 * static_cast<double>(nanoseconds() - file.stamp()));
        figures->check(isSuccess(process));
    };
    const Meter meter;
    sequence.run();
    figures->addQuantiles("p50_us", "p99_us", microseconds);
    figures->add("cpu_us", meter.processorSeconds() * 1e6 / static_cast<double>(count));
}

} // namespace Bench
