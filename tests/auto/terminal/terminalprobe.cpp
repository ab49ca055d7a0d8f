// SPDX-License-Identifier: MIT
#include "terminalprobe.h"

#include <QDebug>

namespace Spawnscope {

QStringList TerminalProbe::rows() const
{
    QStringList rows;
    for (int i = 0; i < screen.size().rows; ++i)
        rows += screen.row(i).text();
    while (!rows.isEmpty() && rows.last().isEmpty())
        rows.removeLast();
    return rows;
}

QString TerminalProbe::shown() const
{
    QString all;
    QDebug debug(&all);
    const TerminalModes modes = screen.modes();
    const TerminalCursor cursor = screen.cursor();
    debug << cursor.position.row << cursor.position.column << int(cursor.shape) << cursor.blinks
          << cursor.isVisible << int(modes.mouse) << modes.sgrMouse << modes.focusEvents
          << modes.bracketedPaste << modes.applicationCursorKeys << modes.applicationKeypad
          << modes.reverseVideo << modes.alternateScreen << screen.title() << screen.rowsLeft()
          << '\n';
    for (int i = 0; i < screen.size().rows; ++i) {
        const TerminalRow row = screen.row(i);
        debug << row.bytes() << row.wraps();
        for (int column = 0; column < row.columns(); ++column) {
            const TerminalCell &cell = row.cell(column);
            debug << cell.width << cell.isProtected << row.link(column) << row.characters(column);
        }
        debug << '\n';
    }
    return all;
}

QString TerminalProbe::everything() const
{
    QString all;
    QDebug(&all) << answers << bells << clipboard.size() << marks.size() << text() << shown();
    return all;
}

} // namespace Spawnscope
