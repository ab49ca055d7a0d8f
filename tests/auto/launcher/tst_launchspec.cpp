// SPDX-License-Identifier: MIT
#include "base/jsontext.h"
#include "base/shlex.h"
#include "launcher/launchspec.h"
#include "launcher/pathsearch.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Spawnscope;

namespace {

LaunchSpec exec(const QByteArrayList &argv)
{
    LaunchSpec spec;
    spec.argv = argv;
    return spec;
}

LaunchSpec shell(const QByteArray &command)
{
    LaunchSpec spec;
    spec.mode = LaunchSpec::Mode::Shell;
    spec.command = command;
    return spec;
}

LaunchSpec everything()
{
    LaunchSpec spec = exec({"grep", "-n", "a b", "\xff\xfe", ""});
    spec.workingDirectory = "/tmp/a b";
    spec.environment.base = Environment::Base::Empty;
    spec.environment.changes = {{"PATH", "/bin"}, {"EMPTY", ""}, {"HOME", std::nullopt}};
    spec.input = LaunchSpec::Input::File;
    spec.inputPath = "in";
    spec.output = LaunchSpec::Output::AppendFile;
    spec.outputPath = "out";
    spec.error = LaunchSpec::Output::Null;
    spec.mergeError = true;
    spec.exactOrder = true;
    return spec;
}

} // namespace

