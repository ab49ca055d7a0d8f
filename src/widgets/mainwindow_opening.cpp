// SPDX-License-Identifier: MIT
// How MainWindow opens files and records.
#include "base/background.h"
#include "launcher/launcher.h"
#include "launcher/openpath.h"
#include "widgets/documenttexts.h"
#include "widgets/mainwindow.h"
#include "widgets/messagestrip.h"
#include "widgets/runpage.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QSettings>
#include <QUrl>

namespace Spawnscope {

namespace {

constexpr QLatin1StringView FolderKey("open/folder");

} // namespace

void MainWindow::open(const QString &path)
{
    openInstead(path, nullptr);
}

/// Opens @p path and closes @p before, if that is still there by then.
void MainWindow::openInstead(const QString &path, Session *before)
{
    // The result is handed on, which needs no copy of what it holds.
    using Opened = std::shared_ptr<RecordResult<OpenedPath>>;
    inBackground(
        this, [path] { return std::make_shared<RecordResult<OpenedPath>>(openPath(path)); },
        [this, path, old = QPointer(before)](const Opened &opened) {
            if (!*opened) {
                m_message->showMessage(Severity::Error, openFailureText(path, opened->error()));
                return;
            }
            selectSession(m_launcher->open(makeDocument(std::move(**opened))));
            m_page->focusOutput();
            if (old)
                m_launcher->remove(old);
        });
}

void MainWindow::askForFiles()
{
    askWhatToOpen(tr("Open Files"), QFileDialog::ExistingFiles);
}

void MainWindow::askForRecord()
{
    askWhatToOpen(tr("Open the Record of a Run"), QFileDialog::Directory);
}

void MainWindow::askWhatToOpen(const QString &title, QFileDialog::FileMode mode)
{
    auto *dialog = new QFileDialog(this, title, QSettings().value(FolderKey).toString());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(mode);
    connect(dialog, &QFileDialog::filesSelected, this, [this, dialog](const QStringList &paths) {
        QSettings().setValue(FolderKey, dialog->directory().path());
        for (const QString &path : paths)
            open(path);
    });
    dialog->open();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (std::any_of(urls.begin(), urls.end(), [](const QUrl &url) { return url.isLocalFile(); }))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            open(url.toLocalFile());
    }
    event->acceptProposedAction();
}

} // namespace Spawnscope
