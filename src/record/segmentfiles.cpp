// SPDX-License-Identifier: MIT
#include "record/filebytes.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>

namespace Spawnscope {

namespace {

constexpr size_t MostOpenFiles = 8;

} // namespace

SegmentFiles::SegmentFiles(QString folder, QString name, qint64 segmentBytes,
                           FileBytes::Access access)
    : m_folder(std::move(folder))
    , m_name(std::move(name))
    , m_segmentBytes(segmentBytes)
    , m_access(access)
{}

QString SegmentFiles::pathOf(const QString &folder, const QString &name, qint64 index)
{
    constexpr int Digits = 6;
    return folder + u'/' + name + u'-' + QString::number(index).rightJustified(Digits, u'0');
}

std::optional<qint64> SegmentFiles::firstIndex(const QString &folder, const QString &name,
                                               qint64 least)
{
    std::optional<qint64> first;
    QDirIterator files(folder, {name + QStringLiteral("-*")}, QDir::Files);
    while (files.hasNext()) {
        const QString path = files.next();
        const qint64 index = QStringView(path).sliced(path.lastIndexOf(u'-') + 1).toLongLong();
        if (index >= least && index < first.value_or(index + 1)
            && path == pathOf(folder, name, index))
            first = index;
    }
    return first;
}

SegmentFiles::File SegmentFiles::file(qint64 index) const
{
    const std::scoped_lock lock(m_mutex);
    const auto known = std::find_if(m_open.begin(), m_open.end(),
                                    [index](const auto &open) { return open.first == index; });
    if (known != m_open.end()) {
        m_open.splice(m_open.begin(), m_open, known);
    } else {
        m_open.emplace_front(
            index, std::make_shared<FileBytes>(pathOf(m_folder, m_name, index), m_access));
        if (m_open.size() > MostOpenFiles)
            m_open.pop_back();
    }
    return m_open.front().second;
}

ByteStore::Written SegmentFiles::write(qint64 offset, QByteArrayView bytes)
{
    Written written;
    while (!bytes.isEmpty() && !written.error) {
        const qint64 at = offset % m_segmentBytes;
        const QByteArrayView piece = bytes.first(std::min(bytes.size(), m_segmentBytes - at));
        const Written step = file(offset / m_segmentBytes)->write(at, piece);
        written.bytes += step.bytes;
        written.error = step.error;
        bytes = bytes.sliced(step.bytes);
        offset += step.bytes;
    }
    return written;
}

qsizetype SegmentFiles::read(qint64 offset, char *buffer, qsizetype size) const
{
    qsizetype done = 0;
    while (done < size) {
        const qint64 at = (offset + done) % m_segmentBytes;
        const qsizetype piece = std::min<qsizetype>(size - done, m_segmentBytes - at);
        const qsizetype count =
            file((offset + done) / m_segmentBytes)->read(at, buffer + done, piece);
        done += count;
        if (count < piece)
            break;
    }
    return done;
}

void SegmentFiles::drop(qint64 begin, qint64 end)
{
    const qint64 first = std::max((begin + m_segmentBytes - 1) / m_segmentBytes, m_dropped);
    const qint64 beyond = end / m_segmentBytes;
    for (qint64 index = first; index < beyond; ++index)
        QFile::remove(pathOf(m_folder, m_name, index));
    m_dropped = std::max(m_dropped, beyond);
    const std::scoped_lock lock(m_mutex);
    m_open.remove_if([&](const auto &open) { return open.first >= first && open.first < beyond; });
}

} // namespace Spawnscope
