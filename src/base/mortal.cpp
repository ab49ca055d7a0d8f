// SPDX-License-Identifier: MIT
#include "base/mortal.h"

namespace Spawnscope {

Mortal::~Mortal()
{
    while (m_newest)
        m_newest->watch(nullptr);
}

void DeathWatch::watch(Mortal *subject)
{
    if (m_subject) {
        (m_newer ? m_newer->m_older : m_subject->m_newest) = m_older;
        if (m_older)
            m_older->m_newer = m_newer;
    }
    m_subject = subject;
    m_newer = nullptr;
    m_older = nullptr;
    if (m_subject) {
        m_older = m_subject->m_newest;
        if (m_older)
            m_older->m_newer = this;
        m_subject->m_newest = this;
    }
}

} // namespace Spawnscope
