// SPDX-License-Identifier: MIT
#pragma once

#include "base/styledtext.h"

#include <optional>

namespace Spawnscope {

/// What is known of one position in a stream, a multiple of StreamIndex::CellBytes.
struct LineMark
{
    qint64 lineFeeds = 0; ///< before the position
    qint64 row = 0; ///< the one that holds the byte at the position
    TextStyle style; ///< in force where that row begins
    quint16 back = 0; ///< how many bytes before the position that row begins
    bool isCut = false; ///< that row goes on with a line that was too long for one row

    bool operator==(const LineMark &) const = default;
};

/// A mark as it stands in the files of a record: see FORMAT.md.
inline constexpr qsizetype LineMarkBytes = 32;
void encodeLineMark(const LineMark &mark, char *bytes);
/// Missing for anything that encodeLineMark() has not made.
std::optional<LineMark> decodeLineMark(const char *bytes);

} // namespace Spawnscope
