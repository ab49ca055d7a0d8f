// SPDX-License-Identifier: MIT
#include "widgets/launchbar.h"

#include "base/background.h"
#include "base/osstring.h"
#include "launcher/commandtext.h"
#include "launcher/explanation.h"
#include "launcher/pathsearch.h"
#include "models/environmentmodel.h"
#include "models/formatting.h"
#include "ui_launchbar.h"
#include "widgets/argumentsdialog.h"
#include "widgets/environmentdialog.h"
#include "widgets/icons.h"
#include "widgets/streamspopup.h"

#include <QAction>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QStyle>

namespace Spawnscope {

namespace {

QString problemText(Shlex::SplitError error)
{
    return error == Shlex::SplitError::NoClosingQuotation
        ? LaunchBar::tr("A quotation mark is not closed.")
        : LaunchBar::tr("The backslash at the end stands before nothing.");
}

QString nameOf(CommandShell shell)
{
    return shell == CommandShell::PowerShell ? LaunchBar::tr("&PowerShell")
                                             : LaunchBar::tr("&Command Processor (cmd.exe)");
}

/// Styles draw a checked button hardly darker than another one.
void showChosen(QToolButton *button)
{
    QPalette colours = QGuiApplication::palette();
    if (button->isChecked())
        colours.setColor(
            QPalette::Button,
            mixed(colours.color(QPalette::Button), colours.color(QPalette::Highlight), 0.4));
    button->setPalette(colours);
}

} // namespace

LaunchBar::LaunchBar(History *history, QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::LaunchBar>())
    , m_history(history)
    , m_environment(new EnvironmentModel(EnvironmentModel::ownVariables(), this))
    , m_streams(new StreamsPopup(this))
{
    m_ui->setupUi(this);
    createActions();
    connectParts();
    offerShells(ownShells());
    m_ui->directory->setPlaceholderText(QDir::toNativeSeparators(QDir::currentPath()));
    // What appears beside the preview must not move everything below it.
    m_ui->switchToShell->ensurePolished();
    m_ui->preview->setMinimumHeight(m_ui->switchToShell->sizeHint().height());
    showCounts();
    update();
}

LaunchBar::~LaunchBar() = default;

void LaunchBar::createActions()
{
    m_run = new QAction(namedIcon(QStringLiteral("run")), tr("&Run"), this);
    m_run->setShortcuts({QKeySequence(QStringLiteral("Ctrl+Return")),
                         QKeySequence(QStringLiteral("Ctrl+Enter")),
                         QKeySequence(QStringLiteral("F5"))});
    connect(m_run, &QAction::triggered, this, &LaunchBar::run);
    m_ui->run->setDefaultAction(m_run);
    m_ui->run->setAccessibleName(tr("Run"));

    m_runInTerminal = new QAction(namedIcon(QStringLiteral("terminal")), tr("Run in a &Terminal"),
                                  this);
    m_runInTerminal->setShortcuts({QKeySequence(QStringLiteral("Ctrl+Shift+Return")),
                                   QKeySequence(QStringLiteral("Ctrl+Shift+Enter"))});
    m_runInTerminal->setStatusTip(tr("Run the command in a terminal this time"));
    connect(m_runInTerminal, &QAction::triggered, this, [this] { launch(spec().inTerminal()); });

    m_terminal = new QAction(tr("Terminal in &Place of Pipes"), this);
    m_terminal->setIcon(m_runInTerminal->icon());
    m_terminal->setIconText(tr("Terminal"));
    m_terminal->setCheckable(true);
    m_terminal->setShortcut(QKeySequence(QStringLiteral("Ctrl+T")));
    const QString inTerminal = tr("Give the command a terminal in place of pipes");
    m_terminal->setStatusTip(inTerminal);
    m_terminal->setToolTip(QStringLiteral("%1 (%2)").arg(
        inTerminal, m_terminal->shortcut().toString(QKeySequence::NativeText)));
    connect(m_terminal, &QAction::toggled, this, &LaunchBar::update);
    m_ui->terminal->setDefaultAction(m_terminal);

    nameClearButton(m_ui->command);
    m_ui->exec->setIcon(namedIcon(QStringLiteral("exec")));
    m_ui->shell->setIcon(namedIcon(QStringLiteral("shell")));
    m_ui->chooseDirectory->setIcon(namedIcon(QStringLiteral("folder")));
    m_ui->chooseDirectory->setMenu(&m_directoryMenu);
    m_ui->arguments->setIcon(namedIcon(QStringLiteral("arguments")));
    m_ui->environment->setIcon(namedIcon(QStringLiteral("environment")));
    m_ui->streams->setIcon(namedIcon(QStringLiteral("streams")));

    QAction *history = m_ui->command->addAction(namedIcon(QStringLiteral("history")),
                                                QLineEdit::TrailingPosition);
    history->setText(tr("History"));
    history->setToolTip(tr("What was run before, with its directory, environment and streams"));
    connect(history, &QAction::triggered, this, [this] {
        fillHistoryMenu();
        m_historyMenu.popup(m_ui->command->mapToGlobal(QPoint(0, m_ui->command->height())));
    });
}

void LaunchBar::connectParts()
{
    connect(m_ui->command, &QLineEdit::textEdited, this, [this] { m_historyIndex = -1; });
    connect(m_ui->command, &QLineEdit::textChanged, this, &LaunchBar::update);
    connect(m_ui->command, &QLineEdit::returnPressed, this, &LaunchBar::run);
    connect(m_ui->command, &CommandField::olderRequested, this, &LaunchBar::showOlder);
    connect(m_ui->command, &CommandField::newerRequested, this, &LaunchBar::showNewer);
    connect(m_ui->shell, &QAbstractButton::toggled, this, &LaunchBar::update);
    connect(m_ui->switchToShell, &QAbstractButton::clicked, this, [this] {
        m_ui->shell->setChecked(true);
        m_ui->command->setFocus();
    });
    connect(m_ui->directory, &QLineEdit::textChanged, this, &LaunchBar::update);
    connect(m_ui->directory, &QLineEdit::returnPressed, this, &LaunchBar::run);
    connect(m_ui->chooseDirectory, &QAbstractButton::clicked, this, &LaunchBar::chooseDirectory);
    connect(&m_directoryMenu, &QMenu::aboutToShow, this, &LaunchBar::fillDirectoryMenu);
    connect(m_ui->arguments, &QAbstractButton::clicked, this, &LaunchBar::editArguments);
    connect(m_ui->preview, &ArgvPreview::clicked, this, [this] {
        if (m_ui->arguments->isEnabled())
            editArguments();
    });
    connect(m_ui->environment, &QAbstractButton::clicked, this, &LaunchBar::editEnvironment);
    connect(m_ui->streams, &QAbstractButton::clicked, this,
            [this] { m_streams->showBelow(m_ui->streams); });
    connect(m_environment, &EnvironmentModel::environmentChanged, this, [this] {
        showCounts();
        update();
    });
    connect(m_streams, &StreamsPopup::changed, this, [this] {
        showCounts();
        update();
    });
}

bool LaunchBar::isShell() const
{
    return m_ui->shell->isChecked();
}

void LaunchBar::setShell(bool shell)
{
    (shell ? m_ui->shell : m_ui->exec)->setChecked(true);
}

void LaunchBar::offerShells(const QList<CommandShell> &shells)
{
    m_shellMenu.clear();
    for (const CommandShell shell : shells) {
        QAction *choice = m_shellMenu.addAction(nameOf(shell), this, [this, shell] {
            setCommandShell(shell);
            setShell(true);
            m_ui->command->setFocus();
        });
        choice->setCheckable(true);
        choice->setData(int(shell));
    }
    const bool isChoice = shells.size() > 1;
    m_ui->shell->setMenu(isChoice ? &m_shellMenu : nullptr);
    m_ui->shell->setPopupMode(isChoice ? QToolButton::MenuButtonPopup : QToolButton::DelayedPopup);
    setCommandShell(m_commandShell);
}

void LaunchBar::setCommandShell(CommandShell shell)
{
    m_commandShell = shell;
    const QString name = shell == CommandShell::PowerShell ? tr("PowerShell") : tr("Shell");
    m_ui->shell->setText(name);
    m_ui->shell->setAccessibleName(name);
    for (QAction *choice : m_shellMenu.actions())
        choice->setChecked(choice->data().toInt() == int(shell));
    update();
}

QByteArray LaunchBar::directory() const
{
    QString path = m_ui->directory->text();
    if (path == u"~" || path.startsWith(u"~/"))
        path.replace(0, 1, QDir::homePath());
    return OsString(path).bytes();
}

QByteArrayList LaunchBar::argv() const
{
    if (m_ui->command->text() == m_exactText)
        return m_exactArgv;
    return splitCommand(m_ui->command->text().toUtf8()).value_or(QByteArrayList());
}

LaunchSpec LaunchBar::spec() const
{
    LaunchSpec spec;
    spec.mode = isShell() ? LaunchSpec::Mode::Shell : LaunchSpec::Mode::Exec;
    if (isShell()) {
        spec.command = m_ui->command->text().toUtf8();
        spec.shell = m_commandShell;
    } else {
        spec.argv = argv();
    }
    spec.workingDirectory = directory();
    spec.environment = m_environment->environment();
    m_streams->apply(&spec);
    if (m_terminal->isChecked())
        spec.terminal = LaunchTerminal();
    return spec;
}

void LaunchBar::setSpec(const LaunchSpec &spec)
{
    const bool shell = spec.mode == LaunchSpec::Mode::Shell;
    setShell(shell);
    if (shell)
        setCommandShell(spec.shell);
    const QByteArray text = shell ? spec.command : joinCommand(spec.argv);
    m_exactArgv = spec.argv;
    m_exactText = shell ? QString() : QString::fromUtf8(text);
    m_ui->directory->setText(OsString(spec.workingDirectory).toString());
    m_environment->setEnvironment(spec.environment);
    m_streams->setSpec(spec);
    m_terminal->setChecked(spec.terminal.has_value());
    setCommandText(QString::fromUtf8(text));
    m_historyIndex = -1;
}

void LaunchBar::setCommandText(const QString &text)
{
    m_ui->command->setText(text);
    m_ui->command->setCursorPosition(int(text.size()));
}

void LaunchBar::focusCommand()
{
    m_ui->command->setFocus(Qt::ShortcutFocusReason);
    m_ui->command->selectAll();
}

void LaunchBar::showFailure(const StartFailure &failure)
{
    m_ui->failure->showMessage(Severity::Error, failure.sentence);
    m_ui->failure->setToolTip(failure.details.join(u'\n'));
}

void LaunchBar::clearFailure()
{
    m_ui->failure->hide();
}

void LaunchBar::run()
{
    if (m_run->isEnabled())
        launch(spec());
}

void LaunchBar::launch(const LaunchSpec &spec)
{
    clearFailure();
    m_historyIndex = -1;
    Q_EMIT runRequested(spec);
    m_ui->command->selectAll();
}

void LaunchBar::update()
{
    m_ui->command->setWorkingDirectory(directory());
    m_ui->command->setSearchPath(childSearchPath(m_environment->environment()));
    m_ui->arguments->setEnabled(!isShell());
    for (QToolButton *mode : {m_ui->exec, m_ui->shell, m_ui->terminal})
        showChosen(mode);
    updatePreview();
    m_runInTerminal->setEnabled(m_run->isEnabled());
    if (const auto contradiction = spec().contradiction(); contradiction && m_run->isEnabled())
        setProblem(*contradiction);
    updateHint();
    resolveProgram();
}

void LaunchBar::updatePreview()
{
    const QString text = m_ui->command->text();
    if (text.trimmed().isEmpty()) {
        setProblem(tr("Type a command first."));
        m_ui->preview->setRemark(
            isShell() ? tr("What a shell is given will be shown here.")
                      : tr("Each argument will be shown here as the program gets it."));
        return;
    }
    if (isShell()) {
        setProblem({});
        m_ui->preview->setArgv(spec().startedArgv());
        return;
    }
    const auto words = splitCommand(text.toUtf8());
    if (!words && text != m_exactText) {
        setProblem(problemText(words.error()));
        m_ui->preview->setRemark(QString());
        return;
    }
    const bool hasProgram = !argv().isEmpty() && !argv().front().isEmpty();
    setProblem(hasProgram ? QString() : tr("The first word, the program, is empty."));
    m_ui->preview->setArgv(argv());
}

void LaunchBar::setProblem(const QString &problem)
{
    m_run->setEnabled(problem.isEmpty());
    m_run->setToolTip(problem.isEmpty()
                          ? tr("Start the command (%1 or Enter)")
                                .arg(m_run->shortcut().toString(QKeySequence::NativeText))
                          : tr("This cannot run yet. %1").arg(problem));
    m_run->setStatusTip(m_run->toolTip());
    m_ui->run->setAccessibleDescription(problem);
    m_ui->hint->setText(problem);
}

void LaunchBar::updateHint()
{
    const QString text = m_ui->command->text();
    QString hint = text.trimmed().isEmpty() ? QString() : m_ui->hint->text();
    Severity severity = Severity::Error;
    const auto syntax = isShell() || !hint.isEmpty() || text == m_exactText
        ? std::nullopt
        : findShellSyntax(text.toUtf8());
    if (syntax) {
        hint = tr("“%1” is %2: only a shell understands it.")
                   .arg(visibleText(syntax->token), syntax->meaning);
        severity = Severity::Warning;
    }
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_ui->hintIcon->setPixmap(
        namedIcon(severity == Severity::Error ? QStringLiteral("error") : QStringLiteral("warning"))
            .pixmap(QSize(size, size), devicePixelRatioF()));
    m_ui->hintIcon->setVisible(!hint.isEmpty());
    QPalette colours = m_ui->hint->palette();
    colours.setColor(QPalette::WindowText, severityColour(severity, palette()));
    m_ui->hint->setPalette(colours);
    m_ui->hint->setText(hint);
    m_ui->hint->setAccessibleName(hint);
    m_ui->switchToShell->setVisible(syntax.has_value());
}

void LaunchBar::resolveProgram()
{
    const quint64 lookup = ++m_lookup;
    const LaunchSpec wanted = spec();
    const QByteArray program = wanted.startedArgv().value(0);
    if (program.isEmpty())
        return;
    inBackground(
        this, [program, wanted] { return Spawnscope::resolveProgram(program, wanted); },
        [this, lookup](const QByteArray &path) {
            if (lookup == m_lookup)
                m_ui->preview->setProgramPath(path);
        });
}

void LaunchBar::showCounts()
{
    const qsizetype variables = m_environment->changeCount();
    m_ui->environment->setText(variables > 0 ? tr("Environment · %1").arg(variables)
                                             : tr("Environment…"));
    m_ui->environment->setAccessibleName(
        variables > 0 ? tr("Environment, %1 changed").arg(variables) : tr("Environment"));
    const int streams = m_streams->changeCount();
    m_ui->streams->setText(streams > 0 ? tr("Streams · %1").arg(streams) : tr("Streams…"));
    m_ui->streams->setToolTip(m_streams->summary());
    m_ui->streams->setAccessibleDescription(m_streams->summary());
}

void LaunchBar::chooseDirectory()
{
    auto *dialog = new QFileDialog(this, tr("Working Directory"), OsString(directory()).toString());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_ui->directory, &QLineEdit::setText);
    dialog->open();
}

void LaunchBar::editArguments()
{
    if (!m_argumentsDialog) {
        m_argumentsDialog = new ArgumentsDialog(this);
        connect(m_argumentsDialog, &ArgumentsDialog::edited, this, [this] {
            m_exactArgv = m_argumentsDialog->arguments();
            m_exactText = QString::fromUtf8(joinCommand(m_exactArgv));
            setCommandText(m_exactText);
            update(); // also when the text is what it was
        });
    }
    m_argumentsDialog->setArguments(argv());
    m_argumentsDialog->open();
}

void LaunchBar::editEnvironment()
{
    if (!m_environmentDialog)
        m_environmentDialog = new EnvironmentDialog(m_environment, this);
    m_environmentDialog->open();
}

void LaunchBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_run)
        update();
}

} // namespace Spawnscope
