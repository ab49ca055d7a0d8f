// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace Spawnscope {

/// What can be told of an expression without running it. Whatever is not clear is left empty.
struct PatternOutline
{
    /// A text that stands in every match; ASCII when case does not count.
    QByteArray literal;
    bool isLiteralCaseSensitive = true;
    bool isLiteralFirst = false; ///< every match begins with it
    bool isLiteralNear = false; ///< no match has a blank before it
    /// Finds, in many rows at once (RegexCode::Option::ManyRows), just what the expression finds in
    /// each of them alone: nothing in it can match the end of a row.
    QByteArray manyRows;
    /// Finds the same in ASCII with and without Unicode.
    bool isAsciiSafe = false;
};

/// Of an expression in UTF-8 that PCRE2 takes.
PatternOutline outlineOf(QByteArrayView expression, Qt::CaseSensitivity sensitivity);

} // namespace Spawnscope
