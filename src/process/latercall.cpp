// SPDX-License-Identifier: MIT
#include "process/latercalls_p.h"

#include "base/threadvalue.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QEvent>
#include <QThread>

#include <utility>

namespace Spawnscope {

void LaterCall::make(Function function)
{
    leave();
    m_function = std::move(function);
    LaterCalls::current()->append(this);
}

void LaterCall::leave()
{
    if (!m_previous)
        return;
    m_previous->m_next = m_next;
    m_next->m_previous = m_previous;
    m_previous = nullptr;
    m_next = nullptr;
}

LaterCalls *LaterCalls::current()
{
    return &threadValue<LaterCalls>();
}

LaterCalls::LaterCalls()
{
    m_ends.m_previous = &m_ends;
    m_ends.m_next = &m_ends;
}

/// The thread ends.
LaterCalls::~LaterCalls()
{
    while (!isEmpty())
        m_ends.m_next->leave();
}

void LaterCalls::append(LaterCall *call)
{
    call->m_previous = m_ends.m_previous;
    call->m_next = &m_ends;
    m_ends.m_previous->m_next = call;
    m_ends.m_previous = call;
    if (!m_isInTurn)
        post();
}

void LaterCalls::follow(QAbstractEventDispatcher *dispatcher)
{
    if (m_dispatcher)
        m_dispatcher->disconnect(this);
    m_dispatcher = nullptr;
    m_isInTurn = false;
    if (!isEmpty())
        post();
    if (!dispatcher->inherits("QEventDispatcherGlib")
        && !dispatcher->inherits("QEventDispatcherUNIX"))
        return;
    m_dispatcher = dispatcher;
    using Dispatcher = QAbstractEventDispatcher;
    connect(dispatcher, &Dispatcher::awake, this, &LaterCalls::makeCalls);
    connect(dispatcher, &Dispatcher::aboutToBlock, this, &LaterCalls::makeCalls);
    connect(dispatcher, &QObject::destroyed, this, [this] {
        if (!isEmpty())
            post();
    });
}

LaterCalls::ReactorTurn::ReactorTurn(LaterCalls *calls)
    : m_calls(calls)
{
    m_calls->makeCalls();
    m_calls->m_isInTurn = m_calls->m_dispatcher && QThread::currentThread()->loopLevel() > 0;
}

bool LaterCalls::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    m_isPosted = false;
    makeCalls();
    return true;
}

/// As many as wait now: what these ask for is for the next turn. A nested event loop goes on with
/// what is left.
void LaterCalls::makeCalls()
{
    m_isInTurn = false;
    qsizetype count = 0;
    for (const LaterCall *call = m_ends.m_next; call != &m_ends; call = call->m_next)
        ++count;
    for (; count > 0 && !isEmpty(); --count) {
        LaterCall *call = m_ends.m_next;
        call->leave();
        if (!m_dispatcher && !isEmpty())
            post();
        const auto function = std::exchange(call->m_function, nullptr); // outlives the call
        function();
    }
    if (!isEmpty())
        post();
}

void LaterCalls::post()
{
    if (std::exchange(m_isPosted, true))
        return;
    QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

} // namespace Spawnscope
