// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"

#include <memory>

namespace Spawnscope {

/// Any file as a log: all of it is OutputStream::Stdout, without times.
///
/// The file is read in place and never copied; its lines are counted on a worker thread, and the
/// log's rows grow while that goes on. What is appended to the file later is taken up when watch()
/// sees it; until nothing more can come, the last line is open. A file that shrinks or is replaced
/// is said so and left as it was counted; of a replaced one all is counted first.
/// A file that is made up while it is read, such as those of /proc, is copied into memory once, if
/// it has no more than 64 MiB.
/// Thread: use on one thread; the log may be read on any, also beyond this object.
class FileLog final
{
public:
    /// Regular files only; @c RecordStage::OpenFile or ReadFile. Reads one byte at most.
    static RecordResult<std::unique_ptr<FileLog>> open(const QString &path);
    ~FileLog(); ///< stops counting; waits for one read at most
    Q_DISABLE_COPY_MOVE(FileLog)

    const std::shared_ptr<OutputLog> &log() const { return m_log; }
    QString path() const { return m_path; }

    struct Progress
    {
        qint64 counted = 0; ///< bytes whose lines are known
        qint64 size = 0; ///< of the file when it was looked at last
        bool hasShrunk = false; ///< cut off or replaced since; counting has stopped
        std::optional<RecordError> error; ///< reading failed; counting has stopped
        bool isComplete() const { return counted >= size; }
    };
    Progress progress() const;
    /// Has the worker look at the file's size, and count on when it has grown. Cheap.
    void watch();

private:
    struct Worker;
    FileLog();

    QString m_path;
    std::shared_ptr<OutputLog> m_log;
    std::unique_ptr<Worker> m_worker;
};

} // namespace Spawnscope
