// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace Spawnscope {

/// A CSI sequence, taken apart.
struct ControlSequence
{
    /// No number is larger: enough for every screen, too little to keep anything busy.
    static constexpr int MaxNumber = 16383;

    char prefix = 0; ///< '?', '>', '<', '=', or none
    QByteArrayView parameters = {}; ///< digits, semicolons and colons
    char intermediate = 0;
    char final = 0;

    /// @p bytes is what stands between "CSI" and @p final; nothing when it makes no sense.
    static std::optional<ControlSequence> fromBytes(QByteArrayView bytes, char final);

    /// The function without its parameters, for a switch.
    static constexpr int function(char prefix, char intermediate, char final)
    {
        return prefix << 16 | intermediate << 8 | final;
    }
    int function() const { return function(prefix, intermediate, final); }

    int count() const; ///< of parameters, missing ones and all; at least 1
    /// The parameter at @p index, from 0; @p missing where it was left out or is 0.
    int number(int index, int missing) const;
};

} // namespace Spawnscope
