// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/livescreen.h"
#include "terminal/terminalsource.h"

#include <functional>
#include <memory>

namespace Spawnscope {

/// The terminal of a run that goes on, for a view: Session::terminal().
///
/// Thread: the one it was made on, which is not the one that feeds the screen.
class TerminalLink final : public TerminalSource
{
    Q_OBJECT

public:
    /// How what is asked of it reaches the child, in order.
    struct Orders
    {
        std::function<void(const QByteArray &bytes)> sendInput;
        std::function<void(TerminalSize size)> resize;
    };

    TerminalLink(std::shared_ptr<LiveScreen> screen, TerminalSize size, Orders orders);
    ~TerminalLink() override;

    void look(const std::function<void(TerminalScreen *screen)> &function) override;
    qint64 scrollbackEnd() const override { return m_screen->scrollbackEnd(); }
    bool takesInput() const override { return m_takesInput; }
    void sendInput(const QByteArray &bytes) override;
    void resize(TerminalSize size) override;

    /// Whether the child runs and reads.
    void setTakesInput(bool takesInput);
    /// The screen has news: LiveScreen::takeNotice().
    void takeNotice();

private:
    std::shared_ptr<LiveScreen> m_screen;
    Orders m_orders;
    TerminalSize m_size; ///< asked for last
    bool m_takesInput = false;
    bool m_isChangeTold = false; ///< since the last look()
};

} // namespace Spawnscope
