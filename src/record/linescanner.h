// SPDX-License-Identifier: MIT
#pragma once

#include "base/textencoding.h"
#include "record/linepattern.h"
#include "record/literalfinder.h"
#include "record/outputline.h"
#include "record/regexcode.h"

#include <array>
#include <atomic>
#include <optional>
#include <vector>

namespace Spawnscope {

struct PatternOutline;

/// A row and how many matches it has; of an inverted pattern, a row without any and the number 1.
struct RowMatches
{
    qint64 row = 0;
    qint64 count = 0;

    bool operator==(const RowMatches &) const = default;
};

/// Finds the rows of a block that a pattern matches, with as few calls as the pattern allows.
///
/// Finds just what LinePattern::matches() finds in styledText() of each row, read in one encoding.
/// Rows that are shown as they stand are looked at many at a time; a literal that every match holds
/// is looked for first. In other encodings than UTF-8, those are the rows of ASCII.
/// Thread: any number of threads may scan with one object at once.
class LineScanner final
{
public:
    /// @p pattern is valid and not empty.
    explicit LineScanner(const LinePattern &pattern, const TextEncoding &encoding = {});
    Q_DISABLE_COPY_MOVE(LineScanner)

    static constexpr qint64 MaxMatchesPerRow = 10'000;

    struct Result
    {
        std::vector<RowMatches> rows; ///< ascending within a part
        qint64 givenUp = 0; ///< rows whose search ran into a limit
    };
    /// Adds the matching rows of @p part to @p result. Stops short where @p isCancelled gets true.
    void scan(const OutputBlock::Part &part, Result *result,
              const std::atomic<bool> *isCancelled = nullptr) const;

    const LinePattern &pattern() const { return m_pattern; }
    const TextEncoding &encoding() const { return m_encoding; }

private:
    class PartScan;
    /// How rows are looked at whose text is of one kind.
    struct Way
    {
        const LiteralFinder *literal = nullptr; ///< is the pattern
        const LiteralFinder *first = nullptr; ///< begins every match
        const LiteralFinder *required = nullptr; ///< stands in every match
        bool isNear = false; ///< no match has a blank before that
        std::optional<RegexCode> manyRows; ///< anchored if there is a first

        RegexCode::Found find(QByteArrayView bytes, qsizetype from) const;
    };

    void prepareLiteral();
    void prepareExpression();
    void useFinder(TextKind kind, const PatternOutline &outline);
    Way &way(TextKind kind) { return m_ways[static_cast<size_t>(kind)]; }
    const Way &way(TextKind kind) const { return m_ways[static_cast<size_t>(kind)]; }
    bool isCaseSensitive() const { return m_pattern.options().testFlag(FindOption::CaseSensitive); }

    LinePattern m_pattern;
    TextEncoding m_encoding;
    std::optional<LiteralFinder> m_finder;
    std::array<Way, 2> m_ways;
    bool m_isKindOfNoMatter = false; // both ways are the same
};

} // namespace Spawnscope
