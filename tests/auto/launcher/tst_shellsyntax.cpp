// SPDX-License-Identifier: MIT
#include "launcher/explanation.h"

#include <QTest>

using namespace Spawnscope;

class TestShellSyntax : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isFound_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("position");
        QTest::addColumn<QByteArray>("token");
        const auto row = [](const char *line, int position, const char *token) {
            QTest::newRow(QByteArray(line).replace('\n', "\\n"))
                << QByteArray(line) << position << QByteArray(token);
        };
        row("a | b", 2, "|");
        row("a|b", 1, "|");
        row("a && b", 2, "&&");
        row("a || b", 2, "||");
        row("a; b", 1, ";");
        row("a &", 2, "&");
        row("a > b", 2, ">");
        row("a 2> b", 2, "2>");
        row("a 2>&1", 2, "2>&");
        row("a x2> b", 4, ">");
        row("a >> b", 2, ">>");
        row("a << b", 2, "<<");
        row("a &> b", 2, "&>");
        row("ls *.c", 3, "*");
        row("ls a?", 4, "?");
        row("ls [ab]", 3, "[ab]");
        row("echo $HOME/x", 5, "$HOME");
        row("echo \"a $HOME\"", 8, "$HOME");
        row("echo ${A:-b}c", 5, "${A:-b}");
        row("echo $?", 5, "$?");
        row("echo $1x", 5, "$1");
        row("echo $(date)", 5, "$(");
        row("echo $((1+2))", 5, "$((");
        row("echo `date`", 5, "`");
        row("echo \"`date`\"", 6, "`");
        row("echo $'a'", 5, "$'");
        row("(a)", 0, "(");
        row("ls ~", 3, "~");
        row("ls ~/x", 3, "~");
        row("a # b", 2, "#");
        row("A=1 b", 0, "A=1");
        row("if true", 0, "if");
        row("! a", 0, "!");
        row("cd /tmp", 0, "cd");
        row("a\nb", 1, "\n");
        row("a \\\n b", 2, "\\\n");
        row("echo \"\\$a\"", 6, "\\$");
        row("mv a.{c,h}", 5, "{c,h}");
        row("[[ -f a ]]", 0, "[[");
        row("a 'b' \"c\" | d", 10, "|");
    }
    void isFound()
    {
        QFETCH(QByteArray, line);
        const std::optional<ShellSyntax> syntax = findShellSyntax(line, CommandSyntax::Posix);
        QVERIFY(syntax);
        QTEST(int(syntax->position), "position");
        QTEST(syntax->token, "token");
        QVERIFY(!syntax->meaning.isEmpty());
    }

    void isNotFoundInPlainCommands_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line : {"",
                                 "ls -l /tmp",
                                 "grep 'a|b*$HOME' x",
                                 "grep \"a|b*;\" x",
                                 "grep a\\|b\\*\\$x",
                                 "echo a#b",
                                 "echo a~b",
                                 "echo 'it''s'",
                                 "[ -f x ]",
                                 "find . -exec x {} +",
                                 "echo if cd A=1",
                                 "'if' x",
                                 "echo $",
                                 "echo \"a $ b\"",
                                 "echo a$",
                                 "\nls\n",
                                 "echo {a}",
                                 "echo a=b",
                                 "echo 'open",
                                 "echo \"open",
                                 "echo \\",
                                 "echo !",
                                 "echo \"a'b\" 'c\"d'",
                                 "echo \"$'\"",
                                 "./a%b@c+d:e,f"})
            QTest::newRow(QByteArray(line).replace('\n', "\\n")) << QByteArray(line);
    }
    void isNotFoundInPlainCommands()
    {
        QFETCH(QByteArray, line);
        const std::optional<ShellSyntax> syntax = findShellSyntax(line, CommandSyntax::Posix);
        QVERIFY2(!syntax, syntax ? syntax->token.constData() : "");
    }

    void isFoundAsTheCommandProcessorReads_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("position");
        QTest::addColumn<QByteArray>("token");
        const auto row = [](const char *line, int position, const char *token) {
            QTest::newRow(line) << QByteArray(line) << position << QByteArray(token);
        };
        row("dir", 0, "dir");
        row("  DIR/w", 2, "DIR");
        row("a | b", 2, "|");
        row("a||b", 1, "||");
        row("a & b", 2, "&");
        row("a > b", 2, ">");
        row("a 2> b", 2, "2>");
        row("a x2> b", 4, ">");
        row("a >> b", 2, ">>");
        row("a %PATH% b", 2, "%PATH%");
        row("a \"%PATH%\"", 3, "%PATH%");
        row("a ^& b", 2, "^");
        row("(a) b", 0, "(");
        row("", -1, "");
        row("a \"b|c&d>e^f\"", -1, "");
        row("a 100% b", -1, "");
        row("a 5% of 10% b", -1, "");
        row("C:\\dir\\echo.exe 'x' $HOME *.c", -1, "");
        row("xdir", -1, "");
    }
    void isFoundAsTheCommandProcessorReads()
    {
        QFETCH(QByteArray, line);
        const auto syntax = findShellSyntax(line, CommandSyntax::Windows);
        QTEST(syntax ? int(syntax->position) : -1, "position");
        QTEST(syntax ? syntax->token : QByteArray(""), "token");
        QVERIFY(!syntax || !syntax->meaning.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestShellSyntax)
#include "tst_shellsyntax.moc"
