// SPDX-License-Identifier: MIT
#include "widgets/closequestion.h"

#include <QPushButton>

namespace Spawnscope {

CloseQuestion::CloseQuestion(qsizetype runningCount, QWidget *parent)
    : QMessageBox(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setIcon(QMessageBox::Question);
    setWindowTitle(tr("Commands Are Running"));
    setText(runningCount == 1 ? tr("One command is still running.")
                              : tr("%n commands are still running.", nullptr, int(runningCount)));
    setInformativeText(tr("Commands that are left running go on without anybody who reads their "
                          "output; they may be ended by that."));
    QPushButton *stop = addButton(tr("&Stop All"), QMessageBox::AcceptRole);
    QPushButton *leave = addButton(tr("&Leave Running"), QMessageBox::DestructiveRole);
    QPushButton *cancel = addButton(QMessageBox::Cancel);
    setDefaultButton(stop);
    setEscapeButton(cancel);
    connect(stop, &QAbstractButton::clicked, this, &CloseQuestion::stopChosen);
    connect(leave, &QAbstractButton::clicked, this, &CloseQuestion::leaveChosen);
}

} // namespace Spawnscope
