// SPDX-License-Identifier: MIT
#include "launcher/explanation.h"

#include "base/osstring.h"
#include "launcher/executableprobe.h"
#include "launcher/pathsearch.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>

#include <algorithm>

#include <sys/stat.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

using Kind = StartFailure::Kind;
using Probe = ExecutableProbe;

QString shown(const QByteArray &path)
{
    return OsString(path).toString();
}

QString systemText(const std::error_code &code)
{
    return QString::fromLocal8Bit(code.message().c_str());
}

bool is(const ProcessError &error, std::errc code)
{
    return error.code == code;
}

/// Explains one failed start. Each function deals with one stage or one of the system's errors and
/// falls back to other(), which is right for everything and explains nothing.
class Explainer
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::StartFailure)

public:
    Explainer(const LaunchSpec &spec, const ProcessError &error)
        : m_spec(spec)
        , m_error(error)
        , m_program(spec.mode == LaunchSpec::Mode::Shell ? QByteArrayLiteral("/bin/sh")
                                                         : spec.argv.value(0))
    {}

    StartFailure explain() const;

private:
    StartFailure other() const;
    StartFailure badInput() const;
    StartFailure streamFile() const;
    StartFailure directory() const;
    StartFailure resources() const;
    StartFailure execute() const;
    StartFailure programNotFound() const;
    StartFailure fileNotFound(const QByteArray &path) const;
    StartFailure missingInterpreter(const QByteArray &path, const Probe &probe) const;
    StartFailure notExecutable(const QByteArray &path, const Probe &probe) const;
    StartFailure notAProgram(const QByteArray &path, const Probe &probe) const;
    StartFailure tooLong() const;
    QByteArray existingCandidate() const;
    QStringList similarPrograms() const;

    const LaunchSpec &m_spec;
    const ProcessError &m_error;
    QByteArray m_program;
};

StartFailure Explainer::explain() const
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
        return execute();
    default:
        return other();
    }
}

StartFailure Explainer::other() const
{
    QString sentence = tr("The process could not be started: %1.").arg(systemText(m_error.code));
    if (!m_error.context.isEmpty())
        sentence = tr("\"%1\" could not be started: %2.")
                       .arg(shown(m_error.context), systemText(m_error.code));
    return {Kind::Other, sentence, {}};
}

StartFailure Explainer::badInput() const
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
    return {Kind::BadInput, tr("\"%1\" cannot be used.").arg(shown(m_error.context)), {}};
}

StartFailure Explainer::streamFile() const
{
    return {Kind::StreamFile,
            tr("The file \"%1\" cannot be opened: %2.")
                .arg(shown(m_error.context), systemText(m_error.code)),
            {}};
}

StartFailure Explainer::directory() const
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

StartFailure Explainer::resources() const
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

StartFailure Explainer::execute() const
{
    if (is(m_error, std::errc::argument_list_too_long))
        return tooLong();
    const bool isBareName = !m_program.contains('/');
    const QByteArray path = isBareName ? existingCandidate()
                                       : fromDirectory(m_spec.workingDirectory, m_program);
    const Probe probe = path.isEmpty() ? Probe() : probeExecutable(path);

    // A directory of PATH that may not be searched gives "permission denied" for any name.
    const bool isNowhere = isBareName && path.isEmpty();
    if (is(m_error, std::errc::no_such_file_or_directory) || is(m_error, std::errc::not_a_directory)
        || (is(m_error, std::errc::permission_denied) && isNowhere)) {
        if (probe.exists)
            return missingInterpreter(path, probe);
        return isBareName ? programNotFound() : fileNotFound(path);
    }
    if (is(m_error, std::errc::permission_denied) && !path.isEmpty())
        return notExecutable(path, probe);
    if (is(m_error, std::errc::executable_format_error))
        return notAProgram(path, probe);
    if (is(m_error, std::errc::text_file_busy))
        return {Kind::Other,
                tr("The file \"%1\" is being written by another program.").arg(shown(path)),
                {}};
    return other();
}

StartFailure Explainer::programNotFound() const
{
    StartFailure failure{
        Kind::ProgramNotFound,
        tr("There is no program \"%1\" in the directories of PATH.").arg(shown(m_program)),
        {}};
    if (m_program.contains(' '))
        failure.details.append(
            tr("The program's name holds a blank. Arguments are written separately."));
    if (probeExecutable(fromDirectory(m_spec.workingDirectory, "./" + m_program)).isRegularFile)
        failure.details.append(tr("The working directory holds a file of this name. Written as "
                                  "\"./%1\" it would be found.")
                                   .arg(shown(m_program)));
    if (const QStringList similar = similarPrograms(); !similar.isEmpty())
        failure.details.append(tr("Similar names: %1.").arg(similar.join(tr(", "))));
    failure.details.append(tr("Searched, in this order:"));
    for (const QByteArray &directory : searchDirectories(childSearchPath(m_spec.environment))) {
        const QByteArray path = fromDirectory(m_spec.workingDirectory, directory);
        if (!probeExecutable(path).isDirectory)
            failure.details.append(tr("%1 (does not exist)").arg(shown(directory)));
        else if (::access(path.constData(), X_OK) != 0)
            failure.details.append(tr("%1 (may not be searched)").arg(shown(directory)));
        else
            failure.details.append(shown(directory));
    }
    return failure;
}

