// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

namespace Spawnscope {

/// Owns one open descriptor and closes it. -1 stands for none.
class UniqueFd final
{
public:
    UniqueFd() = default;
    explicit UniqueFd(int fd)
        : m_fd(fd)
    {}
    UniqueFd(UniqueFd &&other) noexcept
        : m_fd(other.release())
    {}
    UniqueFd &operator=(UniqueFd &&other) noexcept
    {
        if (this != &other)
            reset(other.release());
        return *this;
    }
    ~UniqueFd() { reset(); }

    int get() const { return m_fd; }
    bool isValid() const { return m_fd >= 0; }
    explicit operator bool() const { return isValid(); }

    /// Gives the descriptor up without closing it.
    [[nodiscard]] int release() { return std::exchange(m_fd, -1); }

    /// Closes what is owned and takes `fd`. errno keeps its value.
    void reset(int fd = -1);

private:
    int m_fd = -1;
};

} // namespace Spawnscope
