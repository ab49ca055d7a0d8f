// SPDX-License-Identifier: MIT
#include "widgets/exportstrips.h"

#include "models/formatting.h"
#include "widgets/exportjob.h"
#include "widgets/messagestrip.h"

#include <QAction>
#include <QFileInfo>
#include <QProgressBar>
#include <QVBoxLayout>

namespace Spawnscope {

namespace {

constexpr int WholeBar = 1000;

QString failureText(const ExportJob &job, const ExportOutcome &outcome)
{
    using Stage = ExportOutcome::Stage;
    switch (outcome.stage) {
    case Stage::Open:
        return ExportStrips::tr("%1 could not be created: %2.").arg(job.path(), outcome.systemText);
    case Stage::Write:
        return ExportStrips::tr("The output was not saved. Writing %1 failed after %2: %3. What "
                                "was there before is unchanged.")
            .arg(job.path(), formatBytes(job.bytesWritten()), outcome.systemText);
    case Stage::Commit:
        break;
    }
    return ExportStrips::tr("The output was not saved. %1 could not be completed: %2. What was "
                            "there before is unchanged.")
        .arg(job.path(), outcome.systemText);
}

} // namespace

QString missingText(const MissingRows &missing)
{
    const QString count = formatCount(missing.rows);
    const bool isOne = missing.rows == 1;
    if (!missing.bytes)
        return isOne ? ExportStrips::tr("One line is no longer kept.")
                     : ExportStrips::tr("%1 lines are no longer kept.").arg(count);
    const QString bytes = formatBytes(*missing.bytes);
    return isOne ? ExportStrips::tr("One line (%1) is no longer kept.").arg(bytes)
                 : ExportStrips::tr("%1 lines (%2) are no longer kept.").arg(count, bytes);
}

ExportStrips::ExportStrips(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    hide();
}

ExportStrips::~ExportStrips() = default;

void ExportStrips::start(std::unique_ptr<OutputExport> output, const QString &path,
                         const QString &what)
{
    forgetEnded();
    auto *strip = new MessageStrip(this);
    auto *job = new ExportJob(std::move(output), path, strip);
    auto *bar = new QProgressBar(strip);
    auto *cancel = new QAction(tr("&Cancel"), job);
    cancel->setToolTip(tr("Stop saving %1; nothing is changed there").arg(path));
    bar->setRange(0, WholeBar);
    bar->setTextVisible(false);
    bar->setMaximumWidth(200);
    bar->setAccessibleName(tr("Progress of saving %1").arg(path));
    strip->addWidget(bar);
    strip->addButton(cancel);
    strip->setClosable(false);
    m_layout->addWidget(strip);

    connect(cancel, &QAction::triggered, job, &ExportJob::cancel);
    connect(job, &ExportJob::progressed, strip, [strip, job, bar, what] {
        bar->setValue(job->permille());
        strip->setText(tr("Saving %1 to %2: %3 written", "%1 is \"run 3\"")
                           .arg(what, job->path(), formatBytes(job->bytesWritten())));
    });
    connect(job, &ExportJob::finished, this,
            [this, strip, job, bar, cancel](const ExportOutcome &outcome) {
                bar->hide();
                cancel->setVisible(false);
                showOutcome(strip, *job, outcome);
                if (runningCount() == 0)
                    Q_EMIT allEnded();
            });
    connect(strip, &MessageStrip::closed, this, [this, strip] { forget(strip); });

    job->start();
    strip->showMessage(Severity::Info, tr("Saving %1 to %2.", "%1 is \"run 3\"").arg(what, path));
    show();
}

qsizetype ExportStrips::runningCount() const
{
    const QList<ExportJob *> jobs = findChildren<ExportJob *>();
    return std::count_if(jobs.begin(), jobs.end(),
                         [](const ExportJob *job) { return job->isRunning(); });
}

void ExportStrips::cancelAll()
{
    for (ExportJob *job : findChildren<ExportJob *>())
        job->cancel();
}

/// What an earlier export came to need not be seen any more when another one starts.
void ExportStrips::forgetEnded()
{
    for (const ExportJob *job : findChildren<ExportJob *>()) {
        if (!job->isRunning())
            forget(qobject_cast<MessageStrip *>(job->parent()));
    }
}

void ExportStrips::forget(MessageStrip *strip)
{
    m_layout->removeWidget(strip);
    strip->hide();
    strip->deleteLater();
    setVisible(!m_layout->isEmpty());
}

void ExportStrips::showOutcome(MessageStrip *strip, const ExportJob &job,
                               const ExportOutcome &outcome)
{
    strip->setClosable(true);
    switch (outcome.kind) {
    case ExportOutcome::Kind::Failed:
        strip->showMessage(Severity::Error, failureText(job, outcome));
        return;
    case ExportOutcome::Kind::Cancelled:
        strip->showMessage(
            Severity::Info,
            tr("Saving to %1 was cancelled; nothing was changed there.").arg(job.path()));
        return;
    case ExportOutcome::Kind::Saved:
        break;
    }
    const QString saved =
        tr("The output was saved to %1 (%2).").arg(job.path(), formatBytes(outcome.bytes));
    if (outcome.missing.rows == 0)
        strip->showMessage(Severity::Info, saved);
    else
        strip->showMessage(Severity::Warning, saved,
                           {tr("It is not complete."), missingText(outcome.missing)});
}

} // namespace Spawnscope
