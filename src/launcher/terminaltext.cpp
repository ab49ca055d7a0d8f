// SPDX-License-Identifier: MIT
#include "launcher/terminaltext.h"

#include "base/styledtext.h"
#include "launcher/livescreen.h"

#include <algorithm>

namespace Spawnscope {

namespace {

void appendText(const OutputLine &line, QString *text)
{
    *text += styledText(line.bytes, line.style).text;
    if (line.isEnded)
        *text += u'\n';
}

/// The first of the last rows before @p end that hold about @p maxBytes.
qint64 firstWithin(const OutputLog &log, OutputRows rows, qint64 maxBytes)
{
    qint64 first = rows.first;
    qint64 beyond = rows.end;
    while (first < beyond) {
        const qint64 middle = first + (beyond - first) / 2;
        if (log.rowAfterBytes(OutputFilter::Stdout, middle, maxBytes) >= rows.end)
            beyond = middle;
        else
            first = middle + 1;
    }
    return first;
}

} // namespace

QString terminalText(TerminalSource *source, const OutputLog &log, qint64 firstRow, qint64 maxBytes)
{
    QString ending; // what may change once nobody looks: the last line, and the screen
    qint64 end = 0;
    source->look([&](TerminalScreen *screen) {
        end = source->scrollbackEnd();
        const QList<OutputLine> last = log.lines(OutputFilter::Stdout, end - 1, 1);
        if (!last.isEmpty() && last.first().row == end - 1 && end > firstRow) {
            --end;
            appendText(last.first(), &ending); // which may go on on the screen
        }
        const QList<QByteArray> lines = linesOf(*screen).split('\n');
        for (qsizetype i = 0; i + 1 < lines.size(); ++i)
            ending += styledText(lines[i]).text + u'\n';
    });
    QString text;
    const OutputRows kept = log.rows(OutputFilter::Stdout);
    const OutputRows rows{std::max(firstRow, kept.first), end};
    constexpr qint64 RowsAtOnce = 1000;
    for (qint64 row = firstWithin(log, rows, maxBytes); row < end; row += RowsAtOnce) {
        for (const OutputLine &line :
             log.lines(OutputFilter::Stdout, row, std::min(RowsAtOnce, end - row))) {
            if (line.row < end)
                appendText(line, &text);
        }
    }
    return text + ending;
}

} // namespace Spawnscope
