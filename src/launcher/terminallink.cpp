// SPDX-License-Identifier: MIT
#include "launcher/terminallink.h"

#include <utility>

namespace Spawnscope {

TerminalLink::TerminalLink(std::shared_ptr<LiveScreen> screen, TerminalSize size, Orders orders)
    : m_screen(std::move(screen))
    , m_orders(std::move(orders))
    , m_size(size)
{}

TerminalLink::~TerminalLink() = default;

void TerminalLink::look(const std::function<void(TerminalScreen *)> &function)
{
    m_isChangeTold = false;
    m_screen->look(function);
}

void TerminalLink::sendInput(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    if (m_input == Input::Taken)
        m_orders.sendInput(bytes);
    else if (m_input == Input::Kept)
        keepInput(bytes);
}

void TerminalLink::keepInput(const QByteArray &bytes)
{
    if (m_isKeptFull)
        return;
    m_isKeptFull = bytes.size() > MostKeptInput - m_keptInput.size();
    if (m_isKeptFull)
        Q_EMIT inputDropped();
    else
        m_keptInput += bytes;
}

void TerminalLink::resize(TerminalSize size)
{
    if (std::exchange(m_size, size) != size)
        m_orders.resize(size);
}

void TerminalLink::setInput(Input input)
{
    const bool tookInput = takesInput();
    m_input = input;
    if (const QByteArray kept = std::exchange(m_keptInput, {}); !kept.isEmpty()) {
        if (input == Input::Taken)
            m_orders.sendInput(kept);
        else
            Q_EMIT inputDropped();
    }
    if (takesInput() != tookInput)
        Q_EMIT takesInputChanged();
}

void TerminalLink::takeNotice()
{
    const ScreenNews news = m_screen->takeNews();
    if (news.title)
        Q_EMIT titleChanged(*news.title);
    if (news.clipboard)
        Q_EMIT clipboardRequested(*news.clipboard);
    if (news.bell)
        Q_EMIT bellRang();
    if (m_screen->hasChanged() && !std::exchange(m_isChangeTold, true))
        Q_EMIT changed();
}

} // namespace Spawnscope
