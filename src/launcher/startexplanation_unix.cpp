// SPDX-License-Identifier: MIT
#include "launcher/executableprobe.h"
#include "launcher/pathsearch.h"
#include "launcher/startexplanation_p.h"

#include <QCoreApplication>

#include <sys/stat.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

using Kind = StartFailure::Kind;
using Probe = ExecutableProbe;

/// Explains why execve(2) failed. Each function deals with one of the system's errors.
class Explainer
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::StartFailure)

public:
    Explainer(const LaunchSpec &spec, const ProcessError &error, QByteArray program)
        : m_spec(spec)
        , m_error(error)
        , m_program(std::move(program))
    {}

    std::optional<StartFailure> explain() const;

private:
    StartFailure programNotFound() const;
    StartFailure fileNotFound(const QByteArray &path) const;
    std::optional<StartFailure> missingInterpreter(const QByteArray &path,
                                                   const Probe &probe) const;
    StartFailure notExecutable(const QByteArray &path, const Probe &probe) const;
    StartFailure notAProgram(const QByteArray &path, const Probe &probe) const;
    QByteArray existingCandidate() const;

    const LaunchSpec &m_spec;
    const ProcessError &m_error;
    QByteArray m_program;
};

std::optional<StartFailure> Explainer::explain() const
{
    const bool isBare = isBareName(m_program);
    const QByteArray path = isBare ? existingCandidate()
                                   : fromDirectory(m_spec.workingDirectory, m_program);
    const Probe probe = path.isEmpty() ? Probe() : probeExecutable(path);

    // A directory of PATH that may not be searched gives "permission denied" for any name.
    const bool isNowhere = isBare && path.isEmpty();
    if (is(m_error, std::errc::no_such_file_or_directory) || is(m_error, std::errc::not_a_directory)
        || (is(m_error, std::errc::permission_denied) && isNowhere)) {
        if (probe.exists)
            return missingInterpreter(path, probe);
        return isBare ? programNotFound() : fileNotFound(path);
    }
    if (is(m_error, std::errc::permission_denied) && !path.isEmpty())
        return notExecutable(path, probe);
    if (is(m_error, std::errc::executable_format_error))
        return notAProgram(path, probe);
    if (is(m_error, std::errc::text_file_busy))
        return StartFailure{
            Kind::Other,
            tr("The file \"%1\" is being written by another program.").arg(shown(path)),
            {}};
    return std::nullopt;
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
    if (const QStringList similar = similarPrograms(m_spec, m_program); !similar.isEmpty())
        failure.details.append(tr("Similar names: %1.").arg(similar.join(tr(", "))));
    failure.details.append(tr("Searched, in this order:"));
    failure.details += searchedDirectories(m_spec);
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

std::optional<StartFailure> Explainer::missingInterpreter(const QByteArray &path,
                                                          const Probe &probe) const
{
    if (probe.interpreter.isEmpty() && !probe.hasCarriageReturn)
        return std::nullopt;
    if (probe.format == Probe::Format::Elf)
        return StartFailure{Kind::BadInterpreter,
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
    case Probe::Format::Pe:
    case Probe::Format::ForeignPe:
    case Probe::Format::ForeignBinary:
        failure.sentence = tr("\"%1\" is a program for another system.").arg(name);
        break;
    default:
        failure.sentence = tr("\"%1\" is not a program that this system can execute.").arg(name);
        break;
    }
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

} // namespace

std::optional<StartFailure> explainExecution(const LaunchSpec &spec, const ProcessError &error,
                                             const QByteArray &program)
{
    return Explainer(spec, error, program).explain();
}

ArgumentLimits argumentLimits()
{
    ArgumentLimits limits;
    if (const long together = ::sysconf(_SC_ARG_MAX); together > 0)
        limits.together = together;
#ifdef Q_OS_LINUX
    limits.single = 32 * ::sysconf(_SC_PAGESIZE) - 1; // MAX_ARG_STRLEN less the NUL
#endif
    return limits;
}

} // namespace Spawnscope
