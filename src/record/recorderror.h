// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"

#include <QString>

#include <system_error>

namespace Spawnscope {

/// What the record was doing when it failed.
enum class RecordStage : quint8 {
    CreateFolder,
    CreateFile,
    OpenFile,
    ReadFile,
    WriteFile,
    Lock, ///< another program writes this record
    Identify, ///< not a record, or a file of it is damaged beyond use
    Version, ///< a record of a version this program does not know
    Remove,
};

/// A failure of the record, without words for people.
struct RecordError
{
    RecordStage stage = RecordStage::OpenFile;
    std::error_code code; ///< of the system; unset for Identify and Version
    QString path;
    qint64 detail = 0; ///< for Version the one found, for Identify the offset of the damage

    /// The file system is full, the user's quota is used up, less is free than was asked to be left
    /// alone, or a file has become as large as it may (isFileSizeLimit). The same may succeed
    /// later.
    bool isDiskFull = false;
    /// The limit is that of this program (RLIMIT_FSIZE), or that of the file system.
    bool isFileSizeLimit() const { return code == std::errc::file_too_large; }
};

template <typename T>
using RecordResult = Result<T, RecordError>;

} // namespace Spawnscope
