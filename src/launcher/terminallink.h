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
/// Input:  what is typed before the child is there is kept for it, up to MostKeptInput.
class TerminalLink final : public TerminalSource
{
    Q_OBJECT

public:
    static constexpr qsizetype MostKeptInput = 64 * 1024; ///< bytes

    /// What becomes of what is sent.
    enum class Input : quint8 { Kept, Taken, Refused };

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
    QList<qint64> promptLines() const override { return m_screen->promptLines().lines(); }
    bool takesInput() const override { return m_input != Input::Refused; }
    void sendInput(const QByteArray &bytes) override;
    void resize(TerminalSize size) override;

    /// Kept until this is called. With Taken, what was kept goes first; with Refused it is dropped.
    void setInput(Input input);
    /// The screen has news: LiveScreen::takeNotice().
    void takeNotice();

Q_SIGNALS:
    /// Some of what was typed before the start reaches no child.
    void inputDropped();

private:
    void keepInput(const QByteArray &bytes);

    std::shared_ptr<LiveScreen> m_screen;
    Orders m_orders;
    TerminalSize m_size; ///< asked for last
    Input m_input = Input::Kept;
    QByteArray m_keptInput;
    bool m_isKeptFull = false; // nothing more is kept: it would be out of place after the gap
    bool m_isChangeTold = false; ///< since the last look()
};

} // namespace Spawnscope
