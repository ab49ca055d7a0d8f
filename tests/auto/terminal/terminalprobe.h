// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminalhistory.h"
#include "terminal/terminalscreen.h"

#include <QByteArrayList>
#include <QList>
#include <QStringList>

namespace Spawnscope {

/// A screen that remembers all it told.
class TerminalProbe final : public TerminalHistory
{
public:
    explicit TerminalProbe(TerminalSize size = {.rows = 5, .columns = 10})
        : screen(size, this)
    {}

    void answered(const QByteArray &bytes) override { answers += bytes; }
    void titleChanged(const QString &title) override { titles += title; }
    void bellRang() override { ++bells; }
    void clipboardRequested(const ClipboardRequest &request) override { clipboard += request; }
    void promptMarked(const PromptMark &mark) override { marks += mark; }
    void scrollbackCleared() override
    {
        ++clearings;
        TerminalHistory::scrollbackCleared();
    }

    /// Row by row, without the blank ones at the end.
    QStringList rows() const;
    /// What can be seen of the screen: rows with styles and links, wraps, cursor, modes.
    QString shown() const;
    /// Everything that can be seen and asked: rows with styles and links, wraps, cursor, modes.
    QString everything() const;

    TerminalScreen screen;
    QByteArray answers;
    QStringList titles;
    int bells = 0;
    int clearings = 0;
    QList<ClipboardRequest> clipboard;
    QList<PromptMark> marks;
};

} // namespace Spawnscope
