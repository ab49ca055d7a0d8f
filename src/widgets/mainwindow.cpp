// SPDX-License-Identifier: MIT
#include "widgets/mainwindow.h"

#include "base/background.h"
#include "launcher/document.h"
#include "launcher/explanation.h"
#include "launcher/launcher.h"
#include "models/formatting.h"
#include "models/runstate.h"
#include "ui_mainwindow.h"
#include "widgets/documenttexts.h"
#include "widgets/elidedlabel.h"
#include "widgets/launchbar.h"
#include "widgets/messagestrip.h"
#include "widgets/outputview.h"
#include "widgets/runactions.h"
#include "widgets/runpage.h"
#include "widgets/runspane.h"

#include <QCloseEvent>
#include <QSettings>
#include <QSplitter>

#include <utility>

namespace Spawnscope {

MainWindow::MainWindow(Launcher *launcher, QWidget *parent)
    : QMainWindow(parent)
    , m_ui(std::make_unique<Ui::MainWindow>())
    , m_launcher(launcher)
    , m_actions(new RunActions(launcher, this))
{
    m_ui->setupUi(this);
    setAcceptDrops(true);
    const auto loaded = m_history.load();
    createParts();
    createMenus();
    connectParts();
    restoreSettings();
    if (!loaded)
        explainHistory(loaded.error());
    if (const QSettings settings; settings.status() != QSettings::NoError)
        m_message->showMessage(Severity::Warning,
                               tr("The settings could not be read from %1. Until they are chosen "
                                  "anew, runs are not recorded and no records are deleted.")
                                   .arg(settings.fileName()));
    for (qsizetype i = 0; i < launcher->count(); ++i)
        follow(launcher->at(i));
    selectSession(launcher->count() > 0 ? launcher->at(launcher->count() - 1) : nullptr);
    m_launchBar->focusCommand();
    updateStatus();
}

MainWindow::~MainWindow() = default;

void MainWindow::createParts()
{
    m_launchBar = new LaunchBar(&m_history, this);
    m_message = new MessageStrip(this);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_runs = new RunsPane(m_launcher, m_actions, this);
    m_page = new RunPage(m_actions, this);
    m_status = new ElidedLabel(this);

    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(5);
    m_splitter->addWidget(m_runs);
    m_splitter->addWidget(m_page);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 3);
    m_ui->layout->addWidget(m_launchBar);
    m_ui->layout->addWidget(m_message);
    m_ui->layout->addWidget(m_splitter, 1);
    m_ui->statusBar->addWidget(m_status, 1);
}

void MainWindow::connectParts()
{
    connect(m_launchBar, &LaunchBar::runRequested, this, &MainWindow::launch);
    connect(m_page, &RunPage::exampleChosen, this, [this](const LaunchSpec &spec) {
        m_launchBar->setSpec(spec);
        launch(spec);
    });
    connect(m_actions, &RunActions::rerunRequested, this, &MainWindow::launch);
    connect(m_actions, &RunActions::changesRequested, this, [this](const LaunchSpec &spec) {
        m_launchBar->setSpec(spec);
        m_launchBar->focusCommand();
    });
    connect(m_page, &RunPage::reloadRequested, this,
            [this](Session *session) { openInstead(session->document()->path(), session); });
    connect(m_page, &RunPage::keyboardReleased, m_launchBar, &LaunchBar::focusCommand);
    connect(m_runs, &RunsPane::selectionChanged, this, &MainWindow::showSession);
    connect(m_runs, &RunsPane::activated, this, [this] { m_page->focusOutput(); });
    connect(m_launcher, &Launcher::added, this, &MainWindow::follow);
    connect(m_launcher, &Launcher::removed, this, &MainWindow::updateStatus);
    connect(m_launcher, &Launcher::recordsNotDeleted, this, &MainWindow::explainRecords);
    connect(m_page->output(), &OutputView::followingChanged, this, &MainWindow::updateStatus);

    m_statusTimer.setSingleShot(true);
    m_statusTimer.setInterval(200);
    connect(&m_statusTimer, &QTimer::timeout, this, &MainWindow::updateStatus);
}

Session *MainWindow::launch(const LaunchSpec &spec)
{
    m_launchBar->clearFailure();
    keepOpen();
    LaunchSpec sized = spec;
    if (sized.terminal) {
        const TerminalSize room = m_page->terminalRoom();
        sized.terminal->rows = room.rows;
        sized.terminal->columns = room.columns;
    }
    Session *session = m_launcher->start(sized);
    m_lastLaunched = session;
    selectSession(session);
    if (session->terminal()) // what is typed next is for the program
        m_page->focusOutput();
    m_history.add(spec);
    saveHistory();
    return session;
}

void MainWindow::selectSession(Session *session)
{
    m_runs->select(session);
    showSession(session);
}

