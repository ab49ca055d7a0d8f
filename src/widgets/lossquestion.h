// SPDX-License-Identifier: MIT
#pragma once

#include <QMessageBox>

namespace Spawnscope {

class Session;

/// Asks whether to go on though output waits for room on the disk and would be lost. Shown with
/// open().
class LossQuestion final : public QMessageBox
{
    Q_OBJECT

public:
    enum class Occasion {
        ClosingTheWindow,
        Removing, ///< a run, or a document
    };

    LossQuestion(const QList<Session *> &waiting, Occasion occasion, QWidget *parent);

Q_SIGNALS:
    void discardChosen();
};

} // namespace Spawnscope