class TestLaunchSpec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackFromJsonAsItWas()
    {
        for (const LaunchSpec &spec : {everything(), shell("a | b"), exec({"x"})}) {
            const QByteArray text = QJsonDocument(spec.toJson()).toJson();
            const auto read = LaunchSpec::fromJson(QJsonDocument::fromJson(text).object());
            QVERIFY(read);
            QVERIFY(*read == spec);
        }
    }

    void refusesJsonThatIsNoLaunch()
    {
        const auto refused = [](const char *text) {
            return !LaunchSpec::fromJson(QJsonDocument::fromJson(text).object());
        };
        QVERIFY(refused("{}"));
        QVERIFY(refused(R"({"mode":"exec","argv":[]})"));
        QVERIFY(refused(R"({"mode":"exec","argv":["a",1]})"));
        QVERIFY(refused(R"({"mode":"fork","argv":["a"]})"));
        QVERIFY(refused(R"({"mode":"shell","argv":["a"]})"));
        QVERIFY(refused(R"({"argv":[{"base64":"*"}]})"));
        QVERIFY(!refused(R"({"argv":["a"]})"));
    }

    void differsInEveryMember()
    {
        LaunchSpec changed = everything();
        changed.environment.changes.insert("HOME", "");
        QVERIFY(!(changed == everything()));
        changed = everything();
        changed.mergeError = false;
        QVERIFY(!(changed == everything()));
    }

    void hasACommandLineThatAShellReadsBack_data()
    {
        QTest::addColumn<QByteArrayList>("argv");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("plain") << QByteArrayList{"ls", "-l"} << QByteArray("ls -l");
        QTest::newRow("blank") << QByteArrayList{"a b", ""} << QByteArray("'a b' ''");
        QTest::newRow("keyword") << QByteArrayList{"if", "if"} << QByteArray("'if' if");
        QTest::newRow("assignment") << QByteArrayList{"A=b", "A=b"} << QByteArray("'A=b' A=b");
        QTest::newRow("quote") << QByteArrayList{"it's"} << QByteArray("\"it's\"");
        QTest::newRow("quote and dollar")
            << QByteArrayList{"it's $1"} << QByteArray("'it'\"'\"'s $1'");
    }
    void hasACommandLineThatAShellReadsBack()
    {
        QFETCH(QByteArrayList, argv);
        QFETCH(QByteArray, line);
        QCOMPARE(exec(argv).commandLine(CommandSyntax::Posix), line);
        QCOMPARE(Shlex::split(line).value(), argv);
    }

    void becomesAShellLine_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("expected");
        LaunchSpec spec = shell("a | b");
        QTest::newRow("as it is") << spec.toShell(CommandSyntax::Posix) << QByteArray("a | b");
        spec.workingDirectory = "/x y";
        QTest::newRow("directory")
            << spec.toShell(CommandSyntax::Posix) << QByteArray("cd '/x y' && /bin/sh -c 'a | b'");
        spec = exec({"prog"});
        spec.workingDirectory = "-";
        QTest::newRow("odd directory")
            << spec.toShell(CommandSyntax::Posix) << QByteArray("cd ./- && prog");
        spec = exec({"prog"});
        spec.environment.changes = {{"A", "1 2"}};
        QTest::newRow("set") << spec.toShell(CommandSyntax::Posix) << QByteArray("A='1 2' prog");
        spec.environment.changes.insert("B", std::nullopt);
        QTest::newRow("unset") << spec.toShell(CommandSyntax::Posix)
                               << QByteArray("env -u B A='1 2' prog");
        spec.environment.changes = {{"a-b", "1"}};
        QTest::newRow("odd name") << spec.toShell(CommandSyntax::Posix)
                                  << QByteArray("env a-b=1 prog");
        QTest::newRow("everything")
            << everything().toShell(CommandSyntax::Posix)
            << QByteArray("cd '/tmp/a b' && env -i EMPTY='' PATH=/bin grep -n 'a b' '\xff\xfe' '' "
                          "< in >> out 2>&1");
    }
    void becomesAShellLine()
    {
        QFETCH(QByteArray, line);
        QTEST(line, "expected");
    }

    void becomesALineOfTheCommandProcessor_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const LaunchSpec &spec, const char *expected) {
            QTest::newRow(name) << spec.toShell(CommandSyntax::Windows) << QByteArray(expected);
        };
        LaunchSpec spec = shell("dir | sort");
        row("as it is", spec, "dir | sort");
        spec.workingDirectory = "D:\\x y";
        row("directory", spec, "cd /d \"D:\\x y\" && (dir | sort)");
        row("words", exec({"prog", "a b", "c\"d", ""}), "prog \"a b\" c\\^\"d \"\"");
        row("what it acts upon", exec({"prog", "a&b c", "100%"}), "prog ^\"a^&b c^\" 100^%");
        spec = exec({"prog"});
        spec.environment.changes = {{"A", "1 2"}, {"B", std::nullopt}};
        spec.output = LaunchSpec::Output::AppendFile;
        spec.outputPath = "out file";
        spec.error = LaunchSpec::Output::Null;
        row("variables and streams", spec,
            "set \"A=1 2\" && set \"B=\" && prog >> \"out file\" 2> NUL");
    }
    void becomesALineOfTheCommandProcessor()
    {
        QFETCH(QByteArray, line);
        QTEST(line, "expected");
    }

    void hasACommandLineThatWindowsReadsBack_data()
    {
        QTest::addColumn<QByteArrayList>("argv");
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("plain") << QByteArrayList{"C:\\a\\b.exe", "-l"}
                               << QByteArray("C:\\a\\b.exe -l");
        QTest::newRow("blank") << QByteArrayList{"a b\\", ""} << QByteArray("\"a b\\\\\" \"\"");
        QTest::newRow("quote") << QByteArrayList{"a\"b"} << QByteArray("a\\\"b");
        QTest::newRow("apostrophe") << QByteArrayList{"it's"} << QByteArray("it's");
    }
    void hasACommandLineThatWindowsReadsBack()
    {
        QFETCH(QByteArrayList, argv);
        QFETCH(QByteArray, line);
        QCOMPARE(exec(argv).commandLine(CommandSyntax::Windows), line);
        QCOMPARE(splitCommand(line, CommandSyntax::Windows).value(), argv);
    }

    void readsACommandLineAsWindowsDoes()
    {
        const auto words = [](const char *line) {
            return splitCommand(line, CommandSyntax::Windows).value_or(QByteArrayList{"open"});
        };
        QCOMPARE(words("  a\tb  "), (QByteArrayList{"a", "b"}));
        QCOMPARE(words("\"a\"\"b\" c"), (QByteArrayList{"a\"b", "c"}));
        QCOMPARE(words("a\\\\\"b c\""), (QByteArrayList{"a\\b c"}));
        QCOMPARE(words("a\" b"), QByteArrayList{"open"});
        QCOMPARE(words(""), QByteArrayList());
    }

    void becomesAPythonScriptForWindows()
    {
        LaunchSpec spec = exec({"prog"});
        spec.environment.changes = {{"A", "1"}, {"B", std::nullopt}};
        spec.terminal.emplace();
        const QByteArray script = spec.toPythonAsyncio(CommandSyntax::Windows);
        QVERIFY(script.contains("    env = dict(os.environ)\n    env[\"A\"] = \"1\"\n"));
        QVERIFY(!script.contains("termios"));
    }

    void becomesAnArgvInJson()
    {
        QCOMPARE(exec({"a", "\"\n\x01", "\xc3\xbc", "\xff"}).toArgvJson(),
                 QByteArray("[\"a\", \"\\\"\\n\\u0001\", \"\\u00fc\", \"\\udcff\"]"));
        QCOMPARE(shell("x").toArgvJson(), exec(shellArgv("x")).toArgvJson());
    }

    void aTerminalIsKept()
    {
        LaunchSpec spec = shell("x");
        QVERIFY(!spec.toJson().contains(QLatin1StringView("terminal")));
        spec.terminal = LaunchTerminal{.rows = 30, .columns = 100, .separateError = true};
        const auto back = LaunchSpec::fromJson(spec.toJson());
        QVERIFY(back);
        QVERIFY(back->terminal);
        QCOMPARE(back->terminal->rows, 30);
        QCOMPARE(back->terminal->columns, 100);
        QVERIFY(back->terminal->separateError);
        LaunchSpec other = spec;
        other.terminal->rows = 40;
        QVERIFY(other == spec);
        other.terminal->separateError = false;
        QVERIFY(!(other == spec));
        other.terminal.reset();
        QVERIFY(!(other == spec));
        QJsonObject json = spec.toJson();
        json.insert(QLatin1StringView("terminal"), QJsonObject{{QLatin1StringView("rows"), -3}});
        QCOMPARE(LaunchSpec::fromJson(json)->terminal->rows, 24);
    }

    void powerShellIsKept()
    {
        LaunchSpec spec = shell("Get-Date");
        QVERIFY(!spec.toJson().contains(QLatin1StringView("shell")));
        const LaunchSpec usual = spec;
        spec.shell = CommandShell::PowerShell;
        QVERIFY(!(spec == usual));
        const auto back = LaunchSpec::fromJson(spec.toJson());
        QVERIFY(back && *back == spec);
        QCOMPARE(back->shell, CommandShell::PowerShell);
        QCOMPARE(spec.commandLine(), "Get-Date");
        QJsonObject json = spec.toJson();
        json.insert(QLatin1StringView("shell"), QLatin1StringView("fish"));
        QVERIFY(!LaunchSpec::fromJson(json));

        QVERIFY(!spec.contradiction(CommandSyntax::Windows));
        QVERIFY(spec.contradiction(CommandSyntax::Posix));
        QVERIFY(!usual.contradiction(CommandSyntax::Posix));
        spec.mode = LaunchSpec::Mode::Exec;
        QVERIFY(!spec.contradiction(CommandSyntax::Posix));
    }

    void powerShellIsNamedWhereItIsNotTheReader()
    {
        LaunchSpec spec = shell("Get-Date | % { \"a b\" }");
        spec.shell = CommandShell::PowerShell;
        const QByteArray options = "-NoLogo -NoProfile -NonInteractive -Command ";
        QCOMPARE(spec.toShell(CommandSyntax::Posix),
                 "powershell.exe " + options + "'Get-Date | % { \"a b\" }'");
        QCOMPARE(spec.toShell(CommandSyntax::Windows),
                 "powershell.exe " + options + "^\"Get-Date ^| ^% { \\^\"a b\\^\" }^\"");
        QCOMPARE(spec.startedArgv().mid(1), powerShellArgv(spec.command).mid(1));
        const QByteArray script = spec.toPythonAsyncio(CommandSyntax::Windows);
        QVERIFY(script.contains("create_subprocess_exec(\n        \"powershell.exe\",\n"));
        QVERIFY(script.contains("        \"-Command\",\n        \"Get-Date | % { "));
    }

    void theSystemsShellIsTheFirstToChoose()
    {
        QCOMPARE(ownShells().first(), CommandShell::System);
        QVERIFY(ownCommandSyntax() == CommandSyntax::Windows
                || !ownShells().contains(CommandShell::PowerShell));
    }

    void whatATerminalContradictsIsSaid()
    {
        LaunchSpec spec = shell("x");
        spec.exactOrder = true;
        QVERIFY(!spec.contradiction());
        spec.terminal.emplace();
        QVERIFY(spec.contradiction()->contains(QStringLiteral("exact order")));
        spec.exactOrder = false;
        QVERIFY(!spec.contradiction());
        spec.mergeError = true;
        QVERIFY(!spec.contradiction());
        spec.terminal->separateError = true;
        QVERIFY(spec.contradiction());
        spec.mergeError = false;
        spec.error = LaunchSpec::Output::File;
        QVERIFY(!spec.contradiction());
        spec.output = LaunchSpec::Output::Null;
        QVERIFY(spec.contradiction()->contains(QStringLiteral("output")));
        spec.output = LaunchSpec::Output::Pipe;
        spec.input = LaunchSpec::Input::File;
        QVERIFY(spec.contradiction()->contains(QStringLiteral("input")));
    }

    void becomesAPythonScript()
    {
        const QByteArray script = everything().toPythonAsyncio(CommandSyntax::Posix);
        const auto opened = [](const QByteArray &name, const QByteArray &mode) {
            return "open(" + jsonString(fromDirectory("/tmp/a b", name)) + ", \"" + mode + "\"),\n";
        };
        for (const QByteArray &line : {
                 QByteArray("    env = {}\n"),
                 QByteArray("    env[os.fsencode(\"PATH\")] = os.fsencode(\"/bin\")\n"),
                 QByteArray("    env.pop(os.fsencode(\"HOME\"), None)\n"),
                 QByteArray("        b\"\\xff\\xfe\",\n"),
                 QByteArray("        cwd=\"/tmp/a b\",\n"),
                 "        stdin=" + opened("in", "rb"),
                 "        stdout=" + opened("out", "ab"),
                 QByteArray("        stderr=asyncio.subprocess.STDOUT,\n"),
             })
            QVERIFY2(script.contains(line), line.constData());
        QVERIFY(shell("x")
                    .toPythonAsyncio(CommandSyntax::Posix)
                    .contains("create_subprocess_shell(\n        \"x\",\n"));
    }
};

QTEST_GUILESS_MAIN(TestLaunchSpec)
#include "tst_launchspec.moc"
