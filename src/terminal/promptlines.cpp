// SPDX-License-Identifier: MIT
#include "terminal/promptlines.h"

#include "terminal/terminalrow.h"
#include "terminal/terminalscreen.h"

#include <algorithm>

namespace Spawnscope {

void PromptLines::add(qint64 line)
{
    const auto at = std::ranges::lower_bound(m_lines, line);
    if (at != m_lines.end() && *at == line)
        return;
    m_lines.insert(at, line);
    if (m_lines.size() > Most)
        m_lines.removeFirst();
}

qint64 lineOfRow(const TerminalScreen &screen, int row)
{
    qint64 lines = 0;
    for (int i = 0; i < row; ++i)
        lines += screen.primaryRow(i).wraps() ? 0 : 1;
    return lines;
}

} // namespace Spawnscope
