// SPDX-License-Identifier: MIT
#include "widgets/patternhistory.h"

#include "widgets/icons.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>

namespace Spawnscope {

PatternHistory::PatternHistory(QObject *parent)
    : QObject(parent)
{}

void PatternHistory::keepInSettings(const QString &key)
{
    m_settingsKey = key;
    setTexts(QSettings().value(key).toStringList().mid(0, MostTexts));
}

void PatternHistory::attach(QLineEdit *field)
{
    QAction *showAll = field->addAction(namedIcon(QStringLiteral("history")),
                                        QLineEdit::TrailingPosition);
    showAll->setText(tr("Show what was looked for before"));
    showAll->setShortcut(QKeySequence(QStringLiteral("Alt+Down")));
    showAll->setShortcutContext(Qt::WidgetShortcut);
    showAll->setToolTip(QStringLiteral("%1 (%2)").arg(
        showAll->text(), showAll->shortcut().toString(QKeySequence::NativeText)));
    showAll->setVisible(!m_texts.isEmpty());
    connect(this, &PatternHistory::changed, showAll,
            [this, showAll] { showAll->setVisible(!m_texts.isEmpty()); });
    connect(showAll, &QAction::triggered, field, [this, field] { offer(field); });
}

void PatternHistory::offer(QLineEdit *field) const
{
    constexpr int MostPixels = 600;
    auto *menu = new QMenu(field);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString &text : m_texts) {
        QString shown = field->fontMetrics().elidedText(text, Qt::ElideRight, MostPixels);
        shown.replace(u'&', QStringLiteral("&&"));
        connect(menu->addAction(shown), &QAction::triggered, field,
                [field, text] { field->setText(text); });
    }
    menu->popup(field->mapToGlobal(field->rect().bottomLeft()));
}

void PatternHistory::add(const QString &text)
{
    if (text.isEmpty())
        return;
    QSettings settings;
    // Other windows add theirs.
    QStringList list = m_settingsKey.isEmpty() ? m_texts
                                               : settings.value(m_settingsKey).toStringList();
    list.removeAll(text);
    list.prepend(text);
    list.resize(std::min(list.size(), MostTexts));
    if (!m_settingsKey.isEmpty())
        settings.setValue(m_settingsKey, list);
    setTexts(list);
}

void PatternHistory::setTexts(const QStringList &texts)
{
    m_texts = texts;
    Q_EMIT changed();
}

} // namespace Spawnscope
