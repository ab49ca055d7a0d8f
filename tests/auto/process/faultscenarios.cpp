// SPDX-License-Identifier: MIT
#include "faultscenarios.h"

#include "faultseam.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <cerrno>
#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

namespace Spawnscope {

using namespace std::chrono_literals;

namespace {

/// Waits, and never longer than is good; a missing answer is told apart from any error.
template <typename T, typename E>
std::optional<Result<T, E>> answerOf(Pending<T, E> pending)
{
    const auto ask = [](Pending<T, E> *question) -> QCoro::Task<Result<T, E>> {
        co_return co_await std::move(*question).within(patience);
    };
    auto answer = QCoro::waitFor(ask(&pending));
    if (!answer && answer.error().code == std::errc::timed_out)
        return std::nullopt;
    return answer;
}

QByteArray givenFolder()
{
    static const QTemporaryDir folder;
    return QFile::encodeName(folder.path());
}

/// To the end of a child that was started, or was not.
Outcome finish(ProcessResult<std::unique_ptr<Process>> started,
               const std::function<bool(Process *)> &use)
{
    Outcome outcome;
    if (!started) {
        outcome.startError = started.error();
        return outcome;
    }
    const std::unique_ptr<Process> process = std::move(*started);
    outcome.isRight = use(process.get());
    for (const int fd : {1, 2}) {
        if (ReadPipeTransport *pipe = process->transport()->readPipe(fd))
            pipe->close();
    }
    if (StreamWriter *input = process->standardInput())
        input->close();
    outcome.isOver = answerOf(process->wait()) && answerOf(process->waitFinished());
    return outcome;
}

Outcome filesAreUsed()
{
    SubprocessOptions options;
    options.standardInput = DevNull;
    options.standardOutput = Stdio::file(givenFolder() + "/out", Stdio::FileMode::Truncate);
    options.standardError = Stdio::file(givenFolder() + "/err", Stdio::FileMode::Append);
    return finish(createSubprocessExec(testChild(), {"out", "x"}, options), [](Process *process) {
        const auto answer = answerOf(process->wait());
        return answer && process->returncode() == 0 && contentOf(givenFolder() + "/out") == "x\n";
    });
}

Outcome aProgramIsMissing()
{
    SubprocessOptions options = piped();
    options.environment.changes["PATH"] = "/no/such:/nor/this";
    auto started = createSubprocessExec("nosuchprogram", {}, options);
    const bool isRight = !started && started.error().code.value() == ENOENT
        && started.error().stage == ProcessStage::Execute;
    Outcome outcome = finish(std::move(started), [](Process *) { return false; });
    outcome.isRight = isRight;
    return outcome;
}

Outcome aShellRuns()
{
    return finish(createSubprocessShell("echo x; exit 3", piped()), [](Process *process) {
        const auto answer = answerOf(process->communicate());
        return answer && *answer && (*answer)->standardOutput == "x\n"
            && process->returncode() == 3;
    });
}

SubprocessOptions onSockets()
{
    SubprocessOptions options = piped();
    options.channel = SubprocessOptions::Channel::Socket;
    return options;
}

Outcome moreDescriptorsAreGiven(SubprocessOptions options)
{
    options.extraDescriptors = {{3, Pipe, ExtraDescriptor::Direction::ToChild},
                                {7, Pipe, ExtraDescriptor::Direction::FromChild},
                                {9, Stdio::descriptor(highDescriptor), {}}};
    return finish(createSubprocessExec(testChild(), {"catfd", "3", "7"}, options),
                  [](Process *process) {
                      (void)process->writer(3)->write("through");
                      process->writer(3)->close();
                      const auto answer = answerOf(process->reader(7)->readAll());
                      const bool isRight = answer && *answer && **answer == "through";
                      process->transport()->readPipe(7)->close();
                      return isRight;
                  });
}

Outcome everythingIsSet()
{
    SubprocessOptions options = piped();
    options.workingDirectory = givenFolder();
    options.newSession = true;
    options.nice = 3;
    options.umask = 022;
    options.resourceLimits = {{RLIMIT_CORE, 0, 0}};
    options.environment.changes["A"] = "b";
    if (QThread::currentThread() == QCoreApplication::instance()->thread())
        options.parentDeathSignal = SIGKILL;
    if (::geteuid() == 0) {
        options.user = Identity(QByteArray("root"));
        options.group = Identity(QByteArray("root"));
        options.extraGroups = QList<Identity>{Identity(QByteArray("root"))};
    }
    return finish(createSubprocessExec(testChild(), {"describe"}, options), [](Process *process) {
        const auto answer = answerOf(process->communicate());
        return answer && *answer && (*answer)->standardOutput->contains("nice=3")
            && process->returncode() == 0;
    });
}

Outcome aGroupIsJoined()
{
    SubprocessOptions options = piped();
    options.processGroup = 0;
    return inputIsCollected(options);
}

Outcome muchIsWrittenAndRead(const SubprocessOptions &options)
{
    constexpr qsizetype size = 400'000;
    return finish(createSubprocessExec(testChild(), {"cat"}, options), [](Process *process) {
        (void)process->standardInput()->write(QByteArray(size, 'x'));
        qsizetype count = 0;
        while (count < size) {
            const auto answer = answerOf(process->standardOutput()->read(size));
            if (!answer || !*answer || (*answer)->isEmpty())
                return false;
            count += (*answer)->size();
        }
        if (!answerOf(process->standardInput()->drain()))
            return false;
        process->standardInput()->close();
        const auto rest = answerOf(process->standardOutput()->readAll());
        return rest && *rest && (*rest)->isEmpty() && count == size
            && answerOf(process->standardInput()->waitClosed()).has_value();
    });
}

StopPolicy quickStop()
{
    StopPolicy policy;
    policy.steps = {StopPolicy::sendSignal(SIGTERM, 5ms), StopPolicy::sendSignal(SIGTERM, 5ms),
                    StopPolicy::sendSignal(SIGKILL, 5ms), StopPolicy::sendSignal(SIGKILL, 1000ms)};
    return policy;
}

Outcome aChildIsStopped()
{
    return finish(createSubprocessExec(testChild(), {"block"}, piped()), [](Process *process) {
        const auto answer = answerOf(process->stop(quickStop()));
        FaultSeam::disarm();
        (void)process->kill();
        return answer && *answer && (*answer)->endedByStep;
    });
}

Outcome aGroupIsStopped()
{
    SubprocessOptions options = piped();
    options.newSession = true;
    bool isTrue = true;
    Outcome outcome = finish(
        createSubprocessExec(testChild(), {"forkignoreterm", "then", "out", "x", "then", "block"},
                             options),
        [&isTrue](Process *process) {
            (void)answerOf(process->standardOutput()->read(2)); // its child ignores SIGTERM by now
            const auto answer = answerOf(process->stop(quickStop()));
            FaultSeam::disarm();
            const bool isGone = answer && *answer && (*answer)->endedByStep;
            isTrue = !isGone || process->transport()->isGone(StopPolicy::Target::Group);
            // Whose leader has gone may not be signalled through the process any more.
            ::kill(-static_cast<pid_t>(process->pid()), SIGKILL);
            return isGone;
        });
    outcome.isTrue = isTrue;
    return outcome;
}

Outcome aRunningChildIsDropped()
{
    auto started = createSubprocessExec(testChild(), {"block"}, piped());
    if (!started)
        return {.startError = started.error()};
    started->reset();
    const bool isReaped = waitForReaper(patience);
    return {.startError = {}, .isOver = isReaped, .isRight = isReaped};
}

/// An end of the output that is said but once may come too early; no byte may be missing then.
Outcome aTerminalIsGiven()
{
    SubprocessOptions options;
    options.standardInput = options.standardOutput = options.standardError = Terminal;
    bool isTrue = true;
    Outcome outcome = finish(createSubprocessExec(testChild(), {"out", "x"}, options),
                             [&isTrue](Process *process) {
                                 const auto answer = answerOf(process->standardOutput()->readAll());
                                 const bool isWhole = answer && *answer && **answer == "x\r\n";
                                 isTrue = isWhole || !answer || !*answer;
                                 return isWhole;
                             });
    outcome.isTrue = isTrue;
    return outcome;
}

/// The first start on a thread makes the thread's stack for children and its epoll set.
Outcome aThreadStartsItsFirst()
{
    Outcome outcome;
    const std::unique_ptr<QThread> thread(
        QThread::create([&outcome] { outcome = inputIsCollected(); }));
    thread->start();
    thread->wait();
    return outcome;
}

struct LowLevel final : ReadPipeProtocol, WritePipeProtocol
{
    void dataReceived(QByteArrayView bytes) override { data += bytes; }
    void connectionLost(const std::optional<ProcessError> &) override { ++lost; }
    QByteArray data;
    int lost = 0;
};

Outcome pipesAreConnected()
{
    int fds[2];
    if (::pipe(fds) != 0)
        return {.startError = ProcessError::fromErrno(ProcessStage::CreatePipe, errno)};
    UniqueFd readEnd(fds[0]);
    UniqueFd writeEnd(fds[1]);
    LowLevel reading;
    LowLevel writing;
    auto reader = connectReadPipe(std::move(readEnd), &reading);
    if (!reader)
        return {.startError = reader.error()};
    auto writer = connectWritePipe(std::move(writeEnd), &writing);
    if (!writer)
        return {.startError = writer.error()};
    (void)(*writer)->write("along");
    (*writer)->close();
    const bool isOver = QTest::qWaitFor([&] { return reading.lost + writing.lost == 2; }, 20'000);
    return {.startError = {}, .isOver = isOver, .isRight = reading.data == "along"};
}

} // namespace

Outcome inputIsCollected(const SubprocessOptions &options)
{
    return finish(createSubprocessExec(testChild(), {"cat"}, options), [](Process *process) {
        const auto answer = answerOf(process->communicate("hello"));
        return answer && *answer && (*answer)->standardOutput == "hello"
            && process->returncode() == 0;
    });
}

const QList<std::pair<const char *, Scenario>> &scenarios()
{
    static const QList<std::pair<const char *, Scenario>> all = {
        {"pipes", [] { return inputIsCollected(); }},
        {"sockets", [] { return inputIsCollected(onSockets()); }},
        {"files", filesAreUsed},
        {"a missing program", aProgramIsMissing},
        {"shell", aShellRuns},
        {"more descriptors", [] { return moreDescriptorsAreGiven(piped()); }},
        {"more sockets", [] { return moreDescriptorsAreGiven(onSockets()); }},
        {"all options", everythingIsSet},
        {"group", aGroupIsJoined},
        {"much data", [] { return muchIsWrittenAndRead(piped()); }},
        {"much data through sockets", [] { return muchIsWrittenAndRead(onSockets()); }},
        {"stop", aChildIsStopped},
        {"stop of a group", aGroupIsStopped},
        {"dropped", aRunningChildIsDropped},
        {"terminal", aTerminalIsGiven},
        {"first of a thread", aThreadStartsItsFirst},
        {"transports", pipesAreConnected},
    };
    return all;
}

} // namespace Spawnscope
