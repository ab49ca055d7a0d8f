// SPDX-License-Identifier: MIT
#include "support/soak.h"

#include "base/signalnames.h"
#include "support/systemstate.h"

namespace Spawnscope {

using namespace std::chrono_literals;

namespace {

SubprocessOptions optionsWith(Stdio input, Stdio output)
{
    SubprocessOptions options;
    options.standardInput = input;
    options.standardOutput = output;
    options.standardError = DevNull;
    options.onDestruction = StopPolicy::killNow();
    return options;
}

QByteArray patternOf(qint64 number)
{
    QByteArray bytes(1 + number * 7919 % 200'000, Qt::Uninitialized);
    auto state = static_cast<quint32>(number);
    for (char &byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

} // namespace

void Soak::run(qint64 children, int atOnce, const std::function<void()> &progress)
{
    m_children = children;
    m_next = 0;
    m_progress = progress;
    std::vector<QCoro::Task<void>> workers;
    for (int i = 0; i < atOnce; ++i)
        workers.push_back(work());
    for (QCoro::Task<void> &worker : workers)
        QCoro::waitFor(worker);
    if (!waitForReaper(30s))
        fault("a dropped child is left");
}

QCoro::Task<void> Soak::work()
{
    static constexpr Step steps[] = {
        &Soak::exitQuickly,           &Soak::dieBySignal,    &Soak::failToStart,
        &Soak::leaveGrandchild,       &Soak::exitQuickly,    &Soak::readEndlessOutput,
        &Soak::writeToWhoDoesNotRead, &Soak::sendAndCollect, &Soak::dropWhileRunning,
        &Soak::exitQuickly,
    };
    while (m_next < m_children) {
        const qint64 number = m_next++;
        const Step step = steps[number % qint64(std::size(steps))];
        co_await (this->*step)(number);
        if (m_progress && number % std::max<qint64>(1, m_children / 100) == 0)
            m_progress();
    }
}

QCoro::Task<void> Soak::exitQuickly(qint64 number)
{
    const int code = int(number % 256);
    const bool hasPipe = number % 2 == 0;
    const auto process = start({"exit", QByteArray::number(code)},
                               optionsWith(DevNull, hasPipe ? Pipe : DevNull));
    if (!process)
        co_return;
    co_await process->waitFinished();
    expect(*process, code, "a quick exit");
}

QCoro::Task<void> Soak::dieBySignal(qint64 number)
{
    const auto process = start({"block"}, optionsWith(Pipe, Pipe));
    if (!process)
        co_return;
    const bool isKill = number % 3 == 0;
    const int signal = isKill ? killSignal : terminateSignal;
    if (!process->sendSignal(signal))
        fault("a running child cannot be signalled");
    co_await process->waitFinished();
    expect(*process, returncodeAfter(signal), "a death by signal");
    if (process->kill())
        fault("a dead child can be signalled");
}

QCoro::Task<void> Soak::failToStart(qint64)
{
    const auto process = createSubprocessExec("/no/such/program", {}, optionsWith(Pipe, Pipe));
    if (process || process.error().stage != ProcessStage::Execute)
        fault("what does not exist is started");
    ++m_refused;
    co_return;
}

QCoro::Task<void> Soak::leaveGrandchild(qint64 number)
{
    SubprocessOptions options = optionsWith(DevNull, Pipe);
    if (number % 2 == 0)
        options.pipeGrace = 5ms; // else its output ends with the grandchild
    const auto process = start({"forkhold", "30", "then", "exit", "7"}, options);
    if (!process)
        co_return;
    co_await process->wait();
    expect(*process, 7, "an exit that leaves a grandchild");
    co_await process->waitFinished();
}

QCoro::Task<void> Soak::readEndlessOutput(qint64)
{
    const auto process = start({"flood", "1000000000000"}, optionsWith(DevNull, Pipe));
    if (!process)
        co_return;
    const auto read = co_await process->standardOutput()->readExactly(300'000);
    if (!read || read->count('x') != 300'000 - 300'000 / 80)
        fault("endless output is wrong");
    // Nobody takes the rest: the exit is told all the same.
    (void)process->kill();
    co_await process->wait();
    expect(*process, returncodeAfter(killSignal), "a writer that never stops");
}

QCoro::Task<void> Soak::writeToWhoDoesNotRead(qint64)
{
    const auto process = start({"block"}, optionsWith(Pipe, DevNull));
    if (!process)
        co_return;
    (void)process->standardInput()->write(QByteArray(1'000'000, 'x'));
    const auto drained = co_await process->standardInput()->drain().within(1ms);
    if (drained)
        fault("a pipe that nobody reads is drained");
    (void)process->kill();
    co_await process->waitFinished();
    expect(*process, returncodeAfter(killSignal), "a reader that never reads");
}

QCoro::Task<void> Soak::sendAndCollect(qint64 number)
{
    const QByteArray sent = patternOf(number);
    const auto process = start({"cat"}, optionsWith(Pipe, Pipe));
    if (!process)
        co_return;
    const auto output = co_await process->communicate(sent);
    expect(*process, 0, "a copy");
    if (!output || output->standardOutput != sent)
        fault("other bytes come back");
    else
        m_bytes += sent.size();
}

QCoro::Task<void> Soak::dropWhileRunning(qint64 number)
{
    auto process = start({number % 2 == 0 ? "block" : "cat"}, optionsWith(Pipe, Pipe));
    if (!process)
        co_return;
    process.reset();
    ++m_dropped;
}

std::unique_ptr<Process> Soak::start(const OsStringList &arguments,
                                     const SubprocessOptions &options)
{
    auto process = createSubprocessExec(m_child, arguments, forThisSystem(options));
    if (process)
        return std::move(*process);
    fault(QByteArray("a start fails: ") + process.error().code.message().c_str());
    return nullptr;
}

void Soak::expect(const Process &process, int returncode, const char *where)
{
    const auto found = process.returncode();
    if (found == returncode)
        ++m_exits;
    else
        fault(QByteArray(where) + ": " + (found ? QByteArray::number(*found) : "unknown"));
}

void Soak::fault(const QByteArray &what)
{
    if (m_faults.size() < 20)
        m_faults.append(what);
}

} // namespace Spawnscope
