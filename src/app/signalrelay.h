// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"

#include <QObject>
#include <QSocketNotifier>

#include <csignal>
#include <initializer_list>
#include <memory>
#include <vector>

namespace Spawnscope {

/// While it lives, some of the signals that end a program do not end this one but are reported, or
/// do nothing. Those that were ignored stay ignored. At most one relay lives at a time.
///
/// The ones that do nothing are handled, not ignored: an ignored signal would stay ignored in a
/// child.
class SignalRelay final : public QObject
{
    Q_OBJECT

public:
    /// Whether those are reported that the terminal sends to every process of the group.
    enum class FromTerminal { Reported, PassedOver };

    SignalRelay(std::initializer_list<int> reported, std::initializer_list<int> withoutEffect,
                FromTerminal fromTerminal, QObject *parent = nullptr);
    /// Gives back what was in force before.
    ~SignalRelay() override;

Q_SIGNALS:
    void received(int signal);

private:
    struct Previous
    {
        int signal;
        struct sigaction action;
    };
    void handle(int signal, void (*handler)(int, siginfo_t *, void *));
    void readPipe();

    UniqueFd m_reading;
    UniqueFd m_writing;
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::vector<Previous> m_previous;
};

} // namespace Spawnscope
