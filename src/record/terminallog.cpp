// SPDX-License-Identifier: MIT
#include "record/terminallog.h"

#include <iterator>
#include <optional>

namespace Spawnscope {

namespace {

constexpr char SizeWord[] = "size ";
constexpr qsizetype LongestNote = 64;

/// "size 80x24"; anything else is a note of another kind, or none.
std::optional<TerminalEvent> sizeFromNote(QByteArrayView note)
{
    if (!note.startsWith(SizeWord))
        return std::nullopt;
    const QByteArrayView size = note.sliced(std::size(SizeWord) - 1);
    const qsizetype sign = size.indexOf('x');
    if (sign < 0)
        return std::nullopt;
    TerminalEvent event{.kind = TerminalEvent::Kind::Size};
    event.columns = size.first(sign).toInt();
    event.rows = size.sliced(sign + 1).toInt();
    if (event.columns < 1 || event.rows < 1)
        return std::nullopt;
    return event;
}

} // namespace

QByteArray terminalSizeNote(int columns, int rows)
{
    return SizeWord + QByteArray::number(columns) + 'x' + QByteArray::number(rows);
}

std::vector<TerminalEvent> TerminalLogReader::next(qsizetype maxBytes)
{
    std::vector<TerminalEvent> events;
    while (events.empty() && !isAtEnd()) {
        OutputArrivals arrivals = m_log->arrivals(m_position, maxBytes);
        if (arrivals.next == m_position)
            break;
        m_position = arrivals.next;
        for (OutputChunk &chunk : arrivals.chunks) {
            if (chunk.stream == OutputStream::Note) {
                addSizes(chunk, &events);
                continue;
            }
            if (chunk.stream == OutputStream::Stderr)
                continue;
            events.push_back({.kind = chunk.stream == OutputStream::Stdout
                                  ? TerminalEvent::Kind::Output
                                  : TerminalEvent::Kind::Input,
                              .when = chunk.when,
                              .bytes = std::move(chunk.bytes),
                              .isAfterGap = chunk.isAfterGap});
        }
    }
    return events;
}

void TerminalLogReader::addSizes(const OutputChunk &chunk, std::vector<TerminalEvent> *events)
{
    if (chunk.isAfterGap)
        m_note.clear();
    for (const char c : chunk.bytes) {
        if (c != '\n') {
            if (m_note.size() < LongestNote)
                m_note += c;
            continue;
        }
        if (auto event = sizeFromNote(m_note)) {
            event->when = chunk.when;
            event->isAfterGap = chunk.isAfterGap;
            events->push_back(*std::move(event));
        }
        m_note.clear();
    }
}

} // namespace Spawnscope
