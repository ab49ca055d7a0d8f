// SPDX-License-Identifier: MIT
#pragma once

#include "process/latercall.h"

#include <QObject>
#include <QPointer>

class QAbstractEventDispatcher;

namespace Spawnscope {

/// The waiting LaterCalls of one thread.
///
/// A posted event has them made. It is spared in what the reactor calls in a turn of an event loop
/// of Qt's for Unix: these emit QAbstractEventDispatcher::awake or aboutToBlock at the beginning of
/// every turn, that of a nested event loop too, and the calls are made there. If what the reactor
/// calls runs a main loop of GLib's own, as gtk_dialog_run() does, they are made in the next turn
/// of the reactor.
class LaterCalls final : public QObject
{
public:
    /// Of this thread.
    static LaterCalls *current();
    LaterCalls();
    ~LaterCalls() override;

    void append(LaterCall *call);
    /// All that wait now, each of which may run an event loop.
    void makeCalls();
    /// The event dispatcher in whose turns the reactor calls.
    void follow(QAbstractEventDispatcher *dispatcher);

    /// Around what the reactor calls in a turn of the event loop. What waits is called before.
    class ReactorTurn
    {
    public:
        explicit ReactorTurn(LaterCalls *calls);
        ~ReactorTurn() { m_calls->m_isInTurn = false; }
        ReactorTurn(const ReactorTurn &) = delete;
        ReactorTurn &operator=(const ReactorTurn &) = delete;

    private:
        LaterCalls *m_calls;
    };

protected:
    bool event(QEvent *event) override;

private:
    bool isEmpty() const { return m_ends.m_next == &m_ends; }
    void post();

    LaterCall m_ends; ///< between the last and the first
    QPointer<QAbstractEventDispatcher> m_dispatcher; ///< one whose turns are announced
    bool m_isInTurn = false;
    bool m_isPosted = false;
};

} // namespace Spawnscope
