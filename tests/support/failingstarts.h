// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/explanation.h"
#include "launcher/startprocess.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace Spawnscope {

/// Base of the tests that start what cannot start, for real, and look at what is said about it.
class FailingStarts : public QObject
{
protected:
    QByteArray folder() const
    {
        return OsString(QDir::toNativeSeparators(m_directory.path())).bytes();
    }

    /// Returns the file's path.
    QByteArray write(const QByteArray &name, const QByteArray &content,
                     bool isExecutable = true) const
    {
        const QString path = m_directory.filePath(OsString(name).toString());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0)
            qFatal("cannot write %s", qPrintable(path));
        file.setPermissions(isExecutable ? QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner
                                         : QFile::ReadOwner | QFile::WriteOwner);
        return OsString(QDir::toNativeSeparators(path)).bytes();
    }

    /// Nothing if it starts.
    static std::optional<StartFailure> failureOf(const LaunchSpec &spec)
    {
        const auto process = startProcess(spec, subprocessOptions(spec));
        if (process)
            return std::nullopt;
        return explainStartFailure(spec, process.error());
    }

    static std::optional<StartFailure> failureOf(const QByteArray &program)
    {
        LaunchSpec spec;
        spec.argv = {program};
        return failureOf(spec);
    }

private:
    QTemporaryDir m_directory;
};

} // namespace Spawnscope
