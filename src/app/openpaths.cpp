// SPDX-License-Identifier: MIT
#include "app/openpaths.h"

#include "app/standardstreams.h"
#include "app/surroundings.h"
#include "launcher/launcher.h"
#include "widgets/documenttexts.h"
#include "widgets/mainwindow.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace Spawnscope {

OpenPaths::OpenPaths(const QByteArrayList &paths)
{
    for (const QByteArray &path : paths)
        look(path);
}

void OpenPaths::look(const QByteArray &path)
{
    if (path == "-") {
        if (StandardStreams::isInputTerminal())
            m_problems.append(QCoreApplication::translate(
                "Spawnscope::OpenPaths",
                "Standard input is a terminal. Send something to it, as in: ls | spawnscope open "
                "-"));
        else
            m_hasInput = true;
        return;
    }
    const QString name = QFileInfo(QFile::decodeName(path)).absoluteFilePath();
    RecordError error;
    error.code = Surroundings::readability(path);
    if (error.code)
        m_problems.append(openFailureText(name, error));
    else
        m_paths.append(name);
}

void OpenPaths::openIn(MainWindow *window, Launcher *launcher) const
{
    for (const QString &path : m_paths)
        window->open(path);
    if (m_hasInput)
        window->selectSession(launcher->openInput(StandardStreams::takeInput()));
}

} // namespace Spawnscope
