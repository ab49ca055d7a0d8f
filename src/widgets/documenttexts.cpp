// SPDX-License-Identifier: MIT
#include "widgets/documenttexts.h"

#include "base/osstring.h"
#include "launcher/document.h"
#include "launcher/recordedrun.h"
#include "models/formatting.h"
#include "models/runstate.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>

namespace Spawnscope {

namespace {

struct Translations
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::DocumentTexts)
};

QString systemText(const RecordError &error)
{
    return QString::fromStdString(error.code.message());
}

QString shortTime(const QDateTime &time)
{
    return QLocale().toString(time, QLocale::ShortFormat);
}

QString stateOfRun(const Session &session, const RecordedRun &run)
{
    if (run.state == RecordState::Interrupted)
        return Translations::tr("interrupted");
    if (run.state == RecordState::Writing)
        return Translations::tr("still being written");
    if (!run.startFailure.isEmpty())
        return runStateWord(RunState::NotStarted);
    if (!session.exitStatus())
        return {};
    return runStateWord(exitOf(session));
}

QStringList factsOfRun(const Session &session, const RecordedRun &run)
{
    QStringList facts;
    if (run.state == RecordState::Interrupted)
        facts.append(Translations::tr("interrupted at %1; whatever it printed until then is here")
                         .arg(shortTime(run.lastWritten)));
    if (run.state == RecordState::Writing && run.writerPid > 0)
        facts.append(Translations::tr("being written by process %1").arg(run.writerPid));
    facts.append(Translations::tr("started %1").arg(shortTime(run.started)));
    if (run.pid > 0)
        facts.append(Translations::tr("its pid was %1").arg(run.pid));
    if (!outcomeSentence(session).isEmpty() && session.returncode() != 0)
        facts.append(outcomeSentence(session));
    if (run.startFailure.isEmpty())
        facts.append(formatDuration(run.duration));
    if (const qsizetype count = run.sentSignals.size(); count > 0)
        facts.append(count == 1 ? Translations::tr("1 signal sent")
                                : Translations::tr("%1 signals sent").arg(count));
    return facts;
}

} // namespace

QString documentStateText(const Session &session)
{
    QStringList parts(sessionKindWord(session));
    if (session.document()->status().isReading)
        parts.append(runStateWord(RunState::Reading));
    if (const RecordedRun *run = session.document()->run())
        parts.append(stateOfRun(session, *run));
    if (const QString code = returncodeText(session); !code.isEmpty())
        parts.append(Translations::tr("returncode %1").arg(code));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QStringList documentFacts(const Session &session)
{
    const Document &document = *session.document();
    QStringList facts;
    if (const RecordedRun *run = document.run())
        facts = factsOfRun(session, *run);
    const qint64 output = document.log()->streamSize(OutputStream::Stdout);
    const qint64 error = document.log()->streamSize(OutputStream::Stderr);
    if (document.kind() == Document::Kind::File) {
        facts.append(formatBytes(document.status().sizeBytes));
    } else {
        facts.append(Translations::tr("stdout %1").arg(formatBytes(output)));
        if (error > 0)
            facts.append(Translations::tr("stderr %1").arg(formatBytes(error)));
    }
    if (const QString counting = countingText(document); !counting.isEmpty())
        facts.append(counting);
    if (!session.spec().workingDirectory.isEmpty())
        facts.append(
            Translations::tr("in %1").arg(OsString(session.spec().workingDirectory).toString()));
    if (document.kind() == Document::Kind::Record)
        facts.append(document.path());
    return facts;
}

QString countingText(const Document &document)
{
    const Document::Status status = document.status();
    if (status.countedBytes >= status.sizeBytes || status.isReplaced || status.error)
        return {};
    const double share = double(status.countedBytes) / double(status.sizeBytes);
    return Translations::tr("counting lines, %1 %").arg(int(100 * share));
}

std::optional<DocumentNotice> documentNotice(const Document &document)
{
    const Document::Status status = document.status();
    if (status.error && status.isReading)
        return DocumentNotice{
            Severity::Warning,
            Translations::tr("What comes through standard input cannot be kept: %1. Whoever writes "
                             "it waits; it goes on by itself as soon as there is room.")
                .arg(systemText(*status.error))};
    if (status.error)
        return DocumentNotice{Severity::Error,
                              Translations::tr("It could not be read any further: %1.")
                                  .arg(systemText(*status.error)),
                              document.kind() == Document::Kind::File};
    if (status.isReplaced)
        return DocumentNotice{Severity::Warning,
                              Translations::tr("The file was cut off or replaced after it was "
                                               "opened. It is shown as far as it was read before."),
                              true};
    return std::nullopt;
}

QString openFailureText(const QString &path, const RecordError &error)
{
    if (error.code == std::errc::no_such_file_or_directory)
        return Translations::tr("%1 does not exist.").arg(path);
    if (error.code == std::errc::permission_denied)
        return Translations::tr("%1 may not be read.").arg(path);
    switch (error.stage) {
    case RecordStage::Identify:
        return error.path == path
            ? Translations::tr("%1 is a folder, but not the record of a run.").arg(path)
            : Translations::tr("The record %1 is damaged: %2 cannot be understood.")
                  .arg(path, error.path);
    case RecordStage::Version:
        return Translations::tr("%1 is a record of version %2, which this program does not know.")
            .arg(path)
            .arg(error.detail);
    default:
        break;
    }
    if (error.code && error.code != std::errc::not_supported)
        return Translations::tr("%1 could not be opened: %2.").arg(path, systemText(error));
    return Translations::tr("%1 is not a file that can be shown.").arg(path);
}

} // namespace Spawnscope
