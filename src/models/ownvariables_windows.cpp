// SPDX-License-Identifier: MIT
#include "models/environmentmodel.h"

#include "base/windowsapi_windows.h"
#include "base/wtf8.h"

#include <cwchar>

namespace Spawnscope {

EnvironmentModel::Variables EnvironmentModel::ownVariables()
{
    Variables variables;
    wchar_t *const block = ::GetEnvironmentStringsW();
    for (const wchar_t *entry = block; entry && *entry; entry += std::wcslen(entry) + 1) {
        const QByteArray text = toWtf8(QString::fromWCharArray(entry));
        const qsizetype equals = text.indexOf('=');
        if (equals > 0) // "=C:" and the like are cmd.exe's own
            variables.insert(text.first(equals), text.sliced(equals + 1));
    }
    if (block)
        ::FreeEnvironmentStringsW(block);
    return variables;
}

Qt::CaseSensitivity EnvironmentModel::ownNameCase()
{
    return Qt::CaseInsensitive;
}

} // namespace Spawnscope
