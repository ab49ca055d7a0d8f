// SPDX-License-Identifier: MIT
#include "record/patternoutline.h"

#include "record/literalfinder.h"

#include <algorithm>

namespace Spawnscope {

namespace {

constexpr auto AnyCase = "(?i)";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isAscii(char c)
{
    return static_cast<uchar>(c) < 0x80;
}

bool isControl(char c)
{
    return static_cast<uchar>(c) < 0x20 || c == '\x7f';
}

qsizetype characterSize(char lead)
{
    const auto byte = static_cast<uchar>(lead);
    return byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
}

/// Reads an expression once from left to right and writes down the form for many rows.
class OutlineReader final
{
public:
    OutlineReader(QByteArrayView expression, Qt::CaseSensitivity sensitivity)
        : m_in(expression)
        , m_sensitivity(sensitivity)
    {}

    PatternOutline read();

private:
    /// One thing a quantifier could follow.
    struct Atom
    {
        enum class Kind : quint8 {
            Literal, ///< text
            Group, ///< text stands in every match of it
            Place, ///< takes nothing, such as ^
            Other,
        } kind = Kind::Other;
        QByteArray text;
        bool mayBeBlank = true; ///< may take a blank
    };
    struct Quantifier
    {
        bool isThere = false;
        bool mayBeNone = false;
    };

    QByteArray alternation();
    QByteArray sequence(PatternOutline *outline = nullptr);
    Atom atom();
    Atom group();
    Atom escape();
    Atom characterClass();
    Quantifier quantifier();
    bool boundedQuantifier(Quantifier *result);

    bool isAtEnd() const { return m_at >= m_in.size(); }
    char peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_in.size() ? m_in[m_at + ahead] : '\0';
    }
    bool takeIf(QByteArrayView text);
    void copy(qsizetype count);
    Atom unclear();
    static bool keepBetter(QByteArray *best, const QByteArray &other);

