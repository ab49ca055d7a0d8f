// SPDX-License-Identifier: MIT
#include "widgets/terminalpanel.h"

#include "widgets/elidedlabel.h"
#include "widgets/findbar.h"
#include "widgets/focusframe.h"
#include "widgets/messagestrip.h"
#include "widgets/terminalview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QShortcut>
#include <QVBoxLayout>

#include <utility>

namespace Spawnscope {

namespace {

/// The beginning of a text on one line, for a question.
QString excerpt(const QString &text)
{
    constexpr qsizetype Longest = 60;
    const QString line = text.left(Longest + 1).simplified();
    return line.size() > Longest || text.size() > Longest ? line.left(Longest) + u'…' : line;
}

} // namespace

TerminalPanel::TerminalPanel(PatternHistory *history, QWidget *parent)
    : QWidget(parent)
    , m_view(new TerminalView(this))
    , m_findBar(new FindBar(history, this))
    , m_pasteQuestion(new MessageStrip(this))
    , m_clipboardQuestion(new MessageStrip(this))
    , m_message(new MessageStrip(this))
    , m_sign(new ElidedLabel(this))
    , m_title(new ElidedLabel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pasteQuestion);
    layout->addWidget(m_clipboardQuestion);
    layout->addWidget(m_message);
    layout->addWidget(m_view, 1);
    auto *signs = new QHBoxLayout;
    signs->setContentsMargins(8, 0, 8, 0);
    signs->setSpacing(16);
    signs->addWidget(m_sign, 1);
    signs->addWidget(m_title, 1);
    layout->addLayout(signs);
    layout->addWidget(m_findBar);
    new FocusFrame(m_view);
    setFocusProxy(m_view);
    m_findBar->setView(m_view);
    m_sign->setObjectName(QStringLiteral("keyboardSign"));
    m_title->setObjectName(QStringLiteral("terminalTitle"));
    m_title->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_title->setMuted(true);
    m_title->hide();
    createPasteQuestion();
    createClipboardQuestion();

    auto *takeKeyboard = new QShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+F6")), this);
    connect(takeKeyboard, &QShortcut::activated, m_view,
            [this] { m_view->setFocus(Qt::ShortcutFocusReason); });
    connect(m_view, &TerminalView::keyboardReleased, this, &TerminalPanel::keyboardReleased);
    connect(m_view, &TerminalView::focusChanged, this, &TerminalPanel::updateSign);
    connect(m_view, &TerminalView::takesInputChanged, this, &TerminalPanel::updateSign);
    connect(m_view, &TerminalView::pasteQuestionAsked, this, &TerminalPanel::askAboutPaste);
    connect(m_view, &TerminalView::clipboardRequested, this, &TerminalPanel::takeClipboardRequest);
    connect(m_view, &TerminalView::copyRefused, this, [this] {
        m_message->showMessage(Severity::Warning,
                               tr("This is too much for the clipboard. The text of the run can be "
                                  "saved to a file."));
    });
    updateSign();
}

void TerminalPanel::setSource(TerminalSource *source, std::shared_ptr<const OutputLog> log)
{
    if (source != m_view->source()) {
        if (m_view->source())
            disconnect(m_view->source(), nullptr, this, nullptr);
        QString title;
        if (source) {
            source->look([&title](TerminalScreen *screen) { title = screen->title(); });
            connect(source, &TerminalSource::titleChanged, this, &TerminalPanel::showTitle);
        }
        showTitle(title);
        m_pasteQuestion->hide();
        m_clipboardQuestion->hide();
        m_message->hide();
        m_isClipboardAllowed = false;
    }
    m_view->setSource(source, std::move(log));
}

TerminalSize TerminalPanel::roomIfResized(const QSize &size) const
{
    return m_view->roomIfResized(size - QSize(0, m_sign->sizeHint().height()));
}

/// Its room is always taken: a terminal that changes its size with the focus would be a nuisance.
void TerminalPanel::updateSign()
{
    QString text;
    if (!m_view->takesInput())
        text = m_view->source() ? tr("Nothing reads what is typed here.") : QString();
    else if (m_view->hasFocus())
        text = tr("Keys go to the program. Ctrl+Shift+F6 takes them back.");
    else
        text = tr("Ctrl+Shift+F6 or a click gives the keys to the program.");
    m_sign->setText(text);
    m_view->setAccessibleDescription(text);
    QFont font = this->font();
    font.setBold(m_view->takesInput() && m_view->hasFocus());
    m_sign->setFont(font);
}

void TerminalPanel::showTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setAccessibleName(title.isEmpty() ? QString() : tr("Title: %1").arg(title));
    m_title->setVisible(!title.isEmpty());
}

// --- pasting ----------------------------------------------------------------------------------

void TerminalPanel::createPasteQuestion()
{
    auto *paste = new QAction(tr("&Paste"), this);
    auto *cancel = new QAction(tr("&Do Not Paste"), this);
    m_pasteQuestion->setClosable(false);
    m_pasteQuestion->addButton(paste);
    m_pasteQuestion->addButton(cancel);
    connect(paste, &QAction::triggered, this, [this] {
        m_pasteQuestion->hide();
        m_view->pasteAnyway();
        m_view->setFocus(Qt::OtherFocusReason);
    });
    connect(cancel, &QAction::triggered, this, [this] {
        m_pasteQuestion->hide();
        m_view->forgetPaste();
        m_view->setFocus(Qt::OtherFocusReason);
    });
}

void TerminalPanel::askAboutPaste(const QString &text)
{
    const qsizetype lines = text.count(u'\n') + (text.endsWith(u'\n') ? 0 : 1);
    const QString question = lines > 1
        ? tr("The program may act on each of the %1 lines as soon as they are pasted: “%2”")
              .arg(lines)
              .arg(excerpt(text))
        : tr("The program may act on this text as soon as it is pasted: “%1”").arg(excerpt(text));
    m_pasteQuestion->showMessage(Severity::Warning, question);
}

// --- the clipboard ----------------------------------------------------------------------------

void TerminalPanel::createClipboardQuestion()
{
    auto *allow = new QAction(tr("&Allow"), this);
    auto *always = new QAction(tr("Always for This &Run"), this);
    auto *refuse = new QAction(tr("R&efuse"), this);
    m_clipboardQuestion->setClosable(false);
    for (QAction *action : {allow, always, refuse}) {
        m_clipboardQuestion->addButton(action);
        connect(action, &QAction::triggered, m_clipboardQuestion, &QWidget::hide);
    }
    connect(allow, &QAction::triggered, this, &TerminalPanel::setClipboard);
    connect(always, &QAction::triggered, this, [this] {
        m_isClipboardAllowed = true;
        setClipboard();
    });
}

/// What is on the clipboard is told to no program.
void TerminalPanel::takeClipboardRequest(const ClipboardRequest &request)
{
    if (request.kind == ClipboardRequest::Kind::Read)
        return;
    m_clipboardRequest = request;
    if (m_isClipboardAllowed) {
        setClipboard();
        return;
    }
    const QString text = QString::fromUtf8(request.data);
    m_clipboardQuestion->showMessage(
        Severity::Warning,
        text.isEmpty() ? tr("The program wants to empty the clipboard.")
                       : tr("The program wants to set the clipboard to “%1”").arg(excerpt(text)));
}

void TerminalPanel::setClipboard()
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    const bool isPrimary = m_clipboardRequest.selections.startsWith('p')
        && clipboard->supportsSelection();
    clipboard->setText(QString::fromUtf8(m_clipboardRequest.data),
                       isPrimary ? QClipboard::Selection : QClipboard::Clipboard);
}

} // namespace Spawnscope
