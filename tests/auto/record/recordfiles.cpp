// SPDX-License-Identifier: MIT
#include "recordfiles.h"

#include "record/runjournal.h"
#include "recordpattern.h"

#include <QDir>
#include <QFile>

namespace Spawnscope {

RecordFiles readRecordFiles(const QString &folder)
{
    RecordFiles files;
    for (const QString &name : QDir(folder).entryList(QDir::Files | QDir::Hidden)) {
        QFile file(QDir(folder).filePath(name));
        if (file.open(QIODevice::ReadOnly))
            files.insert(name, file.readAll());
    }
    return files;
}

void putRecordFiles(const QString &folder, const RecordFiles &files)
{
    QDir(folder).removeRecursively();
    QDir().mkpath(folder);
    for (auto it = files.begin(); it != files.end(); ++it) {
        QFile file(QDir(folder).filePath(it.key()));
        if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            file.write(it.value());
    }
}

QString writeSmallRecord(const QString &root, unsigned seed, int chunks, qint64 limitBytes)
{
    RunRecord::Options options;
    if (limitBytes > 0)
        options.retention = {Retention::Keep::HeadAndTail, limitBytes};
    const auto record = RunRecord::create(root, options);
    if (!record)
        return {};
    const auto &log = (*record)->log();
    (*record)->addEvent(RunEventName::Start, {{QStringLiteral("pid"), 42}});
    RecordPattern pattern(seed);
    for (int i = 0; i < chunks; ++i) {
        const RecordPattern::Chunk chunk = pattern.next();
        log->append(chunk.stream, chunk.bytes, log->clock().steady + chunk.when);
    }
    (*record)->addEvent(RunEventName::Exit, {{QStringLiteral("returncode"), 0}});
    return (*record)->finish() ? QString() : (*record)->folder();
}

} // namespace Spawnscope
