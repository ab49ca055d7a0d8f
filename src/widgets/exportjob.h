// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputexport.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

class QThread;

namespace Spawnscope {

/// How an export ended.
struct ExportOutcome
{
    enum class Kind : quint8 { Saved, Cancelled, Failed };
    enum class Stage : quint8 { Open, Write, Commit };

    Kind kind = Kind::Saved;
    Stage stage = Stage::Open; ///< where it failed
    QString systemText; ///< why it failed, in the words of the system
    qint64 bytes = 0; ///< written
    MissingRows missing;
};

/// Writes an export into a file on a thread of its own.
///
/// The file appears, or replaces the one that was there, at the very end and whole; whatever goes
/// wrong before leaves what was there untouched.
/// Life: runs once, from start() to finished(). Destroying a running job cancels it and waits for
///       the piece that is being written.
class ExportJob final : public QObject
{
    Q_OBJECT

public:
    ExportJob(std::unique_ptr<OutputExport> output, QString path, QObject *parent = nullptr);
    ~ExportJob() override;

    void start();
    void cancel();
    bool isRunning() const { return m_thread != nullptr; }

    QString path() const { return m_path; }
    int permille() const { return m_permille; } ///< of the rows
    qint64 bytesWritten() const { return m_bytes; }

Q_SIGNALS:
    void progressed(); ///< some times a second, whether or not there was progress
    void finished(const Spawnscope::ExportOutcome &outcome);

private:
    ExportOutcome run();
    void end(const ExportOutcome &outcome);

    const std::unique_ptr<OutputExport> m_output; // the thread's while that runs
    const QString m_path;
    std::unique_ptr<QThread> m_thread;
    QTimer m_clock;
    std::atomic<bool> m_isCancelled = false;
    std::atomic<int> m_permille = 0;
    std::atomic<qint64> m_bytes = 0;
};

} // namespace Spawnscope
