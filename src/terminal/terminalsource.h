// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminallistener.h"
#include "terminal/terminalscreen.h"

#include <QObject>

#include <functional>

namespace Spawnscope {

/// What stands behind a view of a terminal: a child that runs, or the replay of one that ran.
///
/// Thread:     use on the thread it lives on. The screen may be fed on another one; what is fed
///             while look() runs waits for it.
/// Scrollback: what left the screen is rows [0, scrollbackEnd()) of the run's log under
///             OutputFilter::Stdout, as lines: the rows of one line are joined. The last of them
///             is open while the rest of the line is still on the screen. In look(), it is all that
///             left this screen, no more and no less. Once the run has ended, the log goes on with
///             what was on the screen last.
class TerminalSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Calls @p function once, before it returns, with the screen, which stands still meanwhile.
    /// Only its damage may be taken, and by one view only; what is to be painted is copied out.
    virtual void look(const std::function<void(TerminalScreen *screen)> &function) = 0;
    virtual qint64 scrollbackEnd() const = 0;
    /// See PromptLines; of what is shown and perhaps of what comes after it.
    virtual QList<qint64> promptLines() const = 0;

    /// Whether somebody reads what is typed; a replay and a child that has ended do not.
    virtual bool takesInput() const = 0;
    virtual void sendInput(const QByteArray &bytes) = 0;
    /// The screen and the child's terminal get this size, soon. Asking again costs nothing.
    virtual void resize(TerminalSize size) = 0;

Q_SIGNALS:
    /// The screen, the cursor, the modes or the scrollback changed; once until the next look().
    void changed();
    void takesInputChanged();
    void titleChanged(const QString &title);
    void bellRang();
    /// OSC 52; nothing is done unless the user gives leave.
    void clipboardRequested(const Spawnscope::ClipboardRequest &request);
};

} // namespace Spawnscope
