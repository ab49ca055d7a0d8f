// SPDX-License-Identifier: MIT
#pragma once

namespace Spawnscope {

/// Base of objects that call out to code which may delete them: a DeathWatch on the stack tells
/// whether the object still exists when the call returns.
///
/// Thread: a Mortal and its watches live on one thread.
class Mortal
{
public:
    Mortal() = default;
    Mortal(const Mortal &) = delete;
    Mortal &operator=(const Mortal &) = delete;

protected:
    ~Mortal();

private:
    friend class DeathWatch;
    class DeathWatch *m_innermost = nullptr;
};

/// Lives on the stack around a call that may delete `subject`. Watches of one subject nest.
class DeathWatch
{
public:
    explicit DeathWatch(Mortal *subject);
    ~DeathWatch();
    DeathWatch(const DeathWatch &) = delete;
    DeathWatch &operator=(const DeathWatch &) = delete;

    bool isDead() const { return !m_subject; }

private:
    friend class Mortal;
    Mortal *m_subject;
    DeathWatch *m_outer;
};

} // namespace Spawnscope
