// SPDX-License-Identifier: MIT
#include "app/signalrelay.h"

#include "base/signalnames.h"
#include "base/windowsapi_windows.h"

#include <mutex>
#include <optional>

namespace Spawnscope {

namespace {

std::mutex relayMutex; // guards the two below
SignalRelay *currentRelay = nullptr;
SignalRelay::For currentTarget = SignalRelay::For::Window;

std::optional<int> signalOf(DWORD event)
{
    switch (event) {
    case CTRL_C_EVENT:
        return interruptSignal;
    case CTRL_BREAK_EVENT:
        return signalNumber("SIGBREAK");
    case CTRL_CLOSE_EVENT:
    case CTRL_LOGOFF_EVENT:
    case CTRL_SHUTDOWN_EVENT:
        return terminateSignal;
    default:
        return std::nullopt;
    }
}

/// Called on a thread that Windows makes for it. After a "close" Windows ends this program as soon
/// as the handler returns, and after five seconds in any case.
BOOL WINAPI handleEvent(DWORD event)
{
    const std::optional<int> signal = signalOf(event);
    if (!signal)
        return FALSE;
    {
        const std::lock_guard lock(relayMutex);
        if (!currentRelay)
            return FALSE;
        // Every program on the console got it.
        if (currentTarget == SignalRelay::For::Child)
            return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT;
        QMetaObject::invokeMethod(
            currentRelay, [relay = currentRelay, signal] { Q_EMIT relay->received(*signal); },
            Qt::QueuedConnection);
    }
    if (*signal == terminateSignal)
        ::Sleep(INFINITE); // the program ends by itself meanwhile
    return TRUE;
}

} // namespace

struct SignalRelay::Private
{};

SignalRelay::SignalRelay(For whom, QObject *parent)
    : QObject(parent)
    , m(std::make_unique<Private>())
{
    const std::lock_guard lock(relayMutex);
    currentRelay = this;
    currentTarget = whom;
    ::SetConsoleCtrlHandler(handleEvent, TRUE);
}

SignalRelay::~SignalRelay()
{
    ::SetConsoleCtrlHandler(handleEvent, FALSE);
    const std::lock_guard lock(relayMutex);
    currentRelay = nullptr;
}

} // namespace Spawnscope
