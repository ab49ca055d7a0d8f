// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QStringList>

class QLineEdit;
class QStringListModel;

namespace Spawnscope {

/// Remembers what was looked for, newest first, and offers it while somebody types. Shared by the
/// fields that ask for the same kind of thing.
class PatternHistory final : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype MostTexts = 50;

    explicit PatternHistory(QObject *parent = nullptr);

    /// Goes on with what the settings hold under @p key, and keeps there what is added from now on.
    void keepInSettings(const QString &key);
    /// Completes in @p field from now on, and gives it a button that shows all.
    void attach(QLineEdit *field);
    void add(const QString &text);
    QStringList texts() const;

private:
    QStringListModel *m_model;
    QString m_settingsKey; // empty: nothing is kept
};

} // namespace Spawnscope
