// SPDX-License-Identifier: MIT
#include "base/mortal.h"

namespace Spawnscope {

Mortal::~Mortal()
{
    for (DeathWatch *watch = m_innermost; watch; watch = watch->m_outer)
        watch->m_subject = nullptr;
}

DeathWatch::DeathWatch(Mortal *subject)
    : m_subject(subject)
    , m_outer(subject->m_innermost)
{
    subject->m_innermost = this;
}

DeathWatch::~DeathWatch()
{
    if (m_subject)
        m_subject->m_innermost = m_outer;
}

} // namespace Spawnscope
