// SPDX-License-Identifier: MIT
#include "launcher/completion.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Spawnscope;

class TestCompletion : public QObject
{
    Q_OBJECT

private:
    void touch(const char *name, bool isExecutable)
    {
        QFile file(m_directory.filePath(QString::fromUtf8(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.setPermissions(isExecutable ? QFile::ReadOwner | QFile::ExeOwner : QFile::ReadOwner);
    }
    QByteArray directory() const { return QFile::encodeName(m_directory.path()); }

    QTemporaryDir m_directory;

private Q_SLOTS:
    void initTestCase()
    {
        touch("tool-b", true);
        touch("tool-a", true);
        touch("tool.txt", false);
        touch("a b", false);
        touch(".hidden", false);
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
        const CommandWord word = commandWordAt(line, line.size());
        QTEST(int(word.begin), "begin");
        QTEST(word.text, "text");
        QTEST(word.isProgram, "isProgram");
    }

    void looksOnlyAtWhatIsBeforeTheCursor()
    {
        const CommandWord word = commandWordAt("grep abc", 6);
        QCOMPARE(word.end, 6);
        QCOMPARE(word.text, "a");
    }

    void findsPrograms()
    {
        const QByteArray path = "/no/such:" + directory() + ':' + directory();
        QCOMPARE(programsOnPath(path, "tool", 10), (QByteArrayList{"tool-a", "tool-b"}));
        QCOMPARE(programsOnPath(path, "tool", 1), QByteArrayList{"tool-a"});
        QCOMPARE(programsOnPath(path, "x", 10), QByteArrayList());
    }

    void findsPaths()
    {
        QCOMPARE(pathsStartingWith("tool", directory(), PathKind::Any, 10),
                 (QByteArrayList{"tool-a", "tool-b", "tool.txt", "tools/"}));
        QCOMPARE(pathsStartingWith("./tool", directory(), PathKind::Program, 10),
                 (QByteArrayList{"./tool-a", "./tool-b", "./tools/"}));
        QCOMPARE(pathsStartingWith(directory() + "/.h", {}, PathKind::Any, 10),
                 QByteArrayList{directory() + "/.hidden"});
        QVERIFY(!pathsStartingWith("", directory(), PathKind::Any, 10).contains(".hidden"));
    }

    void completesQuoted()
    {
        const Completion path = completeCommandLine("cat a", 5, "/bin", directory());
        QCOMPARE(path.begin, 4);
        QCOMPARE(path.end, 5);
        QCOMPARE(path.words, QByteArrayList{"'a b'"});
        const Completion program = completeCommandLine("tool-", 5, directory(), "/");
        QCOMPARE(program.words, (QByteArrayList{"tool-a", "tool-b"}));
    }

    void takesTheTildeForTheHomeDirectory()
    {
        qputenv("HOME", directory());
        QCOMPARE(completeCommandLine("cat ~/a", 7, {}, "/").words, QByteArrayList{"~/'a b'"});
    }
};

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
