// SPDX-License-Identifier: MIT
#include "app/openpaths.h"

#include "base/uniquefd.h"
#include "launcher/launcher.h"
#include "widgets/documenttexts.h"
#include "widgets/mainwindow.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace Spawnscope {

namespace {

/// Who writes to standard input learns of its end only when nobody holds it any more.
UniqueFd takeStandardInput()
{
    UniqueFd input(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3));
    const UniqueFd nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    ::dup2(nothing.get(), STDIN_FILENO);
    return input;
}

} // namespace

OpenPaths::OpenPaths(const QByteArrayList &paths)
{
    for (const QByteArray &path : paths)
        look(path);
}

void OpenPaths::look(const QByteArray &path)
{
    if (path == "-") {
        if (::isatty(STDIN_FILENO))
            m_problems.append(QCoreApplication::translate(
                "Spawnscope::OpenPaths",
                "Standard input is a terminal. Send something to it, as in: ls | spawnscope open "
                "-"));
        else
            m_hasInput = true;
        return;
    }
    const QString name = QFileInfo(QFile::decodeName(path)).absoluteFilePath();
    if (::access(path.constData(), R_OK) == 0) {
        m_paths.append(name);
        return;
    }
    RecordError error;
    error.code = std::error_code(errno, std::system_category());
    m_problems.append(openFailureText(name, error));
}

void OpenPaths::openIn(MainWindow *window, Launcher *launcher) const
{
    for (const QString &path : m_paths)
        window->open(path);
    if (m_hasInput)
        window->selectSession(launcher->openInput(takeStandardInput()));
}

} // namespace Spawnscope
