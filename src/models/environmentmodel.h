// SPDX-License-Identifier: MIT
#pragma once

#include "process/options.h"

#include <QAbstractTableModel>
#include <QList>
#include <QMap>

#include <optional>

namespace Spawnscope {

/// The variables a child will get, with what was done to each: the inherited ones and the changes
/// to them, sorted by name. A removed variable keeps its row until it is reset.
class EnvironmentModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Value, Change, ColumnCount };
    enum class State { Inherited, Added, Changed, Removed };
    Q_ENUM(State)
    enum Role { StateRole = Qt::UserRole }; ///< State, for every column

    using Variables = QMap<QByteArray, QByteArray>;

    explicit EnvironmentModel(const Variables &inherited, QObject *parent = nullptr);
    /// Where names have no case, a variable goes by the spelling in which it is known first.
    EnvironmentModel(const Variables &inherited, Qt::CaseSensitivity names,
                     QObject *parent = nullptr);
    /// This program's variables, and whether this system tells names apart by their case.
    /// Platform: ownvariables_unix.cpp, ownvariables_windows.cpp.
    static Variables ownVariables();
    static Qt::CaseSensitivity ownNameCase();

    const Environment &environment() const { return m_environment; }
    void setEnvironment(const Environment &environment);
    void setBase(Environment::Base base);
    qsizetype changeCount() const { return m_environment.changes.size(); }

    /// Sets a variable, new or not, and answers its row; -1 if it is no name for a variable.
    int setVariable(const QByteArray &name, const QByteArray &value);
    void removeVariable(int row);
    /// Undoes the change of one variable: an added one goes, the others are inherited again.
    void resetVariable(int row);
    void resetAll();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The environment is not what it was.
    void environmentChanged();

private:
    bool inherits(const QByteArray &name) const;
    State stateOf(const QByteArray &name) const;
    QByteArray valueOf(const QByteArray &name) const;
    int rowOf(const QByteArray &name) const;
    void change(int row, const std::optional<QByteArray> &value);
    void collectNames();
    bool isBefore(const QByteArray &a, const QByteArray &b) const;
    QList<QByteArray>::const_iterator placeOf(const QByteArray &name) const;

    const Variables m_inherited;
    const Qt::CaseSensitivity m_nameCase;
    Environment m_environment;
    QList<QByteArray> m_names;
};

} // namespace Spawnscope
