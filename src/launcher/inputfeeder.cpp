// SPDX-License-Identifier: MIT
#include "launcher/inputfeeder.h"

#include "base/osstring.h"

#include <QFileInfo>
#include <QLocale>

#include <utility>

namespace Spawnscope {

namespace {

constexpr qint64 pieceBytes = 64 * 1024;

} // namespace

InputFeeder::InputFeeder(StreamWriter *writer, InputLog log, QObject *parent)
    : QObject(parent)
    , m_writer(writer)
    , m_log(std::move(log))
{
    connect(m_writer, &StreamWriter::closed, this, &InputFeeder::closed);
    m_writer->waitClosed().then(this, [this](const ProcessResult<void> &result) {
        if (!result)
            breakOff();
    });
}

void InputFeeder::send(const QByteArray &bytes)
{
    enqueue(bytes);
}

void InputFeeder::sendFile(const QString &path)
{
    enqueue(File{path});
}

void InputFeeder::sendEof()
{
    enqueue(End());
}

void InputFeeder::commandEnded()
{
    if (m_file || m_writer->bufferedBytes() > 0)
        breakOff();
}

void InputFeeder::enqueue(Item item)
{
    if (m_closedFromHere) {
        if (!std::holds_alternative<End>(item))
            Q_EMIT failed(tr("Standard input was closed already."));
        return;
    }
    m_items.push_back(std::move(item));
    pump();
}

void InputFeeder::pump()
{
    while (!m_file && !m_items.empty()) {
        const Item item = std::move(m_items.front());
        m_items.pop_front();
        std::visit([this](const auto &what) { feed(what); }, item);
    }
}

void InputFeeder::feed(const QByteArray &bytes)
{
    // The child may act on the bytes at once, so this is asked first.
    const bool isKept = !m_log.keeps || m_log.keeps();
    if (const auto written = m_writer->write(bytes); !written) {
        giveUp(written.error());
        return;
    }
    if (isKept)
        m_log.sent(bytes);
    Q_EMIT fed({bytes.size(), {}, false});
}

void InputFeeder::feed(const File &file)
{
    // A FIFO or a device could keep this thread waiting for ever.
    if (QFileInfo(file.path).exists() && !QFileInfo(file.path).isFile()) {
        giveUp(tr("\"%1\" is not a regular file and cannot be sent.").arg(file.path));
        return;
    }
    auto opened = std::make_unique<QFile>(file.path);
    if (!opened->open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        giveUp(tr("\"%1\" cannot be read: %2.").arg(file.path, opened->errorString()));
        return;
    }
    if (opened->size() > pieceBytes) // what takes time is told twice: now, and when it is done
        m_log.note(tr("%1 bytes of \"%2\" are being sent to standard input.")
                       .arg(QLocale().toString(opened->size()), file.path));
    m_file = std::move(opened);
    m_fileBytes = 0;
    feedPiece();
}

void InputFeeder::feed(const End &)
{
    m_closedFromHere = true;
    Q_EMIT fed({0, {}, true});
    m_log.note(tr("Standard input was closed."));
    m_writer->writeEof();
}

void InputFeeder::feedPiece()
{
    const QByteArray piece = m_file->read(pieceBytes);
    if (piece.isEmpty()) {
        endFile();
        return;
    }
    if (const auto written = m_writer->write(piece); !written) {
        if (written.error().code == std::errc::message_size)
            giveUp(written.error());
        else
            breakOff();
        return;
    }
    m_fileBytes += piece.size();
    m_writer->drain().then(this, [this](const ProcessResult<void> &result) {
        // Without a file the sending was given up in the meantime.
        if (result && m_file)
            feedPiece();
        else if (m_file)
            breakOff();
    });
}

void InputFeeder::reportFile()
{
    if (m_file)
        Q_EMIT fed({m_fileBytes, OsString(m_file->fileName()).bytes(), false});
}

void InputFeeder::endFile()
{
    reportFile();
    const std::unique_ptr<QFile> file = std::move(m_file);
    if (file->error() != QFileDevice::NoError) {
        giveUp(tr("\"%1\" cannot be read: %2.").arg(file->fileName(), file->errorString()));
        return;
    }
    m_log.note(tr("%1 bytes of \"%2\" were sent to standard input.")
                   .arg(QLocale().toString(m_fileBytes), file->fileName()));
    pump();
}

/// What waits behind a failure was meant to follow what failed, so it is dropped with it.
void InputFeeder::giveUp(const QString &sentence)
{
    reportFile();
    m_file.reset();
    m_items.clear();
    Q_EMIT failed(sentence);
}

void InputFeeder::giveUp(const ProcessError &error)
{
    giveUp(error.code == std::errc::message_size
               ? tr("Nothing was sent: the program reads whole lines, and a terminal keeps no more "
                    "than 4095 bytes of one.")
               : tr("The process does not read its standard input any more."));
}

/// The pipe broke under bytes that were accepted; two answers may tell of the same, but not of the
/// same file.
void InputFeeder::breakOff()
{
    const bool hasFile = m_file != nullptr;
    if (hasFile)
        m_log.note(tr("\"%1\" was not sent to its end: the command reads no more of it.")
                       .arg(m_file->fileName()));
    if (!std::exchange(m_isBroken, true) || hasFile)
        giveUp(tr("Not all of the input could be delivered: the process reads no more of it."));
}

} // namespace Spawnscope
