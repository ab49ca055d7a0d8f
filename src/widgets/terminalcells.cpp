// SPDX-License-Identifier: MIT
#include "widgets/terminalcells.h"

#include "widgets/characterends.h"
#include "widgets/outputcharacterwidth.h"

#include <algorithm>

namespace Spawnscope {

namespace {

constexpr char32_t LastCharacter = 0x10ffff;
constexpr char32_t Cluster = LastCharacter + 1; // stands in a cell for what a row keeps beside it

bool isBlank(const TerminalCell &cell)
{
    return cell.character == 0 && cell.width == 1;
}

char32_t codePointOf(QStringView character)
{
    if (character.size() == 1)
        return character[0].unicode();
    if (character.size() == 2 && character[0].isHighSurrogate())
        return QChar::surrogateToUcs4(character[0], character[1]);
    return Cluster;
}

} // namespace

CellRow::CellRow(const TerminalRow &row)
    : m_wraps(row.wraps())
{
    const int columns = row.columns();
    m_cells.reserve(static_cast<size_t>(columns));
    for (int column = 0; column < columns; ++column) {
        const TerminalCell &cell = row.cell(column);
        m_cells.push_back(cell);
        if (!isBlank(cell) && cell.width > 0)
            m_usedColumns = std::min(column + cell.width, columns);
        if (cell.character > LastCharacter) {
            m_cells.back().character = Cluster;
            m_clusters.emplace_back(column, row.characters(column));
        }
        if (cell.link != 0 && (m_links.empty() || m_links.back().first != cell.link))
            m_links.emplace_back(cell.link, row.link(column));
    }
}

QString CellRow::characters(int column) const
{
    const TerminalCell &cell = this->cell(column);
    if (cell.character == 0 || cell.width == 0)
        return {};
    if (cell.character != Cluster)
        return QString::fromUcs4(&cell.character, 1);
    const auto found = std::ranges::lower_bound(m_clusters, column, {},
                                                &std::pair<int, QString>::first);
    return found == m_clusters.end() ? QString() : found->second;
}

QByteArray CellRow::link(int column) const
{
    const quint32 number = cell(column).link;
    const auto found = std::ranges::find(m_links, number, &std::pair<quint32, QByteArray>::first);
    return found == m_links.end() ? QByteArray() : found->second;
}

QString CellRow::text(int from, int end) const
{
    QString text;
    end = std::min(end, m_usedColumns);
    for (int column = std::max(from, 0); column < end; ++column) {
        if (isBlank(cell(column)))
            text += u' ';
        else
            text += characters(column);
    }
    return text;
}

/// Puts the characters of a line into rows.
class LineWrapper final
{
public:
    explicit LineWrapper(int columns)
        : m_columns(columns)
        , m_rows(1)
    {}

    void add(QStringView character, const TextStyle &style)
    {
        if (character[0] == u'\t') {
            addTab(style);
            return;
        }
        const int width = std::min(characterWidth(character), m_columns);
        if (used() + width > m_columns)
            wrap();
        CellRow &row = m_rows.back();
        TerminalCell cell;
        cell.character = codePointOf(character);
        cell.style = style;
        cell.width = static_cast<quint8>(width);
        if (cell.character == Cluster)
            row.m_clusters.emplace_back(used(), character.toString());
        row.m_cells.push_back(cell);
        for (int i = 1; i < width; ++i) {
            cell.character = 0;
            cell.width = 0;
            row.m_cells.push_back(cell);
        }
        row.m_usedColumns = used();
    }

    std::vector<CellRow> take()
    {
        for (CellRow &row : m_rows)
            row.m_cells.resize(static_cast<size_t>(std::max(m_columns, row.columns())));
        return std::move(m_rows);
    }

private:
    int used() const { return m_rows.back().columns(); }

    void wrap()
    {
        m_rows.back().m_wraps = true;
        m_rows.emplace_back();
    }

    /// Not from a screen, but the log may hold what a child wrote to a pipe.
    void addTab(const TextStyle &style)
    {
        constexpr int TabColumns = 8;
        do
            add(u" ", style);
        while (used() % TabColumns != 0 && used() < m_columns);
    }

    const int m_columns;
    std::vector<CellRow> m_rows;
};

std::vector<CellRow> wrappedRows(const StyledText &line, int columns)
{
    LineWrapper wrapper(columns);
    CharacterEnds ends(line.text);
    auto run = line.runs.begin();
    for (qsizetype at = 0; at < line.text.size();) {
        const qsizetype end = ends.after(at);
        while (run != line.runs.end() && run->start + run->length <= at)
            ++run;
        const bool isInRun = run != line.runs.end() && run->start <= at;
        wrapper.add(QStringView(line.text).sliced(at, end - at),
                    isInRun ? run->style : TextStyle{});
        at = end;
    }
    return wrapper.take();
}

qint64 cellCount(const QString &text)
{
    CharacterEnds ends(text);
    qint64 count = 0;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = ends.after(at);
        count += characterWidth(QStringView(text).sliced(at, end - at));
        at = end;
    }
    return count;
}

} // namespace Spawnscope
