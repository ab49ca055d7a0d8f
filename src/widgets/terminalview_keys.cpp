// SPDX-License-Identifier: MIT
// What TerminalView does with the keyboard and the clipboard.
#include "base/background.h"
#include "widgets/terminalview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>

#include <algorithm>

namespace Spawnscope {

namespace {

constexpr Qt::KeyboardModifiers MeantModifiers = Qt::ShiftModifier | Qt::ControlModifier
    | Qt::AltModifier | Qt::MetaModifier;

bool hasControlShift(const QKeyEvent &event)
{
    return (event.modifiers() & MeantModifiers) == (Qt::ControlModifier | Qt::ShiftModifier);
}

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt
        || key == Qt::Key_Meta || key == Qt::Key_AltGr || key == Qt::Key_CapsLock
        || key == Qt::Key_NumLock || key == Qt::Key_ScrollLock || key == Qt::Key_Super_L
        || key == Qt::Key_Super_R;
}

/// Whether typing this could do more than fill in a line.
bool isRisky(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.category() == QChar::Other_Control && c != u'\t'; });
}

} // namespace

/// Keys that the view keeps for itself while all others go to the child.
bool TerminalView::isOwnKey(const QKeyEvent &event) const
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & MeantModifiers;
    if (hasControlShift(event)) {
        constexpr int Keys[] = {Qt::Key_C,    Qt::Key_V,          Qt::Key_F,     Qt::Key_A,
                                Qt::Key_Plus, Qt::Key_Equal,      Qt::Key_Minus, Qt::Key_Underscore,
                                Qt::Key_0,    Qt::Key_ParenRight, Qt::Key_F6};
        constexpr int PromptKeys[] = {Qt::Key_Up, Qt::Key_Down};
        return std::ranges::find(Keys, event.key()) != std::end(Keys)
            || (!m_page.modes().alternateScreen
                && std::ranges::find(PromptKeys, event.key()) != std::end(PromptKeys));
    }
    if (modifiers == Qt::ShiftModifier) {
        const bool isScrolling = event.key() == Qt::Key_PageUp || event.key() == Qt::Key_PageDown
            || event.key() == Qt::Key_Home || event.key() == Qt::Key_End;
        return (isScrolling && !m_page.modes().alternateScreen) || event.key() == Qt::Key_Insert;
    }
    return false;
}

bool TerminalView::handleOwnKey(const QKeyEvent &event)
{
    if (!isOwnKey(event))
        return false;
    switch (event.key()) {
    case Qt::Key_C:
        copy();
        break;
    case Qt::Key_V:
    case Qt::Key_Insert:
        paste();
        break;
    case Qt::Key_F:
        Q_EMIT findRequested();
        break;
    case Qt::Key_A:
        selectAll();
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        break;
    case Qt::Key_Minus:
    case Qt::Key_Underscore:
        zoomOut();
        break;
    case Qt::Key_0:
    case Qt::Key_ParenRight:
        resetZoom();
        break;
    case Qt::Key_Up:
        goToPreviousPrompt();
        break;
    case Qt::Key_Down:
        goToNextPrompt();
        break;
    case Qt::Key_F6:
        Q_EMIT keyboardReleased();
        break;
    default:
        return handleScrollKey(event);
    }
    return true;
}

bool TerminalView::handleScrollKey(const QKeyEvent &event)
{
    const int page = std::max(m_page.rows() - 1, 1);
    switch (event.key()) {
    case Qt::Key_Up:
        scrollByRows(-1);
        return true;
    case Qt::Key_Down:
        scrollByRows(1);
        return true;
    case Qt::Key_PageUp:
        scrollByRows(-page);
        return true;
    case Qt::Key_PageDown:
        scrollByRows(page);
        return true;
    case Qt::Key_Home:
        m_page.moveTo(0);
        setFollowing(isAtEnd());
        return true;
    case Qt::Key_End:
        setFollowing(true);
        return true;
    default:
        return false;
    }
}

void TerminalView::goToPreviousPrompt()
{
    const QList<qint64> prompts = m_source ? m_source->promptLines() : QList<qint64>();
    const TerminalPageRow top = m_page.row(0);
    // A line that began above the page is one to go to as well.
    const qint64 from = top.start.line + (top.start.offset > 0 ? 1 : 0);
    const auto at = std::ranges::lower_bound(prompts, from);
    if (at != prompts.begin())
        goToLine(*std::prev(at));
}

void TerminalView::goToNextPrompt()
{
    const QList<qint64> prompts = m_source ? m_source->promptLines() : QList<qint64>();
    const auto at = std::ranges::upper_bound(prompts, m_page.row(0).start.line);
    if (at != prompts.end())
        goToLine(*at);
}

void TerminalView::goToLine(qint64 line)
{
    m_page.moveToLine(line);
    setFollowing(isAtEnd());
}

bool TerminalView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // Without this, the window's shortcuts would keep their keys from the child.
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isChilds = takesInput() && !hasControlShift(*key);
        if (isChilds || isOwnKey(*key)) {
            event->accept();
            return true;
        }
    }
    return FindableView::event(event);
}

