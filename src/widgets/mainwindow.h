// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/history.h"
#include "launcher/launchspec.h"
#include "launcher/session.h"

#include <QFileDialog>
#include <QMainWindow>
#include <QMessageBox>
#include <QPointer>
#include <QTimer>

#include <memory>

class QSplitter;

namespace Spawnscope {

class ElidedLabel;
class LaunchBar;
class Launcher;
class MessageStrip;
class RunActions;
class RunPage;
class RunsPane;

namespace Ui {
class MainWindow;
}

/// The window: launch bar, runs, and the selected run.
///
/// Closing: asks once when something is running or being saved, or would be lost. The launcher
/// outlives the window.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Launcher *launcher, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Starts a run, selects it and remembers it in the history.
    Session *launch(const LaunchSpec &spec);
    /// Shows a file as if a run had printed it; says so when it cannot.
    void open(const QString &path);
    void selectSession(Session *session);
    Session *selectedSession() const;

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    enum class Closing { No, Asking, Stopping, Agreed };

    void createParts();
    void connectParts();
    void createMenus();
    void createFileMenu();
    void createEditMenu();
    void createViewMenu();
    void createHelpMenu();
    void editSettings();

    void openInstead(const QString &path, Session *before);
    void askForFiles();
    void askForRecord();
    void askWhatToOpen(const QString &title, QFileDialog::FileMode mode);

    void follow(Session *session);
    void showSession(Session *session);
    void explainFailure(Session *session);
    void explainHistory(const HistoryError &error);
    void explainRecords(const RecordError &error);
    void saveHistory();
    void updateStatus();
    void setRunsBeside(bool beside);

    void askAboutRunning();
    void stopAndClose();
    void keepOpen();
    void leaveAndClose();
    void closeWhenStopped();
    void askAboutExports();
    void closeAfterExports();
    QList<Session *> waitingForRoom() const;
    void askAboutLoss();

    void fitOnScreen();
    void restoreSettings();
    void saveSettings() const;

    std::unique_ptr<Ui::MainWindow> m_ui;
    Launcher *m_launcher;
    History m_history;
    RunActions *m_actions;
    LaunchBar *m_launchBar = nullptr;
    MessageStrip *m_message = nullptr;
    QSplitter *m_splitter = nullptr;
    RunsPane *m_runs = nullptr;
    RunPage *m_page = nullptr;
    ElidedLabel *m_status = nullptr;
    QAction *m_beside = nullptr;
    QTimer m_statusTimer;
    QPointer<Session> m_lastLaunched;
    Closing m_closing = Closing::No;
    QPointer<QMessageBox> m_exportQuestion;
    QPointer<QMessageBox> m_lossQuestion;
    bool m_isLossAgreed = false;
    bool m_isSavingHistory = false;
    bool m_historyIsDirty = false;
    bool m_historyFailureIsSaid = false;
    bool m_recordFailureIsSaid = false;
};

} // namespace Spawnscope
