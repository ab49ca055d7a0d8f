// SPDX-License-Identifier: MIT
#pragma once

#include "process/options.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

#include <system_error>

namespace Spawnscope {

/// What this program has around it, and how it behaves there.
///
/// Platform: surroundings_unix.cpp, surroundings_windows.cpp.
namespace Surroundings {

/// A record that reaches a limit on the size of files waits, instead of ending this program.
void prepareForRecords();

/// Where QSettings keeps what the user has set, on Windows below %LOCALAPPDATA%; before the first
/// one is made, and after the application has its names.
void chooseSettings();
/// From now on settings and records are in this folder; before chooseSettings().
void moveHome(const QString &folder);

/// What QApplication is told, before what the user tells it, so that the window is as dark as the
/// system's others are.
QByteArrayList darkModeArguments();

/// Like time(1) and env(1): what this program was given, the child is given.
void shareWith(SubprocessOptions *options);

/// Nothing if this file or folder can be read, else why not.
std::error_code readability(const QByteArray &path);

} // namespace Surroundings

} // namespace Spawnscope
