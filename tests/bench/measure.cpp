// SPDX-License-Identifier: MIT
#include "measure.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <unistd.h>

namespace Measure {

double seconds()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double median(std::vector<double> values)
{
    return quantile(std::move(values), 0.5);
}

double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
}

qint64 memory(const char *name)
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray start = QByteArray(name) + ':';
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(start))
            return line.mid(start.size()).trimmed().split(' ').first().toLongLong() * 1024;
    }
    return 0;
}

qint64 diskUsage(const QString &folder)
{
    qint64 sum = 0;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        sum += files.fileInfo().size();
    }
    return sum;
}

void settle()
{
    sync();
}

QByteArray argument(const char *name, const QByteArray &standard)
{
    const QString start = QString::fromLatin1(name) + u'=';
    for (const QString &argument : QCoreApplication::arguments()) {
        if (argument.startsWith(start))
            return argument.mid(start.size()).toLocal8Bit();
    }
    return standard;
}

void report(const QString &what, const QString &ours, const QString &other, double ratio,
            const QString &reach)
{
    const QString share = ratio > 0 ? QString::number(ratio, 'f', 2) : QString();
    std::printf("| %-44s | %16s | %24s | %6s | %-18s |\n", qPrintable(what), qPrintable(ours),
                qPrintable(other), qPrintable(share), qPrintable(reach));
    std::fflush(stdout);
}

} // namespace Measure
