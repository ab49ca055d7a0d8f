// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/session.h"
#include "widgets/colours.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace Spawnscope {

/// What is said of a document, which a session shows instead of a run.

/// "File", "Record · Failed · returncode 2", "Record · interrupted"
QString documentStateText(const Session &session);
QStringList documentFacts(const Session &session);
/// "counting lines, 45 %" while that goes on, else empty.
QString countingText(const Document &document);

struct DocumentNotice
{
    Severity severity = Severity::Warning;
    QString text;
    bool canReload = false;
};
/// What is wrong with it now.
std::optional<DocumentNotice> documentNotice(const Document &document);

/// Why a path could not be opened, as a sentence.
QString openFailureText(const QString &path, const RecordError &error);

} // namespace Spawnscope
