// SPDX-License-Identifier: MIT
#include "widgets/runactions.h"

#include "base/signalnames.h"
#include "launcher/launcher.h"
#include "widgets/icons.h"
#include "widgets/lossquestion.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace Spawnscope {

namespace {

QAction *makeAction(QObject *parent, const QString &icon, const QString &text,
                    const QString &toolTip, const QList<QKeySequence> &shortcuts = {})
{
    auto *action = new QAction(namedIcon(icon), text, parent);
    action->setShortcuts(shortcuts);
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? toolTip : QStringLiteral("%1 (%2)").arg(toolTip, keys));
    action->setStatusTip(toolTip);
    return action;
}

} // namespace

RunActions::RunActions(Launcher *launcher, QObject *parent)
    : QObject(parent)
    , m_launcher(launcher)
{
    createStopActions();
    createRunActions();
    createMenus();
    const auto follow = [this](Session *session) {
        connect(session, &Session::stateChanged, this, &RunActions::update);
        update();
    };
    for (qsizetype i = 0; i < launcher->count(); ++i)
        follow(launcher->at(i));
    connect(launcher, &Launcher::added, this, follow);
    connect(launcher, &Launcher::removed, this, &RunActions::update);
    update();
}

RunActions::~RunActions() = default;

void RunActions::createStopActions()
{
    stop = makeAction(
        this, QStringLiteral("stop"), tr("&Stop"),
        tr("Ask the run and its group to end; kill them if they are still there after 5 s"),
        {QKeySequence(QStringLiteral("Shift+F5")), QKeySequence(QStringLiteral("Ctrl+F2"))});
    const auto makeControl = [this](const QString &icon, const QString &text,
                                    const std::optional<RunControl> &control,
                                    const QList<QKeySequence> &shortcuts = {}) {
        QAction *action = makeAction(this, icon, text, control ? control->explanation : QString(),
                                     shortcuts);
        if (control)
            connect(action, &QAction::triggered, this,
                    [this, signal = control->signal, target = control->target] {
                        send(signal, target);
                    });
        action->setVisible(control.has_value());
        return action;
    };
    interrupt = makeControl(QStringLiteral("interrupt"), tr("&Interrupt"), m_controls.interrupt);
    terminate = makeControl(QStringLiteral("terminate"), tr("&Terminate"), m_controls.terminate);
    kill = makeControl(QStringLiteral("kill"), tr("&Kill"), m_controls.kill,
                       {QKeySequence(QStringLiteral("Ctrl+Shift+K"))});
    pause = makeAction(this, QStringLiteral("pause"), tr("&Pause"), {},
                       {QKeySequence(QStringLiteral("Ctrl+Shift+S"))});
    stopAll = makeAction(this, QStringLiteral("stop"), tr("Stop &All"),
                         tr("Stop everything that is running"));

    connect(stop, &QAction::triggered, this, [this] {
        if (m_session)
            m_session->stop(StopPolicy::terminateThenKill());
    });
    connect(pause, &QAction::triggered, this, [this] {
        const auto &control = m_session && m_session->isStopped() ? m_controls.resume
                                                                  : m_controls.pause;
        if (control)
            send(control->signal, control->target);
    });
    connect(stopAll, &QAction::triggered, this,
            [this] { m_launcher->stopAll(StopPolicy::terminateThenKill()); });
}

void RunActions::createRunActions()
{
    rerun = makeAction(this, QStringLiteral("rerun"), tr("&Rerun"),
                       tr("Run the same command again"), {QKeySequence(QStringLiteral("Ctrl+R"))});
    rerunWithChanges = makeAction(this, QStringLiteral("rerun-changes"), tr("Rerun with &Changes…"),
                                  tr("Put the command into the launch bar"),
                                  {QKeySequence(QStringLiteral("Ctrl+Shift+R"))});
    rerunOtherWay = makeAction(this, QStringLiteral("terminal"), {}, {},
                               {QKeySequence(QStringLiteral("Ctrl+Shift+P"))});
    remove = makeAction(this, QStringLiteral("remove"), tr("Re&move"),
                        tr("Remove this run and its output from the list"));
    closeDocument = makeAction(this, QStringLiteral("close"), tr("&Close"),
                               tr("Close what was opened; nothing is deleted"),
                               QKeySequence::keyBindings(QKeySequence::Close));
    removeWithRecord = makeAction(this, QStringLiteral("remove"), tr("Remove and &Delete Record"),
                                  tr("Remove this run and delete its record from the disk"));
    removeFinished = makeAction(this, QStringLiteral("clear-finished"), tr("Remove &Finished"),
                                tr("Remove every run that has ended, and its output"));

    connect(rerun, &QAction::triggered, this, [this] {
        if (m_session)
            Q_EMIT rerunRequested(m_session->spec());
    });
    connect(rerunWithChanges, &QAction::triggered, this, [this] {
        if (m_session)
            Q_EMIT changesRequested(m_session->spec());
    });
    connect(rerunOtherWay, &QAction::triggered, this, &RunActions::rerunInTheOtherWay);
    for (const QAction *action : {remove, closeDocument}) {
        connect(action, &QAction::triggered, this, [this] {
            if (m_session)
                removeAsking(m_session);
        });
    }
    connect(removeWithRecord, &QAction::triggered, this, [this] {
        if (m_session)
            m_launcher->removeWithRecord(m_session);
    });
    connect(removeFinished, &QAction::triggered, m_launcher, &Launcher::removeFinished);
}

