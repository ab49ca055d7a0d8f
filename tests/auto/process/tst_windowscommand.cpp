// SPDX-License-Identifier: MIT
#include "process/windowscommand_p.h"

#include <QTest>

using namespace Spawnscope;
using namespace Spawnscope::WindowsCommand;

namespace {

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

SearchPlaces places()
{
    return {text("C:\\App"),
            std::nullopt,
            {text("C:\\Windows\\system32"), text("C:\\Windows")},
            text("D:\\tools;\"E:\\my tools\";relative;;F:\\")};
}

} // namespace

/// The decisions of a start on Windows.
class TestWindowsCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBareNameIsLookedForInTheDocumentedOrder()
    {
        QCOMPARE(candidateFiles(text("x.exe"), places(), {}),
                 (QStringList{text("C:\\App\\x.exe"), text("C:\\Windows\\system32\\x.exe"),
                              text("C:\\Windows\\x.exe"), text("D:\\tools\\x.exe"),
                              text("E:\\my tools\\x.exe"), text("F:\\x.exe")}));
    }

    void theCurrentDirectoryIsSearchedOnlyIfAsked()
    {
        SearchPlaces asked = places();
        asked.current = text("G:\\here");
        const QStringList files = candidateFiles(text("x.exe"), asked, {});
        QCOMPARE(files.indexOf(text("G:\\here\\x.exe")), 1);
        QVERIFY(files.contains(text("G:\\here\\relative\\x.exe")));
        for (const QString &file : candidateFiles(text("x.exe"), places(), {}))
            QVERIFY(isAbsolute(file));
    }

    void aNameWithoutExtensionIsAnExeOrACom()
    {
        const QStringList files = candidateFiles(text("x"), places(), {});
        QCOMPARE(files.first(), text("C:\\App\\x.exe"));
        QCOMPARE(files.at(1), text("C:\\App\\x.com"));
        QVERIFY(!files.contains(text("C:\\App\\x")));
        QVERIFY(!files.join(u' ').contains(text(".bat")));
    }

    void aPathIsTakenFromTheChildsDirectory()
    {
        QCOMPARE(candidateFiles(text("sub/x.exe"), places(), text("C:\\work")),
                 QStringList{text("C:\\work\\sub/x.exe")});
        QCOMPARE(candidateFiles(text(".\\x"), places(), text("C:\\work")).at(1),
                 text("C:\\work\\.\\x.exe"));
        QCOMPARE(candidateFiles(text("D:\\x.exe"), places(), text("C:\\work")),
                 QStringList{text("D:\\x.exe")});
        QCOMPARE(candidateFiles(text("\\x.exe"), places(), text("C:\\work")),
                 QStringList{text("\\x.exe")});
    }

    void onlyWhatIsAbsoluteIsAbsolute()
    {
        for (const char *path : {"C:\\x", "C:/x", "\\\\server\\share"})
            QVERIFY2(isAbsolute(text(path)), path);
        for (const char *path : {"", "x", "\\x", "C:", "C:x", ".\\x"})
            QVERIFY2(!isAbsolute(text(path)), path);
    }

    void aBatchFileIsKnownByItsExtension()
    {
        for (const char *file : {"x.bat", "x.CMD", "C:\\a b\\x.Bat", "x.bat.", "x.cmd .. "})
            QVERIFY2(isBatchFile(text(file)), file);
        for (const char *file : {"x.exe", "bat", "x.bat.exe", "x.cmdx"})
            QVERIFY2(!isBatchFile(text(file)), file);
    }

    void theProgramIsQuotedByItsOwnRules()
    {
        QCOMPARE(*commandLine({text("C:\\a b\\"), text("c d\\"), text("e\"f"), {}}),
                 text("\"C:\\a b\\\" \"c d\\\\\" e\\\"f \"\""));
        QVERIFY(!commandLine({text("a\"b")}));
    }

    void aBatchFileGetsItsArgumentsThroughTheCommandProcessor()
    {
        QCOMPARE(
            *batchCommandLine(text("C:\\cmd.exe"), text("C:\\x.bat"),
                              {text("plain"), text("a b"), text("&calc"), {}, text("d\\ e\\")}),
            text("\"C:\\cmd.exe\" /d /e:ON /v:OFF /s /c "
                 "\"\"C:\\x.bat\" plain \"a b\" \"&calc\" \"\" \"d\\ e\\\\\"\""));
    }

    void whatCannotReachABatchFileSafelyIsRefused()
    {
        for (const char *argument : {"\"", "a\"&calc", "%PATH%", "100%", "a\nb", "a\rb"}) {
            const auto line = batchCommandLine(text("cmd"), text("x.bat"), {text(argument)});
            QVERIFY2(!line, argument);
            QCOMPARE(line.error().stage, ProcessStage::Arguments);
            QVERIFY(line.error().code == std::errc::invalid_argument);
            QCOMPARE(line.error().context, QByteArray(argument));
        }
        QVERIFY(!batchCommandLine(text("cmd"), text("%x%.bat"), {}));
    }

    void aShellGetsTheCommandAsItStands()
    {
        using Shell = WindowsOptions::Shell;
        QCOMPARE(shellCommandLine(Shell::CommandProcessor, text("C:\\cmd.exe"),
                                  text("echo \"a b\" & dir")),
                 text("\"C:\\cmd.exe\" /d /s /c \"echo \"a b\" & dir\""));
        QCOMPARE(shellCommandLine(Shell::PowerShell, text("C:\\p.exe"), text("echo \"a b\"")),
                 text("\"C:\\p.exe\" -NoLogo -NoProfile -NonInteractive -Command "
                      "\"echo \\\"a b\\\"\""));
    }

    void aRelativeComSpecIsNotTrusted()
    {
        using Shell = WindowsOptions::Shell;
        const QString system = text("C:\\Windows\\system32");
        QCOMPARE(shellFile(Shell::CommandProcessor, text("D:\\my.exe"), system),
                 text("D:\\my.exe"));
        for (const char *file : {"", "cmd.exe", "..\\cmd.exe"})
            QCOMPARE(shellFile(Shell::CommandProcessor, text(file), system),
                     text("C:\\Windows\\system32\\cmd.exe"));
        QVERIFY(shellFile(Shell::PowerShell, text("D:\\my.exe"), system)
                    .endsWith(text("powershell.exe")));
    }

    void variablesAreSortedAndNamesHaveNoCase()
    {
        const QStringList own = {text("SystemRoot=C:\\Windows"), text("SystemDrive=C:")};
        const QStringList base = own
            + QStringList{text("Path=a"), text("_x=1"), text("=C:=C:\\w"), text("abc=2"),
                          text("Drop=3")};
        const QStringList variables = environmentVariables(
            base,
            {{text("PATH"), text("b=c")}, {text("drop"), std::nullopt}, {text("New"), QString()}},
            own);
        QCOMPARE(
            variables,
            (QStringList{text("=C:=C:\\w"), text("abc=2"), text("New="), text("PATH=b=c"),
                         text("SystemDrive=C:"), text("SystemRoot=C:\\Windows"), text("_x=1")}));
        QCOMPARE(valueOf(variables, text("path")), text("b=c"));
        QCOMPARE(valueOf(variables, text("none")), QString());
    }

    void whatHardlyAProgramCanDoWithoutIsAdded()
    {
        const QStringList own = {text("SystemRoot=C:\\Windows"), text("SystemDrive=C:"),
                                 text("Path=a")};
        QCOMPARE(environmentVariables({}, {}, own),
                 (QStringList{text("SystemDrive=C:"), text("SystemRoot=C:\\Windows")}));
        QCOMPARE(
            environmentVariables(
                {}, {{text("systemroot"), std::nullopt}, {text("SYSTEMDRIVE"), text("D:")}}, own),
            QStringList{text("SYSTEMDRIVE=D:")});
    }

    void aBlockEndsWithTwoNulsEvenWhenEmpty()
    {
        QCOMPARE(environmentBlock({text("a=1"), text("b=2")}),
                 text("a=1") + QChar(0) + text("b=2") + QString(2, QChar(0)));
        QCOMPARE(environmentBlock({}), QString(2, QChar(0)));
    }
};

QTEST_GUILESS_MAIN(TestWindowsCommand)
#include "tst_windowscommand.moc"
