// SPDX-License-Identifier: MIT
#include "launcher/explanation.h"

#include "launcher/commandtext.h"
#include "launcher/executableprobe.h"
#include "launcher/pathsearch.h"
#include "launcher/startexplanation_p.h"
#include "process/windowscommand_p.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

#include <algorithm>

namespace Spawnscope {

namespace {

using Kind = StartFailure::Kind;

/// Whether one insertion, removal, replacement or exchange of neighbours turns `a` into `b`.
bool isOneSlipApart(QByteArrayView a, QByteArrayView b)
{
    if (a.size() > b.size())
        std::swap(a, b);
    if (b.size() - a.size() > 1)
        return false;
    const auto [i, j] = std::mismatch(a.begin(), a.end(), b.begin());
    const QByteArrayView restA = a.sliced(i - a.begin());
    const QByteArrayView restB = b.sliced(j - b.begin());
    if (restA.size() < restB.size())
        return restA == restB.sliced(1);
    if (restA.isEmpty() || restA.sliced(1) == restB.sliced(1))
        return true;
    return restA.size() >= 2 && restA[0] == restB[1] && restA[1] == restB[0]
        && restA.sliced(2) == restB.sliced(2);
}

QString systemText(const std::error_code &code)
{
    return QString::fromLocal8Bit(code.message().c_str());
}

/// Explains one failed start. Each function deals with one stage or one of the system's errors and
/// falls back to other(), which is right for everything and explains nothing.
class StartExplainer
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::StartFailure)

public:
    StartExplainer(const LaunchSpec &spec, const ProcessError &error)
        : m_spec(spec)
        , m_error(error)
        , m_program(spec.startedArgv().value(0))
    {}

    StartFailure explain() const;

private:
    StartFailure other() const;
    StartFailure badInput() const;
    StartFailure streamFile() const;
    StartFailure directory() const;
    StartFailure resources() const;
    StartFailure tooLong() const;
    bool isForBatchFile() const;

    const LaunchSpec &m_spec;
    const ProcessError &m_error;
    QByteArray m_program;
};

StartFailure StartExplainer::explain() const
{
    switch (m_error.stage) {
    case ProcessStage::Arguments:
    case ProcessStage::LookUpUser:
        return badInput();
    case ProcessStage::OpenFile:
        return streamFile();
    case ProcessStage::ChangeDirectory:
        return directory();
    case ProcessStage::CreatePipe:
    case ProcessStage::CreateTerminal:
    case ProcessStage::CreateProcess:
        return resources();
    case ProcessStage::Execute:
        return is(m_error, std::errc::argument_list_too_long)
            ? tooLong()
            : explainExecution(m_spec, m_error, m_program).value_or(other());
    default:
        return other();
    }
}

StartFailure StartExplainer::other() const
{
    QString sentence = tr("The process could not be started: %1.").arg(systemText(m_error.code));
    if (!m_error.context.isEmpty())
        sentence = tr("\"%1\" could not be started: %2.")
                       .arg(shown(m_error.context), systemText(m_error.code));
    return {Kind::Other, sentence, {}};
}

StartFailure StartExplainer::badInput() const
{
    if (m_error.stage == ProcessStage::LookUpUser)
        return {Kind::BadInput,
                tr("There is no user or group named \"%1\".").arg(shown(m_error.context)),
                {}};
    if (const auto sentence = m_spec.contradiction())
        return {Kind::BadInput, *sentence, {}};
    if (m_program.isEmpty())
        return {Kind::BadInput, tr("No program is named."), {}};
    const auto hasNul = [](const QByteArray &text) { return text.contains('\0'); };
    if (std::ranges::any_of(m_spec.argv, hasNul) || hasNul(m_spec.command))
        return {
            Kind::BadInput, tr("The command holds a NUL byte, which no argument can hold."), {}};
    if (is(m_error, std::errc::not_supported))
        return {Kind::BadInput,
                tr("This system cannot do for a process what was asked for: %1.")
                    .arg(shown(m_error.context)),
                {}};
    if (isForBatchFile() && m_spec.argv.mid(1).contains(m_error.context))
        return {
            Kind::BadInput,
            tr("The argument \"%1\" cannot be given to a batch file.").arg(shown(m_error.context)),
            {tr("The command processor, which reads batch files, takes quotation marks, percent "
                "signs and line ends in it for its own.")}};
    return {Kind::BadInput, tr("\"%1\" cannot be used.").arg(shown(m_error.context)), {}};
}

