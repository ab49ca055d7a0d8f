// SPDX-License-Identifier: MIT
#pragma once

#include "record/bytestore.h"

#include <QString>

#include <memory>

namespace Spawnscope {

/// A regular file of somebody else, open for reading.
///
/// Thread:   any.
/// Platform: foreignfile_unix.cpp, foreignfile_windows.cpp.
class ForeignFile final
{
public:
    /// Follows links. What is no regular file is refused at once, with not_supported or
    /// is_a_directory.
    static RecordResult<std::shared_ptr<const ForeignFile>> open(const QString &path);
    ~ForeignFile();
    Q_DISABLE_COPY_MOVE(ForeignFile)

    QString path() const;
    RecordResult<qint64> size() const;
    /// Fewer than @p size bytes at the end only.
    RecordResult<qsizetype> read(qint64 offset, char *buffer, qsizetype size) const;
    /// Whether the path leads to another file now. One that is only gone is not replaced.
    bool isReplaced() const;
    /// Whether the bytes are made while they are read, as those of most files in /proc and /sys
    /// are. Such a file has not the size that it says.
    RecordResult<bool> isMadeUp() const;

private:
    struct Handle;
    explicit ForeignFile(std::unique_ptr<Handle> handle);

    const std::unique_ptr<Handle> m_handle;
};

/// The bytes of such a file for a log, which never writes there.
class ForeignBytes final : public ByteStore
{
public:
    explicit ForeignBytes(std::shared_ptr<const ForeignFile> file)
        : m_file(std::move(file))
    {}

    using ByteStore::read;
    Written write(qint64 offset, QByteArrayView bytes) override;
    qsizetype read(qint64 offset, char *buffer, qsizetype size) const override;
    void drop(qint64, qint64) override {}
    qsizetype memoryBytes() const override { return 0; }

private:
    const std::shared_ptr<const ForeignFile> m_file;
};

} // namespace Spawnscope
