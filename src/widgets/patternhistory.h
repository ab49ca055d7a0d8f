// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QStringList>

class QLineEdit;

namespace Spawnscope {

/// Remembers what was looked for, newest first, and offers it when asked: a list that opened by
/// itself would cover what is being found. Shared by the fields that ask for the same kind of
/// thing.
class PatternHistory final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype MostTexts = 50;

    explicit PatternHistory(QObject *parent = nullptr);

    /// Goes on with what the settings hold under @p key, and keeps there what is added from now on.
    void keepInSettings(const QString &key);
    /// Gives @p field a button and a key, Alt+Down, that show all.
    void attach(QLineEdit *field);
    void add(const QString &text);
    QStringList texts() const { return m_texts; }

Q_SIGNALS:
    void changed();

private:
    void offer(QLineEdit *field) const;
    void setTexts(const QStringList &texts);

    QStringList m_texts;
    QString m_settingsKey; // empty: nothing is kept
};

} // namespace Spawnscope