bool StartExplainer::isForBatchFile() const
{
    return WindowsCommand::isBatchFile(shown(resolveProgram(m_program, m_spec)));
}

StartFailure StartExplainer::streamFile() const
{
    return {Kind::StreamFile,
            tr("The file \"%1\" cannot be opened: %2.")
                .arg(shown(m_error.context), systemText(m_error.code)),
            {}};
}

StartFailure StartExplainer::directory() const
{
    const QString path = shown(m_spec.workingDirectory);
    if (is(m_error, std::errc::no_such_file_or_directory))
        return {Kind::MissingDirectory,
                tr("The working directory \"%1\" does not exist.").arg(path),
                {}};
    if (is(m_error, std::errc::not_a_directory))
        return {
            Kind::MissingDirectory, tr("The working directory \"%1\" is a file.").arg(path), {}};
    return {Kind::MissingDirectory,
            tr("The working directory \"%1\" cannot be entered: %2.")
                .arg(path, systemText(m_error.code)),
            {}};
}

StartFailure StartExplainer::resources() const
{
    StartFailure failure = other();
    if (m_error.stage == ProcessStage::CreateTerminal)
        failure.sentence =
            tr("No terminal could be made for the command: %1.").arg(systemText(m_error.code));
    if (is(m_error, std::errc::resource_unavailable_try_again))
        failure.details.append(tr("The limit of processes for this user is reached."));
    else if (is(m_error, std::errc::too_many_files_open))
        failure.details.append(tr("This program has as many files and pipes open as it may have."));
    return failure;
}

StartFailure StartExplainer::tooLong() const
{
    qsizetype total = m_spec.command.size();
    qsizetype longest = total;
    for (const QByteArray &argument : m_spec.argv) {
        total += argument.size() + 1;
        longest = std::max(longest, argument.size());
    }
    const QLocale locale;
    StartFailure failure{Kind::ArgumentsTooLong,
                         tr("The arguments and the environment are longer than the system allows."),
                         {tr("The arguments have %1 bytes, the longest of them has %2.")
                              .arg(locale.toString(total), locale.toString(longest))}};
    const ArgumentLimits limits = argumentLimits();
    if (limits.together)
        failure.details.append(tr("The system allows %1 bytes for both together.")
                                   .arg(locale.toString(*limits.together)));
    if (limits.commandLine)
        failure.details.append(tr("The system allows %1 characters for a command line.")
                                   .arg(locale.toString(*limits.commandLine)));
    if (limits.single && longest > *limits.single)
        failure.details.append(
            tr("A single argument can have %1 bytes.").arg(locale.toString(*limits.single)));
    return failure;
}

} // namespace

StartFailure explainStartFailure(const LaunchSpec &spec, const ProcessError &error)
{
    return StartExplainer(spec, error).explain();
}

QStringList similarPrograms(const LaunchSpec &spec, const QByteArray &program)
{
    static constexpr qsizetype mostNames = 5;
    if (program.size() < 2)
        return {};
    QStringList similar;
    for (const QByteArray &directory : searchDirectories(childSearchPath(spec.environment))) {
        const QDir files(shown(fromDirectory(spec.workingDirectory, directory)));
        for (const QString &name : files.entryList(QDir::Files | QDir::Executable)) {
            const QByteArray called = programName(OsString(name).bytes());
            if (isOneSlipApart(called, programName(program)) && !similar.contains(shown(called)))
                similar.append(shown(called));
            if (similar.size() == mostNames)
                return similar;
        }
    }
    return similar;
}

QStringList searchedDirectories(const LaunchSpec &spec)
{
    QStringList lines;
    for (const QByteArray &directory : searchDirectories(childSearchPath(spec.environment))) {
        const ExecutableProbe probe = probeExecutable(
            fromDirectory(spec.workingDirectory, directory));
        if (!probe.isDirectory)
            lines.append(StartExplainer::tr("%1 (does not exist)").arg(shown(directory)));
        else if (!probe.isExecutable)
            lines.append(StartExplainer::tr("%1 (may not be searched)").arg(shown(directory)));
        else
            lines.append(shown(directory));
    }
    return lines;
}

int shellExitCode(const StartFailure &failure)
{
    switch (failure.kind) {
    case Kind::ProgramNotFound:
    case Kind::FileNotFound:
    case Kind::BadInterpreter:
        return 127;
    default:
        return 126;
    }
}

} // namespace Spawnscope
