// SPDX-License-Identifier: MIT
#include "models/runsmodel.h"

#include "launcher/document.h"
#include "launcher/launcher.h"
#include "models/formatting.h"
#include "models/runstate.h"

#include <QDateTime>
#include <QLocale>

#include <array>

namespace Spawnscope {

namespace {

QString started(const Session &session)
{
    const QDateTime time = session.startTime();
    if (time.isNull())
        return {};
    if (time.date() == QDate::currentDate())
        return time.toString(QStringLiteral("HH:mm:ss"));
    return QLocale().toString(time, QLocale::ShortFormat);
}

QString duration(const Session &session)
{
    using namespace std::chrono;
    if (session.isActive()) // ticks by the second
        return formatDuration(floor<seconds>(session.elapsed()) + 0ns)
            .replace(QStringLiteral(".0 s"), QStringLiteral(" s"));
    const bool hasNone = session.state() == Session::State::FailedToStart
        || (session.document() && session.startTime().isNull());
    return hasNone ? QString() : formatDuration(session.elapsed());
}

struct ColumnInfo
{
    const char *title;
    const char *description;
    Qt::AlignmentFlag alignment;
    QString (*text)(const Session &);
    QVariant (*value)(const Session &);
};

// In the order of RunsModel::Column.
constexpr std::array<ColumnInfo, RunsModel::ColumnCount> columns{{
    {QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "State"),
     QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "Whether the run is running, and how it ended"),
     Qt::AlignLeft, [](const Session &s) { return runStateWord(runStateOf(s)); },
     [](const Session &s) { return QVariant((s.isActive() ? 0 : 1LL << 48) - qint64(s.id())); }},
    {QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "PID"),
     QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "The number of the process"), Qt::AlignLeft,
     [](const Session &s) { return s.pid() > 0 ? QString::number(s.pid()) : QString(); },
     [](const Session &s) { return QVariant(s.pid()); }},
    {QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "Return code"),
     QT_TRANSLATE_NOOP("Spawnscope::RunsModel",
                       "The exit status, or minus the number of the signal that ended the process"),
     Qt::AlignLeft, [](const Session &s) { return returncodeText(s); },
     [](const Session &s) { return s.returncode() ? QVariant(*s.returncode()) : QVariant(); }},
    {QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "Mode"),
     QT_TRANSLATE_NOOP(
         "Spawnscope::RunsModel",
         "Exec: an argument list. Shell: a shell's program. Others were not started here"),
     Qt::AlignLeft, sessionKindWord,
     [](const Session &s) {
         constexpr int AfterModes = 8;
         return QVariant(s.document() ? AfterModes + int(s.document()->kind())
                                      : int(s.spec().mode));
     }},
    {QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "Command"),
     QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "What was started"), Qt::AlignLeft, sessionTitle,
     [](const Session &s) { return QVariant(sessionTitle(s)); }},
    {QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "Started"),
     QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "When the run was started"), Qt::AlignRight,
     started, [](const Session &s) { return QVariant(s.startTime()); }},
    {QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "Duration"),
     QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "From the start to the exit, or until now"),
     Qt::AlignRight, duration,
     [](const Session &s) { return QVariant(qint64(s.elapsed().count())); }},
    {QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "Stdout"),
     QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "How much came from the standard output"),
     Qt::AlignRight,
     [](const Session &s) { return formatBytes(qint64(s.bytesReceived(OutputStream::Stdout))); },
     [](const Session &s) { return QVariant(qint64(s.bytesReceived(OutputStream::Stdout))); }},
    {QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "Stderr"),
     QT_TRANSLATE_NOOP("Spawnscope::RunsModel", "How much came from the standard error"),
     Qt::AlignRight,
     [](const Session &s) { return formatBytes(qint64(s.bytesReceived(OutputStream::Stderr))); },
     [](const Session &s) { return QVariant(qint64(s.bytesReceived(OutputStream::Stderr))); }},
}};

