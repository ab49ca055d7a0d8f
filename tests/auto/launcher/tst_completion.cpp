// SPDX-License-Identifier: MIT
#include "base/osstring.h"
#include "launcher/completion.h"
#include "launcher/pathsearch.h"
#include "support/testfiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

using namespace Spawnscope;

class TestCompletion : public QObject
{
    Q_OBJECT

private:
    void touch(const char *name, bool isExecutable)
    {
        QFile file(m_directory.filePath(QString::fromUtf8(name)
                                        + (isExecutable ? executableSuffix() : QString())));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.setPermissions(isExecutable ? QFile::ReadOwner | QFile::ExeOwner : QFile::ReadOwner);
    }
    QByteArray directory() const { return OsString(m_directory.path()).bytes(); }
    static QByteArray file(const char *program) { return program + executableSuffix().toUtf8(); }
    /// As a directory is shown that something else stands before or not.
    static QByteArray folder(const char *path)
    {
        return path + QByteArray(1, separatorAfter(path));
    }

    QTemporaryDir m_directory;

private Q_SLOTS:
    void initTestCase()
    {
        touch("tool-b", true);
        touch("tool-a", true);
        touch("tool.txt", false);
        touch("a b", false);
        touch(".hidden", false);
        QVERIFY(hide(m_directory.filePath(QStringLiteral(".hidden"))));
        QVERIFY(QDir(m_directory.path()).mkdir(QStringLiteral("tools")));
    }

    void findsTheWordAtTheCursor_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<int>("begin");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isProgram");
        const auto row = [](const char *line, int begin, const char *text, bool isProgram) {
            QTest::newRow(line) << QByteArray(line) << begin << QByteArray(text) << isProgram;
        };
        row("", 0, "", true);
        row("gr", 0, "gr", true);
        row("grep ", 5, "", false);
        row("grep ab", 5, "ab", false);
        row("grep 'a b", 5, "a b", false);
        row("grep a\\ b", 5, "a b", false);
        row("a | gr", 4, "gr", true);
        row("a;gr", 2, "gr", true);
        row("A=1 gr", 4, "gr", true);
        row("a 'x|y", 2, "x|y", false);
    }
    void findsTheWordAtTheCursor()
    {
        QFETCH(QByteArray, line);
        const CommandWord word = commandWordAt(line, line.size(), CommandSyntax::Posix);
        QTEST(int(word.begin), "begin");
        QTEST(word.text, "text");
        QTEST(word.isProgram, "isProgram");
    }

    void findsTheWordOfAWindowsLine()
    {
        const auto word = [](const char *line) {
            return commandWordAt(line, qstrlen(line), CommandSyntax::Windows);
        };
        QCOMPARE(word("type C:\\a\\b").text, "C:\\a\\b");
        QCOMPARE(word("type \"a b").text, "a b");
        QCOMPARE(word("type it's").text, "it's");
        QCOMPARE(word("type a;b").text, "a;b");
        QVERIFY(word("dir | so").isProgram);
        QVERIFY(!word("A=1 so").isProgram);
    }

    void looksOnlyAtWhatIsBeforeTheCursor()
    {
        const CommandWord word = commandWordAt("grep abc", 6, CommandSyntax::Posix);
        QCOMPARE(word.end, 6);
        QCOMPARE(word.text, "a");
    }

    void findsPrograms()
    {
        const char separator = QDir::listSeparator().toLatin1();
        const QByteArray path = QByteArray("/no/such") + separator + directory() + separator
            + directory();
        QCOMPARE(programsOnPath(path, "tool", 10), (QByteArrayList{"tool-a", "tool-b"}));
        QCOMPARE(programsOnPath(path, "tool", 1), QByteArrayList{"tool-a"});
        QCOMPARE(programsOnPath(path, "x", 10), QByteArrayList());
    }

    void findsPaths()
    {
        QCOMPARE(pathsStartingWith("tool", directory(), PathKind::Any, 10),
                 (QByteArrayList{file("tool-a"), file("tool-b"), "tool.txt", folder("tools")}));
        QCOMPARE(pathsStartingWith("./tool", directory(), PathKind::Program, 10),
                 (QByteArrayList{file("./tool-a"), file("./tool-b"), folder("./tools")}));
        QCOMPARE(pathsStartingWith(directory() + "/.h", {}, PathKind::Any, 10),
                 QByteArrayList{directory() + "/.hidden"});
        QVERIFY(!pathsStartingWith("", directory(), PathKind::Any, 10).contains(".hidden"));
    }

    void completesQuoted()
    {
        const Completion path = completeCommandLine("cat a", 5, {}, directory());
        QCOMPARE(path.begin, 4);
        QCOMPARE(path.end, 5);
        QCOMPARE(path.words, QByteArrayList{quoteWord("a b")});
        const Completion program = completeCommandLine("tool-", 5, directory(), {});
        QCOMPARE(program.words, (QByteArrayList{"tool-a", "tool-b"}));
    }

    void takesTheTildeForTheHomeDirectory()
    {
        QTemporaryFile file(QDir::homePath() + QStringLiteral("/spawnscope test XXXXXX"));
        QVERIFY(file.open());
        const QByteArray name = QFileInfo(file).fileName().toUtf8();
        const QByteArray line = "cat ~/spawnscope";
        QVERIFY(completeCommandLine(line, line.size(), {}, directory())
                    .words.contains("~/" + quoteWord(name)));
    }
};

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
