// SPDX-License-Identifier: MIT
#include "widgets/exportdialog.h"

#include "base/background.h"
#include "models/formatting.h"
#include "ui_exportdialog.h"
#include "widgets/colours.h"
#include "widgets/exportstrips.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>

namespace Spawnscope {

namespace {

struct FormatInfo
{
    ExportFormat format;
    const char *key; ///< in the settings
    const char *ending;
    const char *name;
    const char *explanation;
};

constexpr FormatInfo formats[] = {
    {ExportFormat::Raw, "raw", "log",
     QT_TRANSLATE_NOOP("Spawnscope::ExportDialog", "As printed (raw bytes)"),
     QT_TRANSLATE_NOOP("Spawnscope::ExportDialog",
                       "Exactly the bytes that the command printed, with its escape sequences.")},
    {ExportFormat::Text, "text", "txt",
     QT_TRANSLATE_NOOP("Spawnscope::ExportDialog", "Text without colours"),
     QT_TRANSLATE_NOOP(
         "Spawnscope::ExportDialog",
         "The lines as they are shown, in UTF-8, with what was sent to the command.")},
    {ExportFormat::Html, "html", "html",
     QT_TRANSLATE_NOOP("Spawnscope::ExportDialog", "Web page with colours (HTML)"),
     QT_TRANSLATE_NOOP("Spawnscope::ExportDialog",
                       "One page that needs no other file, light or dark as its reader prefers.")},
    {ExportFormat::JsonLines, "json", "jsonl",
     QT_TRANSLATE_NOOP("Spawnscope::ExportDialog", "Records with times (JSON lines)"),
     QT_TRANSLATE_NOOP("Spawnscope::ExportDialog",
                       "One JSON object for each line: its text, number, stream and time.")},
};

const FormatInfo &infoOf(ExportFormat format)
{
    return *std::find_if(std::begin(formats), std::end(formats),
                         [format](const FormatInfo &info) { return info.format == format; });
}

QString withHome(const QString &path)
{
    return path.startsWith(QStringLiteral("~/")) ? QDir::homePath() + path.sliced(1) : path;
}

constexpr QLatin1StringView ExportFolderKey("export/folder");
constexpr QLatin1StringView FormatKey("export/format");

} // namespace

ExportDialog::ExportDialog(ExportSubject subject, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ExportDialog>())
    , m_subject(std::move(subject))
{
    m_ui->setupUi(this);
    m_ui->message->setClosable(false);
    setUpChoices();
    setUpFormats();
    proposeFile();
    connect(m_ui->format, &QComboBox::currentIndexChanged, this, &ExportDialog::formatChosen);
    connect(m_ui->file, &QLineEdit::textChanged, this, &ExportDialog::fileEdited);
    connect(m_ui->browse, &QAbstractButton::clicked, this, &ExportDialog::browse);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &ExportDialog::accept);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

ExportDialog::~ExportDialog() = default;

void ExportDialog::setUpChoices()
{
    const qint64 selected = m_subject.selectedLines.count();
    m_ui->selected->setVisible(selected > 0);
    m_ui->selected->setText(selected == 1
                                ? tr("The se&lected line")
                                : tr("The %1 se&lected lines").arg(formatCount(selected)));
    m_ui->shown->setVisible(bool(m_subject.shownRows));
    for (QWidget *choice : {m_ui->output, m_ui->error})
        choice->setVisible(m_subject.hasError || m_subject.filter != OutputFilter::All);
    if (m_subject.shownRows)
        m_ui->shown->setChecked(true);
    else if (m_subject.filter != OutputFilter::All)
        (m_subject.filter == OutputFilter::Stdout ? m_ui->output : m_ui->error)->setChecked(true);
}

void ExportDialog::setUpFormats()
{
    const QString last = QSettings().value(FormatKey).toString();
    for (const FormatInfo &info : formats) {
        m_ui->format->addItem(tr(info.name), int(info.format));
        if (last == QLatin1StringView(info.key))
            m_ui->format->setCurrentIndex(m_ui->format->count() - 1);
    }
    m_ui->explanation->setText(tr(infoOf(format()).explanation));
}

void ExportDialog::proposeFile()
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString folder = QSettings().value(ExportFolderKey, documents).toString();
    m_ui->file->setText(
        QStringLiteral("%1/%2.%3")
            .arg(folder, m_subject.fileStem, QLatin1StringView(infoOf(format()).ending)));
}

