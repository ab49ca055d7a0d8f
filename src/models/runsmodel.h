// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractTableModel>
#include <QList>
#include <QSet>
#include <QTimer>

namespace Spawnscope {

class Launcher;
class Session;

/// The runs of a launcher in the order in which they were started, one per row.
///
/// Updates: a run's row when its state changes; durations once a second and byte counts at most
///          four times a second, those cells alone.
class RunsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        State,
        Pid,
        Returncode,
        Mode,
        Command,
        Started,
        Duration,
        StdoutBytes,
        StderrBytes,
        ColumnCount,
    };
    enum Role {
        /// The raw value. Of State: orders active runs first, then the newest first.
        SortRole = Qt::UserRole,
        RunStateRole, ///< RunState, for every column
        OutcomeRole, ///< RunState as outcomeOf() has it, for every column
        SessionRole, ///< Session *, for every column
    };

    explicit RunsModel(Launcher *launcher, QObject *parent = nullptr);

    Session *sessionAt(int row) const;
    int rowOf(const Session *session) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    void append(Session *session);
    void updateRow(const Session *session);
    void updateDurations();
    void updateByteCounts();
    void updateCells(int row, Column first, Column last);
    bool hasActive() const;

    QList<Session *> m_sessions;
    QSet<const Session *> m_grown; // since the last updateByteCounts()
    QTimer m_durationTimer;
    QTimer m_bytesTimer;
};

} // namespace Spawnscope
