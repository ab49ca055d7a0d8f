// SPDX-License-Identifier: MIT
// How RunPage shows a run that has a terminal: as a terminal, or as the text of its lines.
#include "base/background.h"
#include "launcher/document.h"
#include "launcher/terminalreplay.h"
#include "models/formatting.h"
#include "record/asciicast.h"
#include "ui_runpage.h"
#include "widgets/findbar.h"
#include "widgets/hexpanel.h"
#include "widgets/hextoggle.h"
#include "widgets/icons.h"
#include "widgets/outputgotobar.h"
#include "widgets/replaybar.h"
#include "widgets/runpage.h"
#include "widgets/terminalpanel.h"
#include "widgets/terminalschememenu.h"
#include "widgets/terminalview.h"

#include <QAction>
#include <QFileDialog>
#include <QSaveFile>

namespace Spawnscope {

void RunPage::createTerminal()
{
    m_terminalPanel = new TerminalPanel(m_patterns, m_ui->runPage);
    m_terminalPanel->hide();
    m_ui->layout->insertWidget(m_ui->layout->indexOf(m_ui->outputs), m_terminalPanel, 1);
    m_replayBar = new ReplayBar(m_ui->runPage);
    m_replayBar->hide();
    m_ui->layout->insertWidget(m_ui->layout->indexOf(m_terminalPanel) + 1, m_replayBar);
    connect(m_replayBar, &ReplayBar::used, this, &RunPage::showReplay);
    saveRecording = new QAction(tr("Save Terminal Reco&rding As…"), this);
    saveRecording->setStatusTip(tr("Save what went through the terminal as an asciicast"));
    saveRecording->setEnabled(false);
    connect(saveRecording, &QAction::triggered, this, &RunPage::askWhereToSaveRecording);
    terminal = new QAction(namedIcon(QStringLiteral("terminal")), tr("&Terminal"), this);
    terminal->setCheckable(true);
    terminal->setChecked(true);
    terminal->setVisible(false);
    terminal->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+T")));
    const QString toolTip = tr(
        "Show the terminal; without it, the text of its lines, which can be filtered and saved");
    terminal->setStatusTip(toolTip);
    terminal->setToolTip(QStringLiteral("%1 (%2)").arg(
        toolTip, terminal->shortcut().toString(QKeySequence::NativeText)));
    connect(terminal, &QAction::triggered, this, [this](bool isShown) {
        if (!m_session)
            return;
        if (isShown)
            m_textIds.remove(m_session->id());
        else
            m_textIds.insert(m_session->id());
        updateTerminal();
        focusOutput();
    });
    TerminalView *view = m_terminalPanel->view();
    connect(m_terminalPanel, &TerminalPanel::keyboardReleased, this, &RunPage::keyboardReleased);
    connect(view, &TerminalView::linkActivated, this, &RunPage::openLink);
    connect(view, &TerminalView::selectionChanged, this, &RunPage::updateActions);
    terminalColours = new TerminalSchemeMenu(this);
    connect(terminalColours, &TerminalSchemeMenu::schemeChosen, view, &TerminalView::setScheme);
    view->setScheme(terminalColours->scheme());
    view->addActions({terminal, terminalColours->menuAction()});
}

/// What could not be started has none: why is said where its lines would be.
bool RunPage::hasTerminal() const
{
    return m_session && m_session->state() != Session::State::FailedToStart
        && (m_session->terminal() || replayLog());
}

bool RunPage::isTerminalShown() const
{
    return hasTerminal() && !m_textIds.contains(m_session->id());
}

/// A child should not have to begin with a change of its size.
TerminalSize RunPage::terminalRoom()
{
    setCurrentWidget(m_ui->runPage); // about to be shown anyway, and takes its size by that
    m_ui->runPage->layout()->activate();
    const auto heightOf = [](const QWidget *widget) {
        return widget->isHidden() ? 0 : widget->height();
    };
    if (!m_terminalPanel->isHidden()) {
        const TerminalView *view = m_terminalPanel->view();
        return view->roomIfResized(view->size() + QSize(0, heightOf(m_replayBar)));
    }
    const QWidget *shown = m_ui->outputs->isHidden() ? static_cast<QWidget *>(m_ui->bytes)
                                                     : m_ui->outputs;
    return m_terminalPanel->roomIfResized(shown->size() + QSize(0, heightOf(m_ui->input)));
}

/// Whichever of the views is shown for the run.
void RunPage::updateTerminal()
{
    const bool isShown = isTerminalShown();
    const bool isHex = m_hexToggle->isHex();
    terminal->setVisible(hasTerminal());
    terminal->setChecked(isShown);
    m_ui->input->setVisible(!hasTerminal() && (!m_session || !m_session->document()));
    m_terminalPanel->setVisible(isShown);
    m_replayBar->setVisible(isShown && m_replay);
    saveRecording->setEnabled(m_replay != nullptr);
    m_ui->outputs->setVisible(!isShown && !isHex);
    m_ui->bytes->setVisible(!isShown && isHex);
    if (isShown) {
        m_findBar->endSearch();
        m_goToBar->hide();
        m_ui->runPage->setFocusProxy(m_terminalPanel);
    } else {
        m_ui->runPage->setFocusProxy(isHex ? static_cast<QWidget *>(m_ui->bytes) : m_ui->output);
    }
    updateActions();
}

void RunPage::showTerminalOfRun()
{
    TerminalSource *source = m_session ? m_session->terminal() : nullptr;
    m_terminalPanel->setSource(source, source ? m_session->log() : nullptr);
    m_isReplayShown = false;
    m_replay.reset();
    m_replayedLog.reset();
    updateReplay();
    updateTerminal();
}

// --- replays ----------------------------------------------------------------------------------

/// Of what went through the terminal of a run that has ended; null without one.
std::shared_ptr<OutputLog> RunPage::replayLog() const
{
    if (!m_session)
        return nullptr;
    if (const Document *document = m_session->document())
        return document->terminalLog();
    return m_session->state() == Session::State::Finished ? m_session->terminalLog() : nullptr;
}

void RunPage::updateReplay()
{
    const std::shared_ptr<OutputLog> log = replayLog();
    if (log == m_replayedLog)
        return;
    m_replayedLog = log;
    // What a run has left on its screen is the end, where the bar stands then.
    m_replay = log ? std::make_unique<TerminalReplay>(log, TerminalReplay::Start::AtEnd) : nullptr;
    m_replayBar->setReplay(m_replay.get());
    if (m_replay) {
        connect(m_replay.get(), &TerminalReplay::logChanged, this, [this] {
            if (std::exchange(m_isReplayShown, false))
                showReplay();
        });
    }
    if (m_replay && m_session->document()) { // nothing else shows its screen
        showReplay();
        m_replay->seek(m_replay->duration());
    }
    updateTerminal();
}

void RunPage::showReplay()
{
    if (!m_replay || std::exchange(m_isReplayShown, true))
        return;
    m_terminalPanel->setSource(m_replay.get(), m_replay->log());
}

void RunPage::askWhereToSaveRecording()
{
    auto *dialog = new QFileDialog(this, tr("Save Terminal Recording"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Asciicasts (*.cast)"), tr("All files (*)")});
    dialog->setDefaultSuffix(QStringLiteral("cast"));
    connect(dialog, &QFileDialog::fileSelected, this, &RunPage::saveRecordingTo);
    dialog->open();
}

/// What was typed is left out: it may have been meant for nobody else.
void RunPage::saveRecordingTo(const QString &path)
{
    if (!m_session || !m_replayedLog)
        return;
    CastHeader header;
    header.timestamp = m_session->startTime();
    header.command = QString::fromUtf8(m_session->spec().commandLine());
    struct Saved
    {
        QString error; ///< empty when all is well
        bool hasReplaced = false;
        OutputGap gap;
    };
    const auto write = [path, header, log = m_replayedLog]() -> Saved {
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {file.errorString(), false, {}};
        CastExport cast(log, header, CastExport::Input::LeftOut);
        while (!cast.isDone())
            file.write(cast.next());
        if (!file.commit())
            return {file.errorString(), false, {}};
        return {{}, cast.replacesBytes(), log->gap(OutputFilter::Stdout)};
    };
    inBackground(this, write, [this, path](const Saved &saved) {
        if (!saved.error.isEmpty()) {
            m_ui->message->showMessage(Severity::Error,
                                       tr("%1 could not be written: %2.").arg(path, saved.error));
            return;
        }
        QStringList losses;
        if (saved.gap.bytes > 0)
            losses << tr("%1 of the output are no longer kept; where they were, the screen is "
                         "cleared.")
                          .arg(formatBytes(saved.gap.bytes));
        if (saved.hasReplaced)
            losses << tr("Bytes that are not UTF-8 became replacement characters, since an "
                         "asciicast holds text.");
        if (!losses.isEmpty())
            losses.prepend(tr("It is not complete."));
        m_ui->message->showMessage(losses.isEmpty() ? Severity::Info : Severity::Warning,
                                   tr("The recording was saved to %1.").arg(path), losses);
    });
}

// --- the rest ---------------------------------------------------------------------------------

void RunPage::openFindBar()
{
    (isTerminalShown() ? m_terminalPanel->findBar() : m_findBar)->open();
}

void RunPage::findNext()
{
    if (isTerminalShown())
        m_terminalPanel->findBar()->findNext();
    else
        m_ui->output->findNext();
}

void RunPage::findPrevious()
{
    if (isTerminalShown())
        m_terminalPanel->findBar()->findPrevious();
    else
        m_ui->output->findPrevious();
}

RowScrollArea *RunPage::zoomedView() const
{
    return isTerminalShown() ? static_cast<RowScrollArea *>(m_terminalPanel->view()) : m_ui->output;
}

void RunPage::zoomIn()
{
    zoomedView()->setZoom(zoomedView()->zoom() + 1);
}

void RunPage::zoomOut()
{
    zoomedView()->setZoom(zoomedView()->zoom() - 1);
}

void RunPage::resetZoom()
{
    zoomedView()->setZoom(0);
}

int RunPage::terminalZoom() const
{
    return m_terminalPanel->view()->zoom();
}

void RunPage::setTerminalZoom(int zoom)
{
    m_terminalPanel->view()->setZoom(zoom);
}

} // namespace Spawnscope
