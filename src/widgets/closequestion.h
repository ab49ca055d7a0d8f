// SPDX-License-Identifier: MIT
#pragma once

#include <QMessageBox>

namespace Spawnscope {

/// Asks what becomes of the running commands when the window is closed. Shown with open().
class CloseQuestion final : public QMessageBox
{
    Q_OBJECT

public:
    CloseQuestion(qsizetype runningCount, QWidget *parent);

Q_SIGNALS:
    void stopChosen();
    void leaveChosen();
};

} // namespace Spawnscope
