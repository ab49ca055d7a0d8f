// SPDX-License-Identifier: MIT
#include "launcher/castdocument.h"

#include "launcher/livescreen.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace Spawnscope {

namespace {

class CastTexts
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::CastDocument)

public:
    static QString damaged(const CastError &error)
    {
        if (error.kind == CastError::Kind::Read)
            return tr("The cast cannot be read after line %1: %2.")
                .arg(error.line - 1)
                .arg(error.systemText);
        return tr("Line %1 of the cast is damaged. What follows it is missing.").arg(error.line);
    }
};

RecordError errorOf(const CastError &error, const QString &path)
{
    RecordError result;
    result.path = path;
    result.stage = error.kind == CastError::Kind::Version ? RecordStage::Version
        : error.kind == CastError::Kind::Read             ? RecordStage::ReadFile
                                                          : RecordStage::Identify;
    return result;
}

/// Puts the events of a cast into the two logs of a record.
class Importer final
{
public:
    Importer(RunRecord *record, const CastHeader &header)
        : m_log(record->log().get())
        , m_terminalLog(record->terminalLog().get())
        , m_screen({.rows = header.rows, .columns = header.columns})
    {
        m_screen.setTarget(
            {.append = [this](QByteArrayView lines,
                              Moment when) { append(m_log, OutputStream::Stdout, lines, when); },
             .rows = [this] { return m_log->rows(OutputFilter::Stdout).end; }});
        resize(header.columns, header.rows, m_log->clock().steady);
    }

    void take(const TerminalEvent &event)
    {
        m_last = m_log->clock().steady + event.when;
        switch (event.kind) {
        case TerminalEvent::Kind::Output:
            append(m_terminalLog, OutputStream::Stdout, event.bytes, m_last);
            m_screen.feed(event.bytes, m_last);
            (void)m_screen.takeAnswers();
            break;
        case TerminalEvent::Kind::Input:
            append(m_terminalLog, OutputStream::Stdin, event.bytes, m_last);
            break;
        case TerminalEvent::Kind::Size:
            resize(event.columns, event.rows, m_last);
            break;
        }
    }
    void end() { m_screen.end(m_last); }
    void note(const QString &sentence)
    {
        append(m_log, OutputStream::Note, sentence.toUtf8(), m_last);
    }

    const std::optional<RecordError> &error() const { return m_error; }

private:
    using Moment = LiveScreen::Moment;

    void resize(int columns, int rows, Moment when)
    {
        append(m_terminalLog, OutputStream::Note, terminalSizeNote(columns, rows), when);
        m_screen.resize({.rows = rows, .columns = columns}, when);
    }

    void append(OutputLog *log, OutputStream stream, QByteArrayView bytes, Moment when)
    {
        if (!m_error)
            m_error = log->append(stream, bytes, when).error;
    }

    OutputLog *m_log;
    OutputLog *m_terminalLog;
    LiveScreen m_screen;
    Moment m_last = m_log->clock().steady;
    std::optional<RecordError> m_error;
};

} // namespace

RecordResult<ImportedCast> importCast(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unexpected(errorOf({.kind = CastError::Kind::Read}, path));
    auto reader = CastReader::open(&file);
    if (!reader)
        return unexpected(errorOf(reader.error(), path));

    ImportedCast cast{.path = QFileInfo(path).absoluteFilePath(),
                      .header = reader->header(),
                      .folder = std::make_unique<QTemporaryDir>(),
                      .record = {}};
    RunRecord::Options options;
    options.hasTerminal = true;
    options.started = cast.header.timestamp;
    auto record = RunRecord::create(cast.folder->path(), options);
    if (!record)
        return unexpected(record.error());
    cast.record = std::move(*record);
    Importer importer(cast.record.get(), cast.header);
    auto event = reader->next();
    for (; event && *event && !importer.error(); event = reader->next())
        importer.take(**event);
    importer.end();
    if (!event)
        importer.note(CastTexts::damaged(event.error()));
    if (importer.error())
        return unexpected(*importer.error());
    if (const auto error = cast.record->finish())
        return unexpected(*error);
    return cast;
}

CastDocument::CastDocument(ImportedCast cast)
    : m_cast(std::move(cast))
    , m_sizeBytes(QFileInfo(m_cast.path).size())
{}

CastDocument::~CastDocument() = default;

} // namespace Spawnscope
