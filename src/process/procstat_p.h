// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace Spawnscope {

/// The first fields of /proc/<pid>/stat (proc(5)).
struct ProcStat
{
    qint64 pid = 0;
    QByteArray name; ///< may hold blanks and brackets
    char state = 0;
    qint64 parent = 0;
    qint64 group = 0;
    qint64 session = 0;

    bool isZombie() const { return state == 'Z' || state == 'X'; }
};

/// Nothing for a text that is not such a line.
std::optional<ProcStat> parseProcStat(QByteArrayView text);

} // namespace Spawnscope
