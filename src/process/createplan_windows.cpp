// SPDX-License-Identifier: MIT
#include "process/createprocess_windows.h"

#include "base/wtf8.h"
#include "process/optionchecks_p.h"
#include "process/windowscommand_p.h"
#include "process/windowserror_windows.h"

#include <QDir>

#include <vector>

namespace Spawnscope {

namespace {

constexpr qsizetype longestCommandLine = 32766; // CreateProcessW's bound less the NUL

/// CreateProcess's, of which one console excludes another.
constexpr DWORD otherConsoles = CREATE_NEW_CONSOLE | DETACHED_PROCESS | CREATE_NO_WINDOW;

bool takesTerminal(const SubprocessOptions &options)
{
    return options.standardInput.kind() == Stdio::Kind::Terminal;
}

/// A pseudo-console is the child's for all three streams.
bool splitsTerminal(const SubprocessOptions &options)
{
    const Stdio::Kind error = options.standardError.kind();
    return takesTerminal(options) && error != Stdio::Kind::Terminal && error != Stdio::Kind::Stdout;
}

bool asksForTwoConsoles(const SubprocessOptions &options)
{
    return takesTerminal(options) && options.windows
        && (options.windows->creationFlags & otherConsoles) != 0;
}

std::optional<ProcessError> checkSupport(const SubprocessOptions &options)
{
    const struct
    {
        bool isAsked;
        const char *name;
    } missing[] = {
        {options.umask.has_value(), "umask"},
        {options.user.has_value(), "user"},
        {options.group.has_value(), "group"},
        {options.extraGroups.has_value(), "extraGroups"},
        {options.processGroup.value_or(0) != 0, "processGroup"},
        {options.nice.has_value(), "nice"},
        {!options.resourceLimits.isEmpty(), "resourceLimits"},
        {!options.restoreSignals, "restoreSignals"},
        {options.signalMask != SubprocessOptions::SignalMask::Empty, "signalMask"},
        {options.parentDeathSignal.has_value(), "parentDeathSignal"},
        {splitsTerminal(options), "standardError"},
        {asksForTwoConsoles(options), "windows.creationFlags"},
        {options.channel != SubprocessOptions::Channel::Pipe, "channel"},
    };
    for (const auto &option : missing) {
        if (option.isAsked)
            return posixError(ProcessStage::Arguments, std::errc::not_supported, option.name);
    }
    return std::nullopt;
}

ProcessResult<QString> toText(const QByteArray &bytes)
{
    const auto text = fromWtf8(bytes);
    if (!text)
        return unexpected(ProcessError::invalid(bytes));
    return *text;
}

QString pathFrom(UINT(WINAPI *ask)(wchar_t *, UINT))
{
    wchar_t path[MAX_PATH];
    return QString::fromWCharArray(path, int(ask(path, MAX_PATH)));
}

QString systemFolder()
{
    return pathFrom(::GetSystemDirectoryW);
}

QString currentFolder()
{
    return QDir::toNativeSeparators(QDir::currentPath());
}

QStringList ownVariables()
{
    QStringList variables;
    wchar_t *const block = ::GetEnvironmentStringsW();
    for (const wchar_t *variable = block; variable && *variable; variable += wcslen(variable) + 1)
        variables.append(QString::fromWCharArray(variable));
    ::FreeEnvironmentStringsW(block);
    return variables;
}

ProcessResult<QStringList> variablesFor(const Environment &environment)
{
    const QStringList own = ownVariables();
    QMap<QString, std::optional<QString>> changes;
    for (auto it = environment.changes.begin(); it != environment.changes.end(); ++it) {
        const auto name = toText(it.key());
        const auto value = toText(it.value().value_or(QByteArray()));
        if (!name || !value)
            return unexpected(ProcessError::invalid(it.key()));
        changes[*name] = it.value() ? std::optional(*value) : std::nullopt;
    }
    return WindowsCommand::environmentVariables(
        environment.base == Environment::Base::Inherit ? own : QStringList(), changes, own);
}

bool isFile(const QString &path)
{
    const DWORD attributes = ::GetFileAttributesW(reinterpret_cast<LPCWSTR>(path.utf16()));
    return attributes != INVALID_FILE_ATTRIBUTES && !(attributes & FILE_ATTRIBUTE_DIRECTORY);
}

QString absolute(const QString &path)
{
    std::vector<wchar_t> full(MAX_PATH);
    DWORD size = 0;
    while ((size = ::GetFullPathNameW(reinterpret_cast<LPCWSTR>(path.utf16()), DWORD(full.size()),
                                      full.data(), nullptr))
           > full.size())
        full.resize(size);
    return QString::fromWCharArray(full.data(), int(size));
}

ProcessResult<QString> findProgram(const QString &program, const WindowsOptions &options,
                                   const QStringList &variables, const QString &directory)
{
    WindowsCommand::SearchPlaces places;
    places.application = applicationFolder();
    if (options.searchCurrentDirectory)
        places.current = currentFolder();
    places.system = {systemFolder(), pathFrom(::GetSystemWindowsDirectoryW)};
    places.path = WindowsCommand::valueOf(variables, QStringLiteral("PATH"));
    for (const QString &file : WindowsCommand::candidateFiles(program, places, directory)) {
        if (isFile(file))
            return absolute(file);
    }
    return unexpected(
        posixError(ProcessStage::Execute, std::errc::no_such_file_or_directory, toWtf8(program)));
}

ProcessResult<QString> directoryFor(const SubprocessOptions &options)
{
    if (!options.workingDirectory)
        return QString();
    const QByteArray &bytes = options.workingDirectory->bytes();
    const auto text = toText(bytes);
    if (!text)
        return unexpected(text.error());
    const QString path = absolute(*text);
    const DWORD attributes = ::GetFileAttributesW(reinterpret_cast<LPCWSTR>(path.utf16()));
    if (attributes == INVALID_FILE_ATTRIBUTES)
        return unexpected(lastError(ProcessStage::ChangeDirectory, bytes));
    if (!(attributes & FILE_ATTRIBUTE_DIRECTORY))
        return unexpected(
            posixError(ProcessStage::ChangeDirectory, std::errc::not_a_directory, bytes));
    return path;
}

/// The file and the command line of a program with arguments.
ProcessResult<void> resolveProgram(const QStringList &argv, const QString &program,
                                   const WindowsOptions &windows, const QStringList &variables,
                                   CreatePlan *plan)
{
    auto file = findProgram(program, windows, variables, plan->directory);
    if (!file)
        return unexpected(file.error());
    if (WindowsCommand::isBatchFile(*file)) {
        plan->file = WindowsCommand::shellFile(
            WindowsOptions::Shell::CommandProcessor,
            WindowsCommand::valueOf(variables, QStringLiteral("ComSpec")), systemFolder());
        auto line = WindowsCommand::batchCommandLine(plan->file, *file, argv.sliced(1));
        if (!line)
            return unexpected(line.error());
        plan->commandLine = *line;
        return {};
    }
    const auto line = WindowsCommand::commandLine(argv);
    if (!line)
        return unexpected(ProcessError::invalid(toWtf8(argv.first())));
    plan->file = *file;
    plan->commandLine = *line;
    return {};
}

ProcessResult<void> resolveShell(const QString &command, const SubprocessOptions &options,
                                 const WindowsOptions &windows, const QStringList &variables,
                                 CreatePlan *plan)
{
    QString shell = WindowsCommand::shellFile(
        windows.shell, WindowsCommand::valueOf(variables, QStringLiteral("ComSpec")),
        systemFolder());
    if (options.executable) {
        const auto text = toText(options.executable->bytes());
        if (!text)
            return unexpected(text.error());
        shell = *text;
    }
    const auto file = findProgram(shell, windows, variables, plan->directory);
    if (!file)
        return unexpected(file.error());
    plan->program = toWtf8(shell);
    plan->file = *file;
    plan->commandLine = WindowsCommand::shellCommandLine(windows.shell, shell, command);
    return {};
}

} // namespace

QString applicationFolder()
{
    std::vector<wchar_t> path(MAX_PATH);
    DWORD size = 0;
    while ((size = ::GetModuleFileNameW(nullptr, path.data(), DWORD(path.size()))) == path.size())
        path.resize(path.size() * 2);
    const QString file = QString::fromWCharArray(path.data(), int(size));
    return file.left(file.lastIndexOf(u'\\'));
}

QByteArrayList resolvedEnvironment(const Environment &environment)
{
    QByteArrayList block;
    for (const QString &variable : variablesFor(environment).value_or(QStringList()))
        block.append(toWtf8(variable));
    return block;
}

ProcessResult<CreatePlan> makeCreatePlan(const Command &command, const SubprocessOptions &options)
{
    for (const auto &error :
         {checkCommand(command.argv, options), checkEnvironment(options.environment),
          checkStreams(options), checkTerminal(options), checkSupport(options)}) {
        if (error)
            return unexpected(*error);
    }
    QStringList argv;
    for (const QByteArray &bytes : command.argv) {
        const auto text = toText(bytes);
        if (!text)
            return unexpected(text.error());
        argv.append(*text);
    }
    const auto variables = variablesFor(childEnvironment(options));
    if (!variables)
        return unexpected(variables.error());
    const auto directory = directoryFor(options);
    if (!directory)
        return unexpected(directory.error());

    const WindowsOptions windows = options.windows.value_or(WindowsOptions());
    CreatePlan plan;
    plan.directory = *directory;
    plan.program = options.executable ? options.executable->bytes() : command.argv.first();
    const auto program = toText(plan.program);
    if (!program)
        return unexpected(program.error());
    const auto resolved = command.kind == Command::Kind::Shell
        ? resolveShell(argv.first(), options, windows, *variables, &plan)
        : resolveProgram(argv, *program, windows, *variables, &plan);
    if (!resolved)
        return unexpected(resolved.error());
    if (plan.commandLine.size() > longestCommandLine)
        return unexpected(
            posixError(ProcessStage::Execute, std::errc::argument_list_too_long, plan.program));

    plan.environment = WindowsCommand::environmentBlock(*variables);
    plan.flags = windows.creationFlags;
    const bool hasTerminal = takesTerminal(options);
    if (windows.newProcessGroup && !hasTerminal)
        plan.flags |= CREATE_NEW_PROCESS_GROUP;
    if (windows.noWindow && !hasTerminal)
        plan.flags |= CREATE_NO_WINDOW;
    plan.showWindow = windows.showWindow;
    plan.inheritAll = !options.closeDescriptors && options.passDescriptors.isEmpty();
    plan.leadsGroup = options.newSession || options.processGroup == 0 || hasTerminal;
    plan.takesInterrupt = !(plan.flags & CREATE_NEW_PROCESS_GROUP);
    return plan;
}

} // namespace Spawnscope
