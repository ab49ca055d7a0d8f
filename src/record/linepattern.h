// SPDX-License-Identifier: MIT
#pragma once

#include "record/textbytes.h"

#include <QFlags>
#include <QList>
#include <QString>

#include <memory>

namespace Spawnscope {

class LiteralFinder;

enum class FindOption : quint8 {
    CaseSensitive = 0x1,
    RegularExpression = 0x2, ///< of PCRE2, with Unicode
    WholeWords = 0x4, ///< a match begins and ends at the edge of a word
    Inverted = 0x8, ///< for filters: the lines without a match
};
Q_DECLARE_FLAGS(FindOptions, FindOption)
Q_DECLARE_OPERATORS_FOR_FLAGS(FindOptions)

struct TextSpan
{
    qsizetype start = 0;
    qsizetype length = 0;

    bool operator==(const TextSpan &) const = default;
};

/// What to look for in the text of one line (as styledText() makes it).
///
/// Cost:   compiled once; copies share it.
/// Thread: any number of threads may match with one pattern at once.
/// Limits: an expression that backtracks without end is given up. What it found in the line before
///         counts; nothing more is found there.
class LinePattern final
{
public:
    LinePattern() = default;
    LinePattern(const QString &text, FindOptions options);

    bool isEmpty() const { return m_text.isEmpty(); }
    bool isValid() const { return m_error.isEmpty(); }
    /// Why an expression is none, in the words of PCRE2; empty when it is valid.
    QString error() const { return m_error; }
    /// Where in text() the error was seen; 0 when there is none.
    qsizetype errorOffset() const { return m_errorOffset; }

    const QString &text() const { return m_text; }
    FindOptions options() const { return m_options; }

    /// All matches, leftmost first, never overlapping, never empty; at most @p limit. None of an
    /// inverted pattern, which has nothing to point at.
    QList<TextSpan> matches(const QString &line, qsizetype limit) const;
    /// The same in bytes of valid UTF-8.
    QList<TextSpan> matches(QByteArrayView utf8, qsizetype limit) const;
    /// Whether the line passes: it has a match, or has none when the pattern is inverted.
    bool isMatch(const QString &line) const;
    bool isMatch(QByteArrayView utf8) const; ///< of valid UTF-8

    struct Count
    {
        qint64 matches = 0;
        bool hasGivenUp = false;
    };
    /// How many matches valid UTF-8 has, at most @p limit, whether inverted or not. Where there is
    /// no @p required any more, which is in every match, no match is looked for.
    Count count(QByteArrayView utf8, TextKind kind, qint64 limit,
                const LiteralFinder *required = nullptr) const;

    bool operator==(const LinePattern &other) const
    {
        return m_text == other.m_text && m_options == other.m_options;
    }

private:
    struct Compiled;
    template <typename Visit>
    bool visitMatches(QByteArrayView utf8, TextKind kind, qint64 limit,
                      const LiteralFinder *required, Visit visit) const;
    template <typename Visit>
    void visitLiteral(QByteArrayView utf8, qint64 limit, Visit visit) const;

    QString m_text;
    FindOptions m_options;
    QString m_error;
    qsizetype m_errorOffset = 0;
    std::shared_ptr<const Compiled> m_compiled; // null: empty or invalid
};

} // namespace Spawnscope
