// SPDX-License-Identifier: MIT
#pragma once

namespace Spawnscope {

/// How many cells libvterm gives a character of its own: 1 or 2. 0 for what belongs to the
/// character before it, and for what libvterm shows as something else.
///
/// Asked of libvterm itself, whose versions differ, for 256 neighbours at a time.
/// @p character is a Unicode scalar value from U+00A0 on. Thread: any.
int characterWidth(char32_t character);

/// What belongs to the character before it and takes no place.
bool combines(char32_t character);

} // namespace Spawnscope
