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

    static QString streamName(size_t stream);
    QString path(const QString &name) const { return folder + u'/' + name; }
    QString marksPath(size_t stream) const;
    QString arrivalsPath() const;
    QString blocksPath() const;
    QString gapPath() const;

    /// How large the files of a stream are made for @p retention.
    static qint64 segmentBytesFor(const Retention &retention);
    /// Over these files, of which none need be there yet.
    LogStorage storage(FileBytes::Access bytes, FileBytes::Access indexes) const;
};

} // namespace Spawnscope
