// SPDX-License-Identifier: MIT
#include "launcher/openpath.h"

#include "launcher/filedocument.h"
#include "launcher/recorddocument.h"

#include <QFile>
#include <QFileInfo>

namespace Spawnscope {

namespace {

/// A folder without the file that makes it a record is none.
RecordError errorOfFolder(const QString &folder, RecordError error)
{
    if (error.code == std::errc::no_such_file_or_directory) {
        error.stage = RecordStage::Identify;
        error.code = {};
        error.path = folder;
    }
    return error;
}

/// By its first line. Only regular files are looked into: others may keep one waiting.
bool isCast(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return false;
    // What begins otherwise need not be read any further.
    const QByteArray first = file.peek(1);
    return first == "{" && CastReader::open(&file);
}

} // namespace

RecordResult<OpenedPath> openPath(const QString &path)
{
    OpenedPath opened;
    if (QFileInfo(path).isDir()) {
        auto record = RunRecord::open(path, RunRecord::Growth::Followed);
        if (!record)
            return unexpected(errorOfFolder(path, record.error()));
        opened.record = std::move(*record);
        return opened;
    }
    if (isCast(path)) {
        auto cast = importCast(path);
        if (!cast)
            return unexpected(cast.error());
        opened.cast = std::move(*cast);
        return opened;
    }
    auto file = FileLog::open(path);
    if (!file)
        return unexpected(file.error());
    opened.file = std::move(*file);
    return opened;
}

std::unique_ptr<Document> makeDocument(OpenedPath opened)
{
    if (opened.record)
        return std::make_unique<RecordDocument>(std::move(opened.record));
    if (opened.cast)
        return std::make_unique<CastDocument>(*std::move(opened.cast));
    return std::make_unique<FileDocument>(std::move(opened.file));
}

} // namespace Spawnscope