void RunActions::removeAsking(Session *session)
{
    if (!session->isWaitingForRoom()) {
        m_launcher->remove(session);
        return;
    }
    auto *question = new LossQuestion({session}, LossQuestion::Occasion::Removing,
                                      qobject_cast<QWidget *>(parent()));
    connect(question, &LossQuestion::discardChosen, session,
            [this, session] { m_launcher->remove(session); });
    connect(session, &QObject::destroyed, question, &QWidget::close);
    question->open();
}

void RunActions::createMenus()
{
    m_signalMenu = std::make_unique<QMenu>(tr("Send Si&gnal"));
    m_signalMenu->setIcon(namedIcon(QStringLiteral("signal")));
    addSignals(m_signalMenu->addMenu(tr("To the &Process")), SentSignal::Target::Process);
    addSignals(m_signalMenu->addMenu(tr("To the Process &Group")), SentSignal::Target::Group);

    m_copyMenu = std::make_unique<QMenu>(tr("Copy Command &As"));
    m_copyMenu->setIcon(namedIcon(QStringLiteral("copy")));
    const auto addCopy = [this](const QString &text, QByteArray (LaunchSpec::*form)() const) {
        m_copyMenu->addAction(text, this, [this, form] {
            if (m_session)
                QGuiApplication::clipboard()->setText(
                    QString::fromUtf8((m_session->spec().*form)()));
        });
    };
    addCopy(tr("&Shell Command"), &LaunchSpec::toShell);
    addCopy(tr("&Argument List (JSON)"), &LaunchSpec::toArgvJson);
    addCopy(tr("&Python Script (asyncio)"), &LaunchSpec::toPythonAsyncio);
}

void RunActions::addSignals(QMenu *menu, SentSignal::Target target)
{
    QMenu *realTime = nullptr;
    for (const SignalChoice &choice : signalChoices(allSignals())) {
        if (choice.isRealTime && !realTime)
            realTime = menu->addMenu(tr("&Real-time"));
        QMenu *place = realTime ? realTime : menu;
        place->addAction(choice.text, this,
                         [this, number = choice.signal, target] { send(number, target); });
    }
}

void RunActions::addTo(QMenu *menu) const
{
    menu->addActions({rerun, rerunWithChanges, rerunOtherWay});
    menu->addSeparator();
    menu->addActions({stop, interrupt, terminate, kill, pause});
    menu->addMenu(m_signalMenu.get());
    menu->addSeparator();
    menu->addMenu(m_copyMenu.get());
    menu->addSeparator();
    menu->addActions({closeDocument, remove, removeWithRecord, removeFinished, stopAll});
}

void RunActions::setSession(Session *session)
{
    m_session = session;
    update();
}

void RunActions::rerunInTheOtherWay()
{
    if (!m_session)
        return;
    LaunchSpec spec = m_session->spec();
    if (spec.terminal)
        spec.terminal.reset();
    else
        spec = spec.inTerminal();
    Q_EMIT rerunRequested(spec);
}

void RunActions::send(int number, SentSignal::Target target)
{
    if (m_session)
        m_session->sendSignal(number, target);
}

void RunActions::update()
{
    const bool isRunning = m_session && m_session->state() == Session::State::Running;
    const bool isHeld = m_session && m_session->state() == Session::State::Exited;
    stop->setEnabled((isRunning || isHeld) && !m_session->isStopping());
    kill->setEnabled(isRunning || isHeld);
    for (QAction *action : {interrupt, terminate, pause})
        action->setEnabled(isRunning);
    m_signalMenu->setEnabled(isRunning || isHeld);

    const bool isPaused = isRunning && m_session->isStopped();
    pause->setText(isPaused ? tr("&Continue") : tr("&Pause"));
    pause->setIcon(namedIcon(isPaused ? QStringLiteral("continue") : QStringLiteral("pause")));
    if (const auto &control = isPaused ? m_controls.resume : m_controls.pause)
        pause->setToolTip(QStringLiteral("%1 (%2)").arg(
            control->explanation, pause->shortcut().toString(QKeySequence::NativeText)));

    const bool hasCommand = m_session && !m_session->spec().commandLine().isEmpty();
    for (QAction *action : {rerun, rerunWithChanges, rerunOtherWay})
        action->setEnabled(hasCommand);
    const bool hasTerminal = hasCommand && m_session->spec().terminal;
    rerunOtherWay->setText(hasTerminal ? tr("Run Again with &Pipes")
                                       : tr("Run Again in a &Terminal"));
    rerunOtherWay->setStatusTip(
        hasTerminal ? tr("Run the same command again, its streams apart and without a terminal")
                    : tr("Run the same command again, in a terminal that shows what it draws"));
    m_copyMenu->setEnabled(hasCommand);
    const bool isDocument = m_session && m_session->document();
    for (QAction *action : {stop, kill, remove, removeWithRecord})
        action->setVisible(!isDocument);
    pause->setVisible(!isDocument && m_controls.pause);
    closeDocument->setVisible(isDocument);
    remove->setEnabled(m_session && !m_session->isActive());
    removeWithRecord->setEnabled(remove->isEnabled() && !m_session->recordFolder().isEmpty());
    const qsizetype active = m_launcher->active().size();
    removeFinished->setEnabled(m_launcher->hasFinished());
    stopAll->setEnabled(active > 0);
}

} // namespace Spawnscope
