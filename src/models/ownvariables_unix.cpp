// SPDX-License-Identifier: MIT
#include "models/environmentmodel.h"

#include <unistd.h>

extern char **environ; // macOS declares it nowhere, see its environ(7)

namespace Spawnscope {

EnvironmentModel::Variables EnvironmentModel::ownVariables()
{
    Variables variables;
    for (char **entry = environ; entry && *entry; ++entry) {
        const QByteArrayView text(*entry);
        const qsizetype equals = text.indexOf('=');
        if (equals > 0)
            variables.insert(text.first(equals).toByteArray(),
                             text.sliced(equals + 1).toByteArray());
    }
    return variables;
}

Qt::CaseSensitivity EnvironmentModel::ownNameCase()
{
    return Qt::CaseSensitive;
}

} // namespace Spawnscope
