// SPDX-License-Identifier: MIT
#include "app/commandline.h"

#include <QTest>

using namespace Spawnscope;
using Action = CommandLine::Action;

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensTheWindowWithoutArguments()
    {
        const auto line = parseCommandLine({});
        QVERIFY(line);
        QCOMPARE(line->action, Action::OpenWindow);
        QVERIFY(!line->launch);
    }

    void takesEverythingAfterTwoDashesAsTheProgram()
    {
        const auto line = parseCommandLine({"--", "prog", "--env", "--", "-x", "\xff", ""});
        QVERIFY(line);
        QCOMPARE(line->action, Action::OpenWindow);
        QCOMPARE(line->launch->argv, (QByteArrayList{"prog", "--env", "--", "-x", "\xff", ""}));
        QVERIFY(line->qtArguments.isEmpty());
    }

    void takesAShellCommand()
    {
        const auto line = parseCommandLine({"--shell", "a | b"});
        QVERIFY(line);
        QCOMPARE(line->launch->mode, LaunchSpec::Mode::Shell);
        QCOMPARE(line->launch->command, "a | b");
    }

    void takesACommandForPowerShell()
    {
        const auto line = parseCommandLine({"run", "--powershell=Get-Date"});
        QVERIFY(line);
        QCOMPARE(line->launch->mode, LaunchSpec::Mode::Shell);
        QCOMPARE(line->launch->shell, CommandShell::PowerShell);
        QCOMPARE(line->launch->command, "Get-Date");
        QCOMPARE(helpText().contains(QLatin1StringView("--powershell")),
                 ownShells().contains(CommandShell::PowerShell));
        QVERIFY(!helpText().contains(QLatin1StringView("%1")));
    }

    void takesTheOptionsOfARun()
    {
        const auto line = parseCommandLine({"run", "--json", "--cwd=/x", "--env", "A=1=2",
                                            "--env=B=", "--unset", "C", "--clear-env", "--", "p"});
        QVERIFY(line);
        QCOMPARE(line->action, Action::Run);
        QVERIFY(line->asJson);
        QCOMPARE(line->launch->workingDirectory, "/x");
        const Environment &environment = line->launch->environment;
        QCOMPARE(environment.base, Environment::Base::Empty);
        QCOMPARE(environment.changes.size(), 3);
        QCOMPARE(environment.changes.value("A"), "1=2");
        QCOMPARE(environment.changes.value("B"), "");
        QCOMPARE(environment.changes.value("C"), std::nullopt);
    }

    void leavesQtsOptionsToQt()
    {
        const auto line = parseCommandLine(
            {"-platform", "offscreen", "--style=fusion", "-reverse", "--", "p", "-style", "x"});
        QVERIFY(line);
        QCOMPARE(line->qtArguments,
                 (QByteArrayList{"-platform", "offscreen", "--style=fusion", "-reverse"}));
        QCOMPARE(line->launch->argv, (QByteArrayList{"p", "-style", "x"}));
        QVERIFY(!parseCommandLine({"run", "-platform", "offscreen", "--", "p"}));
    }

    void answersWithoutLookingFurther()
    {
        QCOMPARE(parseCommandLine({"--help", "--bogus"})->action, Action::ShowHelp);
        QCOMPARE(parseCommandLine({"run", "-h"})->action, Action::ShowHelp);
        QCOMPARE(parseCommandLine({"-v"})->action, Action::ShowVersion);
        QVERIFY(helpText().contains(QLatin1StringView("spawnscope run")));
    }

    void demonstrates()
    {
        const auto line = parseCommandLine({"--demonstrate", "a.png"});
        QVERIFY(line);
        QCOMPARE(line->action, Action::Demonstrate);
        QCOMPARE(line->pictureFile, "a.png");
    }

    void opensFiles()
    {
        const auto line = parseCommandLine(
            {"open", "a", "-style", "fusion", "-", "--", "-b", "--"});
        QVERIFY(line);
        QCOMPARE(line->action, Action::OpenWindow);
        QCOMPARE(line->paths, (QByteArrayList{"a", "-", "-b", "--"}));
        QCOMPARE(line->qtArguments, (QByteArrayList{"-style", "fusion"}));
        QVERIFY(!line->launch);
        QVERIFY(helpText().contains(QLatin1StringView("spawnscope open")));
    }

    void refusesWithOneSentence_data()
    {
        QTest::addColumn<QByteArrayList>("arguments");
        QTest::newRow("unknown") << QByteArrayList{"--bogus"};
        QTest::newRow("one dash") << QByteArrayList{"-"};
        QTest::newRow("operand") << QByteArrayList{"ls"};
        QTest::newRow("run operand") << QByteArrayList{"run", "ls"};
        QTest::newRow("no program") << QByteArrayList{"--"};
        QTest::newRow("run alone") << QByteArrayList{"run"};
        QTest::newRow("both") << QByteArrayList{"--shell", "a", "--", "b"};
        QTest::newRow("two shells") << QByteArrayList{"--shell", "a", "--powershell", "b"};
        QTest::newRow("no value") << QByteArrayList{"run", "--env"};
        QTest::newRow("no name") << QByteArrayList{"--env", "=1", "--", "a"};
        QTest::newRow("no equals") << QByteArrayList{"--env", "A", "--", "a"};
        QTest::newRow("bad unset") << QByteArrayList{"--unset", "A=1", "--", "a"};
        QTest::newRow("no directory") << QByteArrayList{"--cwd=", "--", "a"};
        QTest::newRow("no command") << QByteArrayList{"--cwd", "/x"};
        QTest::newRow("value for a flag") << QByteArrayList{"--clear-env=1", "--", "a"};
        QTest::newRow("json in the window") << QByteArrayList{"--json", "--", "a"};
        QTest::newRow("open nothing") << QByteArrayList{"open"};
        QTest::newRow("open no name") << QByteArrayList{"open", ""};
        QTest::newRow("open input twice") << QByteArrayList{"open", "-", "--", "-"};
        QTest::newRow("open and run") << QByteArrayList{"open", "--cwd", "/", "a"};
        QTest::newRow("open and shell") << QByteArrayList{"open", "a", "--shell", "b"};
        QTest::newRow("open unknown") << QByteArrayList{"open", "--bogus"};
        QTest::newRow("demonstrate and run") << QByteArrayList{"--demonstrate", "f", "--", "a"};
    }
    void refusesWithOneSentence()
    {
        QFETCH(QByteArrayList, arguments);
        const auto line = parseCommandLine(arguments);
        QVERIFY(!line);
        QVERIFY(line.error().endsWith(u'.'));
        QVERIFY(!line.error().contains(u'\n'));
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
