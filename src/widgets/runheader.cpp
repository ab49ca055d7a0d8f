// SPDX-License-Identifier: MIT
#include "widgets/runheader.h"

#include "base/osstring.h"
#include "models/formatting.h"
#include "models/runstate.h"
#include "ui_runheader.h"
#include "widgets/colours.h"
#include "widgets/documenttexts.h"
#include "widgets/icons.h"

#include <QEvent>
#include <QFile>
#include <QStyle>
#include <QToolBar>
#include <QToolButton>
#include <QToolTip>

namespace Spawnscope {

namespace {

QString stateText(const Session &session)
{
    if (session.document())
        return documentStateText(session);
    const RunState outcome = outcomeOf(session);
    const QString word = session.state() == Session::State::Exited
        ? RunHeader::tr("%1, output held").arg(runStateWord(outcome))
        : runStateWord(outcome);
    const QString code = returncodeText(session);
    return code.isEmpty() ? word : RunHeader::tr("%1 · returncode %2").arg(word, code);
}

QStringList facts(const Session &session)
{
    if (session.document())
        return documentFacts(session);
    QStringList facts;
    if (session.pid() > 0)
        facts.append(RunHeader::tr("pid %1").arg(session.pid()));
    const RunState outcome = outcomeOf(session);
    if (outcome != RunState::Succeeded && !outcomeSentence(session).isEmpty())
        facts.append(outcomeSentence(session));
    if (session.state() != Session::State::FailedToStart)
        facts.append(formatDuration(session.elapsed()));
    else
        return facts;
    facts.append(RunHeader::tr("stdout %1")
                     .arg(formatBytes(qint64(session.bytesReceived(OutputStream::Stdout)))));
    if (!session.spec().mergeError)
        facts.append(RunHeader::tr("stderr %1")
                         .arg(formatBytes(qint64(session.bytesReceived(OutputStream::Stderr)))));
    if (!session.spec().workingDirectory.isEmpty())
        facts.append(
            RunHeader::tr("in %1").arg(OsString(session.spec().workingDirectory).toString()));
    const qsizetype changes = session.spec().environment.changes.size();
    if (changes > 0)
        facts.append(RunHeader::tr("%1 changed in the environment").arg(changes));
    return facts;
}

QString orderText(bool isExact)
{
    return isExact ? RunHeader::tr("exact order") : RunHeader::tr("order of arrival");
}

QString orderSentence(bool isExact)
{
    return isExact
        ? RunHeader::tr(
              "Standard output and standard error are shown in the exact order of writing.")
        : RunHeader::tr(
              "Within each stream the order is exact. Across standard output and standard "
              "error it is the order of arrival, which may differ from that of writing.");
}

} // namespace

RunHeader::RunHeader(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::RunHeader>())
{
    m_ui->setupUi(this);
    QFont bold = font();
    bold.setBold(true);
    m_ui->state->setFont(bold);
    m_ui->command->setFont(fixedFont());
    m_ui->facts->setMuted(true);
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    for (QToolBar *bar : {m_ui->runTools, m_ui->viewTools}) {
        bar->setIconSize(QSize(size, size));
        bar->setContentsMargins(0, 0, 0, 0);
    }
    m_ui->order->setIcon(namedIcon(QStringLiteral("info")));
    m_ui->order->setIconSize(QSize(size, size));
    connect(m_ui->order, &QToolButton::clicked, this, [this] {
        QToolTip::showText(m_ui->order->mapToGlobal(m_ui->order->rect().bottomLeft()),
                           m_ui->order->toolTip(), m_ui->order);
    });
    m_clock.setInterval(250);
    connect(&m_clock, &QTimer::timeout, this, &RunHeader::updateFacts);
}

RunHeader::~RunHeader() = default;

QToolBar *RunHeader::runTools() const
{
    return m_ui->runTools;
}

QToolBar *RunHeader::viewTools() const
{
    return m_ui->viewTools;
}

void RunHeader::setSession(Session *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (session) {
        connect(session, &Session::stateChanged, this, &RunHeader::update);
        connect(session, &Session::outputChanged, this, [this] {
            if (!m_clock.isActive())
                m_clock.start();
        });
    }
    update();
}

void RunHeader::update()
{
    if (!m_session)
        return;
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_ui->icon->setPixmap(
        stateIcon(outcomeOf(*m_session)).pixmap(QSize(size, size), devicePixelRatioF()));
    m_ui->icon->setAccessibleName(runStateWord(outcomeOf(*m_session)));
    m_ui->state->setText(stateText(*m_session));
    m_ui->state->setAccessibleName(tr("State: %1").arg(m_ui->state->text()));
    m_ui->command->setText(sessionTitle(*m_session));
    m_clock.start();
    updateFacts();
}

void RunHeader::updateFacts()
{
    if (!m_session || !m_session->isActive())
        m_clock.stop();
    if (m_session)
        m_ui->facts->setText(facts(*m_session).join(QStringLiteral("  ·  ")));
    updateOrder();
}

void RunHeader::setFilter(OutputFilter filter)
{
    m_filter = filter;
    updateOrder();
}

void RunHeader::updateOrder()
{
    const bool isMixed = m_session && m_filter == OutputFilter::All
        && m_session->bytesReceived(OutputStream::Stdout) > 0
        && m_session->bytesReceived(OutputStream::Stderr) > 0;
    m_ui->order->setVisible(isMixed);
    if (!isMixed)
        return;
    const bool isExact = m_session->log()->isExactOrder();
    m_ui->order->setText(orderText(isExact));
    m_ui->order->setToolTip(orderSentence(isExact));
    m_ui->order->setAccessibleDescription(orderSentence(isExact));
}

void RunHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_ui)
        update();
}

} // namespace Spawnscope
