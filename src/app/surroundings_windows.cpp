// SPDX-License-Identifier: MIT
#include "app/surroundings.h"

#include "base/osstring.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace Spawnscope {

namespace {

QString movedHome;

} // namespace

/// No program ends because of such a limit here.
void Surroundings::prepareForRecords() {}

void Surroundings::chooseSettings()
{
    const QString local = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    QSettings::setDefaultFormat(QSettings::IniFormat); // the default is the registry
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope,
                       movedHome.isEmpty() ? local : movedHome);
    if (!movedHome.isEmpty())
        QSettings().setValue(QStringLiteral("records/folder"),
                             movedHome + QStringLiteral("/records"));
}

void Surroundings::moveHome(const QString &folder)
{
    movedHome = folder;
}

/// With the console, so that Ctrl+C reaches the child as it reaches this program.
void Surroundings::shareWith(SubprocessOptions *options)
{
    WindowsOptions windows = options->windows.value_or(WindowsOptions());
    windows.newProcessGroup = false;
    windows.noWindow = false;
    options->windows = windows;
}

std::error_code Surroundings::readability(const QByteArray &path)
{
    const QFileInfo file(OsString(path).toString());
    if (!file.exists())
        return std::make_error_code(std::errc::no_such_file_or_directory);
    return file.isReadable() ? std::error_code()
                             : std::make_error_code(std::errc::permission_denied);
}

} // namespace Spawnscope
