// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "launcher/launchspec.h"

#include <QByteArrayList>
#include <QString>

#include <optional>

namespace Spawnscope {

/// What the program was asked to do by its arguments.
struct CommandLine
{
    enum class Action { OpenWindow, Run, Demonstrate, ShowHelp, ShowVersion };
    Action action = Action::OpenWindow;
    std::optional<LaunchSpec> launch; ///< always there for Run
    bool asJson = false; ///< Run: one JSON object a line instead of the child's streams
    QByteArrayList paths; ///< OpenWindow: what to show in it; "-" is standard input, once at most
    QByteArray pictureFile; ///< Demonstrate
    QByteArrayList qtArguments; ///< for QApplication, such as -platform and its value
};

/// Reads the arguments after the program's name. The error is one sentence for people.
Result<CommandLine, QString> parseCommandLine(const QByteArrayList &arguments);

/// What --help prints.
QString helpText();

} // namespace Spawnscope
