// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <memory>

namespace Spawnscope {

/// While it lives, some of what ends a program does not end this one but is reported, or does
/// nothing: signals, and on Windows the events of a console. What was ignored stays ignored. At
/// most one relay lives at a time.
///
/// What does nothing is handled, not ignored: an ignored signal would stay ignored in a child.
/// Platform: signalrelay_unix.cpp, signalrelay_windows.cpp.
class SignalRelay final : public QObject
{
    Q_OBJECT

public:
    /// Whom what comes is meant for.
    enum class For {
        Window, ///< this program, and every request to end is reported
        /// A child in the same terminal, which gets by itself what the terminal sends to all who
        /// use it: that does nothing here, and what others send is reported.
        Child,
        ChildInTerminal, ///< a child in a terminal of its own; everything is reported
    };

    explicit SignalRelay(For whom, QObject *parent = nullptr);
    /// Gives back what was in force before.
    ~SignalRelay() override;

Q_SIGNALS:
    /// A number as Process::sendSignal() takes it.
    void received(int signal);
    /// This program's terminal may have another size now; only for a ChildInTerminal.
    void windowResized();

private:
    struct Private;
    const std::unique_ptr<Private> m;
};

} // namespace Spawnscope
