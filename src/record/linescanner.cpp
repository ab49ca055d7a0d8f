// SPDX-License-Identifier: MIT
#include "record/linescanner.h"

#include "record/patternoutline.h"
#include "record/textbytes.h"

#include <algorithm>

namespace Spawnscope {

namespace {

/// Letters that have the other case outside of ASCII as well: the long s and the Kelvin sign.
bool hasCaseBeyondAscii(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return QByteArrayView("kKsS").contains(c); });
}

/// Tells which row is at a place that only goes forward.
class RowScan final
{
public:
    explicit RowScan(const OutputBlock::Part &part)
        : m_stretches(part.rows)
        , m_place(part.bytes.constData())
    {}

    /// Whether it is in another row than the place before.
    bool advanceTo(const char *place)
    {
        const qint64 lineFeeds = countLineFeeds(m_place, place);
        m_ordinal += lineFeeds;
        m_place = place;
        return lineFeeds > 0;
    }
    void passCut() { ++m_ordinal; }

    qint64 row()
    {
        while (m_ordinal - m_before >= m_stretches[m_stretch].count())
            m_before += m_stretches[m_stretch++].count();
        return m_stretches[m_stretch].first + m_ordinal - m_before;
    }

private:
    const std::vector<OutputRows> &m_stretches;
    const char *m_place;
    qint64 m_ordinal = 0; // of the row at m_place within the part
    size_t m_stretch = 0;
    qint64 m_before = 0; // rows in the stretches before
};

/// The rows of @p all that are not among @p matching, which holds some of them in their order.
void invert(const std::vector<OutputRows> &all, std::vector<RowMatches> *matching, size_t from)
{
    const std::vector<RowMatches> found(matching->begin() + static_cast<std::ptrdiff_t>(from),
                                        matching->end());
    matching->resize(from);
    auto next = found.begin();
    for (const OutputRows &stretch : all) {
        for (qint64 row = stretch.first; row < stretch.end; ++row) {
            if (next != found.end() && next->row == row)
                ++next;
            else
                matching->push_back({row, 1});
        }
    }
}

} // namespace

/// One pass over one part.
class LineScanner::PartScan final
{
public:
    PartScan(const LineScanner &scanner, const OutputBlock::Part &part, Result *result,
             const std::atomic<bool> *isCancelled)
        : m_scanner(scanner)
        , m_part(part)
        , m_result(result)
        , m_isCancelled(isCancelled)
        , m_rows(part)
        , m_isLiteral(!scanner.m_pattern.options().testFlag(FindOption::RegularExpression))
        , m_onlyWords(scanner.m_pattern.options().testFlag(FindOption::WholeWords))
    {}

    void run();

private:
    /// Whole rows of the part.
    struct Rows
    {
        const char *begin = nullptr;
        const char *end = nullptr;
        TextKind kind = TextKind::Ascii;

        QByteArrayView bytes() const { return {begin, end}; }
    };

    bool isCancelled() const { return m_isCancelled && *m_isCancelled; }
    void scanRowsBetweenCuts(const char *begin, const char *end);
    void scanRows(const Rows &rows);
    void scanLiteral(const LiteralFinder &literal, const Rows &rows);
    void scanRequired(const LiteralFinder &required, const Rows &rows);
    void scanNear(const Way &way, const Rows &rows);
    LinePattern::Count countNear(const Way &way, QByteArrayView text, const char *place) const;
    void scanManyRows(const Way &way, const Rows &rows);
    void scanEachRow(const char *begin, const char *end, TextKind kind);
    void scanRow(const char *begin, const char *end, TextKind kind,
                 const LiteralFinder *required = nullptr);
    void scanVisibleText(const char *begin, const char *end);
    void add(const char *inRow, const LinePattern::Count &count);

    const LineScanner &m_scanner;
    const OutputBlock::Part &m_part;
    Result *m_result;
    const std::atomic<bool> *m_isCancelled;
    RowScan m_rows;
    const bool m_isLiteral;
    const bool m_onlyWords;
    QByteArray m_visible; // what the row looked at shows
};