/// Tab is the child's.
bool TerminalView::focusNextPrevChild(bool next)
{
    return takesInput() ? false : FindableView::focusNextPrevChild(next);
}

void TerminalView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Control)
        updateHover(viewport()->mapFromGlobal(QCursor::pos()), Qt::ControlModifier);
    if (handleOwnKey(*event)) {
        event->accept();
        return;
    }
    if (!takesInput()) {
        const bool isHandled = handleScrollKey(*event);
        if (!isHandled && event->matches(QKeySequence::Copy))
            copy();
        else if (!isHandled && event->matches(QKeySequence::SelectAll))
            selectAll();
        else
            event->setAccepted(isHandled);
        return;
    }
    const TerminalKey key{
        .key = event->key(), .modifiers = event->modifiers(), .text = event->text()};
    const QByteArray bytes = keyBytes(key, m_page.modes());
    if (!bytes.isEmpty()) {
        setFollowing(true);
        if (hasSelection())
            clearSelection();
        send(bytes);
    }
    if (!isModifier(event->key())) {
        restartBlinking();
        updateRow(m_page.pageRowOfScreen(m_page.cursor().position.row));
    }
    event->accept();
}

void TerminalView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Control)
        updateHover({}, Qt::NoModifier);
    FindableView::keyReleaseEvent(event);
}

void TerminalView::send(const QByteArray &bytes)
{
    if (!bytes.isEmpty() && takesInput())
        m_source->sendInput(bytes);
}

// --- input methods ----------------------------------------------------------------------------

void TerminalView::inputMethodEvent(QInputMethodEvent *event)
{
    m_preedit = event->preeditString();
    if (!event->commitString().isEmpty()) {
        setFollowing(true);
        restartBlinking();
        send(event->commitString().toUtf8());
    }
    viewport()->update();
    event->accept();
}

QVariant TerminalView::inputMethodQuery(Qt::InputMethodQuery query) const
{
    switch (query) {
    case Qt::ImEnabled:
        return takesInput();
    case Qt::ImCursorRectangle: {
        const TerminalPosition at = m_page.cursor().position;
        const QRect cell = cellRect(m_page.pageRowOfScreen(at.row), at.column);
        return cell.translated(viewport()->pos());
    }
    case Qt::ImFont:
        return metrics().fonts[0];
    case Qt::ImHints:
        return int(Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText | Qt::ImhMultiLine);
    case Qt::ImCursorPosition:
    case Qt::ImAnchorPosition:
        return 0;
    case Qt::ImSurroundingText:
    case Qt::ImCurrentSelection:
        return QString();
    default:
        return FindableView::inputMethodQuery(query);
    }
}

// --- the clipboard ----------------------------------------------------------------------------

void TerminalView::copy()
{
    if (!hasSelection())
        return;
    constexpr qint64 ManyLines = 4000;
    const qint64 first = std::max(m_selection.range().first.line, m_page.firstLine());
    const qint64 end = std::min(m_selection.range().last.line + 1, m_page.firstScreenLine());
    if (end - first > ManyLines)
        copyManyLines(first, end);
    else
        QGuiApplication::clipboard()->setText(selectedText());
}

/// Those of the scrollback on a thread, what is on the screen as it is now.
void TerminalView::copyManyLines(qint64 first, qint64 end)
{
    const qint64 last = std::min(m_selection.range().last.line + 1, m_page.endLine());
    const QString onScreen = Spawnscope::selectedText(m_page, m_selection, end, last);
    const auto read = [log = m_page.log(), columns = m_page.screenSize().columns,
                       selection = m_selection, first, end] {
        return Spawnscope::selectedText(*log, columns, selection, first, end, MostCopied);
    };
    inBackground(this, read, [this, onScreen](const std::optional<QString> &text) {
        if (text)
            QGuiApplication::clipboard()->setText(*text + onScreen);
        else
            Q_EMIT copyRefused();
    });
}

void TerminalView::paste()
{
    pasteText(QGuiApplication::clipboard()->text());
}

void TerminalView::pasteText(const QString &text)
{
    if (text.isEmpty() || !takesInput())
        return;
    m_questionedPaste = text;
    if (!m_page.modes().bracketedPaste && isRisky(text))
        Q_EMIT pasteQuestionAsked(text);
    else
        pasteAnyway();
}

void TerminalView::pasteAnyway()
{
    if (m_questionedPaste.isEmpty())
        return;
    setFollowing(true);
    restartBlinking();
    send(pasteBytes(std::exchange(m_questionedPaste, {}), m_page.modes()));
}

/// For pasting with the middle button, where there is such a thing.
void TerminalView::offerSelection() const
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    constexpr qint64 MostLines = 10'000; // the text is made at once, needed or not
    const TerminalRange range = m_selection.range();
    if (clipboard->supportsSelection() && hasSelection()
        && range.last.line - range.first.line < MostLines)
        clipboard->setText(selectedText(), QClipboard::Selection);
}

} // namespace Spawnscope
