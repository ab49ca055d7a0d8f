// SPDX-License-Identifier: MIT
#pragma once

#include <QMessageBox>

namespace Spawnscope {

class Session;

/// Asks whether the window is to be closed though output waits for room on the disk and would be
/// lost. Shown with open().
class LossQuestion final : public QMessageBox
{
    Q_OBJECT

public:
    LossQuestion(const QList<Session *> &waiting, QWidget *parent);

Q_SIGNALS:
    void discardChosen();
};

} // namespace Spawnscope
