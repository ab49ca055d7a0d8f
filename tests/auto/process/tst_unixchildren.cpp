// SPDX-License-Identifier: MIT
// What only Unix can do to a child's life; tst_subprocesstransport has the rest.
#include "childlife.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

std::atomic<int> interruptions = 0; // of any thread

} // namespace

class TestUnixChildren : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void aLifeOnATerminalIsToldInOrder()
    {
        PtyOptions terminal;
        terminal.modes.echo = false;
        Life life({"out", "hello", "then", "count", "then", "exit", "3"},
                  terminalOptions(terminal));
        QVERIFY(life.transport->terminal() && life.transport->terminal()->isOpen());
        QVERIFY(life.transport->readPipe(1) && !life.transport->readPipe(2));
        life.write("12345");
        life.transport->writePipe(0)->writeEof();
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.status, exited(3));
        QCOMPARE(life.data[1], "hello\r\nbytes=5\r\n");
        QCOMPARE(int(life.pipeErrors.size()), 2); // of 0 and 1
        QVERIFY(!life.pipeErrors[0] && !life.pipeErrors[1]);
        QVERIFY(!life.transport->terminal()->isOpen());
    }

    void callsThatASignalInterruptsAreRepeated()
    {
        struct sigaction before;
        struct sigaction count = {};
        count.sa_handler = [](int) { ++interruptions; };
        ::sigaction(SIGALRM, &count, &before); // without SA_RESTART
        const itimerval often = {{0, 500}, {0, 500}};
        ::setitimer(ITIMER_REAL, &often, nullptr);
        Life life({"cat"});
        QVERIFY(life.transport->writePipe(0)->setWaterMarks(10'000'000));
        life.write(QByteArray(5'000'000, 'x'));
        life.transport->writePipe(0)->close();
        QTRY_VERIFY(life.isOver() && interruptions > 0);
        const itimerval never = {};
        ::setitimer(ITIMER_REAL, &never, nullptr);
        ::sigaction(SIGALRM, &before, nullptr);
        QCOMPARE(life.data[1].size(), 5'000'000);
        QCOMPARE(life.status, exited(0));
    }

    void aStatusThatWasTakenElsewhereIsUnknown()
    {
        Life life({"exit", "7"});
        int status = 0;
        QCOMPARE(::waitpid(pid_t(life.transport->pid()), &status, 0), pid_t(life.transport->pid()));
        life.transport->close(); // must not signal the number
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.status->kind, ExitStatus::Kind::Unknown);
        QVERIFY(!life.status->returncode());
    }

    void aForkThatIsRefusedIsToldByTheStart()
    {
        if (::geteuid() == 0)
            QSKIP("no limit of processes holds for root");
        rlimit before;
        QCOMPARE(::getrlimit(RLIMIT_NPROC, &before), 0);
        const rlimit none = {0, before.rlim_max};
        ::setrlimit(RLIMIT_NPROC, &none);
        Life *noLife = nullptr;
        const auto started = subprocessExec(noLife, testChild(), {"exit"});
        ::setrlimit(RLIMIT_NPROC, &before);
        QVERIFY(!started);
        QCOMPARE(started.error().stage, ProcessStage::CreateProcess);
        QVERIFY(started.error().code == std::errc::resource_unavailable_try_again);
    }

    void aLoweredLimitDoesNotHideDescriptorsFromClosing()
    {
        const UniqueFd high(::fcntl(0, F_DUPFD, 600)); // reaches children unless it is closed
        QVERIFY(high.get() >= 600);
        rlimit before;
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        const rlimit lowered = {200, before.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &lowered);
        Life life({"descriptors"}, onlyOutput());
        ::setrlimit(RLIMIT_NOFILE, &before);
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.data[1], "0 1 2 \n");
    }

    void removingTheProgramsFileDoesNotDisturbTheChild()
    {
        const QTemporaryDir directory;
        const QString copy = directory.filePath(QStringLiteral("copy"));
        QVERIFY(QFile::copy(QFile::decodeName(testChild()), copy));
        SubprocessOptions options = piped();
        options.executable = copy;
        options.workingDirectory = directory.path();
        Life life({"cat"}, options);
        QVERIFY(QFile::remove(copy));
        QVERIFY(QDir(directory.path()).removeRecursively());
        life.write("still here");
        life.transport->writePipe(0)->close();
        QTRY_VERIFY(life.isOver());
        QCOMPARE(life.data[1], "still here");
    }
};

QTEST_GUILESS_MAIN(TestUnixChildren)
#include "tst_unixchildren.moc"
