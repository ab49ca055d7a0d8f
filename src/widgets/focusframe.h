// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace Spawnscope {

/// Marks a view without a frame of its own while the keyboard goes to it.
///
/// Ownership: a child of the view, on top of it; takes no mouse and covers only the edge.
class FocusFrame final : public QWidget
{
public:
    explicit FocusFrame(QWidget *view);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void followView();
};

} // namespace Spawnscope
