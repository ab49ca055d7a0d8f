// SPDX-License-Identifier: MIT
#include "widgets/launchbar.h"

#include "base/osstring.h"
#include "launcher/commandtext.h"
#include "launcher/history.h"
#include "ui_launchbar.h"
#include "widgets/icons.h"

#include <QAction>
#include <QFile>

namespace Spawnscope {

namespace {

constexpr qsizetype MenuLength = 20;

QString shortened(const QString &text)
{
    return text.size() > 80 ? text.left(79) + u'…' : text;
}

} // namespace

void LaunchBar::showOlder()
{
    if (m_historyIndex + 1 >= m_history->entries().size())
        return;
    if (m_historyIndex < 0) {
        m_typedText = m_ui->command->text();
        m_typedShell = isShell();
        m_typedCommandShell = m_commandShell;
    }
    showHistory(m_historyIndex + 1);
}

void LaunchBar::showNewer()
{
    if (m_historyIndex >= 0)
        showHistory(m_historyIndex - 1);
}

void LaunchBar::showHistory(qsizetype index)
{
    m_historyIndex = index;
    if (index < 0) {
        setShell(m_typedShell);
        setCommandShell(m_typedCommandShell);
        setCommandText(m_typedText);
        return;
    }
    // The directory, environment and streams stay: they are set for what is being done now.
    const LaunchSpec &spec = m_history->entries().at(index).spec;
    const bool shell = spec.mode == LaunchSpec::Mode::Shell;
    setShell(shell);
    if (shell)
        setCommandShell(spec.shell);
    m_exactArgv = spec.argv;
    m_exactText = shell ? QString() : QString::fromUtf8(joinCommand(spec.argv));
    setCommandText(shell ? QString::fromUtf8(spec.command) : m_exactText);
}

void LaunchBar::fillHistoryMenu()
{
    m_historyMenu.clear();
    for (const History::Entry &entry :
         m_history->entries().first(qMin(MenuLength, m_history->entries().size()))) {
        const bool shell = entry.spec.mode == LaunchSpec::Mode::Shell;
        QString text = shortened(QString::fromUtf8(entry.spec.commandLine()).simplified());
        m_historyMenu.addAction(namedIcon(shell ? QStringLiteral("shell") : QStringLiteral("exec")),
                                text.replace(u'&', QStringLiteral("&&")), this,
                                [this, spec = entry.spec] {
                                    setSpec(spec);
                                    focusCommand();
                                });
    }
    if (m_historyMenu.isEmpty())
        m_historyMenu.addAction(tr("Nothing was run yet"))->setEnabled(false);
}

void LaunchBar::fillDirectoryMenu()
{
    m_directoryMenu.clear();
    QStringList paths;
    for (const History::Entry &entry : m_history->entries()) {
        const QString path = OsString(entry.spec.workingDirectory).toString();
        if (!path.isEmpty() && !paths.contains(path) && paths.size() < MenuLength)
            paths.append(path);
    }
    for (const QString &path : paths) {
        m_directoryMenu.addAction(QString(path).replace(u'&', QStringLiteral("&&")), this,
                                  [this, path] { m_ui->directory->setText(path); });
    }
    m_directoryMenu.addSeparator();
    QAction *reset = m_directoryMenu.addAction(tr("&Reset to the Directory of Spawnscope"),
                                               m_ui->directory, &QLineEdit::clear);
    reset->setEnabled(!m_ui->directory->text().isEmpty());
}

} // namespace Spawnscope
