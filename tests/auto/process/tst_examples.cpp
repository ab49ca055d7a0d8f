// SPDX-License-Identifier: MIT
#include "support/standingchecks.h"

#include <QDateTime>
#include <QDir>
#include <QTest>

using namespace Spawnscope;

/// The examples of asyncio's documentation, as programs, print what the documentation shows.
class TestExamples : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void aShellCommandThatFailsShowsItsStderr();
    void twoCommandsRunAtTheSameTime();
    void oneLineIsReadFromTheDate_data();
    void oneLineIsReadFromTheDate();

private:
    static QByteArray run(const QByteArray &example, const OsStringList &arguments);
};

QByteArray TestExamples::run(const QByteArray &example, const OsStringList &arguments)
{
    const QByteArray program = QByteArray(EXAMPLES_DIR) + "/example_" + example;
    SubprocessOptions options;
    options.standardOutput = Pipe;
    options.environment.changes["LC_ALL"] = "C";
    auto process = createSubprocessExec(program, arguments, options);
    if (!process)
        return "did not start";
    const auto output = waitFor((*process)->communicate());
    return output ? *output->standardOutput : "no answer";
}

void TestExamples::aShellCommandThatFailsShowsItsStderr()
{
    // The documentation shows 1, the number of another ls; GNU's says 2.
    QCOMPARE(run("run_commands", {"ls /zzz"}),
             "['ls /zzz' exited with 2]\n"
             "[stderr]\n"
             "ls: cannot access '/zzz': No such file or directory\n\n");
}

void TestExamples::twoCommandsRunAtTheSameTime()
{
    const QByteArray output = run("run_commands", {"sleep 0.2; echo \"hello\"", "ls /zzz"});
    QVERIFY(output.contains("['ls /zzz' exited with 2]\n[stderr]\n"));
    QVERIFY(output.contains("['sleep 0.2; echo \"hello\"' exited with 0]\n[stdout]\nhello\n"));
    // The one that sleeps was started first and ends last.
    QVERIFY(output.indexOf("hello\"' exited") > output.indexOf("/zzz' exited"));
}

void TestExamples::oneLineIsReadFromTheDate_data()
{
    QTest::addColumn<QByteArray>("example");
    QTest::newRow("streams") << QByteArray("get_date");
    QTest::newRow("protocol") << QByteArray("get_date_protocol");
}

void TestExamples::oneLineIsReadFromTheDate()
{
    QFETCH(QByteArray, example);
    const QByteArray output = run(example, {});
    QVERIFY(output.startsWith("Current date: "));
    const auto date = QDateTime::fromString(QString::fromUtf8(output.mid(14).trimmed()),
                                            QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    QVERIFY2(date.isValid(), output.constData());
}

QTEST_GUILESS_MAIN(TestExamples)
#include "tst_examples.moc"
