// SPDX-License-Identifier: MIT
#include "launcher/pathsearch.h"
#include "launcher/startexplanation_p.h"
#include "launcher/windowsexecution.h"

namespace Spawnscope {

std::optional<StartFailure> explainExecution(const LaunchSpec &spec, const ProcessError &error,
                                             const QByteArray &program)
{
    WindowsExecution facts;
    facts.program = program;
    facts.isBareName = isBareName(program);
    facts.code = error.code;
    facts.path = resolveProgram(program, spec);
    if (facts.path.isEmpty() && !facts.isBareName)
        facts.path = fromDirectory(spec.workingDirectory, program);
    if (!facts.path.isEmpty())
        facts.probe = probeExecutable(facts.path);
    if (!facts.probe.exists) {
        facts.badDirectory = firstBadDirectory(facts.path);
        facts.isInWorkingDirectory = facts.isBareName
            && !resolveProgram(".\\" + program, spec).isEmpty();
        facts.similar = similarPrograms(spec, program);
        facts.searched = searchedDirectories(spec);
    }
    return explainWindowsExecution(facts);
}

ArgumentLimits argumentLimits()
{
    ArgumentLimits limits;
    limits.commandLine = 32766; // CreateProcessW's bound less the NUL
    return limits;
}

} // namespace Spawnscope
