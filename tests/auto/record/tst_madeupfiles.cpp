// SPDX-License-Identifier: MIT
// Files that are made up while they are read, as Linux has them.
#include "record/filelog.h"

#include <QFile>
#include <QTest>

using namespace Spawnscope;

namespace {

QByteArrayList contents(const OutputLog &log)
{
    QByteArrayList result;
    const OutputRows rows = log.rows(OutputFilter::All);
    for (const OutputLine &line : log.lines(OutputFilter::All, rows.first, rows.count()))
        result += line.bytes;
    return result;
}

OutputLine lastLine(const OutputLog &log)
{
    return log.lines(OutputFilter::All, log.rows(OutputFilter::All).end - 1, 1).value(0);
}

} // namespace

class TestMadeUpFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileOfProcIsCopied();
    void aFileOfSysIsCopied();
};

void TestMadeUpFiles::aFileOfProcIsCopied()
{
    const QString path = QStringLiteral("/proc/self/environ");
    QFile environment(path);
    if (!environment.open(QIODevice::ReadOnly))
        QSKIP("There is no /proc here");
    const QByteArray bytes = environment.readAll();
    QVERIFY(!bytes.isEmpty());
    const auto opened = FileLog::open(path);
    QVERIFY(opened);
    QTRY_VERIFY((*opened)->progress().isComplete());
    QTRY_VERIFY((*opened)->log()->isFinished());
    QVERIFY(!(*opened)->progress().error);
    (*opened)->watch();
    QCOMPARE((*opened)->log()->readBytes(OutputStream::Stdout, 0, 1 << 20), bytes);
    QCOMPARE((*opened)->progress().counted, bytes.size());

    const auto maps = FileLog::open(QStringLiteral("/proc/self/maps"));
    QVERIFY(maps);
    QTRY_VERIFY((*maps)->log()->isFinished());
    QVERIFY((*maps)->log()->totalLines() > 10);
    QVERIFY(lastLine(*(*maps)->log()).isEnded);
}

void TestMadeUpFiles::aFileOfSysIsCopied()
{
    const QString path = QStringLiteral("/sys/kernel/mm/transparent_hugepage/enabled");
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("There is no such file here");
    const QByteArray bytes = file.readAll();
    const auto opened = FileLog::open(path);
    QVERIFY(opened);
    QTRY_VERIFY((*opened)->log()->isFinished());
    QVERIFY(!(*opened)->progress().hasShrunk);
    QVERIFY((*opened)->progress().isComplete());
    QCOMPARE(contents(*(*opened)->log()).join('\n') + '\n', bytes);
}

QTEST_GUILESS_MAIN(TestMadeUpFiles)
#include "tst_madeupfiles.moc"
