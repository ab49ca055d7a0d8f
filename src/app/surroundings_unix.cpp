// SPDX-License-Identifier: MIT
#include "app/surroundings.h"

#include <QFile>

#include <cerrno>
#include <csignal>
#include <unistd.h>

namespace Spawnscope {

void Surroundings::prepareForRecords()
{
    std::signal(SIGXFSZ, SIG_IGN); // `ulimit -f`
}

void Surroundings::chooseSettings() {}

/// The platform's theme sees to it.
QByteArrayList Surroundings::darkModeArguments()
{
    return {};
}

void Surroundings::moveHome(const QString &folder)
{
    for (const char *variable : {"XDG_CONFIG_HOME", "XDG_DATA_HOME"})
        qputenv(variable, QFile::encodeName(folder));
}

void Surroundings::shareWith(SubprocessOptions *options)
{
    options->closeDescriptors = false;
    options->signalMask = SubprocessOptions::SignalMask::Inherit;
}

std::error_code Surroundings::readability(const QByteArray &path)
{
    if (::access(path.constData(), R_OK) == 0)
        return {};
    return {errno, std::system_category()};
}

} // namespace Spawnscope
