// SPDX-License-Identifier: MIT
#include "app/signalrelay.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

volatile sig_atomic_t relayDescriptor = -1;
volatile sig_atomic_t passesTerminalOver = 0;

void doNothing(int, siginfo_t *, void *) {}

void relay(int signal, siginfo_t *info, void *)
{
#ifdef SI_KERNEL
    if (passesTerminalOver && info->si_code == SI_KERNEL)
        return;
#else
    Q_UNUSED(info)
#endif
    const int before = errno;
    const auto number = static_cast<unsigned char>(signal);
    [[maybe_unused]] const ssize_t count = ::write(relayDescriptor, &number, 1);
    errno = before;
}

} // namespace

SignalRelay::SignalRelay(std::initializer_list<int> reported,
                         std::initializer_list<int> withoutEffect, FromTerminal fromTerminal,
                         QObject *parent)
    : QObject(parent)
{
    for (const int signal : withoutEffect)
        handle(signal, doNothing);
    int ends[2];
    if (::pipe(ends) != 0)
        return;
    m_reading.reset(ends[0]);
    m_writing.reset(ends[1]);
    for (const int end : ends) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    m_notifier = std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &SignalRelay::readPipe);
    relayDescriptor = ends[1];
    passesTerminalOver = fromTerminal == FromTerminal::PassedOver;
    for (const int signal : reported)
        handle(signal, relay);
}

SignalRelay::~SignalRelay()
{
    for (const Previous &previous : m_previous)
        ::sigaction(previous.signal, &previous.action, nullptr);
    relayDescriptor = -1;
}

void SignalRelay::handle(int signal, void (*handler)(int, siginfo_t *, void *))
{
    struct sigaction action = {};
    Previous previous{signal, {}};
    if (::sigaction(signal, nullptr, &previous.action) != 0
        || previous.action.sa_handler == SIG_IGN)
        return;
    action.sa_sigaction = handler;
    action.sa_flags = SA_RESTART | SA_SIGINFO;
    ::sigemptyset(&action.sa_mask);
    if (::sigaction(signal, &action, nullptr) == 0)
        m_previous.push_back(previous);
}

void SignalRelay::readPipe()
{
    unsigned char number = 0;
    while (::read(m_reading.get(), &number, 1) == 1)
        Q_EMIT received(number);
}

} // namespace Spawnscope
