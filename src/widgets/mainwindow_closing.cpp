// SPDX-License-Identifier: MIT
#include "widgets/mainwindow.h"

#include "launcher/launcher.h"
#include "widgets/closequestion.h"
#include "widgets/exportstrips.h"
#include "widgets/launchbar.h"
#include "widgets/lossquestion.h"
#include "widgets/messagestrip.h"
#include "widgets/outputactions.h"
#include "widgets/runpage.h"
#include "widgets/runspane.h"

#include <QAction>
#include <QCloseEvent>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QSplitter>

namespace Spawnscope {

namespace {

constexpr int SettingsVersion = 1; // of what the window's parts are; others are not restored

} // namespace

void MainWindow::closeEvent(QCloseEvent *event)
{
    const bool isRunning = m_closing != Closing::Agreed && !m_launcher->active().isEmpty();
    const bool isSaving = m_page->exports()->runningCount() > 0;
    const bool isLosing = !m_isLossAgreed && !waitingForRoom().isEmpty();
    if (!isRunning && !isSaving && !isLosing) {
        for (Session *session : m_launcher->active()) // as was agreed
            session->setLeaveRunning();
        saveSettings();
        event->accept();
        return;
    }
    event->ignore();
    if (isRunning && m_closing != Closing::Asking) // again also while something takes long to stop
        askAboutRunning();
    else if (!isRunning && isSaving)
        askAboutExports();
    else if (!isRunning)
        askAboutLoss();
}

QList<Session *> MainWindow::waitingForRoom() const
{
    QList<Session *> waiting;
    for (qsizetype i = 0; i < m_launcher->count(); ++i) {
        if (m_launcher->at(i)->isWaitingForRoom())
            waiting.append(m_launcher->at(i));
    }
    return waiting;
}

void MainWindow::askAboutLoss()
{
    if (m_lossQuestion)
        return;
    const QList<Session *> waiting = waitingForRoom();
    auto *question = new LossQuestion(waiting, LossQuestion::Occasion::ClosingTheWindow, this);
    m_lossQuestion = question;
    connect(question, &LossQuestion::discardChosen, this, [this] {
        m_isLossAgreed = true;
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    });
    connect(question, &QDialog::finished, this, [this] {
        if (!m_isLossAgreed)
            m_closing = Closing::No;
    });
    for (const Session *session : waiting) {
        connect(session, &Session::stateChanged, question, [this, question] {
            if (!waitingForRoom().isEmpty())
                return;
            question->disconnect(this);
            question->close(); // there is nothing to ask any more
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
        });
    }
    question->open();
}

void MainWindow::askAboutExports()
{
    if (m_exportQuestion)
        return;
    m_exportQuestion = new QMessageBox(QMessageBox::Question, tr("Output Is Being Saved"),
                                       tr("Output is still being saved."), QMessageBox::Cancel,
                                       this);
    m_exportQuestion->setAttribute(Qt::WA_DeleteOnClose);
    m_exportQuestion->setInformativeText(
        tr("When it is cancelled, the files stay as they were before."));
    QPushButton *later = m_exportQuestion->addButton(tr("Close &When Saved"),
                                                     QMessageBox::AcceptRole);
    QPushButton *now = m_exportQuestion->addButton(tr("&Stop Saving and Close"),
                                                   QMessageBox::DestructiveRole);
    m_exportQuestion->setDefaultButton(later);
    connect(m_exportQuestion, &QDialog::finished, this, [this, later, now] {
        const QAbstractButton *clicked = m_exportQuestion->clickedButton();
        if (clicked == later || clicked == now)
            return;
        m_closing = Closing::No; // what was agreed before was for this close
        m_isLossAgreed = false;
    });
    connect(later, &QAbstractButton::clicked, this, &MainWindow::closeAfterExports);
    connect(now, &QAbstractButton::clicked, this, [this] {
        m_page->exports()->cancelAll();
        closeAfterExports();
    });
    m_exportQuestion->open();
}

void MainWindow::closeAfterExports()
{
    if (m_page->exports()->runningCount() > 0)
        connect(m_page->exports(), &ExportStrips::allEnded, this, &QWidget::close,
                Qt::ConnectionType(Qt::QueuedConnection | Qt::UniqueConnection
                                   | Qt::SingleShotConnection));
    else
        QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
}

void MainWindow::askAboutRunning()
{
    m_closing = Closing::Asking;
    auto *question = new CloseQuestion(m_launcher->active().size(), this);
    connect(question, &CloseQuestion::stopChosen, this, &MainWindow::stopAndClose);
    connect(question, &CloseQuestion::leaveChosen, this, &MainWindow::leaveAndClose);
    connect(question, &QDialog::finished, this, [this] {
        if (m_closing != Closing::Asking)
            return;
        m_closing = Closing::No;
        m_message->hide();
    });
    question->open();
}

void MainWindow::stopAndClose()
{
    m_closing = Closing::Stopping;
    m_message->showMessage(Severity::Info,
                           tr("The window closes as soon as everything has stopped."));
    m_launcher->stopAll(StopPolicy::terminateThenKill(), StopSource::WindowClosed);
    closeWhenStopped();
}

/// Whoever starts something wants the window.
void MainWindow::keepOpen()
{
    disconnect(m_page->exports(), &ExportStrips::allEnded, this, &QWidget::close);
    if (m_closing == Closing::Stopping)
        m_message->hide();
    if (m_closing != Closing::Asking)
        m_closing = Closing::No;
    m_isLossAgreed = false;
}

void MainWindow::leaveAndClose()
{
    m_closing = Closing::Agreed;
    QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
}

void MainWindow::closeWhenStopped()
{
    if (!m_launcher->active().isEmpty())
        return;
    m_closing = Closing::Agreed;
    QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
}

/// Until the user has chosen a size: the whole window is to be seen, with the frame it will get.
void MainWindow::fitOnScreen()
{
    constexpr QSize FrameSize(16, 48);
    resize(size().boundedTo(screen()->availableSize() - FrameSize));
}

void MainWindow::restoreSettings()
{
    QSettings settings;
    settings.beginGroup(QStringLiteral("window"));
    if (settings.value(QStringLiteral("version")).toInt() != SettingsVersion) {
        setRunsBeside(false);
        fitOnScreen();
        return;
    }
    restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
    m_beside->setChecked(settings.value(QStringLiteral("runsBeside")).toBool());
    m_splitter->restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
    m_page->restoreLayout(settings.value(QStringLiteral("outputs")).toByteArray());
    m_runs->restoreHeader(settings.value(QStringLiteral("runsHeader")).toByteArray());
    m_page->wrap->setChecked(settings.value(QStringLiteral("wrap")).toBool());
    OutputActions *output = m_page->outputActions;
    output->setTimestampsForm(
        OutputTimestamps(settings.value(QStringLiteral("timestampsForm")).toInt()));
    output->timestamps->setChecked(settings.value(QStringLiteral("timestamps")).toBool());
    m_page->lineNumbers->setChecked(settings.value(QStringLiteral("lineNumbers")).toBool());
    m_page->output()->setZoom(settings.value(QStringLiteral("zoom")).toInt());
    m_page->setTerminalZoom(settings.value(QStringLiteral("terminalZoom")).toInt());
    m_launchBar->setShell(settings.value(QStringLiteral("shell")).toBool());
    if (settings.value(QStringLiteral("powerShell")).toBool()
        && ownShells().contains(CommandShell::PowerShell))
        m_launchBar->setCommandShell(CommandShell::PowerShell);
}

void MainWindow::saveSettings() const
{
    QSettings settings;
    settings.beginGroup(QStringLiteral("window"));
    settings.setValue(QStringLiteral("version"), SettingsVersion);
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    settings.setValue(QStringLiteral("runsBeside"), m_beside->isChecked());
    settings.setValue(QStringLiteral("splitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("outputs"), m_page->saveLayout());
    settings.setValue(QStringLiteral("runsHeader"), m_runs->saveHeader());
    settings.setValue(QStringLiteral("wrap"), m_page->wrap->isChecked());
    const OutputActions *output = m_page->outputActions;
    settings.setValue(QStringLiteral("timestamps"), output->timestamps->isChecked());
    settings.setValue(QStringLiteral("timestampsForm"), int(output->timestampsForm()));
    settings.setValue(QStringLiteral("lineNumbers"), m_page->lineNumbers->isChecked());
    settings.setValue(QStringLiteral("zoom"), m_page->output()->zoom());
    settings.setValue(QStringLiteral("terminalZoom"), m_page->terminalZoom());
    settings.setValue(QStringLiteral("shell"), m_launchBar->isShell());
    settings.setValue(QStringLiteral("powerShell"),
                      m_launchBar->commandShell() == CommandShell::PowerShell);
}

} // namespace Spawnscope
