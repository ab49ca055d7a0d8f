// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

namespace Spawnscope {

/// One line of text that is shortened to the room there is, and whole in the tooltip. It never
/// makes a window wider.
class ElidedLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    void setMuted(bool muted);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString shownText() const;

    bool m_isMuted = false;
};

} // namespace Spawnscope
