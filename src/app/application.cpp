// SPDX-License-Identifier: MIT
#include "app/application.h"

#include "app/runcommand.h"
#include "app/standardstreams.h"
#include "app/surroundings.h"
#include "process/backends.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSysInfo>
#include <QTranslator>

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

int runProgram(const QByteArrayList &arguments, char *programName)
{
    using Action = CommandLine::Action;
    const auto commandLine = parseCommandLine(arguments);
    if (!commandLine)
        return printAnswer(arguments, programName);
    switch (commandLine->action) {
    case Action::OpenWindow:
    case Action::Demonstrate:
        return openWindow(*commandLine, programName);
    case Action::Run:
        return runWithoutWindow(*commandLine, programName);
    case Action::ShowHelp:
    case Action::ShowVersion:
        return printAnswer(arguments, programName);
    }
    Q_UNREACHABLE();
}

void setUpApplication()
{
    QCoreApplication::setOrganizationName(QStringLiteral("Spawnscope"));
    QCoreApplication::setApplicationName(QStringLiteral("Spawnscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SPAWNSCOPE_VERSION));
    Surroundings::chooseSettings();
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
        (void)StandardStreams::print(2,
                                     QStringLiteral("spawnscope: %1\n").arg(commandLine.error()));
        return 2;
    }
    const QString text = commandLine->action == CommandLine::Action::ShowVersion ? versionText()
                                                                                 : helpText();
    return StandardStreams::print(1, text) ? 1 : 0;
}

} // namespace Spawnscope
