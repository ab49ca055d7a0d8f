// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

namespace Spawnscope::Shlex {

/// Quoting and splitting by the rules of a POSIX shell, on bytes. The results are those of
/// Python's shlex.quote(), shlex.join() and shlex.split() (comments off, posix=True); their text
/// functions and these agree on every string that is valid UTF-8.

/// Why a text cannot be split.
enum class SplitError {
    NoClosingQuotation, ///< a ' or " is still open at the end
    NoEscapedCharacter, ///< a backslash is the last character
};

/// One word that a POSIX shell reads back as exactly these bytes. Words of letters, digits and
/// @%+=:,./_- are returned unchanged, the empty word is ''.
QByteArray quote(QByteArrayView word);

/// The words quoted and joined by blanks; split() undoes it.
QByteArray join(const QByteArrayList &words);

/// As quote() and join(), for people: a word with ' in it stands in double quotes where nothing in
/// them would be special to a shell (no ", $, `, \ and !), since "it's" reads better than
/// 'it'"'"'s'. What a shell, and split(), make of it is the same.
QByteArray readableQuote(QByteArrayView word);
QByteArray readableJoin(const QByteArrayList &words);

/// The words of a command line. Single quotes keep everything; in double quotes a backslash is
/// special only before " and \; outside of quotes it keeps the next byte. Blanks are space, tab,
/// CR and LF. No expansion of any kind takes place.
Result<QByteArrayList, SplitError> split(QByteArrayView line);

} // namespace Spawnscope::Shlex
