// SPDX-License-Identifier: MIT
#pragma once

#include "record/filebytes.h"
#include "record/outputlog_p.h"
#include "record/runjournal.h"

namespace Spawnscope {

/// The files of a log in the folder of its record. FORMAT.md tells what is in them.
struct LogFiles
{
    QString folder;
    RunHeader header;
    /// Before the names of all its files: that of a terminal has its own.
    QString prefix = {};

    static QString streamName(size_t stream);
    static constexpr QLatin1StringView TerminalPrefix{"terminal-"};
    QString path(const QString &name) const { return folder + u'/' + prefix + name; }
    /// What the names of the files with its bytes begin with.
    QString bytesName(size_t stream) const { return prefix + streamName(stream); }
    QString marksPath(size_t stream) const;
    QString arrivalsPath() const;
    QString blocksPath() const;
    QString gapPath() const;

    /// What one log of the record may keep: its part where there are two.
    qint64 limitBytes() const;
    /// How large the files of a stream are made for @p retention.
    static qint64 segmentBytesFor(const Retention &retention);
    /// Over these files, of which none need be there yet.
    LogStorage storage(FileBytes::Access bytes, FileBytes::Access indexes) const;
};

} // namespace Spawnscope
