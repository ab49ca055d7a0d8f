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
    if (m_takesInput && !bytes.isEmpty())
        m_orders.sendInput(bytes);
}

void TerminalLink::resize(TerminalSize size)
{
    if (std::exchange(m_size, size) != size)
        m_orders.resize(size);
}

void TerminalLink::setTakesInput(bool takesInput)
{
    if (std::exchange(m_takesInput, takesInput) != takesInput)
        Q_EMIT takesInputChanged();
}

void TerminalLink::takeNotice()
{
    const ScreenNews news = m_screen->takeNews();
    if (news.title)
        Q_EMIT titleChanged(*news.title);
    for (const PromptMark &mark : news.marks)
        Q_EMIT promptMarked(mark);
    if (news.clipboard)
        Q_EMIT clipboardRequested(*news.clipboard);
    if (news.bell)
        Q_EMIT bellRang();
    if (m_screen->hasChanged() && !std::exchange(m_isChangeTold, true))
        Q_EMIT changed();
}

} // namespace Spawnscope
