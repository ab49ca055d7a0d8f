// SPDX-License-Identifier: MIT
#include "widgets/commandfield.h"

#include "base/background.h"
#include "launcher/completion.h"
#include "widgets/colours.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QKeyEvent>

#include <algorithm>

namespace Spawnscope {

namespace {

QByteArray commonPrefix(const QByteArrayList &words)
{
    QByteArray prefix = words.value(0);
    for (const QByteArray &word : words) {
        qsizetype length = 0;
        while (length < prefix.size() && length < word.size() && prefix[length] == word[length])
            ++length;
        prefix.truncate(length);
    }
    return prefix;
}

} // namespace

void nameClearButton(QLineEdit *field)
{
    if (auto *action = field->findChild<QAction *>(QStringLiteral("_q_qlineeditclearaction")))
        action->setText(CommandField::tr("Clear"));
}

CommandField::CommandField(QWidget *parent)
    : QLineEdit(parent)
    , m_completer(new QCompleter(this))
{
    setFont(fixedFont());
    m_completer->setWidget(this);
    m_completer->setModel(&m_words);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->popup()->setFont(fixedFont());
    m_completer->popup()->setAccessibleName(tr("Completions"));
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this,
            [this](const QString &word) { replaceWord(word.toUtf8(), true); });
    connect(this, &QLineEdit::textEdited, this, [this] {
        m_hasNewText = true;
        m_completer->popup()->hide();
        cleanPasted();
    });
    connect(this, &QLineEdit::textChanged, this, [this] { m_textBefore = text(); });
}

bool CommandField::event(QEvent *event)
{
    if (event->type() == QEvent::KeyPress) { // before Tab is taken for a change of focus
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier && takesTab()) {
            requestCompletion();
            return true;
        }
    }
    return QLineEdit::event(event);
}

void CommandField::keyPressEvent(QKeyEvent *event)
{
    const bool popupIsOpen = m_completer->popup()->isVisible();
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        if (popupIsOpen && m_completer->popup()->currentIndex().isValid()) {
            event->ignore(); // the completer's
            return;
        }
        m_completer->popup()->hide();
        break;
    case Qt::Key_Escape:
        if (popupIsOpen) {
            event->ignore();
            return;
        }
        break;
    case Qt::Key_Up:
        if (event->modifiers() == Qt::NoModifier) {
            Q_EMIT olderRequested();
            return;
        }
        break;
    case Qt::Key_Down:
        if (event->modifiers() == Qt::NoModifier) {
            Q_EMIT newerRequested();
            return;
        }
        break;
    case Qt::Key_Space:
        if (event->modifiers() == Qt::ControlModifier) {
            requestCompletion();
            return;
        }
        break;
    default:
        break;
    }
    QLineEdit::keyPressEvent(event);
}

void CommandField::cleanPasted()
{
    const QString pasted = text();
    const auto isLineEnd = [](QChar c) { return c == u'\n' || c == u'\r'; };
    qsizetype begin = 0;
    while (begin < pasted.size() && isLineEnd(pasted[begin]))
        ++begin;
    qsizetype end = pasted.size();
    while (end > begin && isLineEnd(pasted[end - 1]))
        --end;
    // Nobody types both at once; and a command that was there before is not to lose its "$".
    const QString prompt = QStringLiteral("$ ");
    if (pasted.sliced(begin).startsWith(prompt) && !m_textBefore.startsWith(u'$'))
        begin += prompt.size();
    if (begin == 0 && end == pasted.size())
        return;
    const qsizetype cursor = std::clamp<qsizetype>(cursorPosition(), begin, qMax(begin, end));
    const QSignalBlocker blocker(this); // textChanged() follows this edit anyway
    const auto cut = [this](qsizetype from, qsizetype to) { // not set anew: undo keeps working
        if (from == to)
            return;
        setSelection(int(from), int(to - from));
        del();
    };
    cut(end, pasted.size());
    cut(0, begin);
    setCursorPosition(int(cursor - begin));
}

bool CommandField::takesTab() const
{
    if (!m_hasNewText || m_completer->popup()->isVisible() || cursorPosition() == 0)
        return false;
    return !text().at(cursorPosition() - 1).isSpace();
}

void CommandField::requestCompletion()
{
    m_hasNewText = false;
    const QString line = text();
    const qsizetype cursor = line.left(cursorPosition()).toUtf8().size();
    inBackground(
        this,
        [bytes = line.toUtf8(), cursor, path = m_searchPath, directory = m_directory] {
            return completeCommandLine(bytes, cursor, path, directory);
        },
        [this, line](const Completion &completion) { apply(completion, line); });
}

void CommandField::apply(const Completion &completion, const QString &askedFor)
{
    if (text() != askedFor || completion.words.isEmpty())
        return;
    m_wordBegin = completion.begin;
    if (completion.words.size() == 1) {
        replaceWord(completion.words.front(), true);
        return;
    }
    const QByteArray prefix = commonPrefix(completion.words);
    if (prefix.size() > completion.end - completion.begin)
        replaceWord(prefix, false);
    QStringList words;
    for (const QByteArray &word : completion.words)
        words.append(QString::fromUtf8(word));
    m_words.setStringList(words);
    QRect place = cursorRect();
    place.setWidth(qMin(width(), 420));
    m_completer->complete(place);
    m_completer->popup()->setCurrentIndex({});
}

void CommandField::replaceWord(const QByteArray &word, bool isWhole)
{
    const QByteArray bytes = text().toUtf8();
    const qsizetype cursor = text().left(cursorPosition()).toUtf8().size();
    const QByteArray end = isWhole && !word.endsWith('/') ? QByteArray(" ") : QByteArray();
    const QString before = QString::fromUtf8(bytes.left(m_wordBegin) + word + end);
    setText(before + QString::fromUtf8(bytes.mid(cursor)));
    setCursorPosition(int(before.size()));
    Q_EMIT textEdited(text());
    m_hasNewText = word.endsWith('/');
}

} // namespace Spawnscope
