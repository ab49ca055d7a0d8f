// SPDX-License-Identifier: MIT
#include "app/commandline.h"

#include "base/osstring.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace Spawnscope {

namespace {

using namespace std::string_view_literals;
using Action = CommandLine::Action;

// QApplication's own options. It would look for them behind "--" too, so it only gets what is here.
constexpr std::array qtFlags = {"reverse"sv, "widgetcount"sv};
constexpr std::array qtOptions = {"platform"sv,        "platformpluginpath"sv,
                                  "platformtheme"sv,   "plugin"sv,
                                  "qwindowgeometry"sv, "qwindowicon"sv,
                                  "qwindowtitle"sv,    "session"sv,
                                  "display"sv,         "style"sv,
                                  "stylesheet"sv,      "geometry"sv};

class Parser
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::CommandLine)

public:
    explicit Parser(const QByteArrayList &arguments)
        : m_arguments(arguments)
    {}

    Result<CommandLine, QString> run();

private:
    bool isDone() const { return !m_problem.isEmpty() || m_at >= m_arguments.size(); }
    bool isForWindow() const { return m_result.action != Action::Run; }
    void takeOne();
    bool takePath(const QByteArray &argument);
    bool takeOption(const QByteArray &name, const std::optional<QByteArray> &attached);
    bool takeQtOption(const QByteArray &argument);
    QByteArray value(const QByteArray &name, const std::optional<QByteArray> &attached);
    void setVariable(const QByteArray &assignment);
    void unsetVariable(const QByteArray &name);
    void takeProgram();
    void checkWhole();
    void fail(const QString &problem)
    {
        if (m_problem.isEmpty())
            m_problem = problem;
    }

    const QByteArrayList &m_arguments;
    qsizetype m_at = 0;
    CommandLine m_result;
    LaunchSpec m_spec;
    bool m_isOpening = false;
    bool m_hasProgram = false;
    bool m_hasShell = false;
    bool m_hasLaunchOption = false;
    QString m_problem;
};

QString shown(const QByteArray &argument)
{
    return OsString(argument).toString();
}

Result<CommandLine, QString> Parser::run()
{
    if (m_arguments.value(0) == "run") {
        m_result.action = Action::Run;
        ++m_at;
    } else if (m_arguments.value(0) == "open") {
        m_isOpening = true;
        ++m_at;
    }
    while (!isDone()) {
        takeOne();
        if (m_result.action == Action::ShowHelp || m_result.action == Action::ShowVersion)
            return m_result;
    }
    checkWhole();
    if (!m_problem.isEmpty())
        return unexpected(m_problem);
    if (m_hasProgram || m_hasShell)
        m_result.launch = m_spec;
    return m_result;
}

void Parser::takeOne()
{
    const QByteArray argument = m_arguments[m_at++];
    if (m_isOpening && takePath(argument))
        return;
    if (argument == "--") {
        takeProgram();
        return;
    }
    if (!argument.startsWith('-') || argument == "-") {
        fail(tr("\"%1\" is not an option. Put -- before a program that is to be run.")
                 .arg(shown(argument)));
        return;
    }
    const qsizetype equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
    const QByteArray name = equals < 0 ? argument : argument.first(equals);
    const auto attached = equals < 0 ? std::nullopt : std::optional(argument.sliced(equals + 1));
    if (!takeOption(name, attached) && !(isForWindow() && takeQtOption(argument)))
        fail(tr("There is no option \"%1\".").arg(shown(name)));
}

/// False if it is an option.
bool Parser::takePath(const QByteArray &argument)
{
    if (argument == "--") {
        m_result.paths += m_arguments.sliced(m_at);
        m_at = m_arguments.size();
        return true;
    }
    if (argument.startsWith('-') && argument != "-")
        return false;
    m_result.paths.append(argument);
    return true;
}

/// False if there is no such option.
bool Parser::takeOption(const QByteArray &name, const std::optional<QByteArray> &attached)
{
    const bool takesValue = name == "--cwd" || name == "--env" || name == "--unset"
        || name == "--shell" || name == "--powershell" || name == "--demonstrate";
    if (attached && !takesValue)
        return false;
    if (name == "--help" || name == "-h" || name == "--help-all") {
        m_result.action = Action::ShowHelp;
    } else if (name == "--version" || name == "-v") {
        m_result.action = Action::ShowVersion;
    } else if (name == "--cwd") {
        m_spec.workingDirectory = value(name, attached);
        if (m_spec.workingDirectory.isEmpty())
            fail(tr("The option --cwd needs a directory."));
        m_hasLaunchOption = true;
    } else if (name == "--env") {
        setVariable(value(name, attached));
    } else if (name == "--unset") {
        unsetVariable(value(name, attached));
    } else if (name == "--clear-env") {
        m_spec.environment.base = Environment::Base::Empty;
        m_hasLaunchOption = true;
    } else if (name == "--shell" || name == "--powershell") {
        if (m_hasShell)
            fail(tr("Give one shell command."));
        m_spec.mode = LaunchSpec::Mode::Shell;
        m_spec.shell = name == "--shell" ? CommandShell::System : CommandShell::PowerShell;
        m_spec.command = value(name, attached);
        m_hasShell = true;
    } else if (name == "--terminal") {
        m_spec.terminal.emplace();
        m_hasLaunchOption = true;
    } else if (name == "--json" && !isForWindow()) {
        m_result.asJson = true;
    } else if (name == "--demonstrate" && isForWindow()) {
        m_result.action = Action::Demonstrate;
        m_result.pictureFile = value(name, attached);
    } else {
        return false;
    }
    return true;
}

