// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace Spawnscope {

/// What may stand in a valid UTF-8 text: matching ASCII takes less.
enum class TextKind : quint8 { Ascii, Utf8 };

TextKind textKindOf(QByteArrayView validUtf8);

/// The first byte in [begin, end) that is neither printable ASCII nor a tab or a line feed, or end.
const char *findUnusualByte(const char *begin, const char *end);

qint64 countLineFeeds(const char *begin, const char *end);

/// The first line feed in [begin, end), or end.
const char *findLineFeed(const char *begin, const char *end);
/// Behind the last line feed in [begin, end), or begin.
const char *findRowStart(const char *begin, const char *end);

/// Where the character after the one at @p at begins in valid UTF-8; the end behind the last.
qsizetype nextCharacter(QByteArrayView text, qsizetype at);

/// Whether [start, end) of the valid UTF-8 @p text begins and ends at the edge of a word; an edge
/// of the stretch that is no letter, digit or underscore needs none.
bool isWholeWord(QByteArrayView text, qsizetype start, qsizetype end);

/// Whether styledText(row).text is the row as it stands, but for a carriage return at its end.
bool isShownAsWritten(QByteArrayView row);

/// styledText(row).text in UTF-8, made without colours and cells where nothing moves the cursor.
void makeVisibleText(QByteArrayView row, QByteArray *text);

} // namespace Spawnscope
