// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "record/textbytes.h"

#include <QFlags>
#include <QString>

#include <memory>

struct pcre2_real_code_8;

namespace Spawnscope {

/// An expression compiled by PCRE2, to machine code where PCRE2 can do that.
///
/// Thread: any number of threads may search with it at once; each has its own memory for that.
/// Limits: a search that backtracks without end gives up; see Outcome.
class RegexCode final
{
public:
    enum class Option : quint8 {
        CaseSensitive = 0x1,
        Literal = 0x2, ///< the pattern is a text, not an expression
        ManyRows = 0x4, ///< ^ and $ stand for the ends of rows that end in LF or CR LF
        Anchored = 0x10, ///< matches begin nowhere but where the search begins
        AsciiOnly = 0x8, ///< texts are ASCII: no Unicode, which is faster
    };
    Q_DECLARE_FLAGS(Options, Option)

    struct Error
    {
        QString message; ///< in PCRE2's words, in English
        qsizetype offset = 0; ///< into the pattern, in bytes
    };
    static Result<RegexCode, Error> compile(QByteArrayView pattern, Options options);

    enum class Outcome : quint8 {
        Match,
        NoMatch,
        GaveUp, ///< a limit was reached before it was known
    };
    struct Found
    {
        Outcome outcome = Outcome::NoMatch;
        qsizetype start = 0;
        qsizetype end = 0;
    };
    /// The first match of @p text that begins at or after @p from and is not empty. The text is
    /// valid UTF-8 and nothing checks that; @p from is where a character begins.
    Found find(QByteArrayView text, qsizetype from) const;

private:
    struct Free
    {
        void operator()(pcre2_real_code_8 *code) const;
    };
    std::unique_ptr<pcre2_real_code_8, Free> m_code;
    bool m_isJit = false;
};
Q_DECLARE_OPERATORS_FOR_FLAGS(RegexCode::Options)

} // namespace Spawnscope
