// SPDX-License-Identifier: MIT
#include "workloads/workload.h"

#include "workloads/fixtures.h"

#include <QFile>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <dirent.h>
#include <memory>
#include <sys/resource.h>

namespace Bench {

namespace {

double processorClock()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace

Arguments::Arguments(int argc, char **argv)
    : m_workload(argc > 1 ? argv[1] : "")
{
    for (int i = 2; i < argc; ++i) {
        const QByteArray word(argv[i]);
        if (const qsizetype equals = word.indexOf('='); equals > 0)
            m_values[word.left(equals)] = word.mid(equals + 1);
    }
}

QByteArray Arguments::text(const char *name, const QByteArray &standard) const
{
    return m_values.value(name, standard);
}

qint64 Arguments::number(const char *name, qint64 standard) const
{
    return m_values.contains(name) ? m_values[name].toLongLong() : standard;
}

ChildCommand childCommand(const QByteArray &behaviour, const QByteArrayList &arguments)
{
    if (behaviour.startsWith('/'))
        return {behaviour, arguments};
    const QByteArray folder = qgetenv("PEERBENCH_CHILD");
    if (!folder.isEmpty())
        return {folder + '/' + behaviour, arguments};
    return {PROCESSCHILD, QByteArrayList{behaviour} + arguments};
}

void Figures::add(const char *name, double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value);
    m_fields += QByteArray(",\"") + name + "\":" + text;
}

void Figures::addCount(const char *name, qint64 value)
{
    m_fields += QByteArray(",\"") + name + "\":" + QByteArray::number(value);
}

void Figures::addQuantiles(const char *median, const char *high, std::vector<double> values)
{
    if (values.empty())
        return;
    std::sort(values.begin(), values.end());
    add(median, values[values.size() / 2]);
    add(high, values[values.size() * 99 / 100]);
}

QByteArray Figures::json(const char *peer, const QByteArray &workload) const
{
    return QByteArray("{\"peer\":\"") + peer + "\",\"w\":\"" + workload + '"' + m_fields
        + ",\"ok\":" + (m_isRight ? "true" : "false") + '}';
}

qint64 nanoseconds()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return qint64(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

int openDescriptors()
{
    // Not by QDir, which takes a KiB for each: memory is measured too.
    const std::unique_ptr<DIR, int (*)(DIR *)> folder(::opendir("/proc/self/fd"), ::closedir);
    int count = -1; // less the one that lists the folder
    while (const dirent *entry = ::readdir(folder.get()))
        count += entry->d_name[0] != '.' ? 1 : 0;
    return count;
}

int threads()
{
    return int(statusNumber("Threads"));
}

qint64 statusNumber(const char *name)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray start = QByteArray(name) + ':';
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(start))
            return line.mid(start.size()).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

Meter::Meter()
    : m_residentKib(statusNumber("VmRSS"))
    , m_processorStart(processorClock())
    , m_start(nanoseconds())
{}

double Meter::processorSeconds() const
{
    return processorClock() - m_processorStart;
}

void Meter::addMemory(Figures *figures) const
{
    const qint64 highest = statusNumber("VmHWM");
    figures->addCount("hwm_kb", highest);
    figures->addCount("grow_kb", highest - m_residentKib);
}

int runWorkload(int argc, char **argv, const char *peer)
{
    using Workload = void (*)(const Arguments &, Figures *);
    static const QMap<QByteArray, Workload> workloads = {
        {"W1", spawnOneAfterTheOther},
        {"W2", keepManyAlive},
        {"W3", readOutput},
        {"W4", readLines},
        {"W5", goRound},
        {"W6", sendAndCollect},
        {"W7", takeSlowly},
        {"W8", readManyAtOnce},
        {"W9", noticeExits},
    };
    const Arguments arguments(argc, argv);
    const Workload workload = workloads.value(arguments.workload());
    if (!workload)
        return 3;
    raiseDescriptorLimit();
    Figures figures;
    workload(arguments, &figures);
    std::puts(figures.json(peer, arguments.workload()).constData());
    return figures.isRight() ? 0 : 1;
}

} // namespace Bench
