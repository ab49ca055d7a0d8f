// SPDX-License-Identifier: MIT
#pragma once

#include "process/pipetransport.h"

#include <QCoreApplication>
#include <QTest>
#include <QTimer>

#include <functional>
#include <map>

namespace Spawnscope {

enum class Event { Made, Data, Eof, Lost, Pause, Resume };

/// Records what it is told, and does what a test asks for at an event.
template <typename Transport>
struct Recorder
{
    std::unique_ptr<Transport> transport;
    QList<Event> events;
    QByteArray data;
    std::optional<ProcessError> error;
    std::map<Event, std::function<void()>> at;

    bool isLost() const { return events.contains(Event::Lost); }

protected:
    void record(Event event)
    {
        events.append(event);
        const auto action = at.find(event);
        if (action != at.end())
            action->second();
    }
};

struct Reading final : Recorder<ReadPipeTransport>, ReadPipeProtocol
{
    explicit Reading(UniqueFd fd) { transport = connectReadPipe(std::move(fd), this).value(); }

private:
    void connectionMade(ReadPipeTransport *made) override
    {
        QCOMPARE(made, transport.get());
        record(Event::Made);
    }
    void dataReceived(QByteArrayView received) override
    {
        QVERIFY(!received.isEmpty());
        data += received;
        record(Event::Data);
    }
    void eofReceived() override { record(Event::Eof); }
    void connectionLost(const std::optional<ProcessError> &reason) override
    {
        error = reason;
        record(Event::Lost);
    }
};

struct Writing final : Recorder<WritePipeTransport>, WritePipeProtocol
{
    explicit Writing(UniqueFd fd) { transport = connectWritePipe(std::move(fd), this).value(); }

private:
    void connectionMade(WritePipeTransport *made) override
    {
        QCOMPARE(made, transport.get());
        record(Event::Made);
    }
    void pauseWriting() override { record(Event::Pause); }
    void resumeWriting() override { record(Event::Resume); }
    void connectionLost(const std::optional<ProcessError> &reason) override
    {
        error = reason;
        record(Event::Lost);
    }
};

/// Turns the event loop until everything that is pending now has happened.
inline void turn()
{
    bool turned = false;
    QTimer::singleShot(0, qApp, [&turned] { turned = true; });
    QTRY_VERIFY(turned);
}

} // namespace Spawnscope
