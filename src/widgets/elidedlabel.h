// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace Spawnscope {

/// One line of text that is shortened to the room there is, and whole in the tooltip. It never
/// makes a window wider.
class ElidedLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);
    void setMuted(bool muted);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString m_text;
    bool m_isMuted = false;
};

} // namespace Spawnscope
