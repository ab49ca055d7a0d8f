// SPDX-License-Identifier: MIT
#include "widgets/outputhtml.h"

#include "record/htmltext.h"

#include <algorithm>

namespace Spawnscope {

std::optional<QString> htmlOf(const CopyRequest &request)
{
    constexpr qint64 BatchRows = 256;
    const OutputSource &source = *request.source;
    const qint64 last = request.selection.range().last.number;
    HtmlText text(HtmlText::Kind::Fragment);
    QByteArray html = "<pre style=\"font-family:monospace\">";
    bool isFirst = true;
    OutputStream lastStream = OutputStream::Note;
    qint64 row = source.rowOfLine(request.selection.range().first.number);
    const qint64 end = std::min(source.rows().end, source.rowOfLine(last) + 1);
    while (row < end) {
        const OutputExtent extent = source.extent();
        if (extent.isMark(row))
            row = extent.gap.rows.end;
        const QList<OutputLine> lines = source.lines(row, std::min(BatchRows, end - row),
                                                     MostCopiedHtml);
        row += BatchRows;
        for (const OutputLine &line : lines) {
            const LineLayout layout(styledText(line.bytes, line.style, request.encoding), 0);
            const auto span = request.selection.spanIn(line.number, layout);
            const bool goesOn = line.isContinuation && line.stream == lastStream
                && !request.selection.isBlock();
            if (!isFirst && !goesOn)
                html += '\n';
            if (span)
                text.append(layout.styled(), span->start, span->start + span->length, &html);
            if (html.size() > MostCopiedHtml)
                return std::nullopt;
            isFirst = false;
            lastStream = line.stream;
            row = line.row + 1;
        }
    }
    return QString::fromUtf8(html + "</pre>");
}

} // namespace Spawnscope
