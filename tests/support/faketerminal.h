// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"
#include "terminal/promptlines.h"
#include "terminal/terminalsource.h"

#include <memory>

namespace Spawnscope {

/// A terminal without a child: what is fed appears on the screen, and what is typed is kept.
class FakeTerminal final : public TerminalSource, public TerminalListener
{
public:
    explicit FakeTerminal(TerminalSize size = {})
        : m_screen(size, this)
    {}

    void feed(QByteArrayView bytes)
    {
        m_screen.feed(bytes);
        announce();
    }
    void setTakesInput(bool takes)
    {
        m_takesInput = takes;
        Q_EMIT takesInputChanged();
    }
    const std::shared_ptr<OutputLog> &log() const { return m_log; }
    const TerminalScreen &screen() const { return m_screen; }
    QByteArray takeInput() { return std::exchange(m_input, {}); }
    const QList<TerminalSize> &sizes() const { return m_sizes; }
    int looks() const { return m_looks; }

    void look(const std::function<void(TerminalScreen *screen)> &function) override
    {
        ++m_looks;
        m_isAnnounced = false;
        function(&m_screen);
    }
    qint64 scrollbackEnd() const override { return m_log->rows(OutputFilter::Stdout).end; }
    QList<qint64> promptLines() const override { return m_prompts.lines(); }
    bool takesInput() const override { return m_takesInput; }
    void sendInput(const QByteArray &bytes) override { m_input += bytes; }
    void resize(TerminalSize size) override
    {
        m_sizes.append(size);
        m_screen.resize(size);
        announce();
    }

    void rowLeft(const TerminalRow &row) override
    {
        QByteArray bytes = row.bytes();
        if (!row.wraps())
            bytes += '\n';
        m_log->append(OutputStream::Stdout, bytes, m_log->clock().steady);
    }
    void answered(const QByteArray &bytes) override { m_input += bytes; }
    void titleChanged(const QString &title) override { Q_EMIT TerminalSource::titleChanged(title); }
    void bellRang() override { Q_EMIT TerminalSource::bellRang(); }
    void clipboardRequested(const ClipboardRequest &request) override
    {
        Q_EMIT TerminalSource::clipboardRequested(request);
    }
    void promptMarked(const PromptMark &mark) override
    {
        if (mark.kind == PromptMark::Kind::PromptStart) {
            m_prompts.add(scrollbackEnd()
                          + lineOfRow(m_screen, static_cast<int>(mark.row - m_screen.rowsLeft())));
        }
    }

private:
    void announce()
    {
        if (!std::exchange(m_isAnnounced, true))
            Q_EMIT changed();
    }

    std::shared_ptr<OutputLog> m_log = std::make_shared<OutputLog>();
    TerminalScreen m_screen;
    PromptLines m_prompts;
    QByteArray m_input;
    QList<TerminalSize> m_sizes;
    int m_looks = 0;
    bool m_isAnnounced = false;
    bool m_takesInput = true;
};

} // namespace Spawnscope
