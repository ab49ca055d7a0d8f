// SPDX-License-Identifier: MIT
#include "launcher/openpath.h"

#include "launcher/filedocument.h"

namespace Spawnscope {

RecordResult<OpenedPath> openPath(const QString &path)
{
    auto file = FileLog::open(path);
    if (!file)
        return unexpected(file.error());
    OpenedPath opened;
    opened.file = std::move(*file);
    return opened;
}

std::unique_ptr<Document> makeDocument(OpenedPath opened)
{
    return std::make_unique<FileDocument>(std::move(opened.file));
}

} // namespace Spawnscope
