// SPDX-License-Identifier: MIT
#include "widgets/recordsettingsdialog.h"

#include "base/background.h"
#include "models/formatting.h"
#include "record/recordlibrary.h"
#include "ui_recordsettingsdialog.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QUrl>

#include <cmath>

namespace Spawnscope {

namespace {

/// What is in a folder.
struct RecordTotals
{
    qsizetype count = 0;
    qint64 bytes = 0;
};

RecordTotals totalsOf(const QString &folder)
{
    RecordTotals totals;
    const QList<RecordSummary> records = RecordLibrary(folder).list();
    for (const RecordSummary &record : records) {
        ++totals.count;
        totals.bytes += record.bytesOnDisk;
    }
    return totals;
}

double toGiB(qint64 bytes)
{
    return double(bytes) / double(RecordSettings::GiB);
}

qint64 fromGiB(double size)
{
    return std::llround(size * double(RecordSettings::GiB));
}

QString contentText(const RecordTotals &totals)
{
    if (totals.count == 0)
        return RecordSettingsDialog::tr("No records");
    const QString text = totals.count == 1
        ? RecordSettingsDialog::tr("1 record, %1")
        : RecordSettingsDialog::tr("%Ln records, %1", nullptr, int(totals.count));
    return text.arg(formatBytes(totals.bytes));
}

QString deletedText(const RecordLibrary::Removed &removed)
{
    const auto count = int(removed.folders.size());
    const QString text = count == 1
        ? RecordSettingsDialog::tr("1 record with %1 was deleted.")
        : RecordSettingsDialog::tr("%Ln records with %1 were deleted.", nullptr, count);
    return text.arg(formatBytes(removed.bytes));
}

} // namespace

RecordSettingsDialog::RecordSettingsDialog(const RecordSettings &settings, const QStringList &inUse,
                                           QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::RecordSettingsDialog>())
    , m_inUse(inUse)
{
    m_ui->setupUi(this);
    connect(m_ui->keep, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_ui->runLimit->setEnabled(index != 0); });
    connect(m_ui->openFolder, &QPushButton::clicked, this, &RecordSettingsDialog::openFolder);
    connect(m_ui->changeFolder, &QPushButton::clicked, this, &RecordSettingsDialog::chooseFolder);
    connect(m_ui->deleteAll, &QPushButton::clicked, this, &RecordSettingsDialog::askToDelete);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    show(settings);
}

RecordSettingsDialog::~RecordSettingsDialog() = default;

void RecordSettingsDialog::show(const RecordSettings &settings)
{
    m_ui->on->setChecked(settings.isOn);
    m_ui->keep->setCurrentIndex(int(settings.retention.keep));
    m_ui->runLimit->setEnabled(settings.retention.keep != Retention::Keep::Everything);
    if (settings.retention.limitBytes > 0)
        m_ui->runLimit->setValue(toGiB(settings.retention.limitBytes));
    m_ui->totalLimit->setValue(toGiB(settings.totalLimitBytes));
    m_ui->reserve->setValue(settings.reserveBytes ? toGiB(*settings.reserveBytes)
                                                  : m_ui->reserve->minimum());
    setFolder(settings.folder);
}

RecordSettings RecordSettingsDialog::settings() const
{
    RecordSettings settings;
    settings.isOn = m_ui->on->isChecked();
    settings.folder = m_folder;
    settings.retention.keep = Retention::Keep(m_ui->keep->currentIndex());
    if (settings.retention.keep != Retention::Keep::Everything)
        settings.retention.limitBytes = fromGiB(m_ui->runLimit->value());
    settings.totalLimitBytes = fromGiB(m_ui->totalLimit->value());
    if (m_ui->reserve->value() >= 0)
        settings.reserveBytes = fromGiB(m_ui->reserve->value());
    return settings;
}

void RecordSettingsDialog::setFolder(const QString &folder)
{
    m_folder = folder;
    m_ui->folder->setText(QDir::toNativeSeparators(folder));
    m_ui->folder->setAccessibleName(tr("Folder of the records: %1").arg(m_ui->folder->text()));
    count();
}

void RecordSettingsDialog::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder of the Records"), m_folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &RecordSettingsDialog::setFolder);
    dialog->open();
}

void RecordSettingsDialog::openFolder()
{
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(m_folder)))
        m_ui->message->showMessage(Severity::Error, tr("%1 could not be opened.").arg(m_folder));
}

void RecordSettingsDialog::count()
{
    setBusy(true);
    m_ui->content->setText(tr("The records are being counted."));
    inBackground(
        this, [folder = m_folder] { return totalsOf(folder); },
        [this, id = ++m_counts](const RecordTotals &totals) {
            if (id != m_counts)
                return;
            setBusy(false);
            m_ui->deleteAll->setEnabled(totals.count > 0);
            m_ui->content->setText(contentText(totals));
        });
}

void RecordSettingsDialog::askToDelete()
{
    auto *question = new QMessageBox(QMessageBox::Warning, tr("Delete All Records"),
                                     tr("Do you want to delete all records in %1?").arg(m_folder),
                                     QMessageBox::Cancel, this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(
        tr("This cannot be undone. The records of the runs in this window, "
           "and those that are being written, are kept."));
    const QPushButton *agree = question->addButton(tr("&Delete All"), QMessageBox::DestructiveRole);
    connect(agree, &QPushButton::clicked, this, &RecordSettingsDialog::deleteAll);
    question->setDefaultButton(QMessageBox::Cancel);
    question->open();
}

void RecordSettingsDialog::deleteAll()
{
    setBusy(true);
    ++m_counts; // an answer under way is out of date
    m_ui->content->setText(tr("The records are being deleted."));
    inBackground(
        this,
        [folder = m_folder, inUse = m_inUse] { return RecordLibrary(folder).removeAll(inUse); },
        [this](const RecordLibrary::Removed &removed) {
            if (removed.error)
                m_ui->message->showMessage(
                    Severity::Error,
                    tr("Not every record could be deleted. %1: %2.")
                        .arg(removed.error->path,
                             QString::fromStdString(removed.error->code.message())));
            else
                m_ui->message->showMessage(Severity::Info, deletedText(removed));
            count();
        });
}

void RecordSettingsDialog::setBusy(bool busy)
{
    m_ui->progress->setVisible(busy);
    m_ui->deleteAll->setEnabled(!busy);
}

} // namespace Spawnscope
