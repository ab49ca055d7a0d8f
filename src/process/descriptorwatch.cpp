// SPDX-License-Identifier: MIT
#include "process/descriptorwatch.h"

#include "process/reactor_p.h"

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
{
    if (usesReactor())
        m_backend = makeReactorWatch(m_fd, m_callback);
    if (!m_backend)
        m_backend = makeNotifierWatch(m_fd, m_callback);
}

DescriptorWatch::~DescriptorWatch() = default;

void DescriptorWatch::setEvents(Events events)
{
    if (events == m_events)
        return;
    m_events = events;
    if (m_backend->setEvents(events))
        return;
    m_backend = makeNotifierWatch(m_fd, m_callback);
    m_backend->setEvents(events);
}

} // namespace Spawnscope