void LineScanner::PartScan::run()
{
    const size_t before = m_result->rows.size();
    const char *begin = m_part.bytes.constData();
    for (const qsizetype cut : m_part.cuts) {
        const char *end = m_part.bytes.constData() + cut;
        scanRowsBetweenCuts(begin, end);
        m_rows.advanceTo(end);
        m_rows.passCut();
        begin = end;
    }
    scanRowsBetweenCuts(begin, m_part.bytes.constData() + m_part.bytes.size());
    if (m_scanner.m_pattern.options().testFlag(FindOption::Inverted))
        invert(m_part.rows, &m_result->rows, before);
}

/// Tells rows apart that are shown as they stand and rows that are not.
void LineScanner::PartScan::scanRowsBetweenCuts(const char *begin, const char *end)
{
    // A few rows of ASCII between others may count as such.
    constexpr qsizetype FewBytes = 2048;
    const bool isKindOfNoMatter = m_scanner.m_isKindOfNoMatter;
    // Behind pending, up to where we are, all is ASCII.
    Rows pending{
        .begin = begin, .end = begin, .kind = isKindOfNoMatter ? TextKind::Ascii : TextKind::Utf8};
    const char *at = begin;
    while ((at = findUnusualByte(at, end)) != end) {
        if (*at == '\r' && (at + 1 == end || at[1] == '\n')) {
            ++at;
            continue;
        }
        const char *rowStart = findRowStart(pending.end, at);
        const char *textEnd = findLineFeed(at, end);
        at = textEnd == end ? end : textEnd + 1;
        const bool isPlain = m_scanner.m_encoding.isUtf8() && isShownAsWritten({rowStart, textEnd});
        if (isPlain && (isKindOfNoMatter || rowStart - pending.end < FewBytes)) {
            pending.end = at;
            continue;
        }
        scanRows(pending);
        scanRows({.begin = pending.end, .end = rowStart});
        pending.begin = isPlain ? rowStart : at;
        pending.end = at;
        if (!isPlain)
            scanVisibleText(rowStart, textEnd);
    }
    scanRows(pending);
    scanRows({.begin = pending.end, .end = end});
}

void LineScanner::PartScan::scanRows(const Rows &rows)
{
    if (rows.begin == rows.end)
        return;
    const Way &way = m_scanner.way(rows.kind);
    if (way.literal)
        scanLiteral(*way.literal, rows);
    else if (way.required && way.isNear && way.manyRows)
        scanNear(way, rows);
    else if (way.required)
        scanRequired(*way.required, rows);
    else if (way.manyRows)
        scanManyRows(way, rows);
    else
        scanEachRow(rows.begin, rows.end, rows.kind);
}

void LineScanner::PartScan::scanLiteral(const LiteralFinder &literal, const Rows &rows)
{
    RowMatches *last = nullptr; // the row of the match before
    const char *place = literal.find(rows.begin, rows.end);
    while (place) {
        const qsizetype start = place - rows.begin;
        const char *next = place + literal.size();
        if (m_onlyWords && !isWholeWord(rows.bytes(), start, start + literal.size())) {
            next = place + 1;
        } else if (m_rows.advanceTo(place) || !last) {
            last = &m_result->rows.emplace_back(RowMatches{m_rows.row(), 1});
        } else if (++last->count == MaxMatchesPerRow) {
            next = findLineFeed(place, rows.end);
        }
        place = literal.find(next, rows.end);
    }
}

void LineScanner::PartScan::scanRequired(const LiteralFinder &required, const Rows &rows)
{
    const char *place = required.find(rows.begin, rows.end);
    while (place && !isCancelled()) {
        const char *rowStart = findRowStart(rows.begin, place);
        const char *rowEnd = findLineFeed(place, rows.end);
        scanRow(rowStart, rowEnd, rows.kind, &required);
        place = required.find(rowEnd, rows.end);
    }
}

