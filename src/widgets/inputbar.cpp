// SPDX-License-Identifier: MIT
#include "widgets/inputbar.h"

#include "ui_inputbar.h"
#include "widgets/colours.h"
#include "widgets/icons.h"

#include <QFileDialog>
#include <QKeyEvent>

namespace Spawnscope {

namespace {

constexpr qsizetype HistoryBound = 200;

} // namespace

InputBar::InputBar(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::InputBar>())
{
    m_ui->setupUi(this);
    m_ui->line->setFont(fixedFont());
    m_ui->line->installEventFilter(this);
    m_ui->send->setIcon(namedIcon(QStringLiteral("send")));
    m_ui->sendFile->setIcon(namedIcon(QStringLiteral("send-file")));
    m_ui->eof->setIcon(namedIcon(QStringLiteral("eof")));
    connect(m_ui->line, &QLineEdit::returnPressed, this, &InputBar::sendLine);
    connect(m_ui->send, &QAbstractButton::clicked, this, &InputBar::sendLine);
    connect(m_ui->sendFile, &QAbstractButton::clicked, this, &InputBar::sendFile);
    connect(m_ui->eof, &QAbstractButton::clicked, this, &InputBar::sendEof);
    updateState();
}

InputBar::~InputBar() = default;

void InputBar::setSession(Session *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    rememberLine();
    if (session)
        connect(session, &Session::stateChanged, this, &InputBar::updateState);
    updateState();
}

QString InputBar::reason() const
{
    if (!m_session)
        return tr("No run is selected.");
    switch (m_session->inputState()) {
    case Session::InputState::Open:
        return {};
    case Session::InputState::NotAPipe:
        return m_session->spec().input == LaunchSpec::Input::File
            ? tr("The standard input is a file.")
            : tr("The standard input is /dev/null.");
    case Session::InputState::Closed:
        return tr("EOF was sent: the standard input is closed.");
    case Session::InputState::ClosedByChild:
        return tr("The command has closed its standard input.");
    case Session::InputState::NotRunning:
        break;
    }
    return m_session->state() == Session::State::Starting ? tr("The command is being started.")
                                                          : tr("The command is not running.");
}

void InputBar::updateState()
{
    const QString text = reason();
    const bool isOpen = text.isEmpty();
    const bool hadFocus = m_ui->line->hasFocus();
    for (QWidget *part :
         {static_cast<QWidget *>(m_ui->line), static_cast<QWidget *>(m_ui->send),
          static_cast<QWidget *>(m_ui->sendFile), static_cast<QWidget *>(m_ui->eof)})
        part->setEnabled(isOpen);
    if (!isOpen)
        rememberLine(); // it would cover the reason
    m_ui->line->setPlaceholderText(isOpen ? tr("Type a line for the standard input and press Enter")
                                          : text);
    m_ui->line->setToolTip(text);
    m_ui->line->setAccessibleDescription(m_ui->line->placeholderText());
    if (hadFocus && !isOpen && parentWidget())
        parentWidget()->setFocus(); // not to wherever the window's next field happens to be
}

void InputBar::sendLine()
{
    if (!m_session || !m_ui->line->isEnabled())
        return;
    const QString text = m_ui->line->text();
    m_session->sendInput(text.toUtf8() + '\n');
    rememberLine();
}

/// Empties the field; Up brings its text back.
void InputBar::rememberLine()
{
    if (const QString text = m_ui->line->text(); !text.isEmpty()) {
        m_history.removeAll(text);
        m_history.append(text);
        if (m_history.size() > HistoryBound)
            m_history.removeFirst();
    }
    m_historyIndex = -1;
    m_ui->line->clear();
}

void InputBar::sendFile()
{
    auto *dialog = new QFileDialog(this, tr("Send a File to the Standard Input"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [session = m_session](const QString &path) {
        if (session)
            session->sendFile(path);
    });
    dialog->open();
}

void InputBar::sendEof()
{
    if (m_session && m_ui->eof->isEnabled())
        m_session->sendEof();
}

bool InputBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_D && key->modifiers() == Qt::ControlModifier
            && event->type() == QEvent::ShortcutOverride) {
            event->accept();
            return true;
        }
        if (event->type() == QEvent::KeyPress && handleKey(key->key(), key->modifiers()))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

bool InputBar::handleKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (key == Qt::Key_D && modifiers == Qt::ControlModifier)
        sendEof();
    else if (key == Qt::Key_Up && modifiers == Qt::NoModifier)
        showHistory(m_historyIndex + 1);
    else if (key == Qt::Key_Down && modifiers == Qt::NoModifier)
        showHistory(m_historyIndex - 1);
    else
        return false;
    return true;
}

void InputBar::showHistory(qsizetype index)
{
    if (index < -1 || index >= m_history.size())
        return;
    if (m_historyIndex < 0)
        m_typed = m_ui->line->text();
    m_historyIndex = index;
    m_ui->line->setText(index < 0 ? m_typed : m_history.at(m_history.size() - 1 - index));
}

} // namespace Spawnscope
