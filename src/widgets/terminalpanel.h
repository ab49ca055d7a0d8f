// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminalsource.h"

#include <QWidget>

#include <memory>

namespace Spawnscope {

class ElidedLabel;
class FindBar;
class MessageStrip;
class OutputLog;
class PatternHistory;
class TerminalView;

/// A terminal view with what belongs to it: questions before a paste and before the clipboard is
/// set, what tells whose the keyboard is, the title that the child gave it, and the line that asks
/// what to find.
class TerminalPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit TerminalPanel(PatternHistory *history, QWidget *parent = nullptr);

    TerminalView *view() const { return m_view; }
    FindBar *findBar() const { return m_findBar; }
    /// As TerminalView::setSource(). Leave to set the clipboard is given anew.
    void setSource(TerminalSource *source, std::shared_ptr<const OutputLog> log);
    /// That there would be room for in a panel of this size.
    TerminalSize roomIfResized(const QSize &size) const;

Q_SIGNALS:
    void keyboardReleased(); ///< somebody wants the focus to go on

private:
    void createPasteQuestion();
    void createClipboardQuestion();
    void askAboutPaste(const QString &text);
    void takeClipboardRequest(const ClipboardRequest &request);
    void setClipboard();
    void updateSign();
    void showTitle(const QString &title);

    TerminalView *m_view;
    FindBar *m_findBar;
    MessageStrip *m_pasteQuestion;
    MessageStrip *m_clipboardQuestion;
    MessageStrip *m_message;
    ElidedLabel *m_sign;
    ElidedLabel *m_title;
    ClipboardRequest m_clipboardRequest;
    bool m_isClipboardAllowed = false; ///< for as long as this source is shown
};

} // namespace Spawnscope
