// SPDX-License-Identifier: MIT
#include "process/options.h"

namespace Spawnscope {

Environment childEnvironment(const SubprocessOptions &options)
{
    Environment environment = options.environment;
    if (options.standardInput.kind() != Stdio::Kind::Terminal || options.terminal.type.isEmpty()
        || environment.base == Environment::Base::Empty)
        return environment;
    const QMap<QByteArray, std::optional<QByteArray>> added = {
        {"TERM", options.terminal.type}, {"LINES", std::nullopt}, {"COLUMNS", std::nullopt}};
    for (auto it = added.begin(); it != added.end(); ++it) {
        if (!environment.changes.contains(it.key()))
            environment.changes.insert(it.key(), it.value());
    }
    return environment;
}

} // namespace Spawnscope
