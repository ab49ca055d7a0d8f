// SPDX-License-Identifier: MIT
#include "record/linepattern.h"

#include "record/literalfinder.h"
#include "record/patternoutline.h"
#include "record/regexcode.h"

#include <optional>

namespace Spawnscope {

namespace {

bool isContinuationByte(char c)
{
    return (static_cast<uchar>(c) & 0xc0) == 0x80;
}

/// Counts UTF-16 units in valid UTF-8 as it goes from left to right.
class UnitCounter final
{
public:
    explicit UnitCounter(QByteArrayView utf8)
        : m_utf8(utf8)
    {}

    qsizetype unitsBefore(qsizetype offset)
    {
        for (; m_offset < offset; ++m_offset) {
            const auto byte = static_cast<uchar>(m_utf8[m_offset]);
            if (!isContinuationByte(m_utf8[m_offset]))
                m_units += byte >= 0xf0 ? 2 : 1;
        }
        return m_units;
    }

private:
    QByteArrayView m_utf8;
    qsizetype m_offset = 0;
    qsizetype m_units = 0;
};

} // namespace

struct LinePattern::Compiled
{
    std::optional<LiteralFinder> literal; ///< all there is to a text whose case counts
    std::optional<RegexCode> unicode;
    std::optional<RegexCode> ascii; ///< none where Unicode makes a difference in ASCII
};

LinePattern::LinePattern(const QString &text, FindOptions options)
    : m_text(text)
    , m_options(options)
{
    if (text.isEmpty())
        return;
    const QByteArray utf8 = text.toUtf8();
    auto compiled = std::make_shared<Compiled>();
    const bool isExpression = options.testFlag(FindOption::RegularExpression);
    const bool isCaseSensitive = options.testFlag(FindOption::CaseSensitive);
    if (!isExpression && isCaseSensitive) {
        compiled->literal.emplace(utf8, Qt::CaseSensitive);
        m_compiled = std::move(compiled);
        return;
    }
    RegexCode::Options flags;
    flags.setFlag(RegexCode::Option::CaseSensitive, isCaseSensitive);
    flags.setFlag(RegexCode::Option::Literal, !isExpression);
    auto code = RegexCode::compile(utf8, flags);
    if (!code) {
        m_error = code.error().message;
        m_errorOffset = UnitCounter(utf8).unitsBefore(std::min(code.error().offset, utf8.size()));
        return;
    }
    compiled->unicode = std::move(*code);
    const bool isAsciiSafe = isExpression
        ? outlineOf(utf8, isCaseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive).isAsciiSafe
        : textKindOf(utf8) == TextKind::Ascii;
    if (isAsciiSafe) {
        if (auto ascii = RegexCode::compile(utf8, flags | RegexCode::Option::AsciiOnly))
            compiled->ascii = std::move(*ascii);
    }
    m_compiled = std::move(compiled);
}

/// Calls @p visit with the start and the end of each match until it has been called @p limit times;
/// returns whether the search was given up.
template <typename Visit>
bool LinePattern::visitMatches(QByteArrayView utf8, TextKind kind, qint64 limit,
                               const LiteralFinder *required, Visit visit) const
{
    if (!m_compiled)
        return false;
    if (m_compiled->literal) {
        visitLiteral(utf8, limit, visit);
        return false;
    }
    const RegexCode &code = kind == TextKind::Ascii && m_compiled->ascii ? *m_compiled->ascii
                                                                         : *m_compiled->unicode;
    const bool onlyWords = m_options.testFlag(FindOption::WholeWords);
    const bool isExpression = m_options.testFlag(FindOption::RegularExpression);
    qsizetype from = 0;
    while (limit > 0) {
        if (required && !required->find(utf8.begin() + from, utf8.end()))
            return false;
        const RegexCode::Found found = code.find(utf8, from);
        if (found.outcome != RegexCode::Outcome::Match)
            return found.outcome == RegexCode::Outcome::GaveUp;
        from = found.end;
        if (!onlyWords || isWholeWord(utf8, found.start, found.end)) {
            visit(found.start, found.end);
            --limit;
        } else if (!isExpression) {
            from = nextCharacter(utf8, found.start);
        }
    }
    return false;
}

template <typename Visit>
void LinePattern::visitLiteral(QByteArrayView utf8, qint64 limit, Visit visit) const
{
    const LiteralFinder &finder = *m_compiled->literal;
    const bool onlyWords = m_options.testFlag(FindOption::WholeWords);
    const char *from = utf8.begin();
    while (limit > 0) {
        const char *place = finder.find(from, utf8.end());
        if (!place)
            return;
        const qsizetype start = place - utf8.begin();
        if (onlyWords && !isWholeWord(utf8, start, start + finder.size())) {
            from = place + 1;
            continue;
        }
        visit(start, start + finder.size());
        from = place + finder.size();
        --limit;
    }
}

QList<TextSpan> LinePattern::matches(QByteArrayView utf8, qsizetype limit) const
{
    QList<TextSpan> spans;
    if (!m_options.testFlag(FindOption::Inverted)) {
        visitMatches(utf8, textKindOf(utf8), limit, nullptr,
                     [&](qsizetype start, qsizetype end) { spans.append({start, end - start}); });
    }
    return spans;
}

QList<TextSpan> LinePattern::matches(const QString &line, qsizetype limit) const
{
    const QByteArray utf8 = line.toUtf8();
    QList<TextSpan> spans = matches(QByteArrayView(utf8), limit);
    if (utf8.size() == line.size())
        return spans;
    UnitCounter counter(utf8);
    for (TextSpan &span : spans) {
        const qsizetype end = span.start + span.length;
        span.start = counter.unitsBefore(span.start);
        span.length = counter.unitsBefore(end) - span.start;
    }
    return spans;
}

bool LinePattern::isMatch(const QString &line) const
{
    return isMatch(QByteArrayView(line.toUtf8()));
}

bool LinePattern::isMatch(QByteArrayView utf8) const
{
    const bool hasMatch = count(utf8, textKindOf(utf8), 1).matches > 0;
    return hasMatch != m_options.testFlag(FindOption::Inverted);
}

LinePattern::Count LinePattern::count(QByteArrayView utf8, TextKind kind, qint64 limit,
                                      const LiteralFinder *required) const
{
    Count result;
    result.hasGivenUp = visitMatches(utf8, kind, limit, required,
                                     [&](qsizetype, qsizetype) { ++result.matches; });
    return result;
}

} // namespace Spawnscope