void LineScanner::PartScan::scanNear(const Way &way, const Rows &rows)
{
    const char *place = way.required->find(rows.begin, rows.end);
    while (place && !isCancelled()) {
        const char *rowEnd = findLineFeed(place, rows.end);
        const LinePattern::Count count = countNear(way, {rows.begin, rowEnd}, place);
        if (count.hasGivenUp)
            scanRow(findRowStart(rows.begin, place), rowEnd, rows.kind);
        else
            add(place, count);
        place = way.required->find(rowEnd, rows.end);
    }
}

/// The matches in the last row of @p text, where the first required literal is at @p place. None
/// begins before the word that a literal stands in.
LinePattern::Count LineScanner::PartScan::countNear(const Way &way, QByteArrayView text,
                                                    const char *place) const
{
    LinePattern::Count count;
    qsizetype from = 0;
    while (place && count.matches < MaxMatchesPerRow) {
        const char *word = place;
        while (word != text.begin() && word[-1] != ' ' && word[-1] != '\n')
            --word;
        const RegexCode::Found found = way.manyRows->find(
            text, std::max<qsizetype>(from, word - text.begin()));
        count.hasGivenUp = found.outcome == RegexCode::Outcome::GaveUp;
        if (found.outcome != RegexCode::Outcome::Match)
            break;
        if (!m_onlyWords || isWholeWord(text, found.start, found.end))
            ++count.matches;
        from = found.end;
        place = way.required->find(text.begin() + from, text.end());
    }
    return count;
}

/// The next match of an expression in many rows.
RegexCode::Found LineScanner::Way::find(QByteArrayView bytes, qsizetype from) const
{
    if (!first)
        return manyRows->find(bytes, from);
    const char *place = first->find(bytes.begin() + from, bytes.end());
    for (; place; place = first->find(place + 1, bytes.end())) {
        const RegexCode::Found found = manyRows->find(bytes, place - bytes.begin());
        if (found.outcome != RegexCode::Outcome::NoMatch)
            return found;
    }
    return {};
}

void LineScanner::PartScan::scanManyRows(const Way &way, const Rows &rows)
{
    const QByteArrayView bytes = rows.bytes();
    RegexCode::Found found = way.find(bytes, 0);
    const char *unknown = rows.begin; // the row from where on nothing is known
    while (found.outcome == RegexCode::Outcome::Match && !isCancelled()) {
        const char *inRow = rows.begin + found.start;
        const char *rowEnd = findLineFeed(inRow, rows.end);
        LinePattern::Count count;
        while (found.outcome == RegexCode::Outcome::Match && rows.begin + found.start < rowEnd) {
            const bool isMatch = !m_onlyWords || isWholeWord(bytes, found.start, found.end);
            count.matches += isMatch ? 1 : 0;
            qsizetype next = found.end;
            if (count.matches == MaxMatchesPerRow)
                next = rowEnd - rows.begin;
            else if (!isMatch && m_isLiteral)
                next = nextCharacter(bytes, found.start);
            found = way.find(bytes, next);
        }
        if (found.outcome == RegexCode::Outcome::GaveUp) {
            unknown = findRowStart(unknown, inRow);
            break;
        }
        add(inRow, count);
        unknown = rowEnd;
    }
    // It is not told where it gave up; each row by itself is told of.
    if (found.outcome == RegexCode::Outcome::GaveUp)
        scanEachRow(unknown, rows.end, rows.kind);
}

void LineScanner::PartScan::scanEachRow(const char *begin, const char *end, TextKind kind)
{
    while (begin != end && !isCancelled()) {
        const char *rowEnd = findLineFeed(begin, end);
        scanRow(begin, rowEnd, kind);
        begin = rowEnd == end ? end : rowEnd + 1;
    }
}

void LineScanner::PartScan::scanRow(const char *begin, const char *end, TextKind kind,
                                    const LiteralFinder *required)
{
    QByteArrayView text(begin, end);
    if (text.endsWith('\r'))
        text.chop(1);
    add(begin, m_scanner.m_pattern.count(text, kind, MaxMatchesPerRow, required));
}

