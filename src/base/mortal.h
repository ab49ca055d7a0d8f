// SPDX-License-Identifier: MIT
#pragma once

namespace Spawnscope {

/// Base of objects that may be deleted while somebody counts on them: a DeathWatch tells whether
/// the object still exists.
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
    class DeathWatch *m_newest = nullptr;
};

/// Stands on the stack around a call that may delete `subject`, or beside a pointer to it. Any
/// number of watches may have one subject, and end in any order.
class DeathWatch
{
public:
    DeathWatch() = default;
    explicit DeathWatch(Mortal *subject) { watch(subject); }
    ~DeathWatch() { watch(nullptr); }
    DeathWatch(const DeathWatch &) = delete;
    DeathWatch &operator=(const DeathWatch &) = delete;

    /// Of another subject from now on; null: of none.
    void watch(Mortal *subject);
    /// Also true where there is no subject.
    bool isDead() const { return !m_subject; }

private:
    friend class Mortal;
    Mortal *m_subject = nullptr;
    DeathWatch *m_newer = nullptr;
    DeathWatch *m_older = nullptr;
};

} // namespace Spawnscope
