// SPDX-License-Identifier: MIT
#pragma once

#include "app/commandline.h"

namespace Spawnscope {

/// What main() does on every system. @p programName is argv[0], kept for Qt.
int runProgram(const QByteArrayList &arguments, char *programName);

/// The ways to run this program, each for as long as it takes; the result is its exit code.
/// Only openWindow() makes a QApplication, so that nothing else needs a display.
int openWindow(const CommandLine &commandLine, char *programName);
int runWithoutWindow(const CommandLine &commandLine, char *programName);
/// Prints the help, the version or what is wrong with the arguments.
int printAnswer(const QByteArrayList &arguments, char *programName);

/// Names and translators, for the application object that exists already.
void setUpApplication();

} // namespace Spawnscope
