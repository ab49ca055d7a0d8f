// SPDX-License-Identifier: MIT
// What RunPage remembers of each run, here and in the run's record.
#include "base/background.h"
#include "base/osstring.h"
#include "launcher/document.h"
#include "ui_runpage.h"
#include "widgets/hextoggle.h"
#include "widgets/runpage.h"
#include "widgets/terminalpanel.h"
#include "widgets/terminalview.h"

#include <QDir>
#include <QFile>
#include <QScopedValueRollback>

#include <algorithm>
#include <iterator>

namespace Spawnscope {

namespace {

QString folderOf(const Session &session)
{
    const QByteArray &folder = session.spec().workingDirectory;
    return folder.isEmpty() ? QDir::currentPath() : OsString(folder).toString();
}

/// Empty without one.
QString recordFolderOf(const Session &session)
{
    const Document *document = session.document();
    if (!document)
        return session.recordFolder();
    return document->kind() == Document::Kind::File ? QString() : document->path();
}

} // namespace

void RunPage::showLog()
{
    const QScopedValueRollback recalling(m_isRecalling, true);
    m_ui->output->setLog(m_session ? m_session->log() : nullptr);
    m_hexToggle->setLog(m_session ? m_session->log() : nullptr, m_session ? m_session->id() : 0);
    showTerminalOfRun();
    if (!m_session) {
        m_ui->output->recall(OutputView::Memory());
        return;
    }
    m_terminalPanel->view()->setBaseFolder(folderOf(*m_session));
    m_ui->output->recall(m_memories.value(m_session->id()));
    for (OutputView *view : {m_ui->output, m_filterPane->view()})
        view->setBaseFolder(folderOf(*m_session));
    readKeptView();
}

/// A run that is followed is followed again; another one is found where it was left.
void RunPage::remember()
{
    if (!m_session)
        return;
    m_queries.insert(m_session->id(), m_filterPane->query());
    OutputView::Memory &memory = m_memories[m_session->id()];
    const std::optional<OutputView::Place> before = memory.place;
    memory = m_ui->output->memory();
    if (m_hexToggle->isHex()) // nobody looks at the lines meanwhile
        memory.place = before;
}

/// What was set in an earlier life of the program, once for each record that is opened.
void RunPage::readKeptView()
{
    const Document *document = m_session->document();
    const quint64 id = m_session->id();
    if (!document || document->kind() != Document::Kind::Record || m_keptViews.contains(id)
        || m_viewsBeingRead.contains(id))
        return;
    m_viewsBeingRead.insert(id);
    inBackground(
        this, [folder = document->path()] { return readRecordView(folder); },
        [this, id](const RecordView &view) { takeKeptView(id, view); });
}

/// What was set while it was being read comes to it.
void RunPage::takeKeptView(quint64 id, const RecordView &view)
{
    m_viewsBeingRead.remove(id);
    m_keptViews.insert(id, view);
    const bool isShown = m_session && m_session->id() == id;
    OutputView::Memory memory = isShown ? m_ui->output->memory() : m_memories.value(id);
    QList<qint64> bookmarks;
    std::ranges::set_union(memory.bookmarks, view.bookmarks, std::back_inserter(bookmarks));
    memory.bookmarks = bookmarks;
    if (memory.encoding.isUtf8())
        memory.encoding = TextEncoding::named(view.encoding).value_or(TextEncoding());
    {
        const QScopedValueRollback recalling(m_isRecalling, true);
        if (isShown)
            m_ui->output->recall(memory);
        else
            m_memories.insert(id, memory);
    }
    if (isShown)
        keepView();
}

void RunPage::keepView()
{
    if (m_isRecalling || !m_session || m_viewsBeingRead.contains(m_session->id()))
        return;
    const TextEncoding encoding = m_ui->output->encoding();
    const RecordView view{.bookmarks = m_ui->output->bookmarks(),
                          .encoding = encoding.isUtf8() ? QByteArray() : encoding.name()};
    if (view == m_keptViews.value(m_session->id()))
        return;
    m_keptViews.insert(m_session->id(), view);
    if (const QString folder = recordFolderOf(*m_session); !folder.isEmpty())
        m_keeper.keep(folder, view);
}

} // namespace Spawnscope
