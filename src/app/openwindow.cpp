// SPDX-License-Identifier: MIT
#include "app/application.h"
#include "app/demonstration.h"
#include "app/openpaths.h"
#include "app/signalrelay.h"
#include "app/standardstreams.h"
#include "app/surroundings.h"
#include "launcher/launcher.h"
#include "process/process.h"
#include "widgets/colours.h"
#include "widgets/icons.h"
#include "widgets/mainwindow.h"
#include "widgets/outputpalette.h"

#include <QApplication>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>

#include <vector>

namespace Spawnscope {

namespace {

/// Stopping a child by the usual policy takes at most seven seconds.
constexpr std::chrono::seconds reaperTime{8};

/// True if there is something to show; says what there is not.
bool report(const OpenPaths &paths)
{
    for (const QString &problem : paths.problems())
        (void)StandardStreams::print(2, QStringLiteral("spawnscope: %1\n").arg(problem));
    return paths.canOpenAny() || paths.problems().isEmpty();
}

int showWindow(const CommandLine &commandLine)
{
    const OpenPaths paths(commandLine.paths);
    if (!report(paths))
        return 1;
    Launcher launcher;
    // Else nothing is recorded, nor deleted by a limit that the user has not set; the window says
    // so.
    if (const QSettings settings; settings.status() == QSettings::NoError)
        launcher.setRecordSettings(RecordSettings::load(settings));
    MainWindow window(&launcher);
    // A request from outside is not answered with a question; the children are stopped below.
    SignalRelay relay(SignalRelay::For::Window);
    QObject::connect(&relay, &SignalRelay::received, &window,
                     [](int signal) { QCoreApplication::exit(128 + signal); });
    window.show();
    paths.openIn(&window, &launcher);
    if (commandLine.launch)
        window.selectSession(window.launch(*commandLine.launch));
    if (commandLine.action != CommandLine::Action::Demonstrate)
        return QApplication::exec();

    Demonstration demonstration(&window, QFile::decodeName(commandLine.pictureFile));
    QObject::connect(&demonstration, &Demonstration::done, &window,
                     [](int exitCode) { QCoreApplication::exit(exitCode); });
    demonstration.start();
    return QApplication::exec();
}

/// Some dark themes leave the colour of placeholders as it is for light ones.
void makePlaceholdersReadable()
{
    constexpr double LeastContrast = 3;
    QPalette palette = QApplication::palette();
    const QColor base = palette.color(QPalette::Base);
    const QColor colour = palette.color(QPalette::PlaceholderText);
    if (OutputPalette::contrast(mixed(base, colour, colour.alphaF()), base) >= LeastContrast)
        return;
    palette.setColor(QPalette::PlaceholderText, mixed(palette.color(QPalette::Text), base, 0.4));
    QApplication::setPalette(palette);
}

} // namespace

int openWindow(const CommandLine &commandLine, char *programName)
{
    Surroundings::prepareForRecords();
    // A demonstration neither shows nor changes what the user has set and run.
    const QTemporaryDir scratch;
    if (commandLine.action == CommandLine::Action::Demonstrate)
        Surroundings::moveHome(scratch.path());

    // QApplication keeps both for as long as it lives.
    QByteArrayList kept = Surroundings::darkModeArguments() + commandLine.qtArguments;
    std::vector<char *> arguments{programName};
    for (QByteArray &argument : kept)
        arguments.push_back(argument.data());
    int count = int(arguments.size());
    arguments.push_back(nullptr);

    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.spawnscope.Spawnscope"));
    QApplication application(count, arguments.data());
    setUpApplication();
    makePlaceholdersReadable();
    QApplication::setWindowIcon(namedIcon(QStringLiteral("spawnscope")));
    const int exitCode = showWindow(commandLine);
    // The children that still ran are being stopped; they are not to outlive this program.
    waitForReaper(reaperTime);
    return exitCode;
}

} // namespace Spawnscope
