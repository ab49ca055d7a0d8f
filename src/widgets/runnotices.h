// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/session.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

class QAction;

namespace Spawnscope {

class MessageStrip;

/// Says what a reader of a run's output has to know of how it was read: that it waits for room on
/// the disk, that some was given up, that it is not recorded, that exact order or the lack of a
/// terminal may be what a program failed of, and, while it runs, that it holds its lines back.
class RunNotices final : public QWidget
{
    Q_OBJECT

public:
    explicit RunNotices(QWidget *parent = nullptr);

    void setSession(Session *session);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void update();
    void updatePause();
    void updateLoss();
    void updateRecord();
    void updateFailure();
    void updateBlocks();
    void say(MessageStrip *strip, const QString &sentence, const QStringList &details = {});
    void saidNothing(MessageStrip *strip);

    QPointer<Session> m_session;
    MessageStrip *m_pause;
    MessageStrip *m_loss;
    MessageStrip *m_record;
    MessageStrip *m_failure;
    MessageStrip *m_blocks;
    QAction *m_giveUp;
    QHash<MessageStrip *, QString> m_said; ///< of this session; what was closed stays closed
    bool m_areBlocksJudged = false; ///< whether its lines are held back is known
};

} // namespace Spawnscope