QString toolTip(const Session &session, int column)
{
    switch (column) {
    case RunsModel::State:
    case RunsModel::Returncode:
        return outcomeSentence(session);
    case RunsModel::Command:
        return session.document() ? session.document()->path()
                                  : QString::fromUtf8(session.spec().commandLine()).left(4096);
    case RunsModel::Started:
        return session.startTime().isNull()
            ? QString()
            : QLocale().toString(session.startTime(), QLocale::LongFormat);
    case RunsModel::StdoutBytes:
    case RunsModel::StderrBytes:
        return RunsModel::tr("%1 bytes")
            .arg(formatCount(columns[size_t(column)].value(session).toLongLong()));
    default:
        return {};
    }
}

} // namespace

RunsModel::RunsModel(Launcher *launcher, QObject *parent)
    : QAbstractTableModel(parent)
{
    m_durationTimer.setInterval(1000);
    m_bytesTimer.setInterval(250);
    m_bytesTimer.setSingleShot(true);
    connect(&m_durationTimer, &QTimer::timeout, this, &RunsModel::updateDurations);
    connect(&m_bytesTimer, &QTimer::timeout, this, &RunsModel::updateByteCounts);

    for (qsizetype i = 0; i < launcher->count(); ++i)
        append(launcher->at(i));
    connect(launcher, &Launcher::added, this, &RunsModel::append);
    connect(launcher, &Launcher::aboutToBeRemoved, this, [this](Session *session) {
        const int row = rowOf(session);
        beginRemoveRows({}, row, row);
        session->disconnect(this);
        m_grown.remove(session);
        m_sessions.removeAt(row);
        endRemoveRows();
    });
}

void RunsModel::append(Session *session)
{
    const int row = int(m_sessions.size());
    beginInsertRows({}, row, row);
    m_sessions.append(session);
    endInsertRows();

    connect(session, &Session::stateChanged, this, [this, session] { updateRow(session); });
    connect(session, &Session::outputChanged, this, [this, session] {
        m_grown.insert(session);
        if (!m_bytesTimer.isActive())
            m_bytesTimer.start();
    });
    if (!m_durationTimer.isActive())
        m_durationTimer.start();
}

Session *RunsModel::sessionAt(int row) const
{
    return m_sessions.value(row);
}

int RunsModel::rowOf(const Session *session) const
{
    return int(m_sessions.indexOf(session));
}

int RunsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_sessions.size());
}

int RunsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RunsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    Session &session = *m_sessions[index.row()];
    const ColumnInfo &column = columns[size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return column.text(session);
    case Qt::ToolTipRole:
        return toolTip(session, index.column());
    case Qt::TextAlignmentRole:
        return int(column.alignment | Qt::AlignVCenter);
    case SortRole:
        return column.value(session);
    case RunStateRole:
        return QVariant::fromValue(runStateOf(session));
    case OutcomeRole:
        return QVariant::fromValue(outcomeOf(session));
    case SessionRole:
        return QVariant::fromValue(&session);
    default:
        return {};
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= int(ColumnCount))
        return {};
    const ColumnInfo &column = columns[size_t(section)];
    switch (role) {
    case Qt::DisplayRole:
        return tr(column.title);
    case Qt::ToolTipRole:
        return tr(column.description);
    case Qt::TextAlignmentRole:
        return int(column.alignment | Qt::AlignVCenter);
    default:
        return {};
    }
}

void RunsModel::updateRow(const Session *session)
{
    const int row = rowOf(session);
    if (row < 0)
        return;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    if (session->isActive() && !m_durationTimer.isActive())
        m_durationTimer.start();
}

void RunsModel::updateDurations()
{
    for (int row = 0; row < m_sessions.size(); ++row) {
        if (m_sessions[row]->isActive())
            updateCells(row, Duration, Duration);
    }
    if (!hasActive())
        m_durationTimer.stop();
}

void RunsModel::updateByteCounts()
{
    for (int row = 0; row < m_sessions.size(); ++row) {
        if (m_grown.contains(m_sessions[row]))
            updateCells(row, StdoutBytes, StderrBytes);
    }
    m_grown.clear();
}

void RunsModel::updateCells(int row, Column first, Column last)
{
    Q_EMIT dataChanged(index(row, first), index(row, last), {Qt::DisplayRole, SortRole});
}

bool RunsModel::hasActive() const
{
    return std::any_of(m_sessions.begin(), m_sessions.end(),
                       [](const Session *session) { return session->isActive(); });
}

} // namespace Spawnscope
