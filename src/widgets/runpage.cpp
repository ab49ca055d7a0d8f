// SPDX-License-Identifier: MIT
#include "widgets/runpage.h"

#include "base/signalnames.h"
#include "launcher/document.h"
#include "launcher/recordedrun.h"
#include "launcher/terminalreplay.h"
#include "ui_runpage.h"
#include "widgets/documenttexts.h"
#include "widgets/filterpane.h"
#include "widgets/findbar.h"
#include "widgets/focusframe.h"
#include "widgets/hexpanel.h"
#include "widgets/hextoggle.h"
#include "widgets/hexview.h"
#include "widgets/icons.h"
#include "widgets/outputactions.h"
#include "widgets/outputcopyreport.h"
#include "widgets/outputgotobar.h"
#include "widgets/runactions.h"
#include "widgets/terminalpanel.h"
#include "widgets/terminalview.h"

#include <QAction>
#include <QActionGroup>
#include <QDesktopServices>
#include <QSettings>
#include <QToolBar>
#include <QToolButton>

namespace Spawnscope {

namespace {

QString placeholderFor(const Document &document)
{
    if (document.kind() == Document::Kind::File)
        return RunPage::tr("The file is empty.");
    if (document.status().isReading)
        return RunPage::tr("Nothing has come yet.");
    const RecordedRun *run = document.run();
    return run && !run->startFailure.isEmpty() ? run->startFailure
                                               : RunPage::tr("Nothing was printed.");
}

QString placeholderFor(const Session &session)
{
    switch (session.state()) {
    case Session::State::Starting:
        return RunPage::tr("The command is being started.");
    case Session::State::FailedToStart:
        return RunPage::tr("The command could not be started.");
    case Session::State::Running:
    case Session::State::Exited:
        return RunPage::tr("No output yet.");
    case Session::State::Opened:
        return placeholderFor(*session.document());
    case Session::State::Finished:
        break;
    }
    return RunPage::tr("The command printed nothing.");
}

} // namespace

RunPage::RunPage(RunActions *actions, QWidget *parent)
    : QStackedWidget(parent)
    , m_ui(std::make_unique<Ui::RunPage>())
{
    m_ui->setupUi(this);
    createFindBar();
    m_ui->overview->setView(m_ui->output);
    new FocusFrame(m_ui->output);
    m_ui->held->setClosable(false);
    m_reload = new QAction(tr("Re&load"), this);
    m_reload->setToolTip(tr("Read the file anew"));
    connect(m_reload, &QAction::triggered, this, [this] { Q_EMIT reloadRequested(m_session); });
    m_ui->document->addButton(m_reload);
    m_heldTimer.setSingleShot(true);
    m_heldTimer.setInterval(300);
    connect(&m_heldTimer, &QTimer::timeout, this, &RunPage::showHeld);
    m_ui->runPage->setFocusProxy(m_ui->output);
    createOutputTools();
    createActions();
    createStreamActions();
    createFilterPane();
    createTerminal();
    createHexToggle();
    fillToolBars(actions);
    setHighlightRules(HighlightRules::load(QSettings()));
    for (QFrame *line : {m_ui->lineAbove, m_ui->lineBelow})
        line->setForegroundRole(QPalette::Mid);
    connect(m_ui->emptyPage, &EmptyPage::exampleChosen, this, &RunPage::exampleChosen);
    setCurrentWidget(m_ui->emptyPage);
}

RunPage::~RunPage() = default;

OutputView *RunPage::output() const
{
    return m_ui->output;
}

void RunPage::focusOutput()
{
    m_ui->runPage->setFocus();
}

void RunPage::createActions()
{
    const auto make = [this](const QString &icon, const QString &text, const QString &toolTip) {
        auto *action = new QAction(namedIcon(icon), text, this);
        action->setToolTip(toolTip);
        action->setStatusTip(toolTip);
        return action;
    };
    const auto makeToggle = [&](const QString &icon, const QString &text, const QString &toolTip) {
        QAction *action = make(icon, text, toolTip);
        action->setCheckable(true);
        return action;
    };
    OutputView *view = m_ui->output;
    follow = makeToggle(QStringLiteral("follow"), tr("&Follow"),
                        tr("Keep the end of the output in view"));
    follow->setChecked(view->isFollowing());
    connect(follow, &QAction::toggled, view, &OutputView::setFollowing);
    connect(view, &OutputView::followingChanged, follow, &QAction::setChecked);
    wrap = makeToggle(QStringLiteral("wrap"), tr("&Wrap Lines"),
                      tr("Wrap lines that are too long"));
    connect(wrap, &QAction::toggled, view, &OutputView::setWrapping);
    lineNumbers = makeToggle(QStringLiteral("line-numbers"), tr("Line &Numbers"),
                             tr("Show the number of each line"));
    connect(lineNumbers, &QAction::toggled, view, &OutputView::setLineNumbersShown);

    find = make(QStringLiteral("find"), tr("&Find…"), tr("Find text in the output"));
    find->setShortcuts(QKeySequence::Find);
    connect(find, &QAction::triggered, this, &RunPage::openFindBar);
    highlighting = new QAction(namedIcon(QStringLiteral("highlight")), tr("&Highlighting…"), this);
    highlighting->setStatusTip(tr("Colour what matters in the output"));
    connect(highlighting, &QAction::triggered, this, &RunPage::editHighlighting);
    copy = make(QStringLiteral("copy"), tr("&Copy"), tr("Copy the selected output"));
    copy->setShortcuts(QKeySequence::Copy);
    copyHtml = new QAction(tr("Copy as &HTML"), this);
    copyHtml->setStatusTip(tr("Copy the selected output with its colours"));
    connect(copyHtml, &QAction::triggered, this, &RunPage::copySelectionAsHtml);
    connect(view, &OutputView::selectionChanged, this, &RunPage::updateActions);
    selectAll = new QAction(tr("Select &All"), this);
    selectAll->setShortcuts(QKeySequence::SelectAll);
    save = make(QStringLiteral("save"), tr("&Save Output As…"),
                tr("Save all or part of the output, as it was printed or in another format"));
    save->setShortcuts(QKeySequence::Save);
    connect(save, &QAction::triggered, this, &RunPage::saveOutput);
    for (QAction *action : {find, copy, save})
        action->setToolTip(QStringLiteral("%1 (%2)").arg(
            action->toolTip(), action->shortcut().toString(QKeySequence::NativeText)));
}

/// What goes with the output view itself.
void RunPage::createOutputTools()
{
    outputActions = new OutputActions(m_ui->output, this);
    m_goToBar = new OutputGoToBar(m_ui->runPage);
    m_ui->layout->insertWidget(m_ui->layout->indexOf(m_ui->lineBelow), m_goToBar);
    serve(m_ui->output);
    connect(m_ui->output, &OutputView::bookmarksChanged, this, &RunPage::keepView);
    connect(m_ui->output, &OutputView::encodingChanged, this, &RunPage::keepView);
}

QByteArray RunPage::saveLayout() const
{
    return m_ui->outputs->saveState();
}

void RunPage::restoreLayout(const QByteArray &layout)
{
    m_ui->outputs->restoreState(layout);
}

void RunPage::serve(OutputView *view)
{
    m_goToBar->addView(view);
    auto *strip = new MessageStrip(m_ui->runPage);
    m_ui->messages->addWidget(strip);
    new OutputCopyReport(&view->copier(), strip, this);
    connect(view, &OutputView::linkActivated, this, &RunPage::openLink);
}

void RunPage::openLink(const QUrl &url)
{
    if (!QDesktopServices::openUrl(url))
        m_ui->message->showMessage(
            Severity::Error,
            tr("There is no program to open %1.").arg(url.toDisplayString(QUrl::PreferLocalFile)));
}

void RunPage::createStreamActions()
{
    streams = new QActionGroup(this);
    const auto add = [this](const QString &icon, const QString &text, const QString &toolTip,
                            OutputFilter filter) {
        QAction *action = streams->addAction(namedIcon(icon), text);
        action->setCheckable(true);
        action->setToolTip(toolTip);
        action->setStatusTip(toolTip);
        action->setData(int(filter));
        return action;
    };
    add(QStringLiteral("streams"), tr("A&ll Streams"),
        tr("Show both streams in the order of arrival"), OutputFilter::All)
        ->setChecked(true);
    add(QStringLiteral("stdout"), tr("Standard &Output"), tr("Show the standard output alone"),
        OutputFilter::Stdout);
    add(QStringLiteral("stderr"), tr("Standard &Error"), tr("Show the standard error alone"),
        OutputFilter::Stderr);
    connect(streams, &QActionGroup::triggered, this, [this](QAction *action) {
        const auto filter = OutputFilter(action->data().toInt());
        m_ui->output->setFilter(filter);
        m_ui->header->setFilter(filter);
        updatePlaceholder();
        if (filter != OutputFilter::All)
            m_ui->bytes->setStream(filter == OutputFilter::Stdout ? OutputStream::Stdout
                                                                  : OutputStream::Stderr);
    });
}

void RunPage::createHexToggle()
{
    m_hexToggle = new HexToggle(m_ui->output, m_ui->bytes, m_ui->binary, this);
    hex = m_hexToggle->action();
    HexView *view = m_ui->bytes->view();
    connect(copy, &QAction::triggered, this, &RunPage::copySelection);
    connect(selectAll, &QAction::triggered, this, &RunPage::selectEverything);
    connect(view, &HexView::positionChanged, this, &RunPage::updateActions);
    connect(view, &HexView::followingChanged, this, [this](bool following) {
        if (m_hexToggle->isHex())
            follow->setChecked(following);
    });
    connect(follow, &QAction::toggled, view, &HexView::setFollowing);
    connect(m_hexToggle, &HexToggle::toggled, this, [this](bool isHex) {
        if (isHex) {
            m_findBar->endSearch();
            m_goToBar->hide();
        }
        updateTerminal();
    });
    updateActions();
}

void RunPage::updateActions()
{
    const bool isTerminal = isTerminalShown();
    const bool isHex = m_hexToggle->isHex() && !isTerminal;
    const bool isText = !isHex && !isTerminal;
    for (QAction *action : {save, selectAll})
        action->setEnabled(m_session != nullptr);
    find->setEnabled(m_session && !isHex);
    filter->setEnabled(m_session && isText);
    const bool isSelected = isTerminal
        ? m_terminalPanel->view()->hasSelection()
        : m_ui->output->hasSelection() || m_filterPane->view()->hasSelection();
    copy->setEnabled(isHex ? m_ui->bytes->view()->size() > 0 : isSelected);
    copyHtml->setEnabled(isText && isSelected);
    for (QAction *action : {wrap, outputActions->timestamps, lineNumbers})
        action->setEnabled(isText);
    for (QAction *action : {outputActions->goTo, outputActions->toggleBookmark})
        action->setEnabled(m_session && isText);
    for (QAction *action : {follow, hex})
        action->setEnabled(!isTerminal);
    streams->setEnabled(!isTerminal);
}

void RunPage::fillToolBars(RunActions *actions)
{
    m_ui->header->runTools()->addActions(
        {actions->rerun, actions->stop, actions->kill, actions->pause, actions->closeDocument});
    QToolBar *bar = m_ui->header->viewTools();
    bar->addAction(terminal);
    bar->addActions(streams->actions());
    bar->addSeparator();
    bar->addActions({follow, wrap, outputActions->timestamps, lineNumbers, hex});
    bar->addSeparator();
    bar->addActions({find, filter, copy, save});
    m_ui->output->addActions({hex, save});
    m_ui->bytes->view()->addActions({hex, save});
    if (auto *button = qobject_cast<QToolButton *>(
            bar->widgetForAction(outputActions->timestamps))) {
        button->setMenu(outputActions->timestampsMenu());
        button->setPopupMode(QToolButton::MenuButtonPopup);
    }
}

void RunPage::setSession(Session *session)
{
    if (session == m_session && session)
        return;
    remember();
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    setCurrentWidget(session ? static_cast<QWidget *>(m_ui->runPage) : m_ui->emptyPage);
    m_ui->message->hide();
    m_ui->held->hide();
    m_ui->document->hide();
    m_ui->document->setText({});
    m_ui->header->setSession(session);
    m_ui->notices->setSession(session);
    m_ui->input->setSession(session);
    m_goToBar->hide(); // its place was in the run before
    showLog();
    m_filterPane->setQuery(session ? m_queries.value(session->id()) : FilterPane::Query());
    updateActions();
    if (session)
        connectSession();
    updateMessages();
}

void RunPage::connectSession()
{
    connect(m_session, &Session::logChanged, this, &RunPage::showLog);
    connect(m_session, &Session::outputChanged, m_ui->output, &OutputView::refresh);
    connect(m_session, &Session::outputChanged, this, &RunPage::updatePlaceholder);
    connect(m_session, &Session::outputChanged, m_filterPane, &FilterPane::refresh);
    connect(m_session, &Session::outputChanged, m_hexToggle, &HexToggle::refresh);
    connect(m_session, &Session::stateChanged, this, &RunPage::updateMessages);
    connect(m_session, &Session::stateChanged, this, &RunPage::updateReplay);
    connect(m_session, &Session::inputFailed, this, [this](const QString &sentence) {
        m_ui->message->showMessage(Severity::Error, sentence);
    });
    connect(m_session, &Session::signalSent, this, [this](const SentSignal &signal) {
        if (signal.error)
            m_ui->message->showMessage(
                Severity::Error,
                tr("%1 could not be sent: %2.")
                    .arg(QString::fromLatin1(signalName(signal.number)),
                         QString::fromStdString(signal.error->code.message())));
    });
    // Another connection may have brought the view here with this session's signals unheard.
    m_ui->output->refresh();
}

/// Said once: whoever closed it knows.
void RunPage::updateDocumentNotice()
{
    const Document *document = m_session ? m_session->document() : nullptr;
    const auto notice = document ? documentNotice(*document) : std::nullopt;
    if (!notice) {
        m_ui->document->hide();
    } else if (m_ui->document->text() != notice->text) {
        m_reload->setVisible(notice->canReload);
        m_ui->document->showMessage(notice->severity, notice->text);
    }
    if (!notice)
        m_ui->document->setText({});
}

void RunPage::updateMessages()
{
    updateDocumentNotice();
    const bool isHeld = m_session && m_session->state() == Session::State::Exited;
    if (!isHeld) {
        m_heldTimer.stop();
        m_ui->held->hide();
    } else if (!m_ui->held->isVisible()) {
        m_heldTimer.start();
    }
    if (!m_session)
        return;
    updatePlaceholder();
    if (const auto &report = m_session->stopReport(); report && !report->survivors.isEmpty()) {
        QStringList names;
        for (const Survivor &survivor : report->survivors)
            names.append(
                QStringLiteral("%1 (%2)").arg(QString::fromUtf8(survivor.name)).arg(survivor.pid));
        m_ui->message->showMessage(
            Severity::Warning,
            tr("Still running after the stop: %1").arg(names.join(QStringLiteral(", "))));
    }
}

void RunPage::updatePlaceholder()
{
    if (!m_session || m_session->state() == Session::State::FailedToStart)
        return;
    const bool isElsewhere = m_ui->output->filter() != OutputFilter::All
        && !m_session->log()->rows(OutputFilter::All).isEmpty();
    m_ui->output->setPlaceholder(isElsewhere ? tr("Nothing came on the stream that is chosen. All "
                                                  "Streams shows the rest.")
                                             : placeholderFor(*m_session));
}

void RunPage::showHeld()
{
    // A full disk keeps a run in this state too; that is said elsewhere.
    if (m_session && m_session->state() == Session::State::Exited && !m_session->pauseReason())
        m_ui->held->showMessage(Severity::Warning,
                                tr("The process has exited. Another process still holds its output "
                                   "open, so more may come; Kill ends it."));
}

void RunPage::showStartFailure(const QString &text)
{
    m_ui->output->setPlaceholder(text);
    updateTerminal();
}

} // namespace Spawnscope
