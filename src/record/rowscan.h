// SPDX-License-Identifier: MIT
#pragma once

#include "base/styledtext.h"

namespace Spawnscope {

/// What can be told of bytes by one quick look at each.

qint64 countLineFeeds(QByteArrayView bytes);

/// The offset after the @p count-th line feed, count ≥ 1; -1 when there are fewer.
qsizetype afterLineFeed(QByteArrayView bytes, qint64 count);

/// How many bytes at the end of @p bytes, which come before a forced cut, go to the next row: so
/// that none cuts a character or an escape sequence in two, and a carriage return near the end
/// begins the next row, which leaves each row of a progress line readable.
/// At most CutWindowBytes, and never all of them; looks at no more than those.
qsizetype bytesAfterCut(QByteArrayView bytes);
inline constexpr qsizetype CutWindowBytes = 4096;

/// The style after whole rows, the last of which may lack its line feed.
TextStyle styleAfterRows(QByteArrayView rows, TextStyle style);

} // namespace Spawnscope
