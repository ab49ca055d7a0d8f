// SPDX-License-Identifier: MIT
#pragma once

#include "models/runsfilter.h"
#include "models/runsmodel.h"

#include <QPointer>
#include <QWidget>

#include <memory>

namespace Spawnscope {

class Launcher;
class RunActions;
class Session;

namespace Ui {
class RunsPane;
}

/// All runs as a table, with a filter. The selected one is what the rest of the window shows.
class RunsPane final : public QWidget
{
    Q_OBJECT

public:
    RunsPane(Launcher *launcher, RunActions *actions, QWidget *parent = nullptr);
    ~RunsPane() override;

    void select(Session *session);
    Session *selected() const;
    void selectNext();
    void selectPrevious();
    void focusFilter();

    QByteArray saveHeader() const;
    void restoreHeader(const QByteArray &state);

Q_SIGNALS:
    void selectionChanged(Spawnscope::Session *session);
    void activated(); ///< Enter or a double click

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setUpView();
    void showMenu(const QPoint &place);
    void selectRow(int row);
    void fitColumns();

    std::unique_ptr<Ui::RunsPane> m_ui;
    RunActions *m_actions;
    RunsModel m_model;
    RunsFilter m_filter;
};

} // namespace Spawnscope
