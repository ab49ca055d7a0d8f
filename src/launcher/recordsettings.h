// SPDX-License-Identifier: MIT
#pragma once

#include "record/runrecord.h"

#include <QString>

#include <optional>

class QSettings;

namespace Spawnscope {

/// Whether, where and how much of runs is recorded on disk. A value.
struct RecordSettings
{
    static constexpr qint64 GiB = 1024 * 1024 * 1024;

    bool isOn = true;
    QString folder = defaultFolder();
    Retention retention; ///< of each run
    qint64 totalLimitBytes = 20 * GiB; ///< of all records that are finished; the oldest go first
    std::optional<qint64>
        reserveBytes; ///< of the disk, for others; nothing: see automaticReserve()

    /// In this user's data that may be large and is not to travel.
    static QString defaultFolder();
    /// 2 % of a disk of this size, and at least 1 GiB.
    static qint64 automaticReserve(qint64 diskBytes);
    /// What is to stay free. Asks the disk, so not on the GUI thread.
    qint64 reserve() const;

    /// What is missing or makes no sense has its default.
    static RecordSettings load(const QSettings &settings);
    void save(QSettings *settings) const;

    bool operator==(const RecordSettings &) const = default;
};

} // namespace Spawnscope
