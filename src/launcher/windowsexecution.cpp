// SPDX-License-Identifier: MIT
#include "launcher/windowsexecution.h"

#include "launcher/shellwords.h"
#include "launcher/startexplanation_p.h"

#include <QCoreApplication>

namespace Spawnscope {

namespace {

using Kind = StartFailure::Kind;
using Format = ExecutableProbe::Format;

class WindowsExplainer
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::StartFailure)

public:
    explicit WindowsExplainer(const WindowsExecution &facts)
        : m_facts(facts)
        , m_name(shown(facts.path.isEmpty() ? facts.program : facts.path))
    {}

    std::optional<StartFailure> explain() const;

private:
    StartFailure programNotFound() const;
    StartFailure fileNotFound() const;
    StartFailure notPermitted() const;
    StartFailure notAProgram() const;
    StartFailure needsAdministrator() const;

    const WindowsExecution &m_facts;
    const QString m_name;
};

std::optional<StartFailure> WindowsExplainer::explain() const
{
    const std::error_code &code = m_facts.code;
    if (code == std::errc::no_such_file_or_directory || code == std::errc::not_a_directory) {
        if (m_facts.probe.exists && m_facts.probe.isDirectory)
            return notPermitted();
        if (m_facts.probe.exists)
            return std::nullopt;
        return m_facts.isBareName ? programNotFound() : fileNotFound();
    }
    if (code == std::errc::permission_denied)
        return notPermitted();
    if (code == std::errc::executable_format_error)
        return notAProgram();
    if (code == std::errc::text_file_busy)
        return StartFailure{Kind::Other,
                            tr("The file \"%1\" is being written by another program.").arg(m_name),
                            {}};
    if (code == std::error_code(windowsElevationRequired, std::system_category()))
        return needsAdministrator();
    return std::nullopt;
}

StartFailure WindowsExplainer::programNotFound() const
{
    const QString program = shown(m_facts.program);
    StartFailure failure{Kind::ProgramNotFound,
                         tr("There is no program \"%1\" in the directories of PATH.").arg(program),
                         {}};
    if (isCommandProcessorWord(m_facts.program))
        failure.details.append(
            tr("\"%1\" is a command of the command processor, cmd.exe: run it with Shell.")
                .arg(program));
    if (m_facts.program.contains(' '))
        failure.details.append(
            tr("The program's name holds a blank. Arguments are written separately."));
    if (m_facts.isInWorkingDirectory)
        failure.details.append(tr("The working directory holds a file of this name. Written as "
                                  "\".\\%1\" it would be found.")
                                   .arg(program));
    if (!m_facts.similar.isEmpty())
        failure.details.append(tr("Similar names: %1.").arg(m_facts.similar.join(tr(", "))));
    failure.details.append(tr("Searched, in this order:"));
    failure.details += m_facts.searched;
    return failure;
}

StartFailure WindowsExplainer::fileNotFound() const
{
    StartFailure failure{Kind::FileNotFound, tr("The file \"%1\" does not exist.").arg(m_name), {}};
    if (!m_facts.badDirectory.isEmpty())
        failure.details.append(
            tr("Its directory \"%1\" does not exist.").arg(shown(m_facts.badDirectory)));
    return failure;
}

StartFailure WindowsExplainer::notPermitted() const
{
    if (m_facts.probe.isDirectory)
        return {Kind::NotExecutable, tr("\"%1\" is a directory, not a program.").arg(m_name), {}};
    StartFailure failure{
        Kind::NotExecutable, tr("The system does not permit executing \"%1\".").arg(m_name), {}};
    if (m_facts.probe.exists && !m_facts.probe.isExecutable)
        failure.details.append(tr("This user has not the permission to execute the file."));
    else
        failure.details.append(
            tr("A policy of the system or a guard against harmful programs may have refused it."));
    return failure;
}

StartFailure WindowsExplainer::notAProgram() const
{
    StartFailure failure{Kind::NotAProgram, {}, {}};
    switch (m_facts.probe.format) {
    case Format::Empty:
        failure.sentence = tr("\"%1\" is empty.").arg(m_name);
        break;
    case Format::Script:
        failure.sentence = tr("\"%1\" is a script, and this system reads no #! line.").arg(m_name);
        failure.details.append(tr("It can be given to its interpreter as an argument: %1 %2")
                                   .arg(shown(m_facts.probe.interpreter), m_name));
        break;
    case Format::Text:
        failure.sentence = tr("\"%1\" is a text, not a program.").arg(m_name);
        break;
    case Format::ForeignPe:
        failure.sentence = tr("\"%1\" is a program for another processor.").arg(m_name);
        break;
    case Format::Elf:
    case Format::ForeignElf:
    case Format::ForeignBinary:
        failure.sentence = tr("\"%1\" is a program for another system.").arg(m_name);
        break;
    default:
        failure.sentence = tr("\"%1\" is not a program that this system can execute.").arg(m_name);
        break;
    }
    return failure;
}

StartFailure WindowsExplainer::needsAdministrator() const
{
    return {Kind::NotExecutable,
            tr("\"%1\" asks for the rights of an administrator.").arg(m_name),
            {tr("Windows starts it only after it has asked the user, which cannot be done for a "
                "program with streams. Started as administrator, this program can run it.")}};
}

} // namespace

std::optional<StartFailure> explainWindowsExecution(const WindowsExecution &facts)
{
    return WindowsExplainer(facts).explain();
}

} // namespace Spawnscope
