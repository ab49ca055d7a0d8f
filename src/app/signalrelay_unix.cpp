// SPDX-License-Identifier: MIT
#include "app/signalrelay.h"

#include "base/uniquefd.h"

#include <QSocketNotifier>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

#include <initializer_list>
#include <vector>

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

struct SignalRelay::Private
{
    struct Previous
    {
        int signal;
        struct sigaction action;
    };

    void handle(std::initializer_list<int> signals,
                void (*handler)(int signal, siginfo_t *info, void *context));
    bool openPipe();

    UniqueFd reading;
    UniqueFd writing;
    std::unique_ptr<QSocketNotifier> notifier;
    std::vector<Previous> previous;
};

void SignalRelay::Private::handle(std::initializer_list<int> signals,
                                  void (*handler)(int, siginfo_t *, void *))
{
    for (const int signal : signals) {
        struct sigaction action = {};
        Previous before{signal, {}};
        if (::sigaction(signal, nullptr, &before.action) != 0
            || before.action.sa_handler == SIG_IGN)
            continue;
        action.sa_sigaction = handler;
        action.sa_flags = SA_RESTART | SA_SIGINFO;
        ::sigemptyset(&action.sa_mask);
        if (::sigaction(signal, &action, nullptr) == 0)
            previous.push_back(before);
    }
}

bool SignalRelay::Private::openPipe()
{
    int ends[2];
    if (::pipe(ends) != 0)
        return false;
    reading.reset(ends[0]);
    writing.reset(ends[1]);
    for (const int end : ends) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    return true;
}

SignalRelay::SignalRelay(For whom, QObject *parent)
    : QObject(parent)
    , m(std::make_unique<Private>())
{
    if (whom == For::Child)
        m->handle({SIGINT, SIGQUIT}, doNothing);
    if (!m->openPipe())
        return;
    m->notifier = std::make_unique<QSocketNotifier>(m->reading.get(), QSocketNotifier::Read);
    connect(m->notifier.get(), &QSocketNotifier::activated, this, [this] {
        unsigned char number = 0;
        while (::read(m->reading.get(), &number, 1) == 1) {
            if (number == SIGWINCH)
                Q_EMIT windowResized();
            else
                Q_EMIT received(number);
        }
    });
    relayDescriptor = m->writing.get();
    passesTerminalOver = whom == For::Child;
    m->handle({SIGTERM, SIGHUP}, relay);
    if (whom != For::Child)
        m->handle({SIGINT}, relay);
    if (whom == For::ChildInTerminal)
        m->handle({SIGQUIT, SIGWINCH}, relay);
}

SignalRelay::~SignalRelay()
{
    for (const Private::Previous &previous : m->previous)
        ::sigaction(previous.signal, &previous.action, nullptr);
    relayDescriptor = -1;
}

} // namespace Spawnscope
