// SPDX-License-Identifier: MIT
#include "widgets/exportjob.h"

#include <QSaveFile>
#include <QThread>

namespace Spawnscope {

namespace {

constexpr int ProgressMilliseconds = 100;

ExportOutcome failure(ExportOutcome::Stage stage, const QSaveFile &file)
{
    ExportOutcome outcome;
    outcome.kind = ExportOutcome::Kind::Failed;
    outcome.stage = stage;
    outcome.systemText = file.errorString();
    return outcome;
}

} // namespace

ExportJob::ExportJob(std::unique_ptr<OutputExport> output, QString path, QObject *parent)
    : QObject(parent)
    , m_output(std::move(output))
    , m_path(std::move(path))
{
    m_clock.setInterval(ProgressMilliseconds);
    connect(&m_clock, &QTimer::timeout, this, &ExportJob::progressed);
}

ExportJob::~ExportJob()
{
    cancel();
    if (m_thread)
        m_thread->wait();
}

void ExportJob::start()
{
    m_thread.reset(QThread::create([this] {
        const ExportOutcome outcome = run();
        QMetaObject::invokeMethod(this, [this, outcome] { end(outcome); }, Qt::QueuedConnection);
    }));
    m_thread->setObjectName(QStringLiteral("export"));
    m_thread->start(QThread::LowPriority);
    m_clock.start();
}

void ExportJob::cancel()
{
    m_isCancelled = true;
}

/// On the job's thread.
ExportOutcome ExportJob::run()
{
    using Stage = ExportOutcome::Stage;
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(Stage::Open, file);
    while (!m_output->isDone() && !m_isCancelled) {
        const QByteArray piece = m_output->next();
        if (file.write(piece) != piece.size())
            return failure(Stage::Write, file);
        m_bytes += piece.size();
        const qint64 rows = std::max<qint64>(m_output->rowsInAll(), 1);
        m_permille = int(1000 * (double(m_output->rowsDone()) / double(rows)));
    }
    if (m_isCancelled) {
        ExportOutcome outcome;
        outcome.kind = ExportOutcome::Kind::Cancelled;
        return outcome;
    }
    if (!file.commit())
        return failure(Stage::Commit, file);
    ExportOutcome outcome;
    outcome.bytes = m_bytes;
    outcome.missing = m_output->missing();
    return outcome;
}

void ExportJob::end(const ExportOutcome &outcome)
{
    m_clock.stop();
    m_thread->wait(); // it has nothing left to do
    m_thread.reset();
    Q_EMIT finished(outcome);
}

} // namespace Spawnscope
