// SPDX-License-Identifier: MIT
// How RunPage shows a run that has a terminal: as a terminal, or as the text of its lines.
#include "terminal/terminalsource.h"
#include "ui_runpage.h"
#include "widgets/findbar.h"
#include "widgets/hexpanel.h"
#include "widgets/hextoggle.h"
#include "widgets/icons.h"
#include "widgets/outputgotobar.h"
#include "widgets/runpage.h"
#include "widgets/terminalpanel.h"
#include "widgets/terminalview.h"

#include <QAction>

namespace Spawnscope {

void RunPage::createTerminal()
{
    m_terminalPanel = new TerminalPanel(m_patterns, m_ui->runPage);
    m_terminalPanel->hide();
    m_ui->layout->insertWidget(m_ui->layout->indexOf(m_ui->outputs), m_terminalPanel, 1);
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
    view->addAction(terminal);
}

bool RunPage::isTerminalShown() const
{
    return m_session && m_session->terminal() && !m_textIds.contains(m_session->id());
}

/// A child should not have to begin with a change of its size.
TerminalSize RunPage::terminalRoom() const
{
    if (m_terminalPanel->isVisible())
        return m_terminalPanel->view()->roomSize();
    QSize room = size() - QSize(0, m_ui->header->sizeHint().height());
    if (m_ui->outputs->isVisible()) {
        room = m_ui->outputs->size();
        if (m_ui->input->isVisible())
            room.rheight() += m_ui->input->height();
    }
    return m_terminalPanel->roomIfResized(room);
}

/// Whichever of the views is shown for the run.
void RunPage::updateTerminal()
{
    const bool hasTerminal = m_session && m_session->terminal();
    const bool isShown = isTerminalShown();
    const bool isHex = m_hexToggle->isHex();
    terminal->setVisible(hasTerminal);
    terminal->setChecked(isShown);
    m_ui->input->setVisible(!hasTerminal && (!m_session || !m_session->document()));
    m_terminalPanel->setVisible(isShown);
    m_ui->outputs->setVisible(!isShown && !isHex);
    m_ui->bytes->setVisible(!isShown && isHex);
    if (isShown) {
        m_findBar->hide();
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
    updateTerminal();
}

void RunPage::openFindBar()
{
    (isTerminalShown() ? m_terminalPanel->findBar() : m_findBar)->open();
}

} // namespace Spawnscope
