// SPDX-License-Identifier: MIT
#include "widgets/emptypage.h"

#include "launcher/launchspec.h"
#include "ui_emptypage.h"
#include "widgets/icons.h"

namespace Spawnscope {

EmptyPage::EmptyPage(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::EmptyPage>())
{
    m_ui->setupUi(this);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    m_ui->title->setFont(large);

    const bool isWindows = ownCommandSyntax() == CommandSyntax::Windows;
    LaunchSpec exec;
    exec.argv = isWindows ? QByteArrayList{"ipconfig", "/all"} : QByteArrayList{"ls", "-l", "/usr"};
    addExample(m_ui->exec, exec);
    LaunchSpec shell;
    shell.mode = LaunchSpec::Mode::Shell;
    shell.command = isWindows ? "dir /s /b C:\\Windows\\System32\\drivers | find /n \".\""
                              : "for i in 1 2 3; do date; sleep 1; done | nl";
    addExample(m_ui->shell, shell);
    LaunchSpec interactive;
    interactive.argv = isWindows ? QByteArrayList{"findstr", "^"} : QByteArrayList{"cat"};
    addExample(m_ui->interactive, interactive);
}

EmptyPage::~EmptyPage() = default;

void EmptyPage::addExample(QAbstractButton *button, const LaunchSpec &spec)
{
    const QString command = QString::fromUtf8(spec.commandLine());
    const bool shell = spec.mode == LaunchSpec::Mode::Shell;
    button->setText(command);
    button->setAccessibleName(tr("Run the example: %1").arg(command));
    button->setIcon(namedIcon(shell ? QStringLiteral("shell") : QStringLiteral("exec")));
    connect(button, &QAbstractButton::clicked, this, [this, spec] { Q_EMIT exampleChosen(spec); });
}

} // namespace Spawnscope