Session *MainWindow::selectedSession() const
{
    return m_page->session();
}

void MainWindow::showSession(Session *session)
{
    m_page->setSession(session);
    m_actions->setSession(session);
    if (session && session->state() == Session::State::FailedToStart)
        explainFailure(session);
    updateStatus();
}

void MainWindow::follow(Session *session)
{
    connect(session, &Session::stateChanged, this, [this, session] {
        if (session->state() == Session::State::FailedToStart) {
            // Whoever was about to type to it is where the command can be put right.
            const bool isTypedTo = session == m_page->session() && session->terminal();
            if (isTypedTo && m_page->isAncestorOf(focusWidget()))
                m_launchBar->focusCommand();
            explainFailure(session);
        }
        if (m_closing == Closing::Stopping)
            closeWhenStopped();
        updateStatus();
    });
    connect(session, &Session::outputChanged, this, [this, session] {
        if (session == m_page->session() && !m_statusTimer.isActive())
            m_statusTimer.start();
    });
}

void MainWindow::explainFailure(Session *session)
{
    if (!session->startError())
        return;
    inBackground(
        this,
        [spec = session->spec(), error = *session->startError()] {
            return explainStartFailure(spec, error);
        },
        [this, failed = QPointer(session)](const StartFailure &failure) {
            if (!failed)
                return;
            if (failed == m_lastLaunched && failed == m_page->session())
                m_launchBar->showFailure(failure);
            if (failed == m_page->session())
                m_page->showStartFailure(
                    (QStringList(failure.sentence) + failure.details).join(u'\n'));
        });
}

void MainWindow::explainHistory(const HistoryError &error)
{
    QString text;
    switch (error.kind) {
    case HistoryError::Kind::Read:
        text = tr("The history of commands could not be read from %1: %2.")
                   .arg(error.path, error.systemText);
        break;
    case HistoryError::Kind::Format:
        text = tr("%1 is not a history of commands. A new one begins; the file was kept as "
                  "%1.broken.")
                   .arg(error.path);
        break;
    case HistoryError::Kind::Write:
        text = tr("Commands are remembered only until Spawnscope is closed. %1 could not be "
                  "written: %2.")
                   .arg(error.path, error.systemText);
        break;
    }
    m_message->showMessage(Severity::Warning, text);
}

/// Once: it would come back with every run that ends.
void MainWindow::explainRecords(const RecordError &error)
{
    if (std::exchange(m_recordFailureIsSaid, true))
        return;
    m_message->showMessage(Severity::Warning,
                           tr("Old records of runs could not be deleted. %1: %2.")
                               .arg(error.path, QString::fromStdString(error.code.message())));
}

void MainWindow::saveHistory()
{
    m_historyIsDirty = m_isSavingHistory;
    if (m_isSavingHistory)
        return;
    m_isSavingHistory = true;
    inBackground(
        this, [history = m_history] { return history.save(); },
        [this](const Result<QList<History::Entry>, HistoryError> &saved) {
            m_isSavingHistory = false;
            if (saved)
                m_history.merge(*saved);
            else if (!std::exchange(m_historyFailureIsSaid, true)) // once is enough
                explainHistory(saved.error());
            if (m_historyIsDirty)
                saveHistory();
        });
}

void MainWindow::updateStatus()
{
    QStringList parts(tr("%n running", nullptr, int(m_launcher->active().size())));
    if (const Session *session = m_page->session()) {
        qint64 bytes = 0;
        for (const OutputStream stream : {OutputStream::Stdout, OutputStream::Stderr})
            bytes += qint64(session->bytesReceived(stream));
        const qint64 lines = session->log()->totalLines();
        const QString lineCount = lines == 1 ? tr("1 line")
                                             : tr("%1 lines").arg(formatCount(lines));
        if (const Document *document = session->document()) {
            parts.append(
                tr("%1: %2, %3").arg(sessionTitle(*session), lineCount, formatBytes(bytes)));
            if (const QString counting = countingText(*document); !counting.isEmpty())
                parts.append(counting);
        } else {
            parts.append(tr("run %1: %2, %3")
                             .arg(QString::number(session->id()), lineCount, formatBytes(bytes)));
        }
        if (const qint64 dropped = session->log()->gap(OutputFilter::All).rows.count(); dropped > 0)
            parts.append(tr("the oldest %1 lines were dropped").arg(formatCount(dropped)));
        parts.append(m_page->output()->isFollowing() ? tr("following") : tr("not following"));
    }
    m_status->setText(parts.join(QStringLiteral(" · ")));
}

void MainWindow::setRunsBeside(bool beside)
{
    m_splitter->setOrientation(beside ? Qt::Horizontal : Qt::Vertical);
    m_splitter->setSizes(beside ? QList{420, 860} : QList{180, 520}); // shared out by proportion
}

} // namespace Spawnscope
