// SPDX-License-Identifier: MIT
#include "app/application.h"

#include "app/runcommand.h"
#include "process/backends.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSysInfo>
#include <QTranslator>

#include <cstdio>

namespace Spawnscope {

namespace {

void install(const QString &name, const QString &directory)
{
    auto *translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(QLocale(), name, QStringLiteral("_"), directory))
        QCoreApplication::installTranslator(translator);
}

QString versionText()
{
    const BackEnds used = backEnds();
    return QStringLiteral("Spawnscope %1\nQt %2\n%3, %4\nspawn: %5, exit: %6, terminal: %7\n")
        .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion()),
             QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture(),
             QString::fromLatin1(used.spawn), QString::fromLatin1(used.exit),
             QString::fromLatin1(used.terminal));
}

} // namespace

void setUpApplication()
{
    QCoreApplication::setOrganizationName(QStringLiteral("Spawnscope"));
    QCoreApplication::setApplicationName(QStringLiteral("Spawnscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SPAWNSCOPE_VERSION));
    install(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(QStringLiteral("spawnscope"), QStringLiteral(":/i18n"));
}

int runWithoutWindow(const CommandLine &commandLine, char *programName)
{
    int count = 1;
    QCoreApplication application(count, &programName);
    setUpApplication();
    RunCommand command(*commandLine.launch,
                       commandLine.asJson ? RunCommand::Format::Json : RunCommand::Format::Plain);
    QObject::connect(&command, &RunCommand::done, &application,
                     [](int exitCode) { QCoreApplication::exit(exitCode); });
    QMetaObject::invokeMethod(&command, &RunCommand::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

int printAnswer(const QByteArrayList &arguments, char *programName)
{
    int count = 1;
    QCoreApplication application(count, &programName);
    setUpApplication();
    // Read again, because sentences are translated from here on.
    const auto commandLine = parseCommandLine(arguments);
    if (!commandLine) {
        std::fprintf(stderr, "spawnscope: %s\n", commandLine.error().toLocal8Bit().constData());
        return 2;
    }
    const QString text = commandLine->action == CommandLine::Action::ShowVersion ? versionText()
                                                                                 : helpText();
    const bool isPrinted = std::fputs(text.toLocal8Bit().constData(), stdout) >= 0
        && std::fflush(stdout) == 0;
    return isPrinted ? 0 : 1;
}

} // namespace Spawnscope
