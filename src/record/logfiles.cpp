// SPDX-License-Identifier: MIT
#include "record/logfiles.h"

#include <algorithm>

namespace Spawnscope {

QString LogFiles::streamName(size_t stream)
{
    static const std::array<QString, OutputStreamCount> names{
        QStringLiteral("stdout"), QStringLiteral("stderr"), QStringLiteral("stdin"),
        QStringLiteral("note")};
    return names[stream];
}

QString LogFiles::marksPath(size_t stream) const
{
    return path(streamName(stream) + QLatin1StringView(".lines"));
}

QString LogFiles::arrivalsPath() const
{
    return path(QStringLiteral("chunks.idx"));
}

QString LogFiles::blocksPath() const
{
    return path(QStringLiteral("chunks.blocks"));
}

QString LogFiles::gapPath() const
{
    return path(QStringLiteral("gap.idx"));
}

qint64 LogFiles::limitBytes() const
{
    return header.hasTerminal ? header.retention.limitBytes / 2 : header.retention.limitBytes;
}

qint64 LogFiles::segmentBytesFor(const Retention &retention)
{
    constexpr qint64 Smallest = 256 * 1024;
    constexpr qint64 Usual = 64 * 1024 * 1024;
    if (retention.keep == Retention::Keep::Everything)
        return Usual;
    return std::clamp(retention.limitBytes / 16, Smallest, Usual);
}

LogStorage LogFiles::storage(FileBytes::Access bytes, FileBytes::Access indexes) const
{
    LogStorage storage;
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        storage.streams[i].bytes = std::make_unique<SegmentFiles>(folder, bytesName(i),
                                                                  header.segmentBytes, bytes);
        storage.streams[i].marks = std::make_unique<FileBytes>(marksPath(i), indexes);
    }
    storage.arrivals = std::make_unique<FileBytes>(arrivalsPath(), indexes);
    storage.blocks = std::make_unique<FileBytes>(blocksPath(), indexes);
    if (header.retention.keep != Retention::Keep::Everything)
        storage.gap = std::make_unique<FileBytes>(gapPath(), indexes);
    storage.clock.wall = header.started;
    storage.segmentBytes = header.segmentBytes;
    storage.limitBytes = limitBytes();
    switch (header.retention.keep) {
    case Retention::Keep::Everything:
        storage.keep = LogStorage::Keep::Everything;
        break;
    case Retention::Keep::HeadAndTail:
        storage.keep = LogStorage::Keep::HeadAndTail;
        break;
    case Retention::Keep::Tail:
        storage.keep = LogStorage::Keep::Tail;
        break;
    }
    return storage;
}

} // namespace Spawnscope
