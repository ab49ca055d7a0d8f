// SPDX-License-Identifier: MIT
#include "support/standingchecks.h"

#include "support/systemstate.h"

#include <QCoreApplication>
#include <QFile>
#include <QTest>
#include <QTimer>

namespace Spawnscope {

using namespace std::chrono_literals;

QByteArray testChild()
{
    return TESTCHILD;
}

SubprocessOptions onTestChannel(SubprocessOptions options)
{
    static const bool isSocket = qgetenv("TEST_CHANNEL") == "socket";
    if (isSocket)
        options.channel = SubprocessOptions::Channel::Socket;
    return options;
}

SubprocessOptions piped()
{
    return onTestChannel(lowLevelOptions());
}

std::unique_ptr<Process> startChild(const OsStringList &arguments, const SubprocessOptions &options)
{
    const SubprocessOptions adapted = forThisSystem(onTestChannel(options));
    auto process = createSubprocessExec(testChild(), arguments, adapted);
    while (!process && isWorthAnotherStart(process.error()))
        process = createSubprocessExec(testChild(), arguments, adapted);
    if (!process)
        qFatal("testchild: stage %d, %s", int(process.error().stage),
               process.error().code.message().c_str());
    return std::move(*process);
}

QByteArray outputOf(const OsStringList &arguments, SubprocessOptions options)
{
    options.standardOutput = Pipe;
    const auto process = startChild(arguments, options);
    const auto output = waitFor(process->communicate());
    if (!output || process->returncode() != 0)
        qFatal("testchild: returncode %d", process->returncode().value_or(-99));
    return *output->standardOutput;
}

ProcessError startError(const OsString &program, const OsStringList &arguments,
                        const SubprocessOptions &options)
{
    const auto process = createSubprocessExec(program, arguments, options);
    return process ? ProcessError{} : process.error();
}

QByteArray makeFile(const QTemporaryDir &folder, const char *name, const QByteArray &content,
                    unsigned mode)
{
    const QString path = folder.filePath(QLatin1String(name));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(path));
    file.write(content);
    file.close();
    setMode(path, mode);
    return QFile::encodeName(path);
}

QByteArray contentOf(const QByteArray &path)
{
    QFile file(QFile::decodeName(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : "cannot be read";
}

QMap<QByteArray, QByteArray> fieldsOf(const QByteArray &text)
{
    QMap<QByteArray, QByteArray> fields;
    for (const QByteArray &line : text.split('\n')) {
        const qsizetype equals = line.indexOf('=');
        if (equals > 0)
            fields[line.left(equals)] = line.mid(equals + 1);
    }
    return fields;
}

void StandingChecks::initTestCase()
{
    ignoreBrokenPipes();
    // What exists once for the whole program is made before descriptors are counted.
    QCOMPARE(outputOf({"out", "warm"}), "warm\n");
    auto dropped = startChild({"block"});
    dropped.reset();
    QVERIFY(waitForReaper(30s));
}

void StandingChecks::init()
{
    m_openBefore = openDescriptors();
}

void StandingChecks::cleanup()
{
    QVERIFY2(waitForReaper(30s), "a child is left with the reaper");
    bool turned = false;
    QTimer::singleShot(0, this, [&turned] { turned = true; });
    QTRY_VERIFY2(turned, "the event loop does not turn");

    QVERIFY2(!hasChild(), "a child or a zombie is left");

    // Detached waiter threads close their end a moment after the exit.
    QTRY_COMPARE(openDescriptors(), m_openBefore);
}

} // namespace Spawnscope
