// SPDX-License-Identifier: MIT
#include "process/procstat_p.h"

#include <QByteArrayList>

namespace Spawnscope {

std::optional<ProcStat> parseProcStat(QByteArrayView text)
{
    // The name stands between the first '(' and the last ')' and may hold either, and blanks.
    const qsizetype open = text.indexOf('(');
    const qsizetype close = text.lastIndexOf(')');
    if (open < 1 || close < open)
        return std::nullopt;
    const QByteArrayList fields = text.sliced(close + 1).trimmed().toByteArray().split(' ');
    if (fields.size() < 4 || fields.at(0).size() != 1)
        return std::nullopt;

    ProcStat stat;
    bool isPid = false;
    stat.pid = text.first(open).trimmed().toLongLong(&isPid);
    if (!isPid)
        return std::nullopt;
    stat.name = text.sliced(open + 1, close - open - 1).toByteArray();
    stat.state = fields.at(0).at(0);
    stat.parent = fields.at(1).toLongLong();
    stat.group = fields.at(2).toLongLong();
    stat.session = fields.at(3).toLongLong();
    return stat;
}

} // namespace Spawnscope