    QByteArrayView m_in;
    Qt::CaseSensitivity m_sensitivity;
    qsizetype m_at = 0;
    QByteArray m_out;
    bool m_isClear = true;
};

PatternOutline OutlineReader::read()
{
    if (takeIf(AnyCase))
        m_sensitivity = Qt::CaseInsensitive;
    PatternOutline outline;
    outline.literal = sequence(&outline);
    if (peek() == '|') {
        outline = {};
        copy(1);
        alternation();
    }
    // Without case, classes of upper and lower letters are not the same with and without Unicode.
    const auto holds = [this](QByteArrayView text) { return m_in.indexOf(text) >= 0; };
    outline.isAsciiSafe = std::all_of(m_in.begin(), m_in.end(), isAscii) && !m_in.startsWith("(*")
        && !holds("[:") && !holds("\\p") && !holds("\\P");
    if (!m_isClear || !isAtEnd()) {
        PatternOutline unknown;
        unknown.isAsciiSafe = outline.isAsciiSafe;
        return unknown;
    }
    outline.isLiteralCaseSensitive = m_sensitivity == Qt::CaseSensitive;
    outline.manyRows = m_out;
    return outline;
}

bool OutlineReader::takeIf(QByteArrayView text)
{
    if (!m_in.sliced(m_at).startsWith(text))
        return false;
    copy(text.size());
    return true;
}

void OutlineReader::copy(qsizetype count)
{
    count = std::min(count, m_in.size() - m_at);
    m_out += m_in.sliced(m_at, count);
    m_at += count;
}

OutlineReader::Atom OutlineReader::unclear()
{
    m_isClear = false;
    return {};
}

bool OutlineReader::keepBetter(QByteArray *best, const QByteArray &other)
{
    const auto worth = [](const QByteArray &text) {
        constexpr qsizetype LongEnough = 6;
        return std::min(text.size(), LongEnough) * 64 - LiteralFinder::commonness(text);
    };
    const bool isBetter = !other.isEmpty() && (best->isEmpty() || worth(other) > worth(*best));
    if (isBetter)
        *best = other;
    return isBetter;
}

QByteArray OutlineReader::alternation()
{
    QByteArray best = sequence();
    while (m_isClear && peek() == '|') {
        copy(1);
        sequence();
        best.clear();
    }
    return best;
}

/// Returns a text that stands in all that the sequence matches, and tells @p outline where.
QByteArray OutlineReader::sequence(PatternOutline *outline)
{
    QByteArray best;
    QByteArray run;
    bool isFirst = true; // nothing was taken before the run
    bool isNear = true; // no blank was
    const auto endRun = [&] {
        if (keepBetter(&best, run) && outline) {
            outline->isLiteralFirst = isFirst;
            outline->isLiteralNear = isNear;
        }
        isFirst = isFirst && run.isEmpty();
        isNear = isNear && !run.contains(' ');
        run.clear();
    };
    while (m_isClear && !isAtEnd() && peek() != '|' && peek() != ')') {
        const Atom next = atom();
        const Quantifier repeated = quantifier();
        if (next.kind == Atom::Kind::Literal && !repeated.mayBeNone)
            run += next.text;
        if (next.kind == Atom::Kind::Literal && !repeated.isThere)
            continue;
        endRun();
        if (next.kind == Atom::Kind::Group && !repeated.mayBeNone && keepBetter(&best, next.text)
            && outline) {
            outline->isLiteralFirst = false;
            outline->isLiteralNear = false;
        }
        isFirst = isFirst && next.kind == Atom::Kind::Place && !repeated.isThere;
        isNear = isNear && !next.mayBeBlank;
    }
    endRun();
    return best;
}

OutlineReader::Atom OutlineReader::atom()
{
    const char c = peek();
    if (c == '\\')
        return escape();
    if (c == '[')
        return characterClass();
    if (c == '(')
        return group();
    // A repeated nothing, or a brace that may be a quantifier to another version of PCRE2.
    const bool isBrace = c == '{' && (isDigit(peek(1)) || peek(1) == ',' || peek(1) == ' ');
    if (c == '*' || c == '+' || c == '?' || isBrace || (isControl(c) && c != '\t'))
        return unclear();
    if (c == '.' || c == '^' || c == '$') {
        copy(1);
        return c == '.' ? Atom{} : Atom{.kind = Atom::Kind::Place, .text = {}, .mayBeBlank = false};
    }
    const QByteArray text =
        m_in.sliced(m_at, std::min(characterSize(c), m_in.size() - m_at)).toByteArray();
    copy(text.size());
    if (!isAscii(c) && m_sensitivity == Qt::CaseInsensitive)
        return {};
    return {.kind = Atom::Kind::Literal, .text = text, .mayBeBlank = c == ' '};
}

OutlineReader::Atom OutlineReader::group()
{
    const auto isNamed = [this] {
        const bool isAngle = (peek(1) == '?' && peek(2) == '<' && isLetter(peek(3)))
            || (peek(1) == '?' && peek(2) == 'P' && peek(3) == '<');
        return isAngle;
    };
    bool isLookAround = false;
    if (isNamed()) {
        const qsizetype end = m_in.sliced(m_at).indexOf('>');
        if (end < 0)
            return unclear();
        copy(end + 1);
    } else if (takeIf("(?=") || takeIf("(?!") || takeIf("(?<=") || takeIf("(?<!")) {
        isLookAround = true;
    } else if (!takeIf("(?:") && !takeIf("(?>")) {
        if (peek(1) == '?' || peek(1) == '*')
            return unclear();
        copy(1);
    }
    const QByteArray literal = alternation();
    if (peek() != ')')
        return unclear();
    copy(1);
    return {.kind = Atom::Kind::Group, .text = isLookAround ? QByteArray() : literal};
}

OutlineReader::Atom OutlineReader::escape()
{
    const char c = peek(1);
    if (c == 't' || (isAscii(c) && !isControl(c) && !isLetter(c) && !isDigit(c))) {
        copy(2);
        return {.kind = Atom::Kind::Literal,
                .text = QByteArray(1, c == 't' ? '\t' : c),
                .mayBeBlank = c == ' '};
    }
    if (QByteArrayView("dwShbB").contains(c)) {
        copy(2);
        const bool isPlace = c == 'b' || c == 'B';
        return {.kind = isPlace ? Atom::Kind::Place : Atom::Kind::Other,
                .text = {},
                .mayBeBlank = c == 'h'};
    }
    // What matches the end of a row as well.
    if (QByteArrayView("sWDH").contains(c)) {
        m_out += "[^\\r\\n\\";
        m_out += c == 's' ? 'S' : c == 'W' ? 'w' : c == 'D' ? 'd' : 'h';
        m_out += ']';
        m_at += 2;
        return {};
    }
    return unclear();
}

OutlineReader::Atom OutlineReader::characterClass()
{
    const qsizetype start = m_at++;
    const bool isNegated = peek() == '^';
    if (isNegated)
        ++m_at;
    const qsizetype first = m_at;
    if (peek() == ']' || peek() == '-')
        return unclear();
    bool mayMatchRowEnd = false;
    bool hasBlank = false; // or may have: a range that begins before it
    for (; !isAtEnd() && peek() != ']'; ++m_at) {
        const char c = peek();
        if (c == '[' && (peek(1) == ':' || peek(1) == '.' || peek(1) == '='))
            return unclear();
        if (isControl(c))
            return unclear();
        if (c != '\\') {
            hasBlank = hasBlank || c == ' ';
            continue;
        }
        ++m_at;
        const char escaped = peek();
        hasBlank = hasBlank || escaped == ' ' || escaped == 's' || escaped == 'h';
        if (QByteArrayView("sWDHnrt").contains(escaped))
            mayMatchRowEnd = true;
        else if (isDigit(escaped) || isControl(escaped) || !isAscii(escaped)
                 || (isLetter(escaped) && !QByteArrayView("dwSh").contains(escaped)))
            return unclear();
    }
    if (isAtEnd())
        return unclear();
    ++m_at;
    const QByteArrayView all = m_in.sliced(start, m_at - start);
    if (isNegated)
        m_out += "[^\\r\\n" + m_in.sliced(first, m_at - first).toByteArray();
    else if (mayMatchRowEnd)
        m_out += "(?:(?![\\r\\n])" + all.toByteArray() + ')';
    else
        m_out += all;
    // Without a negation, what may match the end of a row may match a blank.
    return {.kind = Atom::Kind::Other,
            .text = {},
            .mayBeBlank = isNegated ? !hasBlank : hasBlank || mayMatchRowEnd};
}

OutlineReader::Quantifier OutlineReader::quantifier()
{
    Quantifier result;
    const char c = peek();
    if (c == '*' || c == '+' || c == '?') {
        result = {.isThere = true, .mayBeNone = c != '+'};
        copy(1);
    } else if (c != '{' || !boundedQuantifier(&result)) {
        return {};
    }
    if (peek() == '?' || peek() == '+')
        copy(1);
    return result;
}

/// {n}, {n,} and {n,m}; anything else that a brace begins is looked at as an atom.
bool OutlineReader::boundedQuantifier(Quantifier *result)
{
    qsizetype ahead = 1;
    qsizetype least = 0;
    for (; isDigit(peek(ahead)); ++ahead)
        least = std::min<qsizetype>(least * 10 + (peek(ahead) - '0'), 100'000);
    if (ahead == 1)
        return false;
    if (peek(ahead) == ',') {
        ++ahead;
        while (isDigit(peek(ahead)))
            ++ahead;
    }
    if (peek(ahead) != '}')
        return false;
    copy(ahead + 1);
    *result = {.isThere = true, .mayBeNone = least == 0};
    return true;
}

} // namespace

PatternOutline outlineOf(QByteArrayView expression, Qt::CaseSensitivity sensitivity)
{
    return OutlineReader(expression, sensitivity).read();
}

} // namespace Spawnscope
