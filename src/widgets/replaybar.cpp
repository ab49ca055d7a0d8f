// SPDX-License-Identifier: MIT
#include "widgets/replaybar.h"

#include "launcher/terminalreplay.h"
#include "widgets/icons.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>

using namespace std::chrono_literals;

namespace Spawnscope {

namespace {

constexpr int LastPlace = 10'000; // of the slider
constexpr double Speeds[] = {0.25, 0.5, 1, 2, 4, 8, 16};
constexpr auto LongestPause = 2s; // when pauses are skipped

} // namespace

ReplayBar::ReplayBar(QWidget *parent)
    : QWidget(parent)
    , m_play(new QToolButton(this))
    , m_place(new QSlider(Qt::Horizontal, this))
    , m_time(new QLabel(this))
    , m_speed(new QComboBox(this))
    , m_skipsPauses(new QToolButton(this))
{
    createParts();
    connect(m_play, &QToolButton::clicked, this, &ReplayBar::togglePlaying);
    connect(m_place, &QSlider::valueChanged, this, &ReplayBar::seekTo);
    connect(m_speed, &QComboBox::currentIndexChanged, this, &ReplayBar::setPace);
    connect(m_skipsPauses, &QToolButton::toggled, this, &ReplayBar::setPace);
    update();
}

void ReplayBar::createParts()
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 2, 6, 2);
    layout->addWidget(m_play);
    layout->addWidget(m_place, 1);
    layout->addWidget(m_time);
    layout->addWidget(m_speed);
    layout->addWidget(m_skipsPauses);
    m_play->setAutoRaise(true);
    m_play->setObjectName(QStringLiteral("replayPlay"));
    m_place->setObjectName(QStringLiteral("replayPlace"));
    m_place->setRange(0, LastPlace);
    m_place->setPageStep(LastPlace / 20);
    m_place->setSingleStep(LastPlace / 200);
    m_place->setAccessibleName(tr("Place in the replay"));
    m_time->setObjectName(QStringLiteral("replayTime"));
    for (const double speed : Speeds)
        m_speed->addItem(tr("%1 ×").arg(locale().toString(speed)), speed);
    m_speed->setCurrentIndex(static_cast<int>(std::ranges::find(Speeds, 1.0) - Speeds));
    m_speed->setAccessibleName(tr("Speed of the replay"));
    m_speed->setToolTip(tr("How many times as fast as it was"));
    m_skipsPauses->setText(tr("Skip Pauses"));
    m_skipsPauses->setCheckable(true);
    m_skipsPauses->setToolTip(tr("Wait no longer than 2 s where nothing happened"));
}

void ReplayBar::setReplay(TerminalReplay *replay)
{
    if (m_replay)
        m_replay->disconnect(this);
    m_replay = replay;
    if (replay) {
        connect(replay, &TerminalReplay::positionChanged, this, &ReplayBar::update);
        connect(replay, &TerminalReplay::playingChanged, this, &ReplayBar::update);
        setPace();
    }
    update();
}

void ReplayBar::togglePlaying()
{
    if (!m_replay)
        return;
    Q_EMIT used();
    if (m_replay->isPlaying())
        m_replay->pause();
    else
        m_replay->play();
}

void ReplayBar::seekTo(int value)
{
    if (!m_replay)
        return;
    Q_EMIT used();
    const std::chrono::nanoseconds duration = m_replay->duration();
    m_replay->seek(value == LastPlace ? duration : duration / LastPlace * value);
}

void ReplayBar::setPace()
{
    if (!m_replay)
        return;
    ReplayPace pace{.speed = m_speed->currentData().toDouble()};
    if (m_skipsPauses->isChecked())
        pace.idleLimit = LongestPause;
    m_replay->setPace(pace);
}

QString ReplayBar::timeText(std::chrono::nanoseconds time)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

void ReplayBar::update()
{
    const bool isPlaying = m_replay && m_replay->isPlaying();
    m_play->setIcon(namedIcon(isPlaying ? QStringLiteral("pause") : QStringLiteral("run")));
    const QString verb = isPlaying ? tr("Pause the replay") : tr("Play what the terminal showed");
    m_play->setToolTip(verb);
    m_play->setAccessibleName(verb);
    setEnabled(m_replay != nullptr);
    if (!m_replay)
        return;
    const std::chrono::nanoseconds duration = std::max(m_replay->duration(), 0ns);
    const std::chrono::nanoseconds position = std::clamp(m_replay->position(), 0ns, duration);
    if (!m_place->isSliderDown()) {
        const QSignalBlocker blocker(m_place);
        m_place->setValue(duration > 0ns ? static_cast<int>(position * LastPlace / duration) : 0);
    }
    m_time->setText(
        //: Where a replay is, of how long
        tr("%1 of %2").arg(timeText(position), timeText(duration)));
}

} // namespace Spawnscope
