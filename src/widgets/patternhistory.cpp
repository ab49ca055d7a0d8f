// SPDX-License-Identifier: MIT
#include "widgets/patternhistory.h"

#include "widgets/icons.h"

#include <QAction>
#include <QCompleter>
#include <QLineEdit>
#include <QSettings>
#include <QStringListModel>

namespace Spawnscope {

PatternHistory::PatternHistory(QObject *parent)
    : QObject(parent)
    , m_model(new QStringListModel(this))
{}

void PatternHistory::keepInSettings(const QString &key)
{
    m_settingsKey = key;
    m_model->setStringList(QSettings().value(key).toStringList().mid(0, MostTexts));
}

void PatternHistory::attach(QLineEdit *field)
{
    auto *completer = new QCompleter(m_model, field);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchStartsWith);
    field->setCompleter(completer);
    QAction *showAll = field->addAction(namedIcon(QStringLiteral("history")),
                                        QLineEdit::TrailingPosition);
    showAll->setText(tr("Show what was looked for before"));
    showAll->setToolTip(showAll->text());
    showAll->setVisible(!texts().isEmpty());
    connect(m_model, &QAbstractItemModel::modelReset, showAll,
            [this, showAll] { showAll->setVisible(!texts().isEmpty()); });
    connect(showAll, &QAction::triggered, completer, [completer] {
        completer->setCompletionPrefix({});
        completer->complete();
    });
}

void PatternHistory::add(const QString &text)
{
    if (text.isEmpty())
        return;
    QSettings settings;
    // Other windows add theirs.
    QStringList list = m_settingsKey.isEmpty() ? texts()
                                               : settings.value(m_settingsKey).toStringList();
    list.removeAll(text);
    list.prepend(text);
    list.resize(std::min(list.size(), MostTexts));
    m_model->setStringList(list);
    if (!m_settingsKey.isEmpty())
        settings.setValue(m_settingsKey, list);
}

QStringList PatternHistory::texts() const
{
    return m_model->stringList();
}

} // namespace Spawnscope
