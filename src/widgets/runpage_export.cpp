// SPDX-License-Identifier: MIT
// What RunPage saves.
#include "models/runstate.h"
#include "ui_runpage.h"
#include "widgets/exportdialog.h"
#include "widgets/exportstrips.h"
#include "widgets/outputhtml.h"
#include "widgets/runpage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

namespace Spawnscope {

namespace {

/// The first word of the command, or the name of the file, without folders, as part of a file name.
QString fileStemOf(const Session &session)
{
    const QString title = sessionTitle(session);
    const bool isPath = session.spec().commandLine().isEmpty();
    const QString program = (isPath ? title : title.section(u' ', 0, 0)).section(u'/', -1);
    QString stem;
    for (const QChar c : program) {
        if (c.isLetterOrNumber() || QStringView(u"-_.").contains(c))
            stem += c;
    }
    while (stem.startsWith(u'.'))
        stem.remove(0, 1);
    return QStringLiteral("%1-%2")
        .arg(stem.isEmpty() ? QStringLiteral("output") : stem)
        .arg(session.id());
}

QString nameOf(const Session &session)
{
    return session.document() ? sessionTitle(session) : RunPage::tr("run %1").arg(session.id());
}

/// The rows of the log that the source chooses; nothing when it shows them all.
std::function<std::optional<qint64>(qint64)> rowsOf(std::shared_ptr<const OutputSource> source)
{
    if (!source || dynamic_cast<const LogSource *>(source.get()))
        return {};
    return [source](qint64 logRow) -> std::optional<qint64> {
        const qint64 row = source->rowOfLogRow(logRow);
        return row < source->rows().end ? std::optional(source->logRowOf(row)) : std::nullopt;
    };
}

} // namespace

ExportStrips *RunPage::exports() const
{
    return m_ui->exports;
}

void RunPage::saveOutput()
{
    saveOutputOf(m_ui->output);
}

void RunPage::saveOutputOf(const OutputView *view)
{
    if (!m_session)
        return;
    if (view == m_filterPane->view() && m_filterPane->isSearching()) {
        m_ui->message->showMessage(Severity::Info,
                                   tr("The lines are still being searched for. They can be saved "
                                      "when all are found, or the search is stopped."));
        return;
    }
    ExportSubject subject{.title = sessionTitle(*m_session),
                          .fileStem = fileStemOf(*m_session),
                          .filter = view->source() ? view->source()->filter() : view->filter(),
                          .shownRows = rowsOf(view->source()),
                          .encoding = view->encoding(),
                          .hasError = m_session->log()->streamSize(OutputStream::Stderr) > 0};
    if (view->hasSelection()) {
        const TextRange range = view->selection().range();
        subject.selectedLines = {range.first.number, range.last.number + 1};
    }
    auto *dialog = new ExportDialog(subject, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, log = m_session->log(), what = nameOf(*m_session)] {
                m_ui->exports->start(std::make_unique<OutputExport>(log, dialog->options()),
                                     dialog->path(), what);
            });
    dialog->open();
}

void RunPage::copySelectionAsHtml()
{
    const OutputView *view = activeOutput();
    if (!view->hasSelection())
        return;
    const CopyRequest request = view->copyRequest();
    const auto html = htmlOf(request);
    if (!html) {
        m_ui->message->showMessage(Severity::Warning,
                                   tr("That is too much to be copied with its colours. Save it as "
                                      "a web page instead."));
        return;
    }
    auto *data = new QMimeData;
    data->setHtml(*html);
    data->setText(textOf(request));
    QGuiApplication::clipboard()->setMimeData(data);
}

} // namespace Spawnscope
