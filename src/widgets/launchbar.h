// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/launchspec.h"

#include <QMenu>
#include <QWidget>

#include <memory>

class QAction;

namespace Spawnscope {

class ArgumentsDialog;
class EnvironmentDialog;
class EnvironmentModel;
class History;
class StreamsPopup;
struct StartFailure;

namespace Ui {
class LaunchBar;
}

/// Where a command is put together. It tells what will be executed before it is, and why it cannot.
class LaunchBar final : public QWidget
{
    Q_OBJECT

public:
    /// The history outlives the bar.
    explicit LaunchBar(History *history, QWidget *parent = nullptr);
    ~LaunchBar() override;

    /// What would run now.
    LaunchSpec spec() const;
    void setSpec(const LaunchSpec &spec);

    /// Enabled while there is something that can run; its tooltip says why there is not.
    QAction *runAction() const { return m_run; }
    QAction *runInTerminalAction() const { return m_runInTerminal; }
    QAction *terminalAction() const { return m_terminal; } ///< checked: in a terminal

    bool isShell() const;
    void setShell(bool shell);
    /// Who reads a shell command. There is a choice, beside the button, where more than one is
    /// offered; at first those of this system are.
    CommandShell commandShell() const { return m_commandShell; }
    void setCommandShell(CommandShell shell);
    void offerShells(const QList<CommandShell> &shells);

    void focusCommand();
    /// Shows why the last command did not start, until the next one is run.
    void showFailure(const StartFailure &failure);
    void clearFailure();

Q_SIGNALS:
    void runRequested(const Spawnscope::LaunchSpec &spec);

protected:
    void changeEvent(QEvent *event) override;

private:
    void createActions();
    void connectParts();
    QByteArrayList argv() const;
    QByteArray directory() const;
    void setCommandText(const QString &text);

    void run();
    void launch(const LaunchSpec &spec);
    void update();
    void updatePreview();
    void updateHint();
    void setProblem(const QString &problem);
    void resolveProgram();
    void showCounts();

    void showOlder();
    void showNewer();
    void showHistory(qsizetype index);
    void fillHistoryMenu();
    void fillDirectoryMenu();
    void chooseDirectory();
    void editArguments();
    void editEnvironment();

    std::unique_ptr<Ui::LaunchBar> m_ui;
    CommandShell m_commandShell = CommandShell::System;
    History *m_history;
    QAction *m_run = nullptr;
    QAction *m_runInTerminal = nullptr;
    QAction *m_terminal = nullptr;
    QMenu m_shellMenu;
    QMenu m_historyMenu;
    QMenu m_directoryMenu;
    EnvironmentModel *m_environment;
    StreamsPopup *m_streams;
    EnvironmentDialog *m_environmentDialog = nullptr;
    ArgumentsDialog *m_argumentsDialog = nullptr;

    // An argv that the text stands for although splitting it would not give the very same bytes.
    QByteArrayList m_exactArgv;
    QString m_exactText;

    qsizetype m_historyIndex = -1; // -1: what was typed
    QString m_typedText;
    bool m_typedShell = false;
    CommandShell m_typedCommandShell = CommandShell::System;
    quint64 m_lookup = 0; // drops late answers
};

} // namespace Spawnscope
