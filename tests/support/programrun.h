// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace Spawnscope {

/// `spawnscope run`, as one calls it, and what it prints.

constexpr int patience = 60000; ///< ms

struct Outcome
{
    int exitCode = -1;
    QByteArray output;
    QByteArray error;
    QProcess::ExitStatus status = QProcess::CrashExit;
};

inline QStringList toList(const QByteArrayList &arguments)
{
    QStringList list;
    for (const QByteArray &argument : arguments)
        list.append(QString::fromUtf8(argument));
    return list;
}

/// Waits for its end. An Outcome of nothing if that does not come.
inline Outcome outcomeOf(QProcess *process)
{
    if (!process->waitForFinished(patience))
        return {};
    return {process->exitCode(), process->readAllStandardOutput(), process->readAllStandardError(),
            process->exitStatus()};
}

/// Of `run --json`, one object a line.
inline QList<QJsonObject> events(const QByteArray &output)
{
    QList<QJsonObject> objects;
    for (const QByteArray &line : output.split('\n')) {
        if (!line.isEmpty())
            objects.append(QJsonDocument::fromJson(line).object());
    }
    return objects;
}

inline QString eventOf(const QJsonObject &object)
{
    return object.value(QLatin1StringView("event")).toString();
}

inline QByteArray bytesOf(const QList<QJsonObject> &objects, const char *stream)
{
    QByteArray bytes;
    for (const QJsonObject &object : objects) {
        if (object.value(QLatin1StringView("stream")).toString() != QLatin1StringView(stream))
            continue;
        bytes += object.value(QLatin1StringView("text")).toString().toUtf8();
        bytes += QByteArray::fromBase64(
            object.value(QLatin1StringView("base64")).toString().toLatin1());
    }
    return bytes;
}

/// Three hundred thousand bytes in which every one is.
inline QByteArray everyByte()
{
    QByteArray bytes;
    for (int i = 0; i < 300000; ++i)
        bytes += char(i % 251 + i / 1000);
    return bytes;
}

} // namespace Spawnscope
