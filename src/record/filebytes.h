// SPDX-License-Identifier: MIT
#pragma once

#include "base/uniquefd.h"
#include "record/bytestore.h"

#include <QString>

#include <list>
#include <memory>
#include <mutex>

namespace Spawnscope {

/// Bytes of one file. Nothing is held back in memory: what write() took is the system's.
/// Platform: filebytes_unix.cpp, filebytes_windows.cpp, where access is what the folder grants.
class FileBytes final : public ByteStore
{
public:
    enum class Access : quint8 {
        ReadOnly,
        ReadWrite, ///< the file is created, 0600, with its first byte
    };
    FileBytes(QString path, Access access);
    /// A file that is open for reading.
    FileBytes(QString path, UniqueFd fd);

    using ByteStore::read;
    Written write(qint64 offset, QByteArrayView bytes) override;
    qsizetype read(qint64 offset, char *buffer, qsizetype size) const override;
    /// Makes a hole where the system can.
    void drop(qint64 begin, qint64 end) override;
    qsizetype memoryBytes() const override { return 0; }
    /// Cuts off what lies beyond @p size, if there is anything.
    void truncate(qint64 size);

private:
    enum class Missing : quint8 { Fail, Create };
    int openOnce(Missing missing) const; // a descriptor, or -1 with the system's error

    const QString m_path;
    const Access m_access;
    mutable std::mutex m_mutex; // guards the opening
    mutable UniqueFd m_fd;
};

/// Bytes of files of one size, "name-000000", "name-000001", … in one folder.
class SegmentFiles final : public ByteStore
{
public:
    SegmentFiles(QString folder, QString name, qint64 segmentBytes, FileBytes::Access access);

    using ByteStore::read;
    Written write(qint64 offset, QByteArrayView bytes) override;
    qsizetype read(qint64 offset, char *buffer, qsizetype size) const override;
    /// Deletes the files that lie wholly within [begin, end).
    void drop(qint64 begin, qint64 end) override;
    qsizetype memoryBytes() const override { return 0; }

    static QString pathOf(const QString &folder, const QString &name, qint64 index);
    /// The lowest index, from @p least on, of which there is a file.
    static std::optional<qint64> firstIndex(const QString &folder, const QString &name,
                                            qint64 least);

private:
    using File = std::shared_ptr<FileBytes>;
    File file(qint64 index) const;

    const QString m_folder;
    const QString m_name;
    const qint64 m_segmentBytes;
    const FileBytes::Access m_access;
    qint64 m_dropped = 0; // no file before this index is left in the stretch that was dropped
    mutable std::mutex m_mutex; // guards all below
    mutable std::list<std::pair<qint64, File>> m_open; // the last used first
};

/// Watches over what must stay free on a file system.
class DiskReserve final
{
public:
    DiskReserve(QString folder, qint64 reserveBytes)
        : m_folder(std::move(folder))
        , m_reserveBytes(reserveBytes)
    {}

    /// To be asked before @p bytes are written: an error with isDiskFull when they would leave too
    /// little free. Looks at the file system now and then only, and each time after an error.
    std::optional<RecordError> check(qint64 bytes);
    void noteError() { m_unchecked = 0; }

private:
    std::optional<qint64> freeBytes() const; // for this user; nothing if that cannot be told

    const QString m_folder;
    const qint64 m_reserveBytes;
    qint64 m_unchecked = 0; // how many bytes may be written before the next look
};

/// The size of a regular file; -1 when there is none.
qint64 regularFileSize(const QString &path);

} // namespace Spawnscope
