// SPDX-License-Identifier: MIT
#include "support/programrun.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Spawnscope;

namespace {

/// Runs the built program to its end.
Outcome run(const QByteArrayList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(QStringLiteral(SPAWNSCOPE), toList(arguments));
    process.write(input);
    process.closeWriteChannel();
    const Outcome outcome = outcomeOf(&process);
    return outcome.status == QProcess::NormalExit ? outcome : Outcome();
}

Outcome runShell(const QByteArray &command)
{
    return run({"run", "--shell", command});
}

/// The same in a pipeline of /bin/sh, where $S is the program.
Outcome pipeline(const QByteArray &command)
{
    QProcess process;
    process.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"),
                   QStringLiteral("S='" SPAWNSCOPE "'\n") + QString::fromUtf8(command)});
    return outcomeOf(&process);
}

} // namespace

/// Drives the built program; QProcess serves here so that the core is not tested by itself.
class TestRunCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qunsetenv("DISPLAY");
        qunsetenv("WAYLAND_DISPLAY");
    }

    void passesBytesThrough()
    {
        const QByteArray bytes = everyByte();
        const Outcome outcome = run({"run", "--", "cat"}, bytes);
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.output == bytes);
        QCOMPARE(outcome.error, "");
    }

    void keepsTheStreamsApart()
    {
        const Outcome outcome = runShell("echo out; echo err >&2");
        QCOMPARE(outcome.output, "out\n");
        QCOMPARE(outcome.error, "err\n");
    }

    void keepsTheOrderWhereBothAreOne()
    {
        const Outcome outcome = pipeline(
            "$S run --shell 'for i in 1 2 3; do echo o$i; echo e$i >&2; done' 2>&1");
        QCOMPARE(outcome.output, "o1\ne1\no2\ne2\no3\ne3\n");
    }

    void endsWithTheReturncode()
    {
        QCOMPARE(runShell("exit 3").exitCode, 3);
        QCOMPARE(runShell("exit 0").exitCode, 0);
        QCOMPARE(runShell("kill -9 $$").exitCode, 137);
        QCOMPARE(runShell("kill -TERM $$").exitCode, 143);
    }

    void saysWhyItCannotStart_data()
    {
        QTest::addColumn<QByteArrayList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("no file") << QByteArrayList{"--", "/no/such"} << 127;
        QTest::newRow("no program") << QByteArrayList{"--", "no-such-program"} << 127;
        QTest::newRow("not executable") << QByteArrayList{"--", "/etc/passwd"} << 126;
        QTest::newRow("directory") << QByteArrayList{"--cwd", "/no/such", "--", "ls"} << 126;
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
             {QByteArrayList{"run"}, QByteArrayList{"--bogus"}, QByteArrayList{"run", "ls"}}) {
            const Outcome outcome = run(arguments);
            QCOMPARE(outcome.exitCode, 2);
            QCOMPARE(outcome.output, "");
            QCOMPARE(outcome.error.count('\n'), 1);
        }
    }

    void answersWithoutADisplay()
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
                                     "pwd; echo $SPAWNSCOPE_TEST_SET; "
                                     "echo ${SPAWNSCOPE_TEST_GONE-gone}"});
        const QByteArray real = QDir(directory.path()).canonicalPath().toUtf8();
        QCOMPARE(outcome.output, real + "\na b\ngone\n");
        QCOMPARE(run({"run", "--clear-env", "--env", "A=1", "--", "env"}).output, "A=1\n");
    }

    void printsEvents()
    {
        const QByteArray bytes = everyByte();
        const Outcome outcome = run({"run", "--json", "--shell", "cat; echo e >&2; kill -9 $$"},
                                    bytes);
        QCOMPARE(outcome.exitCode, 137);
        const QList<QJsonObject> objects = events(outcome.output);
        QVERIFY(objects.size() >= 5);
        QCOMPARE(eventOf(objects.first()), QStringLiteral("started"));
        QVERIFY(objects.first().value(QLatin1StringView("pid")).toInt() > 0);
        QCOMPARE(objects.first().value(QLatin1StringView("argv")).toArray().size(), 3);
        QVERIFY(bytesOf(objects, "stdout") == bytes);
        QCOMPARE(bytesOf(objects, "stderr"), "e\n");
        QCOMPARE(eventOf(objects.last()), QStringLiteral("finished"));
        QCOMPARE(objects.last().value(QLatin1StringView("returncode")).toInt(), -9);
        const auto isExit = [](const QJsonObject &object) {
            return eventOf(object) == QLatin1StringView("exited");
        };
        QCOMPARE(std::ranges::count_if(objects, isExit), 1);
        const QJsonObject exit = *std::ranges::find_if(objects, isExit);
        QCOMPARE(exit.value(QLatin1StringView("returncode")).toInt(), -9);
        QCOMPARE(exit.value(QLatin1StringView("signal")).toString(), QStringLiteral("SIGKILL"));
    }

    void doesNotCutCharacters()
    {
        const Outcome outcome = run(
            {"run", "--json", "--shell",
             R"(printf '\342\202'; sleep 0.2; printf '\254'; sleep 0.2; printf '\303')"});
        const QList<QJsonObject> objects = events(outcome.output);
        QCOMPARE(bytesOf(objects, "stdout"), "\xe2\x82\xac\xc3");
        const auto isText = [](const QJsonObject &object) {
            return object.value(QLatin1StringView("text")).toString() == QString(QChar(0x20ac));
        };
        QCOMPARE(std::ranges::count_if(objects, isText), 1);
    }

    void goesOnToTheEndOfTheStreams()
    {
        const Outcome outcome = runShell("(sleep 0.3; echo late) & echo now; exit 4");
        QCOMPARE(outcome.exitCode, 4);
        QCOMPARE(outcome.output, "now\nlate\n");
    }

    void endsWhenItsReaderGoes()
    {
        for (const char *format : {"", "--json"}) {
            const Outcome outcome = pipeline(QByteArray("{ $S run ") + format
                                             + " -- yes; echo $? >&2; } | head -n 1");
            QCOMPARE(outcome.output.count('\n'), 1);
            QCOMPARE(outcome.error, "141\n"); // yes(1) was killed by SIGPIPE, as without us
        }
    }

    void saysWhenItsOutputIsLost()
    {
        if (!QFile::exists(QStringLiteral("/dev/full")))
            QSKIP("There is no /dev/full here.");
        const Outcome outcome = pipeline("$S run -- echo x > /dev/full");
        QVERIFY(outcome.exitCode != 0);
        QVERIFY(outcome.error.startsWith("spawnscope: "));
        QCOMPARE(pipeline("$S run --shell 'echo x >&2' 2> /dev/full").exitCode, outcome.exitCode);
    }

    void passesDescriptorsAndTheProcessGroupOn()
    {
        const Outcome outcome = pipeline("echo three | { $S run --shell 'cat <&3' 3<&0; }");
        QCOMPARE(outcome.output, "three\n");
        const Outcome group = run({"run", "--", TESTCHILD, "describe"});
        const auto field = [&group](const QByteArray &name) {
            const qsizetype begin = group.output.indexOf('\n' + name + '=') + name.size() + 2;
            return group.output.sliced(begin, group.output.indexOf('\n', begin) - begin);
        };
        QVERIFY(field("pgid") != field("pid"));
    }

    void forwardsTermAndOutlivesInt()
    {
        QProcess process;
        process.start(QStringLiteral(SPAWNSCOPE),
                      toList({"run", "--shell", "echo ready; exec sleep 100"}));
        QVERIFY(process.waitForReadyRead(patience));
        QCOMPARE(::kill(pid_t(process.processId()), SIGINT), 0);
        QCOMPARE(::kill(pid_t(process.processId()), SIGTERM), 0);
        QVERIFY(process.waitForFinished(patience));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 128 + SIGTERM);
    }

    void resetsSignalsInTheChild()
    {
        const Outcome outcome = run({"run", "--", TESTCHILD, "describe"});
        QVERIFY(outcome.output.contains("\nblocked=\n"));
        QVERIFY(outcome.output.contains("\nignored=\n"));
    }
};

QTEST_GUILESS_MAIN(TestRunCommand)
#include "tst_runcommand.moc"
