// SPDX-License-Identifier: MIT
#include "process/spawnplan_p.h"

#include "process/optionchecks_p.h"

#include <cerrno>
#include <cstdlib>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

extern char **environ;

namespace Spawnscope {

namespace {

bool isChanged(const Environment &environment, const char *variable)
{
    if (environment.changes.isEmpty())
        return false;
    const QByteArrayView entry(variable);
    const qsizetype equals = entry.indexOf('=');
    return environment.changes.contains(
        QByteArray::fromRawData(variable, equals < 0 ? entry.size() : equals));
}

/// "NAME=value" for what the changes set.
QByteArrayList settings(const Environment &environment)
{
    QByteArrayList list;
    for (auto it = environment.changes.begin(); it != environment.changes.end(); ++it) {
        if (it.value())
            list.append(it.key() + '=' + *it.value());
    }
    return list;
}

std::optional<ProcessError> checkNumbers(const SubprocessOptions &options)
{
    if (options.umask && *options.umask > 0777)
        return ProcessError::invalid("umask");
    if (options.processGroup && *options.processGroup < 0)
        return ProcessError::invalid("processGroup");
    if (options.nice && (*options.nice < -20 || *options.nice > 19))
        return ProcessError::invalid("nice");
    return std::nullopt;
}

/// PR_SET_PDEATHSIG is about the starting thread; only the main one lives as long as the program.
std::optional<ProcessError> checkParentDeath(const SubprocessOptions &options)
{
    if (!options.parentDeathSignal)
        return std::nullopt;
#ifdef __linux__
    if (::gettid() == ::getpid())
        return std::nullopt;
#endif
    return ProcessError::fromErrno(ProcessStage::Arguments, ENOTSUP, "parentDeathSignal");
}

std::optional<ProcessError> checkPlatform(const SubprocessOptions &options)
{
    if (options.windows)
        return ProcessError::fromErrno(ProcessStage::Arguments, ENOTSUP, "windows");
    return std::nullopt;
}

std::optional<ProcessError> resolveIdentities(const SubprocessOptions &options, SpawnPlan *plan)
{
    if (options.extraGroups) {
        plan->setGroups = true;
        for (const Identity &identity : *options.extraGroups) {
            const auto gid = lookUpGroup(identity);
            if (!gid)
                return gid.error();
            plan->groups.push_back(*gid);
        }
    }
    if (options.group) {
        const auto gid = lookUpGroup(*options.group);
        if (!gid)
            return gid.error();
        plan->gid = *gid;
    }
    if (options.user) {
        const auto uid = lookUpUser(*options.user);
        if (!uid)
            return uid.error();
        plan->uid = *uid;
    }
    return std::nullopt;
}

template <typename Pointer>
std::vector<Pointer> pointersInto(QByteArrayList *list)
{
    std::vector<Pointer> pointers;
    pointers.reserve(size_t(list->size()) + 1);
    for (QByteArray &bytes : *list)
        pointers.push_back(bytes.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// What is not changed is not copied: it lives in this program's environment.
void resolveEnvironment(const Environment &environment, SpawnPlan *plan)
{
    std::vector<char *> pointers;
    if (environment.base == Environment::Base::Inherit) {
        size_t count = 0;
        while (environ && environ[count])
            ++count;
        pointers.reserve(count + size_t(environment.changes.size()) + 1);
        for (char **variable = environ; variable && *variable; ++variable) {
            if (!isChanged(environment, *variable))
                pointers.push_back(*variable);
        }
    }
    plan->environment = settings(environment);
    for (QByteArray &setting : plan->environment)
        pointers.push_back(setting.data());
    pointers.push_back(nullptr);
    plan->environmentPointers = std::move(pointers);
}

template <typename Entry, typename LookUp>
ProcessResult<Entry> lookUpByName(const QByteArray &name, LookUp lookUp)
{
    std::vector<char> buffer(16 * 1024);
    Entry entry;
    Entry *found = nullptr;
    int error = 0;
    while ((error = lookUp(name.constData(), &entry, buffer.data(), buffer.size(), &found))
           == ERANGE)
        buffer.resize(buffer.size() * 2);
    if (found)
        return entry;
    return unexpected(
        ProcessError::fromErrno(ProcessStage::LookUpUser, error ? error : ENOENT, name));
}

ProcessResult<unsigned> checkedNumber(unsigned number, const char *what)
{
    // -1 would mean "unchanged" to setresuid(2).
    if (number == unsigned(-1))
        return unexpected(ProcessError::invalid(what));
    return number;
}

} // namespace

ProcessResult<uid_t> lookUpUser(const Identity &identity)
{
    if (const unsigned *number = std::get_if<unsigned>(&identity))
        return checkedNumber(*number, "user");
    const auto entry = lookUpByName<passwd>(std::get<QByteArray>(identity), ::getpwnam_r);
    if (!entry)
        return unexpected(entry.error());
    return entry->pw_uid;
}

ProcessResult<gid_t> lookUpGroup(const Identity &identity)
{
    if (const unsigned *number = std::get_if<unsigned>(&identity))
        return checkedNumber(*number, "group");
    const auto entry = lookUpByName<group>(std::get<QByteArray>(identity), ::getgrnam_r);
    if (!entry)
        return unexpected(entry.error());
    return entry->gr_gid;
}

QByteArrayList resolvedEnvironment(const Environment &environment)
{
    QByteArrayList block;
    if (environment.base == Environment::Base::Inherit) {
        for (char **variable = environ; variable && *variable; ++variable) {
            if (!isChanged(environment, *variable))
                block.append(*variable);
        }
    }
    return block + settings(environment);
}

QByteArrayList searchPath(const Environment &environment)
{
    std::optional<QByteArray> path;
    const auto change = environment.changes.find("PATH");
    if (change != environment.changes.end())
        path = *change;
    else if (environment.base == Environment::Base::Inherit && qEnvironmentVariableIsSet("PATH"))
        path = qgetenv("PATH");
    return path.value_or("/bin:/usr/bin").split(':');
}

QByteArrayList candidatePaths(const QByteArray &program, const QByteArrayList &directories)
{
    if (program.contains('/'))
        return {program};
    QByteArrayList candidates;
    for (const QByteArray &directory : directories)
        candidates.append(directory.isEmpty() ? "./" + program : directory + '/' + program);
    return candidates;
}

ProcessResult<SpawnPlan> makeSpawnPlan(const QByteArrayList &argv, const SubprocessOptions &options)
{
    for (const auto &error : {checkCommand(argv, options), checkEnvironment(options.environment),
                              checkStreams(options), checkTerminal(options), checkNumbers(options),
                              checkParentDeath(options), checkPlatform(options)}) {
        if (error)
            return unexpected(*error);
    }

    SpawnPlan plan;
    if (const auto error = resolveIdentities(options, &plan))
        return unexpected(*error);
    const QByteArray program = options.executable ? options.executable->bytes() : argv.first();
    plan.program = program;
    plan.candidates = program.contains('/')
        ? QByteArrayList{program}
        : candidatePaths(program, searchPath(options.environment));
    plan.argv = argv;
    plan.argvPointers = pointersInto<char *>(&plan.argv);
    resolveEnvironment(childEnvironment(options), &plan);
    plan.candidatePointers = pointersInto<const char *>(&plan.candidates);

    plan.closeOthers = options.closeDescriptors || !options.passDescriptors.isEmpty();
    if (options.workingDirectory) {
        plan.directoryBytes = options.workingDirectory->bytes();
        plan.directory = plan.directoryBytes.constData();
    }
    if (options.umask)
        plan.umask = mode_t(*options.umask);
    plan.restoreSignals = options.restoreSignals;
    plan.inheritMask = options.signalMask == SubprocessOptions::SignalMask::Inherit;
    plan.takesTerminal = options.standardInput.kind() == Stdio::Kind::Terminal;
    plan.newSession = options.newSession || plan.takesTerminal;
    if (options.processGroup)
        plan.group = pid_t(*options.processGroup);
    plan.nice = options.nice;
    for (const ResourceLimit &limit : options.resourceLimits)
        plan.limits.push_back({limit.resource,
                               {rlim_t(limit.soft.value_or(RLIM_INFINITY)),
                                rlim_t(limit.hard.value_or(RLIM_INFINITY))}});
    plan.parentDeathSignal = options.parentDeathSignal;
    plan.parent = plan.parentDeathSignal ? ::getpid() : 0;
    return plan;
}

} // namespace Spawnscope
