// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputsearch.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace Spawnscope {

/// An address or the name of a file in the text of a line.
struct OutputLink
{
    enum class Kind : quint8 {
        Url, ///< http, https, ftp, file
        File, ///< whether there is such a file has not been looked at
    };

    Kind kind = Kind::Url;
    TextSpan span; ///< in the text, with line and column
    QString target; ///< address or path, as it stands in the text
    int line = 0; ///< from 1; 0 when the text names none
    int column = 0;

    bool operator==(const OutputLink &) const = default;
};

/// What @p text refers to, leftmost first: addresses; "path:line:column" as compilers write it,
/// "--> path:line:column" as rustc does, "path(line)" as MSVC does, 'File "path", line N' as Python
/// does; absolute paths and paths that begin with ~/, ./ or ../. Windows' paths are found on every
/// system, those of another computer (`\\server\share`) nowhere.
QList<OutputLink> linksIn(const QString &text);

/// The one at @p index, found by looking at the neighbourhood only.
std::optional<OutputLink> linkAt(const QString &text, qsizetype index);

/// The file that a link means. A relative path is one of @p folder, "~/" is the home folder. Empty
/// if it is on another computer, which would be told who this user is by looking for it.
QString pathOf(const OutputLink &link, const QString &folder);

} // namespace Spawnscope
