// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <memory>

namespace Spawnscope {

/// All that a TerminalScreen was at one moment: TerminalScreen::snapshot(). Thread: any.
class TerminalSnapshot final
{
public:
    struct Access;

    ~TerminalSnapshot();
    Q_DISABLE_COPY_MOVE(TerminalSnapshot)

    qint64 memoryBytes() const; ///< about

private:
    struct Private;

    explicit TerminalSnapshot(std::unique_ptr<const Private> content);

    std::unique_ptr<const Private> d;
};

} // namespace Spawnscope
