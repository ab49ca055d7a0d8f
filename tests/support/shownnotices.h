// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/messagestrip.h"
#include "widgets/runnotices.h"

namespace Spawnscope {

/// The texts of those that can be seen.
inline QStringList shown(const RunNotices &notices)
{
    QStringList texts;
    for (const MessageStrip *strip : notices.findChildren<MessageStrip *>()) {
        if (!strip->isHidden())
            texts.append(strip->text());
    }
    return texts;
}

} // namespace Spawnscope
