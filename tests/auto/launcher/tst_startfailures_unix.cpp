// SPDX-License-Identifier: MIT
#include "launcher/pathsearch.h"
#include "support/failingstarts.h"

#include <QTest>

#include <csignal>

using namespace Spawnscope;
using Kind = StartFailure::Kind;

class TestStartFailures : public FailingStarts
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheDirectoriesThatWereSearched()
    {
        LaunchSpec spec;
        spec.argv = {"no-such-program"};
        spec.environment.changes.insert("PATH", "/bin:/no/such/directory");
        const auto failure = failureOf(spec);
        QVERIFY(failure);
        QCOMPARE(failure->kind, Kind::ProgramNotFound);
        QVERIFY(failure->sentence.contains(QLatin1StringView("\"no-such-program\"")));
        QVERIFY(failure->details.contains(QLatin1StringView("/bin")));
        QVERIFY(
            failure->details.contains(QLatin1StringView("/no/such/directory (does not exist)")));
        QCOMPARE(shellExitCode(*failure), 127);
    }

    void findsSimilarNames()
    {
        write("pyhton", "");
        write("python", "");
        LaunchSpec spec;
        spec.argv = {"pythn"};
        spec.environment.changes.insert("PATH", folder());
        const auto failure = failureOf(spec);
        QVERIFY(failure);
        QVERIFY(failure->details.contains(QLatin1StringView("Similar names: python.")));
    }

    void pointsAtAFileInTheWorkingDirectory()
    {
        write("here", "#!/bin/sh\n");
        LaunchSpec spec;
        spec.argv = {"here"};
        spec.workingDirectory = folder();
        const auto failure = failureOf(spec);
        QVERIFY(failure);
        QCOMPARE(failure->kind, Kind::ProgramNotFound);
        QVERIFY(failure->details.join(u' ').contains(QLatin1StringView("\"./here\"")));
    }

    void tellsAMissingFileFromAMissingInterpreter()
    {
        const auto missing = failureOf("/no/such/file");
        QCOMPARE(missing->kind, Kind::FileNotFound);
        QCOMPARE(missing->details,
                 QStringList{QStringLiteral("Its directory \"/no\" does not exist.")});
        QCOMPARE(shellExitCode(*missing), 127);

        const auto interpreter = failureOf(write("script", "#! /no/interp -x\n"));
        QCOMPARE(interpreter->kind, Kind::BadInterpreter);
        QVERIFY(interpreter->sentence.contains(QLatin1StringView("\"/no/interp\"")));

        const auto windows = failureOf(write("crlf", "#!/bin/sh\r\necho\r\n"));
        QCOMPARE(windows->kind, Kind::BadInterpreter);
        QVERIFY(windows->sentence.contains(QLatin1StringView("CR LF")));
    }

    void tellsWhyAFileCannotBeExecuted()
    {
        const auto plain = failureOf(write("plain", "#!/bin/sh\n", false));
        QCOMPARE(plain->kind, Kind::NotExecutable);
        QCOMPARE(shellExitCode(*plain), 126);
        const auto directory = failureOf("/tmp");
        QCOMPARE(directory->kind, Kind::NotExecutable);
        QVERIFY(directory->sentence.contains(QLatin1StringView("is a directory")));
        const auto text = failureOf(write("text", "echo hello\n"));
        QCOMPARE(text->kind, Kind::NotAProgram);
        QVERIFY(text->sentence.contains(QLatin1StringView("#!")));
        const auto empty = failureOf(write("empty", ""));
        QCOMPARE(empty->kind, Kind::NotAProgram);
        const auto foreign = failureOf(write("foreign", QByteArray("MZ\0\0", 4)));
        QCOMPARE(foreign->kind, Kind::NotAProgram);
    }

    void namesTheDirectoryOrTheStream()
    {
        LaunchSpec spec;
        spec.argv = {"true"};
        spec.workingDirectory = "/no/such/directory";
        auto failure = failureOf(spec);
        QCOMPARE(failure->kind, Kind::MissingDirectory);
        QVERIFY(failure->sentence.contains(QLatin1StringView("/no/such/directory")));
        QCOMPARE(shellExitCode(*failure), 126);

        spec.workingDirectory.clear();
        spec.input = LaunchSpec::Input::File;
        spec.inputPath = "/no/such/file";
        failure = failureOf(spec);
        QCOMPARE(failure->kind, Kind::StreamFile);
        QVERIFY(failure->sentence.contains(QLatin1StringView("/no/such/file")));
    }

    void countsWhatIsTooLong()
    {
        LaunchSpec spec;
        spec.argv = {"/bin/true", QByteArray(32 * 1024 * 1024, 'x')};
        const auto failure = failureOf(spec);
        QVERIFY(failure);
        QCOMPARE(failure->kind, Kind::ArgumentsTooLong);
        QVERIFY(!failure->details.isEmpty());
    }

    void refusesBadInputWithAReason()
    {
        LaunchSpec spec;
        QCOMPARE(failureOf(spec)->kind, Kind::BadInput);
        spec.argv = {"true", QByteArray("a\0b", 3)};
        QCOMPARE(failureOf(spec)->kind, Kind::BadInput);
    }

    void resolvesProgramsInTheChildsPath()
    {
        const QByteArray path = write("tool", "#!/bin/sh\n");
        LaunchSpec spec;
        spec.environment.changes.insert("PATH", "/no/such:" + folder());
        QCOMPARE(resolveProgram("tool", spec), path);
        QVERIFY(resolveProgram("no-such-tool", spec).isEmpty());
        spec.environment.base = Environment::Base::Empty;
        spec.environment.changes.clear();
        QVERIFY(!resolveProgram("sh", spec).isEmpty());
        spec.workingDirectory = folder();
        QCOMPARE(resolveProgram("./tool", spec), spec.workingDirectory + "/./tool");
    }

    void explainsDeathsBySignals_data()
    {
        QTest::addColumn<ExitStatus::Kind>("kind");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("brief");
        QTest::addColumn<QString>("part");
        QTest::newRow("by a shell") << ExitStatus::Kind::Exited << 128 + SIGKILL
                                    << QStringLiteral("137 (128+9)") << QStringLiteral("SIGKILL");
        QTest::newRow("killed") << ExitStatus::Kind::Signalled << SIGKILL
                                << QStringLiteral("-9 SIGKILL") << QStringLiteral("SIGKILL");
        QTest::newRow("memory") << ExitStatus::Kind::Signalled << SIGSEGV
                                << QStringLiteral("-11 SIGSEGV") << QStringLiteral("memory");
    }
    void explainsDeathsBySignals()
    {
        QFETCH(ExitStatus::Kind, kind);
        QFETCH(int, code);
        QFETCH(QString, part);
        const ExitStatus status{kind, code, false};
        QTEST(shortReturncode(status, LaunchSpec::Mode::Shell), "brief");
        const QString sentence = explainExit(status, LaunchSpec::Mode::Shell);
        QVERIFY2(sentence.contains(part), qPrintable(sentence));
        QVERIFY(sentence.endsWith(u'.'));
    }
};

QTEST_GUILESS_MAIN(TestStartFailures)
#include "tst_startfailures_unix.moc"
