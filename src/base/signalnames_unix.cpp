// SPDX-License-Identifier: MIT
#include "base/signalnames.h"

#include <algorithm>
#include <csignal>

namespace Spawnscope {

namespace {

static_assert(SIGINT == interruptSignal && SIGKILL == killSignal && SIGTERM == terminateSignal);

struct Entry
{
    int number;
    const char *name;
};

// By number at run time; numbers differ between platforms. Aliases (SIGIOT, SIGPOLL) are left out.
constexpr Entry entries[] = {
    {SIGHUP, "SIGHUP"},       {SIGINT, "SIGINT"},   {SIGQUIT, "SIGQUIT"},
    {SIGILL, "SIGILL"},       {SIGTRAP, "SIGTRAP"}, {SIGABRT, "SIGABRT"},
    {SIGBUS, "SIGBUS"},       {SIGFPE, "SIGFPE"},   {SIGKILL, "SIGKILL"},
    {SIGUSR1, "SIGUSR1"},     {SIGSEGV, "SIGSEGV"}, {SIGUSR2, "SIGUSR2"},
    {SIGPIPE, "SIGPIPE"},     {SIGALRM, "SIGALRM"}, {SIGTERM, "SIGTERM"},
#ifdef SIGSTKFLT
    {SIGSTKFLT, "SIGSTKFLT"},
#endif
    {SIGCHLD, "SIGCHLD"},     {SIGCONT, "SIGCONT"}, {SIGSTOP, "SIGSTOP"},
    {SIGTSTP, "SIGTSTP"},     {SIGTTIN, "SIGTTIN"}, {SIGTTOU, "SIGTTOU"},
    {SIGURG, "SIGURG"},       {SIGXCPU, "SIGXCPU"}, {SIGXFSZ, "SIGXFSZ"},
    {SIGVTALRM, "SIGVTALRM"}, {SIGPROF, "SIGPROF"}, {SIGWINCH, "SIGWINCH"},
    {SIGIO, "SIGIO"},
#ifdef SIGPWR
    {SIGPWR, "SIGPWR"},
#endif
#ifdef SIGINFO
    {SIGINFO, "SIGINFO"},
#endif
#ifdef SIGEMT
    {SIGEMT, "SIGEMT"},
#endif
    {SIGSYS, "SIGSYS"},
};

int firstRealTime()
{
#ifdef SIGRTMIN
    return SIGRTMIN;
#else
    return 0;
#endif
}

int lastRealTime()
{
#ifdef SIGRTMAX
    return SIGRTMAX;
#else
    return -1;
#endif
}

} // namespace

QList<SignalName> allSignals()
{
    QList<SignalName> all;
    for (const Entry &entry : entries)
        all.append({entry.number, entry.name});
    std::sort(all.begin(), all.end(),
              [](const SignalName &a, const SignalName &b) { return a.number < b.number; });
    for (int number = firstRealTime(); number <= lastRealTime(); ++number)
        all.append({number, signalName(number)});
    return all;
}

QByteArray signalName(int number)
{
    for (const Entry &entry : entries) {
        if (entry.number == number)
            return entry.name;
    }
    if (number == firstRealTime() && number > 0)
        return "SIGRTMIN";
    if (number > firstRealTime() && number <= lastRealTime())
        return "SIGRTMIN+" + QByteArray::number(number - firstRealTime());
    return "signal " + QByteArray::number(number);
}

std::optional<int> signalNumber(QByteArrayView text)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (isNumber)
        return number >= 0 ? std::optional(number) : std::nullopt;
    QByteArray name = text.toByteArray().toUpper();
    if (!name.startsWith("SIG"))
        name.prepend("SIG");
    for (const SignalName &signal : allSignals()) {
        if (signal.name == name)
            return signal.number;
    }
    return std::nullopt;
}

std::optional<int> suspendSignal()
{
    return SIGSTOP;
}

std::optional<int> continueSignal()
{
    return SIGCONT;
}

std::optional<int> exitCodeOfTermination()
{
    return std::nullopt;
}

bool isStoppedAfter(int number, bool wasStopped)
{
    if (number == SIGSTOP || number == SIGTSTP)
        return true;
    return number != SIGCONT && wasStopped;
}

} // namespace Spawnscope