ExportFormat ExportDialog::format() const
{
    return ExportFormat(m_ui->format->currentData().toInt());
}

QString ExportDialog::path() const
{
    const QString path = withHome(m_ui->file->text());
    return path.isEmpty() ? QString() : QDir::cleanPath(QDir::home().absoluteFilePath(path));
}

ExportScope ExportDialog::scope() const
{
    ExportScope scope;
    if (m_ui->shown->isChecked()) {
        scope.filter = m_subject.filter;
        scope.nextRow = m_subject.shownRows;
    } else if (m_ui->selected->isChecked()) {
        scope.filter = m_subject.filter;
        scope.nextRow = m_subject.shownRows;
        scope.lines = m_subject.selectedLines;
    } else if (m_ui->output->isChecked()) {
        scope.filter = OutputFilter::Stdout;
    } else if (m_ui->error->isChecked()) {
        scope.filter = OutputFilter::Stderr;
    }
    return scope;
}

ExportOptions ExportDialog::options() const
{
    return {.format = format(),
            .scope = scope(),
            .title = m_subject.title,
            .encoding = m_subject.encoding,
            .missingText = [](const MissingRows &rows) { return missingText(rows); }};
}

/// The ending follows the format, unless the user gave another one.
void ExportDialog::formatChosen()
{
    m_ui->explanation->setText(tr(infoOf(format()).explanation));
    const QString text = m_ui->file->text();
    for (const FormatInfo &info : formats) {
        const QString ending = u'.' + QLatin1StringView(info.ending);
        if (text.endsWith(ending)) {
            m_ui->file->setText(text.chopped(ending.size() - 1)
                                + QLatin1StringView(infoOf(format()).ending));
            return;
        }
    }
}

void ExportDialog::fileEdited()
{
    QPushButton *save = m_ui->buttons->button(QDialogButtonBox::Save);
    save->setEnabled(!m_ui->file->text().isEmpty());
    save->setText(tr("&Save"));
    m_ui->message->hide();
    m_agreedPath.clear();
}

void ExportDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Save Output"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QFileInfo now(path());
    dialog->setDirectory(now.path());
    dialog->selectFile(now.fileName());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &chosen) {
        m_ui->file->setText(chosen);
        m_agreedPath = path(); // the dialog has asked about a file that exists
    });
    dialog->open();
}

/// Accepts once it is known that nothing is replaced without having been asked.
void ExportDialog::accept()
{
    const QString wanted = path();
    if (wanted.isEmpty())
        return;
    inBackground(
        this,
        [wanted] {
            const QFileInfo info(wanted);
            return std::pair(info.exists(), info.isDir());
        },
        [this, wanted](const std::pair<bool, bool> &found) {
            if (wanted == path())
                fileLookedAt(wanted, found.first, found.second);
        });
}

void ExportDialog::fileLookedAt(const QString &path, bool exists, bool isDirectory)
{
    if (isDirectory) {
        m_ui->message->showMessage(Severity::Error, tr("%1 is a folder.").arg(path));
        return;
    }
    if (exists && path != m_agreedPath) {
        m_agreedPath = path;
        m_ui->message->showMessage(Severity::Warning, tr("%1 exists. Replace it?").arg(path));
        m_ui->buttons->button(QDialogButtonBox::Save)->setText(tr("&Replace"));
        return;
    }
    QSettings settings;
    settings.setValue(ExportFolderKey, QFileInfo(path).path());
    settings.setValue(FormatKey, QLatin1StringView(infoOf(format()).key));
    QDialog::accept();
}

} // namespace Spawnscope
