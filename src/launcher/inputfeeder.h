// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/runevents.h"
#include "process/streamwriter.h"

#include <QFile>
#include <QObject>
#include <QPointer>

#include <deque>
#include <functional>
#include <memory>
#include <variant>

namespace Spawnscope {

/// What keeps what was sent.
struct InputLog
{
    std::function<void(QByteArrayView bytes)> sent;
    std::function<void(const QString &sentence)> note;
    /// Whether what is about to be sent is to be kept; all is where this is missing.
    std::function<bool()> keeps = {};
};

/// Feeds a child's standard input in the order of the calls: bytes, whole files, the end.
///
/// A file is read in pieces of 64 KiB, each when the child has taken the one before, so that a
/// large file is never in memory. What was accepted goes to the log: bytes as they are, a file as
/// a note.
/// Thread: that of the writer and the log, which must outlive it.
class InputFeeder final : public QObject
{
    Q_OBJECT

public:
    InputFeeder(StreamWriter *writer, InputLog log, QObject *parent = nullptr);

    void send(const QByteArray &bytes);
    void sendFile(const QString &path);
    void sendEof();
    /// The command has ended: tells of what it did not take. Nothing is to be sent afterwards.
    void commandEnded();

    bool isClosedFromHere() const { return m_closedFromHere; }

Q_SIGNALS:
    /// The end was sent, or the child does not read any more; see isClosedFromHere().
    void closed();
    /// Was accepted: bytes, the part of a file that was sent, or the end.
    void fed(const Spawnscope::FedInput &input);
    /// A sentence for people.
    void failed(const QString &sentence);

private:
    struct File
    {
        QString path;
    };
    struct End
    {};
    using Item = std::variant<QByteArray, File, End>;

    void enqueue(Item item);
    void pump();
    void feed(const QByteArray &bytes);
    void feed(const File &file);
    void feed(const End &end);
    void feedPiece();
    void endFile();
    void reportFile();
    void giveUp(const QString &sentence);
    void giveUp(const ProcessError &error);
    void breakOff();

    StreamWriter *m_writer;
    InputLog m_log;
    std::deque<Item> m_items;
    std::unique_ptr<QFile> m_file; ///< the one being sent
    qint64 m_fileBytes = 0;
    bool m_closedFromHere = false;
    bool m_isBroken = false;
};

} // namespace Spawnscope
