// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QMap>

#include <vector>

namespace Bench {

/// "W3 mb=512 chunk=4096": the workload's name, then what differs from its usual figures.
class Arguments
{
public:
    Arguments(int argc, char **argv);

    const QByteArray &workload() const { return m_workload; }
    QByteArray text(const char *name, const QByteArray &standard = {}) const;
    qint64 number(const char *name, qint64 standard) const;

private:
    QByteArray m_workload;
    QMap<QByteArray, QByteArray> m_values;
};

/// The program of a workload. In the folder $PEERBENCH_CHILD each behaviour is a program of its
/// own; without that variable all are done by processchild.
struct ChildCommand
{
    QByteArray program;
    QByteArrayList arguments;
};
ChildCommand childCommand(const QByteArray &behaviour, const QByteArrayList &arguments = {});

/// What a run came to: one line of JSON.
class Figures
{
public:
    void add(const char *name, double value);
    void addCount(const char *name, qint64 value);
    /// "NAME50", "NAME99" by the letter before the number: the median and the 99th percentile.
    void addQuantiles(const char *median, const char *high, std::vector<double> values);
    /// That the work was done and is right. Every check has to hold.
    void check(bool holds) { m_isRight = m_isRight && holds; }
    bool isRight() const { return m_isRight; }
    QByteArray json(const char *peer, const QByteArray &workload) const;

private:
    QByteArray m_fields;
    bool m_isRight = true;
};

qint64 nanoseconds(); ///< CLOCK_MONOTONIC
int openDescriptors();
int threads();
/// `name` is that of a line of /proc/self/status.
qint64 statusNumber(const char *name);

/// Time and memory from its making on; processor time is this process's own, not its children's.
class Meter
{
public:
    Meter();

    qint64 start() const { return m_start; }
    double seconds() const { return 1e-9 * static_cast<double>(nanoseconds() - m_start); }
    double processorSeconds() const;
    /// The highest resident memory, and how far it is above what was resident at the start.
    void addMemory(Figures *figures) const;

private:
    qint64 m_residentKib;
    double m_processorStart;
    qint64 m_start;
};

/// Runs the workload that is named first among the arguments of a program, and prints its figures
/// under the name `peer`. Returns 3 where there is no such workload.
int runWorkload(int argc, char **argv, const char *peer);

/// The workloads, in each program its own way. Each runs its own event loop and checks the work as
/// it goes.
void spawnOneAfterTheOther(const Arguments &arguments, Figures *figures); ///< W1
void keepManyAlive(const Arguments &arguments, Figures *figures); ///< W2
void readOutput(const Arguments &arguments, Figures *figures); ///< W3
void readLines(const Arguments &arguments, Figures *figures); ///< W4
void goRound(const Arguments &arguments, Figures *figures); ///< W5
void sendAndCollect(const Arguments &arguments, Figures *figures); ///< W6
void takeSlowly(const Arguments &arguments, Figures *figures); ///< W7
void readManyAtOnce(const Arguments &arguments, Figures *figures); ///< W8
void noticeExits(const Arguments &arguments, Figures *figures); ///< W9

} // namespace Bench
