// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/castdocument.h"
#include "launcher/document.h"
#include "record/filelog.h"
#include "record/runrecord.h"

#include <memory>
#include <optional>

namespace Spawnscope {

/// What was found at a path, before a document is made of it.
struct OpenedPath
{
    std::unique_ptr<FileLog> file;
    std::shared_ptr<RunRecord> record; ///< or this
    std::optional<ImportedCast> cast = {}; ///< or this
};

/// Opens a file, as an asciicast where it is one, or a folder that is a record
/// (RecordStage::Identify with its own path where it is none). Takes its time: not for the GUI
/// thread.
RecordResult<OpenedPath> openPath(const QString &path);

std::unique_ptr<Document> makeDocument(OpenedPath opened);

} // namespace Spawnscope