StartFailure Explainer::fileNotFound(const QByteArray &path) const
{
    StartFailure failure{
        Kind::FileNotFound, tr("The file \"%1\" does not exist.").arg(shown(path)), {}};
    if (m_program.startsWith("~/"))
        failure.details.append(tr("Only a shell replaces \"~\" by the home directory."));
    if (const QByteArray bad = firstBadDirectory(path); !bad.isEmpty())
        failure.details.append(probeExecutable(bad).exists
                                   ? tr("\"%1\" is no directory.").arg(shown(bad))
                                   : tr("Its directory \"%1\" does not exist.").arg(shown(bad)));
    return failure;
}

StartFailure Explainer::missingInterpreter(const QByteArray &path, const Probe &probe) const
{
    if (probe.interpreter.isEmpty() && !probe.hasCarriageReturn)
        return other();
    if (probe.format == Probe::Format::Elf)
        return {Kind::BadInterpreter,
                tr("\"%1\" needs the dynamic loader \"%2\", which does not exist.")
                    .arg(shown(path), shown(probe.interpreter)),
                {tr("The program may have been made for another system.")}};
    StartFailure failure{Kind::BadInterpreter,
                         tr("The script \"%1\" names the interpreter \"%2\", which does not exist.")
                             .arg(shown(path), shown(probe.interpreter)),
                         {}};
    if (probe.hasCarriageReturn) {
        failure.sentence =
            tr("The first line of the script \"%1\" ends as on Windows (CR LF).").arg(shown(path));
        failure.details.append(
            tr("The system takes the carriage return for a part of the interpreter's name, \"%1\".")
                .arg(shown(probe.interpreter)));
    }
    return failure;
}

StartFailure Explainer::notExecutable(const QByteArray &path, const Probe &probe) const
{
    StartFailure failure{Kind::NotExecutable, {}, {}};
    const QString name = shown(path);
    if (probe.isDirectory) {
        failure.sentence = tr("\"%1\" is a directory, not a program.").arg(name);
    } else if (!probe.exists) {
        failure.sentence = tr("\"%1\" cannot be reached: permission denied.").arg(name);
        if (const QByteArray bad = firstBadDirectory(path); !bad.isEmpty())
            failure.details.append(tr("The directory \"%1\" cannot be entered.").arg(shown(bad)));
    } else if (!probe.isRegularFile) {
        failure.sentence = tr("\"%1\" is not a regular file.").arg(name);
    } else if (probe.isOnNoexecMount) {
        failure.sentence =
            tr("\"%1\" is on a file system that allows no programs (noexec).").arg(name);
    } else if (!probe.isExecutable) {
        failure.sentence = tr("\"%1\" is not executable.").arg(name);
        failure.details.append(tr("The permission is given with: chmod +x %1").arg(name));
    } else if (probe.format == Probe::Format::Script) {
        failure.kind = Kind::BadInterpreter;
        failure.sentence = tr("The interpreter \"%2\" of the script \"%1\" is not executable.")
                               .arg(name, shown(probe.interpreter));
    } else {
        failure.sentence = tr("The system does not permit executing \"%1\".").arg(name);
    }
    return failure;
}

StartFailure Explainer::notAProgram(const QByteArray &path, const Probe &probe) const
{
    StartFailure failure{Kind::NotAProgram, {}, {}};
    const QString name = shown(path);
    switch (probe.format) {
    case Probe::Format::Empty:
        failure.sentence = tr("\"%1\" is empty.").arg(name);
        break;
    case Probe::Format::Text:
        failure.sentence =
            tr("\"%1\" is a text without a #! line that names its interpreter.").arg(name);
        failure.details.append(tr("A shell would read it as a script of its own: sh %1").arg(name));
        break;
    case Probe::Format::ForeignElf:
        failure.sentence = tr("\"%1\" is a program for another processor.").arg(name);
        break;
    case Probe::Format::ForeignBinary:
        failure.sentence = tr("\"%1\" is a program for another system.").arg(name);
        break;
    default:
        failure.sentence = tr("\"%1\" is not a program that this system can execute.").arg(name);
        break;
    }
    return failure;
}

StartFailure Explainer::tooLong() const
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
    if (const long limit = ::sysconf(_SC_ARG_MAX); limit > 0)
        failure.details.append(tr("The system allows %1 bytes for both together.")
                                   .arg(locale.toString(qlonglong(limit))));
#ifdef Q_OS_LINUX
    if (const long page = ::sysconf(_SC_PAGESIZE); longest >= 32 * page)
        failure.details.append(tr("A single argument can have %1 bytes.")
                                   .arg(locale.toString(qlonglong(32 * page - 1))));
#endif
    return failure;
}

/// Where the program's name exists along PATH, executable or not; empty if nowhere.
QByteArray Explainer::existingCandidate() const
{
    for (const QByteArray &directory : searchDirectories(childSearchPath(m_spec.environment))) {
        const QByteArray path = fromDirectory(m_spec.workingDirectory, directory + '/' + m_program);
        struct stat status;
        if (::stat(path.constData(), &status) == 0)
            return path;
    }
    return {};
}

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

QStringList Explainer::similarPrograms() const
{
    static constexpr qsizetype mostNames = 5;
    if (m_program.size() < 2)
        return {};
    QStringList similar;
    for (const QByteArray &directory : searchDirectories(childSearchPath(m_spec.environment))) {
        const QDir files(shown(fromDirectory(m_spec.workingDirectory, directory)));
        for (const QString &name : files.entryList(QDir::Files | QDir::Executable)) {
            if (isOneSlipApart(QFile::encodeName(name), m_program) && !similar.contains(name))
                similar.append(name);
            if (similar.size() == mostNames)
                return similar;
        }
    }
    return similar;
}

} // namespace

StartFailure explainStartFailure(const LaunchSpec &spec, const ProcessError &error)
{
    return Explainer(spec, error).explain();
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
