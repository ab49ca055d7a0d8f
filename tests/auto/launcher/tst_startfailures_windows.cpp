// SPDX-License-Identifier: MIT
#include "launcher/launcher.h"
#include "launcher/pathsearch.h"
#include "support/failingstarts.h"
#include "support/standingchecks.h"

#include <QTest>

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
        spec.environment.changes.insert("path", "C:\\windows;C:\\no\\such\\directory");
        const auto failure = failureOf(spec);
        QVERIFY(failure);
        QCOMPARE(failure->kind, Kind::ProgramNotFound);
        QVERIFY(failure->sentence.contains(QLatin1StringView("\"no-such-program\"")));
        QVERIFY(failure->details.contains(QLatin1StringView("C:\\windows")));
        QVERIFY(failure->details.contains(
            QLatin1StringView("C:\\no\\such\\directory (does not exist)")));
        QCOMPARE(shellExitCode(*failure), 127);
    }

    void findsSimilarNames()
    {
        write("pyhton.exe", "");
        write("python.exe", "");
        LaunchSpec spec;
        spec.argv = {"pythn"};
        spec.environment.changes.insert("PATH", folder());
        const auto failure = failureOf(spec);
        QVERIFY(failure);
        QVERIFY(failure->details.contains(QLatin1StringView("Similar names: python.")));
    }

    void pointsAtAFileInTheWorkingDirectory()
    {
        write("here.exe", "");
        LaunchSpec spec;
        spec.argv = {"here"};
        spec.workingDirectory = folder();
        const auto failure = failureOf(spec);
        QVERIFY(failure);
        QCOMPARE(failure->kind, Kind::ProgramNotFound);
        QVERIFY(failure->details.join(u' ').contains(QLatin1StringView("\".\\here\"")));
    }

    void tellsWhatOnlyTheCommandProcessorKnows()
    {
        const auto failure = failureOf("dir");
        QVERIFY(failure);
        QVERIFY(failure->details.join(u' ').contains(QLatin1StringView("cmd.exe")));
    }

    void namesTheDirectoryThatIsMissing()
    {
        const auto missing = failureOf("C:\\no\\such\\file.exe");
        QVERIFY(missing);
        QCOMPARE(missing->kind, Kind::FileNotFound);
        QCOMPARE(missing->details,
                 QStringList{QStringLiteral("Its directory \"C:\\no\" does not exist.")});
        QCOMPARE(shellExitCode(*missing), 127);
    }

    void tellsWhyAFileCannotBeExecuted()
    {
        const auto directory = failureOf("C:\\windows");
        QVERIFY(directory);
        QCOMPARE(directory->kind, Kind::NotExecutable);
        QVERIFY(directory->sentence.contains(QLatin1StringView("is a directory")));
        const auto text = failureOf(write("text.exe", "echo hello\n"));
        QVERIFY(text);
        QCOMPARE(text->kind, Kind::NotAProgram);
        QVERIFY(text->sentence.contains(QLatin1StringView("is a text")));
        const auto empty = failureOf(write("empty.exe", ""));
        QVERIFY(empty);
        QCOMPARE(empty->kind, Kind::NotAProgram);
        const auto foreign = failureOf(write("foreign.exe", QByteArray("\xca\xfe\xba\xbe", 4)));
        QVERIFY(foreign);
        QCOMPARE(foreign->kind, Kind::NotAProgram);
    }

    void namesTheDirectoryOrTheStream()
    {
        LaunchSpec spec;
        spec.argv = {"cmd"};
        spec.workingDirectory = "C:\\no\\such\\directory";
        auto failure = failureOf(spec);
        QCOMPARE(failure->kind, Kind::MissingDirectory);
        QVERIFY(failure->sentence.contains(QLatin1StringView("C:\\no\\such\\directory")));
        QCOMPARE(shellExitCode(*failure), 126);

        spec.workingDirectory.clear();
        spec.input = LaunchSpec::Input::File;
        spec.inputPath = "C:\\no\\such\\file";
        failure = failureOf(spec);
        QCOMPARE(failure->kind, Kind::StreamFile);
        QVERIFY(failure->sentence.contains(QLatin1StringView("C:\\no\\such\\file")));
    }

    void countsWhatIsTooLong()
    {
        LaunchSpec spec;
        spec.argv = {"cmd", QByteArray(100'000, 'x')};
        const auto failure = failureOf(spec);
        QVERIFY(failure);
        QCOMPARE(failure->kind, Kind::ArgumentsTooLong);
        QVERIFY(!failure->details.isEmpty());
    }

    void refusesBadInputWithAReason()
    {
        LaunchSpec spec;
        QCOMPARE(failureOf(spec)->kind, Kind::BadInput);
        spec.argv = {"cmd", QByteArray("a\0b", 3)};
        QCOMPARE(failureOf(spec)->kind, Kind::BadInput);
    }

    void refusesToGiveABatchFileWhatItWouldExecute()
    {
        LaunchSpec spec;
        spec.argv = {write("tool.cmd", "@echo off\r\n"), "a%PATH%"};
        const auto failure = failureOf(spec);
        QVERIFY(failure);
        QCOMPARE(failure->kind, Kind::BadInput);
        QVERIFY(failure->sentence.contains(QLatin1StringView("a%PATH%")));
        QVERIFY(failure->sentence.contains(QLatin1StringView("batch file")));
    }

    void resolvesProgramsInTheChildsPath()
    {
        const QByteArray path = write("tool.bat", "@exit /b 5\r\n");
        LaunchSpec spec;
        spec.environment.changes.insert("Path", "C:\\no\\such;" + folder());
        QCOMPARE(resolveProgram("tool", spec).toLower(), path.toLower());
        QVERIFY(resolveProgram("no-such-tool", spec).isEmpty());
        spec.environment.changes.insert("PATHEXT", ".EXE");
        QVERIFY(resolveProgram("tool", spec).isEmpty());
        spec.environment.base = Environment::Base::Empty;
        spec.environment.changes.clear();
        QVERIFY(!resolveProgram("cmd", spec).isEmpty());
        spec.workingDirectory = folder();
        QCOMPARE(resolveProgram(".\\tool", spec), folder() + "\\.\\tool.bat");
    }

    void startsWhatPathExtNames()
    {
        write("answer.cmd", "@exit /b 5\r\n");
        Launcher launcher;
        LaunchSpec spec;
        spec.argv = {"answer"};
        spec.environment.changes.insert(
            "PATH", folder() + ';' + childVariable(Environment(), "PATH").value_or(""));
        Session *session = launcher.start(spec);
        QTRY_COMPARE(session->state(), Session::State::Finished);
        QCOMPARE(session->returncode(), 5);
    }

    void tellsACrash()
    {
        Launcher launcher;
        LaunchSpec spec;
        spec.argv = {testChild(), "crash"};
        Session *session = launcher.start(spec);
        QTRY_COMPARE(session->state(), Session::State::Finished);
        const QString sentence = explainExit(*session->exitStatus(), LaunchSpec::Mode::Exec);
        QVERIFY2(sentence.contains(QLatin1StringView("STATUS_ACCESS_VIOLATION")),
                 qPrintable(sentence));
    }
};

QTEST_GUILESS_MAIN(TestStartFailures)
#include "tst_startfailures_windows.moc"
