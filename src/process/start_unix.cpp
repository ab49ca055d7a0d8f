// SPDX-License-Identifier: MIT
#include "process/start_p.h"

#include "process/spawn_p.h"
#include "process/stdioset_p.h"

namespace Spawnscope {

namespace {

QByteArrayList argvOf(const Command &command, const SubprocessOptions &options)
{
    if (command.kind == Command::Kind::Program)
        return command.argv;
    const QByteArray shell = options.executable ? options.executable->bytes() : "/bin/sh";
    return {shell, "-c", command.argv.first()};
}

} // namespace

ProcessResult<Started> start(const Command &command, const SubprocessOptions &options)
{
    auto plan = makeSpawnPlan(argvOf(command, options), options);
    if (!plan)
        return unexpected(plan.error());
    auto stdio = openStdio(options, &*plan);
    if (!stdio)
        return unexpected(stdio.error());
    auto spawned = spawn(&*plan);
    if (!spawned)
        return unexpected(spawned.error());
    stdio->childEnds.clear();
    std::unique_ptr<Pty> terminal;
    if (stdio->terminal) {
        stdio->terminal->closeSlave();
        terminal = std::make_unique<Pty>(std::move(stdio->terminal));
    }
    auto child = Child::adopt(spawned->pid, std::move(spawned->pidfd), plan->leadsGroup());
    if (!child)
        return unexpected(child.error());
    return Started{std::move(*child), std::move(stdio->parentEnds), std::move(terminal)};
}

} // namespace Spawnscope
