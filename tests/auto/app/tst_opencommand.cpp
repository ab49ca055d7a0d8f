// SPDX-License-Identifier: MIT
// `spawnscope open` as a program: what it says and returns when there is nothing to open.
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Answer
{
    int exitCode = -1;
    QByteArray error;
};

Answer answerTo(const QStringList &arguments)
{
    const QTemporaryDir runtime; // or Qt says that it makes one
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"XDG_RUNTIME_DIR"_s, runtime.path());
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(SPAWNSCOPE), arguments);
    if (!program.waitForFinished())
        return {};
    return {program.exitCode(), program.readAllStandardError()};
}

QByteArray missing(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath(); // which may begin with a drive
    return (u"spawnscope: "_s + absolute + u" does not exist.\n"_s).toUtf8();
}

} // namespace

class TestOpenCommand final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMissingFileIsOneSentence();
    void everyMissingFileIsSaid();
    void nothingToOpenIsAMistakeInTheArguments();
};

void TestOpenCommand::aMissingFileIsOneSentence()
{
    const Answer answer = answerTo({u"open"_s, u"-platform"_s, u"offscreen"_s, u"/no/such"_s});
    QCOMPARE(answer.exitCode, 1);
    QCOMPARE(answer.error, missing(u"/no/such"_s));
}

void TestOpenCommand::everyMissingFileIsSaid()
{
    const Answer answer = answerTo(
        {u"open"_s, u"-platform"_s, u"offscreen"_s, u"--"_s, u"/no/a"_s, u"/no/b"_s});
    QCOMPARE(answer.exitCode, 1);
    QCOMPARE(answer.error, missing(u"/no/a"_s) + missing(u"/no/b"_s));
}

void TestOpenCommand::nothingToOpenIsAMistakeInTheArguments()
{
    const Answer answer = answerTo({u"open"_s});
    QCOMPARE(answer.exitCode, 2);
    QCOMPARE(answer.error.count('\n'), 1);
}

QTEST_GUILESS_MAIN(TestOpenCommand)
#include "tst_opencommand.moc"
