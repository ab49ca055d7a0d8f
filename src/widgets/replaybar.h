// SPDX-License-Identifier: MIT
#pragma once

#include <QPointer>
#include <QWidget>

#include <chrono>

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace Spawnscope {

class TerminalReplay;

/// Steers the replay of a terminal: play and pause, where it is, and how fast it goes.
class ReplayBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ReplayBar(QWidget *parent = nullptr);

    /// Null leaves the bar without effect. Speed and idle limit stay.
    void setReplay(TerminalReplay *replay);

Q_SIGNALS:
    void used(); ///< somebody wants to see the replay

private:
    void createParts();
    void togglePlaying();
    void seekTo(int value);
    void setPace();
    void update();
    static QString timeText(std::chrono::nanoseconds time);

    QToolButton *m_play;
    QSlider *m_place;
    QLabel *m_time;
    QComboBox *m_speed;
    QToolButton *m_skipsPauses;
    QPointer<TerminalReplay> m_replay;
};

} // namespace Spawnscope
