// SPDX-License-Identifier: MIT
#include "widgets/mainwindow.h"

#include "launcher/launcher.h"
#include "ui_mainwindow.h"
#include "widgets/icons.h"
#include "widgets/launchbar.h"
#include "widgets/messagestrip.h"
#include "widgets/outputactions.h"
#include "widgets/recordsettingsdialog.h"
#include "widgets/runactions.h"
#include "widgets/runpage.h"
#include "widgets/runspane.h"
#include "widgets/terminalschememenu.h"

#include <QActionGroup>
#include <QMessageBox>
#include <QSettings>

namespace Spawnscope {

namespace {

/// The keys of the desktop, or @p usual where it has none for this.
void setStandardKey(QAction *action, QKeySequence::StandardKey key, const char *usual)
{
    action->setShortcuts(key);
    if (action->shortcuts().isEmpty())
        action->setShortcut(QKeySequence(QLatin1StringView(usual)));
}

} // namespace

void MainWindow::createMenus()
{
    setWindowIcon(namedIcon(QStringLiteral("spawnscope")));
    createFileMenu();
    createEditMenu();
    createViewMenu();
    QMenu *menu = m_ui->runMenu;
    menu->addActions({m_launchBar->runAction(), m_launchBar->runInTerminalAction(),
                      m_launchBar->terminalAction()});
    menu->addSeparator();
    m_actions->addTo(menu);
    createHelpMenu();
}

void MainWindow::createFileMenu()
{
    QMenu *menu = m_ui->fileMenu;
    QAction *command = menu->addAction(namedIcon(QStringLiteral("new-run")), tr("&New Command"),
                                       m_launchBar, &LaunchBar::focusCommand);
    command->setShortcuts(
        {QKeySequence(QStringLiteral("Ctrl+L")), QKeySequence(QStringLiteral("Ctrl+N"))});
    command->setStatusTip(tr("Go to the command field"));
    menu->addSeparator();
    QAction *files = menu->addAction(namedIcon(QStringLiteral("folder")), tr("&Open…"), this,
                                     &MainWindow::askForFiles);
    files->setShortcuts(QKeySequence::Open);
    files->setStatusTip(tr("Show files as if a command had printed them"));
    QAction *record = menu->addAction(tr("Open &Record…"), this, &MainWindow::askForRecord);
    record->setStatusTip(tr("Show a run that was recorded earlier; choose its folder"));
    menu->addActions({m_page->save, m_page->saveRecording});
    menu->addSeparator();
    QAction *quit = menu->addAction(namedIcon(QStringLiteral("quit")), tr("&Quit"), this,
                                    &QWidget::close);
    setStandardKey(quit, QKeySequence::Quit, "Ctrl+Q");
    quit->setMenuRole(QAction::QuitRole);
}

void MainWindow::createEditMenu()
{
    QMenu *menu = m_ui->editMenu;
    menu->addActions({m_page->copy, m_page->outputActions->copyAsShown, m_page->copyHtml});
    menu->addMenu(m_actions->copyMenu());
    menu->addAction(m_page->selectAll);
    menu->addSeparator();
    menu->addAction(m_page->find);
    QAction *next = menu->addAction(namedIcon(QStringLiteral("find-next")), tr("Find Ne&xt"),
                                    m_page, &RunPage::findNext);
    next->setShortcuts(QKeySequence::FindNext);
    QAction *previous = menu->addAction(namedIcon(QStringLiteral("find-previous")),
                                        tr("Find Pre&vious"), m_page, &RunPage::findPrevious);
    previous->setShortcuts(QKeySequence::FindPrevious);
    menu->addSeparator();
    menu->addAction(m_page->outputActions->goTo);
    menu->addMenu(m_page->outputActions->bookmarksMenu());
    menu->addSeparator();
    QAction *filter = menu->addAction(tr("Filter &Runs"), m_runs, &RunsPane::focusFilter);
    filter->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+F")));
    menu->addSeparator();
    QAction *settings = menu->addAction(tr("Se&ttings…"), this, &MainWindow::editSettings);
    setStandardKey(settings, QKeySequence::Preferences, "Ctrl+,");
    settings->setMenuRole(QAction::PreferencesRole);
    settings->setStatusTip(tr("Change where and how much of runs is recorded"));
}

void MainWindow::editSettings()
{
    auto *dialog = new RecordSettingsDialog(m_launcher->recordSettings().value_or(RecordSettings()),
                                            m_launcher->recordFolders(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const RecordSettings chosen = dialog->settings();
        QSettings file;
        chosen.save(&file);
        m_launcher->setRecordSettings(chosen);
        file.sync();
        if (file.status() != QSettings::NoError)
            m_message->showMessage(Severity::Warning,
                                   tr("The settings hold only until Spawnscope is closed. %1 could "
                                      "not be written.")
                                       .arg(file.fileName()));
    });
    dialog->open();
}

void MainWindow::createViewMenu()
{
    QMenu *menu = m_ui->viewMenu;
    QAction *previous = menu->addAction(tr("&Previous Run"), m_runs, &RunsPane::selectPrevious);
    previous->setShortcut(QKeySequence(QStringLiteral("Ctrl+PgUp")));
    QAction *next = menu->addAction(tr("&Next Run"), m_runs, &RunsPane::selectNext);
    next->setShortcut(QKeySequence(QStringLiteral("Ctrl+PgDown")));
    m_beside = menu->addAction(tr("Runs &Beside the Output"));
    m_beside->setCheckable(true);
    connect(m_beside, &QAction::toggled, this, &MainWindow::setRunsBeside);
    menu->addSeparator();
    menu->addAction(m_page->terminal);
    menu->addMenu(m_page->terminalColours);
    menu->addActions(m_page->streams->actions());
    menu->addSeparator();
    menu->addActions({m_page->follow, m_page->wrap, m_page->lineNumbers, m_page->hex});
    menu->addMenu(m_page->outputActions->timestampsMenu());
    menu->addMenu(m_page->outputActions->encodingMenu());
    menu->addActions({m_page->filter, m_page->highlighting});
    menu->addSeparator();
    menu->addAction(tr("Zoom &In"), m_page, &RunPage::zoomIn)->setShortcuts(QKeySequence::ZoomIn);
    menu->addAction(tr("Zoom &Out"), m_page, &RunPage::zoomOut)
        ->setShortcuts(QKeySequence::ZoomOut);
    menu->addAction(tr("&Reset Zoom"), m_page, &RunPage::resetZoom)
        ->setShortcut(QKeySequence(QStringLiteral("Ctrl+0")));
    menu->addSeparator();
    QAction *fullScreen = menu->addAction(tr("F&ull Screen"));
    fullScreen->setCheckable(true);
    setStandardKey(fullScreen, QKeySequence::FullScreen, "F11");
    connect(fullScreen, &QAction::toggled, this,
            [this](bool on) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, on)); });
}

void MainWindow::createHelpMenu()
{
    QAction *about = m_ui->helpMenu->addAction(namedIcon(QStringLiteral("spawnscope")),
                                               tr("&About Spawnscope"));
    about->setMenuRole(QAction::AboutRole);
    connect(about, &QAction::triggered, this, [this] {
        auto *box = new QMessageBox(this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->setWindowTitle(tr("About Spawnscope"));
        box->setIconPixmap(windowIcon().pixmap(64));
        box->setText(tr("Spawnscope %1").arg(QCoreApplication::applicationVersion()));
        box->setInformativeText(tr("Shows exactly what a command does.\n"
                                   "Free software under the MIT licence."));
        box->open();
    });
}

} // namespace Spawnscope
