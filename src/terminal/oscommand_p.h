// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminallistener.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <variant>

namespace Spawnscope {

/// OSC 8: the text from here on belongs to a link; none when @c link is empty.
struct LinkCommand
{
    QByteArray link = {}; ///< parameters, a semicolon, and the address

    bool operator==(const LinkCommand &) const = default;
};

/// OSC 0 and 2.
struct TitleCommand
{
    QString title = {};

    bool operator==(const TitleCommand &) const = default;
};

/// What is understood of the operating system commands; of a PromptMark, its place is missing.
using OsCommand = std::variant<TitleCommand, LinkCommand, ClipboardRequest, PromptMark>;

/// Takes apart what stands between OSC and its terminator. Nothing when it is not known, makes no
/// sense, or is too long for what it is: an address may have 2083 bytes, as elsewhere.
std::optional<OsCommand> osCommand(const QByteArray &command);

} // namespace Spawnscope
