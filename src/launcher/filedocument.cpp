// SPDX-License-Identifier: MIT
#include "launcher/filedocument.h"

namespace Spawnscope {

namespace {

// A file system tells of changes to local files alone, so the file is asked.
constexpr std::chrono::milliseconds whileCounting{50};
constexpr std::chrono::milliseconds whileWaiting{250};

} // namespace

FileDocument::FileDocument(std::unique_ptr<FileLog> file)
    : m_file(std::move(file))
{
    connect(&m_clock, &QTimer::timeout, this, &FileDocument::look);
    m_clock.start(whileCounting);
}

FileDocument::~FileDocument() = default;

Document::Status FileDocument::status() const
{
    const FileLog::Progress progress = m_file->progress();
    return {.countedBytes = progress.counted,
            .sizeBytes = progress.size,
            .isReplaced = progress.hasShrunk,
            .error = progress.error};
}

void FileDocument::look()
{
    const FileLog::Progress progress = m_file->progress();
    const quint64 revision = m_file->log()->revision();
    if (std::exchange(m_seenRevision, revision) != revision)
        Q_EMIT grown();
    const bool isNews = progress.counted != m_seen.counted || progress.size != m_seen.size
        || progress.hasShrunk != m_seen.hasShrunk
        || progress.error.has_value() != m_seen.error.has_value();
    m_seen = progress;
    if (isNews)
        Q_EMIT statusChanged();
    if (progress.hasShrunk || progress.error) {
        m_clock.stop();
        return;
    }
    if (progress.isComplete())
        m_file->watch();
    m_clock.start(progress.isComplete() ? whileWaiting : whileCounting);
}

} // namespace Spawnscope
