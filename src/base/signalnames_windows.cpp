// SPDX-License-Identifier: MIT
#include "base/signalnames.h"

namespace Spawnscope {

namespace {

struct Entry
{
    int number;
    const char *name;
    const char *windowsName; ///< what Windows calls it
};

// Windows has no signals; these are what the core can do to a process there. Numbers are those of
// the C run-time's signal.h where it has them.
constexpr Entry entries[] = {
    {1, "SIGHUP", "WM_CLOSE"},
    {interruptSignal, "SIGINT", "CTRL_C_EVENT"},
    {killSignal, "SIGKILL", ""},
    {terminateSignal, "SIGTERM", ""},
    {21, "SIGBREAK", "CTRL_BREAK_EVENT"},
};

} // namespace

QList<SignalName> allSignals()
{
    QList<SignalName> all;
    for (const Entry &entry : entries)
        all.append({entry.number, entry.name});
    return all;
}

QByteArray signalName(int number)
{
    for (const Entry &entry : entries) {
        if (entry.number == number)
            return entry.name;
    }
    return "signal " + QByteArray::number(number);
}

std::optional<int> signalNumber(QByteArrayView text)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    if (isNumber)
        return number >= 0 ? std::optional(number) : std::nullopt;
    const QByteArray name = text.toByteArray().toUpper();
    if (name.isEmpty()) // as is what Windows calls some of them
        return std::nullopt;
    for (const Entry &entry : entries) {
        if (name == entry.name || "SIG" + name == entry.name || name == entry.windowsName)
            return entry.number;
    }
    return std::nullopt;
}

std::optional<int> suspendSignal()
{
    return std::nullopt;
}

std::optional<int> continueSignal()
{
    return std::nullopt;
}

bool isStoppedAfter(int, bool)
{
    return false;
}

std::optional<int> exitCodeOfTermination()
{
    return 1; // CPython's, of Popen.terminate()
}

} // namespace Spawnscope
