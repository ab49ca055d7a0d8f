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

/// Qt follows Windows there by itself from 6.7 on. Before that its palette becomes dark when it is
/// told so, which the style that looks like Windows does not use.
QByteArrayList Surroundings::darkModeArguments()
{
    const QSettings theme(QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\"
                                         "CurrentVersion\\Themes\\Personalize"),
                          QSettings::NativeFormat);
    const bool isDark = theme.value(QStringLiteral("AppsUseLightTheme"), 1).toInt() == 0;
    if (QT_VERSION >= QT_VERSION_CHECK(6, 7, 0) || !isDark)
        return {};
    QByteArrayList arguments;
    if (!qEnvironmentVariableIsSet("QT_STYLE_OVERRIDE"))
        arguments << "-style" << "fusion";
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        arguments << "-platform" << "windows:darkmode=2";
    return arguments;
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
