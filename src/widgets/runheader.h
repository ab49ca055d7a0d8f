// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/session.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <memory>

class QToolBar;

namespace Spawnscope {

namespace Ui {
class RunHeader;
}

/// Says in two lines what a run is, how it is and how it ended; holds the tools beside that.
class RunHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit RunHeader(QWidget *parent = nullptr);
    ~RunHeader() override;

    void setSession(Session *session);
    /// Which streams are shown: with both, it is said what is known of the order between them.
    void setFilter(OutputFilter filter);
    QToolBar *runTools() const;
    QToolBar *viewTools() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void update();
    void updateFacts();
    void updateOrder();

    std::unique_ptr<Ui::RunHeader> m_ui;
    QPointer<Session> m_session;
    OutputFilter m_filter = OutputFilter::All;
    QTimer m_clock; // for what changes without a signal, and for what changes too often
};

} // namespace Spawnscope
