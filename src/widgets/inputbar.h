// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/session.h"

#include <QPointer>
#include <QStringList>
#include <QWidget>

#include <memory>

namespace Spawnscope {

namespace Ui {
class InputBar;
}

/// Sends lines, files and the end of input to a run; says why when it cannot.
class InputBar final : public QWidget
{
    Q_OBJECT

public:
    explicit InputBar(QWidget *parent = nullptr);
    ~InputBar() override;

    void setSession(Session *session);

    /// Why nothing can be sent; empty while something can.
    QString reason() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool handleKey(int key, Qt::KeyboardModifiers modifiers);
    void sendLine();
    void rememberLine();
    void sendFile();
    void sendEof();
    void showHistory(qsizetype index);
    void updateState();

    std::unique_ptr<Ui::InputBar> m_ui;
    QPointer<Session> m_session;
    QStringList m_history; // newest last
    qsizetype m_historyIndex = -1; // counts from the newest; -1: what was typed
    QString m_typed;
};

} // namespace Spawnscope