void LineScanner::PartScan::scanVisibleText(const char *begin, const char *end)
{
    if (m_scanner.m_encoding.isUtf8())
        makeVisibleText({begin, end}, &m_visible);
    else
        m_visible = styledText({begin, end}, {}, m_scanner.m_encoding).text.toUtf8();
    add(begin, m_scanner.m_pattern.count(m_visible, textKindOf(m_visible), MaxMatchesPerRow));
}

void LineScanner::PartScan::add(const char *inRow, const LinePattern::Count &count)
{
    m_result->givenUp += count.hasGivenUp ? 1 : 0;
    if (count.matches == 0)
        return;
    m_rows.advanceTo(inRow);
    m_result->rows.push_back({m_rows.row(), count.matches});
}

LineScanner::LineScanner(const LinePattern &pattern, const TextEncoding &encoding)
    : m_pattern(pattern)
    , m_encoding(encoding)
{
    if (pattern.options().testFlag(FindOption::RegularExpression))
        prepareExpression();
    else
        prepareLiteral();
}

void LineScanner::prepareLiteral()
{
    const QByteArray text = m_pattern.text().toUtf8();
    // No text of a row holds a control character; only a tab is shown as such.
    const bool isSafe = std::none_of(text.begin(), text.end(), [](char c) {
        return (static_cast<uchar>(c) < 0x20 && c != '\t') || c == '\x7f';
    });
    if (!isSafe)
        return;
    if (isCaseSensitive()) {
        m_finder.emplace(text, Qt::CaseSensitive);
        way(TextKind::Ascii).literal = &*m_finder;
        m_isKindOfNoMatter = true;
        return;
    }
    RegexCode::Options options = RegexCode::Option::Literal;
    auto manyRows = RegexCode::compile(text, options);
    if (textKindOf(text) == TextKind::Ascii) {
        m_finder.emplace(text, Qt::CaseInsensitive);
        way(TextKind::Ascii).literal = &*m_finder;
        m_isKindOfNoMatter = !hasCaseBeyondAscii(text);
    }
    if (manyRows && !m_isKindOfNoMatter)
        way(TextKind::Utf8).manyRows = std::move(*manyRows);
}

void LineScanner::prepareExpression()
{
    const QByteArray text = m_pattern.text().toUtf8();
    const PatternOutline outline = outlineOf(
        text, isCaseSensitive() ? Qt::CaseSensitive : Qt::CaseInsensitive);
    // What stands in most rows anyway is not worth being looked for first.
    constexpr int Common = 200;
    const bool isCommon = LiteralFinder::commonness(outline.literal) > Common;
    if (outline.literal.size() > (isCommon ? 2 : 1)) {
        m_finder.emplace(outline.literal,
                         outline.isLiteralCaseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive);
        useFinder(TextKind::Ascii, outline);
        if (outline.isLiteralCaseSensitive || !hasCaseBeyondAscii(outline.literal))
            useFinder(TextKind::Utf8, outline);
    }
    if (outline.manyRows.isEmpty())
        return;
    for (const TextKind kind : {TextKind::Ascii, TextKind::Utf8}) {
        RegexCode::Options options = RegexCode::Option::ManyRows;
        options.setFlag(RegexCode::Option::CaseSensitive, isCaseSensitive());
        options.setFlag(RegexCode::Option::AsciiOnly,
                        kind == TextKind::Ascii && outline.isAsciiSafe);
        options.setFlag(RegexCode::Option::Anchored, way(kind).first != nullptr);
        if (auto code = RegexCode::compile(outline.manyRows, options))
            way(kind).manyRows = std::move(*code);
    }
}

void LineScanner::useFinder(TextKind kind, const PatternOutline &outline)
{
    (outline.isLiteralFirst ? way(kind).first : way(kind).required) = &*m_finder;
    way(kind).isNear = outline.isLiteralNear;
}

void LineScanner::scan(const OutputBlock::Part &part, Result *result,
                       const std::atomic<bool> *isCancelled) const
{
    PartScan(*this, part, result, isCancelled).run();
}

} // namespace Spawnscope