/// Qt takes its options with one dash or two.
bool Parser::takeQtOption(const QByteArray &argument)
{
    const QByteArray name = argument.sliced(argument.startsWith("--") ? 2 : 1);
    const QByteArray key = name.first(name.contains('=') ? name.indexOf('=') : name.size());
    const std::string_view view(key.constData(), size_t(key.size()));
    const bool isOption = std::ranges::find(qtOptions, view) != qtOptions.end();
    if (!isOption && std::ranges::find(qtFlags, view) == qtFlags.end())
        return false;
    m_result.qtArguments.append(argument);
    if (isOption && key.size() == name.size())
        m_result.qtArguments.append(value(argument, std::nullopt));
    return true;
}

QByteArray Parser::value(const QByteArray &name, const std::optional<QByteArray> &attached)
{
    if (attached)
        return *attached;
    if (m_at < m_arguments.size())
        return m_arguments[m_at++];
    fail(tr("The option %1 needs a value.").arg(shown(name)));
    return {};
}

void Parser::setVariable(const QByteArray &assignment)
{
    const qsizetype equals = assignment.indexOf('=');
    if (equals < 1) {
        fail(tr("The option --env needs NAME=VALUE."));
        return;
    }
    m_spec.environment.changes.insert(assignment.first(equals), assignment.sliced(equals + 1));
    m_hasLaunchOption = true;
}

void Parser::unsetVariable(const QByteArray &name)
{
    if (name.isEmpty() || name.contains('=')) {
        fail(tr("The option --unset needs the name of a variable."));
        return;
    }
    m_spec.environment.changes.insert(name, std::nullopt);
    m_hasLaunchOption = true;
}

void Parser::takeProgram()
{
    m_spec.argv = m_arguments.sliced(m_at);
    m_at = m_arguments.size();
    m_hasProgram = true;
    if (m_spec.argv.isEmpty())
        fail(tr("After -- the program is missing."));
}

void Parser::checkWhole()
{
    if (m_hasProgram && m_hasShell)
        fail(tr("Give either --shell or a program after --, not both."));
    const bool hasCommand = m_hasProgram || m_hasShell;
    if (m_isOpening) {
        if (hasCommand || m_hasLaunchOption || m_result.action != Action::OpenWindow)
            fail(tr("\"open\" shows files and runs nothing."));
        if (m_result.paths.isEmpty())
            fail(tr("Nothing to open: give files, folders of records, or - for standard input."));
        if (m_result.paths.contains(QByteArray()))
            fail(tr("A file needs a name."));
        if (m_result.paths.count("-") > 1)
            fail(tr("Standard input can be opened once only."));
        return;
    }
    if (m_result.action == Action::Run && !hasCommand)
        fail(tr("Nothing to run: give -- and a program, or --shell and a command."));
    if (m_result.action == Action::OpenWindow && m_hasLaunchOption && !hasCommand)
        fail(tr("The options for a run need a command: -- and a program, or --shell."));
    if (m_result.action == Action::Demonstrate && (hasCommand || m_hasLaunchOption))
        fail(tr("The option --demonstrate runs commands of its own."));
    if (m_result.action == Action::Demonstrate && m_result.pictureFile.isEmpty())
        fail(tr("The option --demonstrate needs a file."));
}

} // namespace

Result<CommandLine, QString> parseCommandLine(const QByteArrayList &arguments)
{
    return Parser(arguments).run();
}

QString helpText()
{
    const QString powerShell = !ownShells().contains(CommandShell::PowerShell)
        ? QString()
        : QCoreApplication::translate("Spawnscope::CommandLine",
                                      R"(  --powershell COMMAND
                     in place of --shell: PowerShell reads the command, not cmd.exe
)");
    return QCoreApplication::translate("Spawnscope::CommandLine", R"(Usage:
  spawnscope                                     open the window
  spawnscope [options] -- PROGRAM [ARGUMENT...]  open it with this program started
  spawnscope [options] --shell COMMAND           open it with this shell command started
  spawnscope run [--json] [options] (-- PROGRAM [ARGUMENT...] | --shell COMMAND)
                                                 run a command without a window
  spawnscope open FILE...                        open the window with these files shown,
                                                 or the folders of recorded runs
  ... | spawnscope open -                        show what comes through standard input

Options for a run:
  --cwd DIR          start it in this directory
  --env NAME=VALUE   set a variable of its environment
  --unset NAME       remove a variable from its environment
  --clear-env        start with an empty environment
  --terminal         run it in a terminal of its own instead of pipes
%1
Options of "run":
  --json             print what happens as JSON, one object a line

Without --json, "run" passes the streams through as they are; with --terminal also
what is typed, key by key. Its returncode is the command's, 128+N if signal N killed
the command, 127 if there is no such program, 126 if it cannot be executed. "open"
returns 1 if it can open nothing.

Other options:
  -h, --help         print this text
  -v, --version      print the version and what it runs on
)")
        .arg(powerShell);
}

} // namespace Spawnscope
