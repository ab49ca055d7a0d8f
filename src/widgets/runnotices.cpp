// SPDX-License-Identifier: MIT
#include "widgets/runnotices.h"

#include "launcher/explanation.h"
#include "models/formatting.h"
#include "widgets/messagestrip.h"

#include <QAction>
#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace Spawnscope {

namespace {

constexpr qint64 lastLineCount = 50;
constexpr qsizetype lastLineBytes = 64 * 1024;

QByteArrayList lastLines(const OutputLog &log)
{
    const OutputRows rows = log.rows(OutputFilter::All);
    QByteArrayList bytes;
    for (const OutputLine &line :
         log.lines(OutputFilter::All, std::max(rows.first, rows.end - lastLineCount), lastLineCount,
                   lastLineBytes))
        bytes.append(line.bytes);
    return bytes;
}

QString reasonText(const RecordError &error)
{
    const QString words = QString::fromStdString(error.code.message());
    return error.path.isEmpty() ? words : QStringLiteral("%1: %2").arg(error.path, words);
}

QString limitSentence(const Session &session)
{
    return session.isActive()
        ? RunNotices::tr("A file of the record is as large as this program may write (ulimit -f): "
                         "reading is paused and the program waits. It goes on by itself when the "
                         "limit is raised.")
        : RunNotices::tr("A file of the record is as large as this program may write (ulimit -f): "
                         "the last output of the program waits until the limit is raised.");
}

QString pauseSentence(const Session &session)
{
    if (session.pauseReason()->isFileSizeLimit())
        return limitSentence(session);
    const bool isFull = session.pauseReason()->isDiskFull;
    if (session.isActive())
        return isFull
            ? RunNotices::tr(
                  "The disk is full: reading is paused and the program waits. It goes on "
                  "by itself when there is room again.")
            : RunNotices::tr("The output cannot be written: reading is paused and the program "
                             "waits. It goes on by itself when writing succeeds.");
    return isFull ? RunNotices::tr("The disk is full: the last output of the program waits until "
                                   "there is room again.")
                  : RunNotices::tr("The last output of the program cannot be written. It waits "
                                   "until writing succeeds.");
}

} // namespace

RunNotices::RunNotices(QWidget *parent)
    : QWidget(parent)
    , m_pause(new MessageStrip(this))
    , m_loss(new MessageStrip(this))
    , m_record(new MessageStrip(this))
    , m_failure(new MessageStrip(this))
    , m_blocks(new MessageStrip(this))
    , m_giveUp(new QAction(tr("&Give Up the Rest"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    for (MessageStrip *strip : {m_pause, m_loss, m_record, m_failure, m_blocks}) {
        layout->addWidget(strip);
        strip->installEventFilter(this);
    }
    hide();
    m_pause->setClosable(false);
    m_giveUp->setToolTip(tr("Wait no longer; the output that found no room is lost"));
    m_pause->addButton(m_giveUp);
    connect(m_giveUp, &QAction::triggered, this, [this] {
        if (m_session)
            m_session->discardOutput();
    });
}

void RunNotices::setSession(Session *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_said.clear();
    m_areBlocksJudged = false;
    for (MessageStrip *strip : {m_pause, m_loss, m_record, m_failure, m_blocks})
        strip->hide();
    if (!session)
        return;
    connect(session, &Session::stateChanged, this, &RunNotices::update);
    connect(session, &Session::logChanged, this, &RunNotices::update);
    connect(session, &Session::outputChanged, this, &RunNotices::updateBlocks);
    update();
}

/// No room is taken while nothing is said.
bool RunNotices::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::HideToParent || event->type() == QEvent::ShowToParent)
        setVisible(!m_pause->isHidden() || !m_loss->isHidden() || !m_record->isHidden()
                   || !m_failure->isHidden() || !m_blocks->isHidden());
    return QWidget::eventFilter(watched, event);
}

void RunNotices::update()
{
    updatePause();
    updateLoss();
    updateRecord();
    updateFailure();
    updateBlocks();
}

void RunNotices::updatePause()
{
    if (!m_session->pauseReason()) {
        saidNothing(m_pause);
        return;
    }
    m_giveUp->setVisible(m_session->state() == Session::State::Exited);
    say(m_pause, pauseSentence(*m_session), {reasonText(*m_session->pauseReason())});
}

void RunNotices::updateLoss()
{
    if (m_session->bytesLost() > 0)
        say(m_loss,
            tr("%1 of the output were given up because they could not be written.")
                .arg(formatBytes(m_session->bytesLost())));
}

void RunNotices::updateRecord()
{
    if (const auto &error = m_session->recordError())
        say(m_record,
            tr("This run is not recorded on disk; only its newest %1 are kept.")
                .arg(formatBytes(OutputLog::DefaultLimitBytes)),
            {reasonText(*error)});
}

/// Once, when the run has ended: later its last lines are the same.
void RunNotices::updateFailure()
{
    const auto returncode = m_session->returncode();
    const bool hasFailed = m_session->state() == Session::State::Finished && returncode.value_or(0);
    const LaunchSpec &spec = m_session->spec();
    if (!hasFailed || spec.terminal || m_said.contains(m_failure))
        return;
    const QByteArrayList lines = lastLines(*m_session->log());
    std::optional<QString> sentence;
    if (spec.exactOrder)
        sentence = explainExactOrder(lines, m_session->largestWrite());
    if (!sentence)
        sentence = explainMissingTerminal(lines);
    if (sentence)
        say(m_failure, *sentence);
}

/// Only while somebody may be waiting for the lines. Most programs are judged by their first one.
void RunNotices::updateBlocks()
{
    if (!m_session->isActive() || m_session->spec().terminal) {
        saidNothing(m_blocks);
        return;
    }
    if (m_areBlocksJudged)
        return;
    constexpr qsizetype EnoughBytes = 256 * 1024;
    const OutputArrivals arrivals = m_session->log()->arrivals(0, EnoughBytes);
    const std::optional<bool> verdict = comesInBlocks(arrivals.chunks);
    m_areBlocksJudged = verdict || arrivals.next >= EnoughBytes;
    if (verdict == true)
        say(m_blocks, explainBlockBuffering());
}

void RunNotices::say(MessageStrip *strip, const QString &sentence, const QStringList &details)
{
    if (m_said.value(strip) == sentence)
        return;
    m_said.insert(strip, sentence);
    strip->showMessage(Severity::Warning, sentence, details);
}

void RunNotices::saidNothing(MessageStrip *strip)
{
    m_said.remove(strip);
    strip->hide();
}

} // namespace Spawnscope
