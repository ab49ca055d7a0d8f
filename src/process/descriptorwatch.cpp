// SPDX-License-Identifier: MIT
#include "process/descriptorwatch.h"

#include "process/reactor_p.h"

#include <QAbstractEventDispatcher>
#include <QByteArray>

namespace Spawnscope {

namespace {

bool usesReactor()
{
    static const bool uses = qgetenv("SPAWNSCOPE_REACTOR") != "notifier";
    return uses;
}

} // namespace

DescriptorWatch::DescriptorWatch(int fd, Callback callback)
    : m_fd(fd)
    , m_callback(std::move(callback))
{}

DescriptorWatch::~DescriptorWatch() = default;

void DescriptorWatch::setEvents(Events events)
{
    if (events == m_events)
        return;
    m_events = events;
    // Qt's notifiers take no notice of an event loop that comes after them.
    if (QAbstractEventDispatcher::instance())
        apply();
    else
        m_applyLater.make([this] { apply(); });
}

void DescriptorWatch::apply()
{
    if (!m_backend && usesReactor())
        m_backend = makeReactorWatch(m_fd, m_callback);
    if (m_backend && m_backend->setEvents(m_events))
        return;
    m_backend = makeNotifierWatch(m_fd, m_callback);
    m_backend->setEvents(m_events);
}

} // namespace Spawnscope
