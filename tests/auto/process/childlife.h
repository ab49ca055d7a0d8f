// SPDX-License-Identifier: MIT
#pragma once

#include "process/subprocesstransport.h"
#include "support/standingchecks.h"
#include "support/systemstate.h"

#include <QCoreApplication>
#include <QTest>

#include <functional>
#include <map>

namespace Spawnscope {

enum class Event { Made, Data, PipeLost, Exited, Lost, Pause, Resume };

struct InShell
{};

/// Starts one child, records what is told of it, holds it against the promised order, and does what
/// a test asks for at an event.
class Life final : public SubprocessProtocol
{
public:
    explicit Life(const OsStringList &arguments, const SubprocessOptions &options = piped())
    {
        start(subprocessExec(this, testChild(), arguments, forThisSystem(onTestChannel(options))));
    }
    Life(InShell, const OsString &command, const SubprocessOptions &options = piped())
    {
        start(subprocessShell(this, command, forThisSystem(onTestChannel(options))));
    }

    bool isOver() const { return events.contains(Event::Lost); }
    int count(Event event) const { return int(events.count(event)); }
    void write(const QByteArray &bytes) const { QVERIFY(transport->writePipe(0)->write(bytes)); }

    std::unique_ptr<SubprocessTransport> transport;
    QList<Event> events;
    std::map<int, QByteArray> data;
    std::map<int, std::optional<ProcessError>> pipeErrors; ///< of the pipes that were lost
    std::optional<ExitStatus> status;
    std::map<Event, std::function<void()>> at;

private:
    void start(ProcessResult<std::unique_ptr<SubprocessTransport>> started)
    {
        if (!started)
            qFatal("start: %s", started.error().code.message().c_str());
        transport = std::move(*started);
        QVERIFY(events.isEmpty()); // nothing is told from within the call
    }

    void record(Event event)
    {
        QCOMPARE(events.isEmpty(), event == Event::Made);
        QVERIFY(!isOver());
        events.append(event);
        const auto action = at.find(event);
        if (action != at.end())
            action->second();
    }

    void connectionMade(SubprocessTransport *made) override
    {
        QCOMPARE(made, transport.get());
        record(Event::Made);
    }
    void pipeDataReceived(int fd, QByteArrayView received) override
    {
        QVERIFY(!received.isEmpty());
        QVERIFY(!pipeErrors.contains(fd));
        data[fd] += received;
        record(Event::Data);
    }
    void pipeConnectionLost(int fd, const std::optional<ProcessError> &error) override
    {
        QVERIFY(!pipeErrors.contains(fd));
        pipeErrors[fd] = error;
        record(Event::PipeLost);
    }
    void processExited(const ExitStatus &how) override
    {
        QVERIFY(!status);
        QCOMPARE(transport->exitStatus(), how);
        record(Event::Exited);
        status = how; // also when the transport is gone by now
    }
    void connectionLost() override
    {
        QVERIFY(status);
        record(Event::Lost);
    }
    void pauseWriting(int fd) override
    {
        QCOMPARE(fd, 0);
        record(Event::Pause);
    }
    void resumeWriting(int fd) override
    {
        QCOMPARE(fd, 0);
        record(Event::Resume);
    }
};

inline ExitStatus exited(int code)
{
    return {ExitStatus::Kind::Exited, code, false};
}

/// Turns the event loop until everything that is pending now has happened.
inline void turn()
{
    bool turned = false;
    QTimer::singleShot(0, qApp, [&turned] { turned = true; });
    QTRY_VERIFY(turned);
}

inline SubprocessOptions onlyOutput()
{
    SubprocessOptions options;
    options.standardOutput = Pipe;
    return options;
}

inline SubprocessOptions inOwnGroup()
{
    SubprocessOptions options = onlyOutput();
    options.processGroup = 0;
    return options;
}

} // namespace Spawnscope
