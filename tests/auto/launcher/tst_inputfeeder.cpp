// SPDX-License-Identifier: MIT
#include "launcher/inputfeeder.h"
#include "support/standingchecks.h"
#include "support/systemstate.h"

#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

using namespace Spawnscope;

namespace {

constexpr qint64 moreThanAPipeHolds = 4 * 1024 * 1024;

bool fill(QTemporaryFile *file, qint64 bytes)
{
    const bool written = file->open() && file->write(QByteArray(bytes, 'x')) == bytes;
    file->close();
    return written;
}

/// What is told of what is sent to a child.
struct Fed
{
    std::unique_ptr<Process> process;
    QStringList notes;
    InputFeeder feeder{process->standardInput(),
                       {[](QByteArrayView) {}, [this](const QString &note) { notes << note; }}};
    QSignalSpy failed{&feeder, &InputFeeder::failed};

    explicit Fed(std::unique_ptr<Process> child)
        : process(std::move(child))
    {}
};

} // namespace

/// The rest of what a feeder tells is tested with sessions.
class TestInputFeeder : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void theEndOfTheCommandIsHeardBeforeTheBrokenPipe();
    void theEndOfTheCommandIsHeardAfterTheBrokenPipe();
    void aBrokenPipeIsMetByTheNextPiece();
    void nothingIsMissedWhenAllWasTaken();
};

void TestInputFeeder::theEndOfTheCommandIsHeardBeforeTheBrokenPipe()
{
    QTemporaryFile file;
    QVERIFY(fill(&file, moreThanAPipeHolds));
    Fed fed(startChild({"block"}));
    fed.feeder.sendFile(file.fileName());
    QCOMPARE(fed.notes.size(), 1); // that it has begun

    fed.feeder.commandEnded(); // the pipe is whole
    QCOMPARE(fed.failed.size(), 1);
    QCOMPARE(fed.notes.size(), 2);
    QVERIFY(fed.notes.last().contains(file.fileName()));

    QVERIFY(fed.process->kill());
    QVERIFY(waitFor(fed.process->waitFinished()));
    QCoreApplication::processEvents();
    QCOMPARE(fed.failed.size(), 1);
    QCOMPARE(fed.notes.size(), 2);
}

void TestInputFeeder::theEndOfTheCommandIsHeardAfterTheBrokenPipe()
{
    QTemporaryFile file;
    QVERIFY(fill(&file, moreThanAPipeHolds));
    Fed fed(startChild({"block"}));
    fed.feeder.sendFile(file.fileName());
    QVERIFY(fed.process->kill());
    QTRY_COMPARE(fed.notes.size(), 2);
    QCOMPARE(fed.failed.size(), 1);

    fed.feeder.commandEnded();
    QCOMPARE(fed.failed.size(), 1);
    QCOMPARE(fed.notes.size(), 2);
    QVERIFY(waitFor(fed.process->waitFinished()));
}

void TestInputFeeder::aBrokenPipeIsMetByTheNextPiece()
{
    QTemporaryFile file;
    QVERIFY(fill(&file, moreThanAPipeHolds));
    Fed fed(startChild({"block"}));
    killUnasked(fed.process->pid());
    waitUntilDead(fed.process->pid());
    fed.feeder.sendFile(file.fileName()); // nobody has been told
    QCOMPARE(fed.failed.size(), 1);
    QCOMPARE(fed.notes.size(), 2);
    QVERIFY(fed.notes.last().contains(file.fileName()));
    QVERIFY(waitFor(fed.process->waitFinished()));
    QCOMPARE(fed.failed.size(), 1);
    QCOMPARE(fed.notes.size(), 2);

    fed.feeder.sendFile(file.fileName()); // chosen before, in a dialog that is still open
    QCOMPARE(fed.failed.size(), 2);
    QCOMPARE(fed.notes.size(), 4);
}

void TestInputFeeder::nothingIsMissedWhenAllWasTaken()
{
    QTemporaryFile file;
    QVERIFY(fill(&file, moreThanAPipeHolds));
    Fed fed(startChild({"drain"}));
    fed.feeder.sendFile(file.fileName());
    fed.feeder.sendEof();
    QVERIFY(waitFor(fed.process->waitFinished()));

    fed.feeder.commandEnded();
    QCOMPARE(fed.failed.size(), 0);
    QCOMPARE(fed.notes.size(), 3); // begun, sent, and closed
}

QTEST_GUILESS_MAIN(TestInputFeeder)
#include "tst_inputfeeder.moc"
