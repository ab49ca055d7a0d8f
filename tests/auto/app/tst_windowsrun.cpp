// SPDX-License-Identifier: MIT
#include "base/windowsapi_windows.h"

#include "support/programrun.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Spawnscope;

namespace {

Outcome run(const QByteArrayList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(QStringLiteral(SPAWNSCOPE), toList(arguments));
    process.write(input);
    process.closeWriteChannel();
    return outcomeOf(&process);
}

/// The tests' child, through these behaviours.
Outcome runChild(const QByteArrayList &behaviours, const QByteArray &input = {})
{
    return run(QByteArrayList{"run", "--", TESTCHILD} + behaviours, input);
}

Outcome runShell(const QByteArray &command)
{
    return run({"run", "--shell", command});
}

} // namespace

/// Drives the built program on the command line; QProcess serves here so that the core is not
/// tested by itself. Cases bear the names of those of tst_runcommand that they stand for.
class TestWindowsRun final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passesBytesThrough()
    {
        const QByteArray bytes = everyByte();
        const Outcome outcome = runChild({"cat"}, bytes);
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.output == bytes);
        QCOMPARE(outcome.error, "");
    }

    void keepsTheStreamsApart()
    {
        const Outcome outcome = runChild({"out", "one", "then", "err", "two"});
        QCOMPARE(outcome.output, "one\n");
        QCOMPARE(outcome.error, "two\n");
    }

    void takesACommandForTheCommandProcessor()
    {
        QCOMPARE(runShell("echo a b").output, "a b\r\n");
        QCOMPARE(runShell("echo one&& echo two").output, "one\r\ntwo\r\n");
        QCOMPARE(run({"run", "--", "cmd", "/c", "echo hi"}).output, "hi\r\n");
    }

    void keepsTheOrderWhereBothAreOne()
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels); // one handle twice
        process.start(QStringLiteral(SPAWNSCOPE),
                      toList({"run", "--", TESTCHILD, "alternate", "100"}));
        QVERIFY(process.waitForFinished(patience));
        QCOMPARE(process.readAllStandardOutput(), QByteArray("oe").repeated(100));
    }

    void endsWithTheReturncode_data()
    {
        QTest::addColumn<QByteArray>("code");
        for (const char *code : {"0", "3", "255"})
            QTest::newRow(code) << QByteArray(code);
    }
    void endsWithTheReturncode()
    {
        QFETCH(QByteArray, code);
        QCOMPARE(runChild({"exit", code}).exitCode, code.toInt());
        QCOMPARE(runShell("exit " + code).exitCode, code.toInt());
    }

    void saysWhyItCannotStart_data()
    {
        QTest::addColumn<QByteArrayList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("no file") << QByteArrayList{"--", "C:\\no\\such.exe"} << 127;
        QTest::newRow("no program") << QByteArrayList{"--", "no-such-program"} << 127;
        QTest::newRow("directory") << QByteArrayList{"--cwd", "C:\\no\\such", "--", "cmd"} << 126;
    }
    void saysWhyItCannotStart()
    {
        QFETCH(QByteArrayList, arguments);
        const Outcome outcome = run(QByteArrayList{"run"} + arguments);
        QTEST(outcome.exitCode, "exitCode");
        QCOMPARE(outcome.output, "");
        QCOMPARE(outcome.error.count('\n'), 1);
        QVERIFY(outcome.error.startsWith("spawnscope: "));

        const Outcome json = run(QByteArrayList{"run", "--json"} + arguments);
        QTEST(json.exitCode, "exitCode");
        QCOMPARE(json.error, "");
        const QList<QJsonObject> objects = events(json.output);
        QCOMPARE(objects.size(), 1);
        QCOMPARE(eventOf(objects[0]), QStringLiteral("failed"));
        QVERIFY(objects[0].value(QLatin1StringView("errno")).toInt() > 0);
        QVERIFY(objects[0].contains(QLatin1StringView("stage")));
        QVERIFY(objects[0].contains(QLatin1StringView("message")));
    }

    void refusesBadOptions()
    {
        for (const QByteArrayList &arguments :
             {QByteArrayList{"run"}, QByteArrayList{"--bogus"}, QByteArrayList{"run", "cmd"}}) {
            const Outcome outcome = run(arguments);
            QCOMPARE(outcome.exitCode, 2);
            QCOMPARE(outcome.output, "");
            QCOMPARE(outcome.error.count('\n'), 1);
        }
    }

    void answersHelpAndVersion()
    {
        const Outcome help = run({"--help"});
        QCOMPARE(help.exitCode, 0);
        QVERIFY(help.output.contains("spawnscope run"));
        const Outcome version = run({"--version"});
        QCOMPARE(version.exitCode, 0);
        QVERIFY(version.output.startsWith("Spawnscope "));
        QVERIFY(version.output.contains(qVersion()));
        QVERIFY(version.output.contains(", terminal: "));
    }

    void appliesTheOptions()
    {
        const QTemporaryDir directory;
        qputenv("SPAWNSCOPE_TEST_GONE", "1");
        const Outcome outcome = run({"run", "--cwd", directory.path().toUtf8(), "--env",
                                     "SPAWNSCOPE_TEST_SET=a b", "--unset", "SPAWNSCOPE_TEST_GONE",
                                     "--shell",
                                     "cd& echo %SPAWNSCOPE_TEST_SET%& "
                                     "if not defined SPAWNSCOPE_TEST_GONE echo gone"});
        const QList<QByteArray> lines = outcome.output.split('\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(QDir(QString::fromUtf8(lines[0].trimmed())).canonicalPath(),
                 QDir(directory.path()).canonicalPath());
        QCOMPARE(lines[1].trimmed(), "a b");
        QCOMPARE(lines[2].trimmed(), "gone");
        const QByteArray alone =
            run({"run", "--clear-env", "--env", "A=1", "--", TESTCHILD, "environment"}).output;
        QVERIFY(alone.contains("A=1\n"));
        QVERIFY(!alone.contains("\nPATH="));
    }

    void printsEvents()
    {
        const QByteArray bytes = everyByte();
        const Outcome outcome = run(
            {"run", "--json", "--", TESTCHILD, "cat", "then", "err", "e", "then", "exit", "9"},
            bytes);
        QCOMPARE(outcome.exitCode, 9);
        const QList<QJsonObject> objects = events(outcome.output);
        QVERIFY(objects.size() >= 5);
        QCOMPARE(eventOf(objects.first()), QStringLiteral("started"));
        QVERIFY(objects.first().value(QLatin1StringView("pid")).toInt() > 0);
        QCOMPARE(objects.first().value(QLatin1StringView("argv")).toArray().size(), 8);
        QVERIFY(bytesOf(objects, "stdout") == bytes);
        QCOMPARE(bytesOf(objects, "stderr"), "e\n");
        QCOMPARE(eventOf(objects.last()), QStringLiteral("finished"));
        QCOMPARE(objects.last().value(QLatin1StringView("returncode")).toInt(), 9);
        const auto isExit = [](const QJsonObject &object) {
            return eventOf(object) == QLatin1StringView("exited");
        };
        QCOMPARE(std::ranges::count_if(objects, isExit), 1);
    }

    void namesTheShellInItsEvents()
    {
        const Outcome outcome = run({"run", "--json", "--shell", "exit 0"});
        const QJsonArray argv =
            events(outcome.output).value(0).value(QLatin1StringView("argv")).toArray();
        QCOMPARE(argv.size(), 5);
        QVERIFY(argv[0].toString().endsWith(QLatin1StringView("cmd.exe"), Qt::CaseInsensitive));
        QCOMPARE(argv[4].toString(), QStringLiteral("exit 0"));
    }

    void goesOnToTheEndOfTheStreams()
    {
        const Outcome outcome = runChild(
            {"forkhold", "300", "then", "out", "now", "then", "exit", "4"});
        QCOMPARE(outcome.exitCode, 4);
        QCOMPARE(outcome.output, "now\n");
    }

    void endsWhenItsReaderGoes()
    {
        SECURITY_ATTRIBUTES inheritable{sizeof inheritable, nullptr, TRUE};
        HANDLE reading = nullptr;
        HANDLE writing = nullptr;
        QVERIFY(::CreatePipe(&reading, &writing, &inheritable, 0));
        ::SetHandleInformation(reading, HANDLE_FLAG_INHERIT, 0);
        QProcess process;
        process.setCreateProcessArgumentsModifier(
            [writing](QProcess::CreateProcessArguments *arguments) {
                arguments->startupInfo->hStdOutput = writing;
            });
        process.start(QStringLiteral(SPAWNSCOPE),
                      toList({"run", "--", TESTCHILD, "flood", "1000000000000"}));
        QVERIFY(process.waitForStarted(patience));
        ::CloseHandle(writing);
        char byte = 0;
        DWORD count = 0;
        QVERIFY(::ReadFile(reading, &byte, 1, &count, nullptr));
        ::CloseHandle(reading);
        QVERIFY(process.waitForFinished(patience));
        QCOMPARE(process.exitCode(), 32); // what the child ends with when nobody reads
    }
};

QTEST_GUILESS_MAIN(TestWindowsRun)
#include "tst_windowsrun.moc"
