// SPDX-License-Identifier: MIT
// The streams as sockets (SubprocessOptions::Channel::Socket) keep what they promise as pipes.
#include "support/standingchecks.h"
#include "support/systemstate.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <sys/socket.h>
#include <sys/wait.h>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

SubprocessOptions socketOptions()
{
    SubprocessOptions options = piped();
    options.channel = SubprocessOptions::Channel::Socket;
    return options;
}

SubprocessOptions outputSocket()
{
    SubprocessOptions options = socketOptions();
    options.standardInput = options.standardError = DevNull;
    return options;
}

std::unique_ptr<Process> startInShell(const OsString &command,
                                      const SubprocessOptions &options = socketOptions())
{
    auto process = createSubprocessShell(command, options);
    if (!process)
        qFatal("sh: %s", process.error().code.message().c_str());
    return std::move(*process);
}

volatile sig_atomic_t brokenPipes = 0;

} // namespace

class TestSocketStdio : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void theChildHasThreeSockets()
    {
        const auto process = startChild({"cat"}, socketOptions());
        for (int fd = 0; fd < 3; ++fd) {
            const QString link = QFile::symLinkTarget(
                QStringLiteral("/proc/%1/fd/%2").arg(process->pid()).arg(fd));
            QVERIFY2(link.contains(QLatin1String("socket:[")), qPrintable(link));
        }
        QVERIFY(waitFor(process->communicate()));
    }

    void extraDescriptorsAreSocketsToo()
    {
        SubprocessOptions options = socketOptions();
        options.extraDescriptors = {{3, Pipe, ExtraDescriptor::Direction::FromChild}};
        const auto process = startInShell("echo extra >&3", options);
        QCOMPARE(waitFor(process->reader(3)->readLine())->bytes, "extra\n");
        QVERIFY(waitFor(process->waitFinished()));
    }

    void whatIsSentComesBackOnBothOutputs()
    {
        auto process = startChild({"echoboth"}, socketOptions());
        const auto output = waitFor(process->communicate("some data"));
        QCOMPARE(*output->standardOutput, "OUT:some data");
        QCOMPARE(*output->standardError, "ERR:some data");
        QCOMPARE(process->returncode(), 0);
    }

    void megabytesGoBothWaysAtOnce()
    {
        QByteArray sent(8 * 1024 * 1024, Qt::Uninitialized);
        for (qsizetype i = 0; i < sent.size(); ++i)
            sent[i] = char(i * 131 >> 7);
        auto process = startChild({"cat"}, socketOptions());
        const auto output = waitFor(process->communicate(sent));
        QVERIFY(*output->standardOutput == sent);
    }

    void linesAreReadUpToTheEnd()
    {
        const auto process = startInShell("printf 'one\\ntwo\\nrest'", outputSocket());
        StreamReader *output = process->standardOutput();
        QCOMPARE(waitFor(output->readLine())->bytes, "one\n");
        QCOMPARE(waitFor(output->readLine())->bytes, "two\n");
        QCOMPARE(waitFor(output->readLine())->bytes, "rest");
        QCOMPARE(waitFor(output->readLine())->bytes, "");
        QVERIFY(waitFor(process->waitFinished()));
    }

    void theChildSeesTheEndOfItsInput()
    {
        const auto process = startChild({"count"}, socketOptions());
        QVERIFY(process->standardInput()->write("12345"));
        process->standardInput()->writeEof();
        QVERIFY(waitFor(process->standardInput()->waitClosed()));
        QCOMPARE(waitFor(process->standardOutput()->readLine())->bytes, "bytes=5\n");
        QVERIFY(waitFor(process->waitFinished()));
    }

    void anOutputThatTheChildClosesEndsAlone()
    {
        const auto process = startInShell("exec >&-; read line; echo $line >&2");
        QCOMPARE(waitFor(process->standardOutput()->read(100)).value(), "");
        QVERIFY(!process->hasExited());
        QVERIFY(process->standardInput()->write("still here\n"));
        QCOMPARE(waitFor(process->standardError()->readLine())->bytes, "still here\n");
        QVERIFY(waitFor(process->waitFinished()));
    }

    void outputIsOnlyForOutput()
    {
        // Who reads from standard output is told the end, and does not wait.
        auto process = startInShell("cat <&1; echo over", outputSocket());
        QCOMPARE(*waitFor(process->communicate())->standardOutput, "over\n");
    }

    void drainWaitsForTheReader()
    {
        const auto process = startChild({"count"}, socketOptions());
        holdBack(process->pid());
        QVERIFY(process->standardInput()->write(QByteArray(4 * 1024 * 1024, 'x')));
        auto drained = process->standardInput()->drain();
        QVERIFY(!drained.isReady());
        letGoOn(process->pid());
        QVERIFY(waitFor(std::move(drained)));
        QVERIFY(process->standardInput()->bufferedBytes() <= 16 * 1024);
        process->standardInput()->close();
        QCOMPARE(waitFor(process->standardOutput()->readLine())->bytes, "bytes=4194304\n");
        QVERIFY(waitFor(process->waitFinished()));
    }

    void aReaderThatIsGoneIsNoSignal()
    {
        brokenPipes = 0;
        const auto before = ::signal(SIGPIPE, [](int) { brokenPipes = brokenPipes + 1; });
        const auto closing = startInShell("exec <&-");
        QVERIFY(waitFor(closing->waitFinished()));
        auto written = closing->standardInput()->write("too late");
        QVERIFY(!written && written.error().code == std::errc::broken_pipe);
        // Noticed by the write itself, before the event loop tells; with bytes that nobody has read
        // and without.
        for (const bool isUnread : {false, true}) {
            const auto process = startChild({"block"}, socketOptions());
            if (isUnread)
                QVERIFY(process->standardInput()->write("unread"));
            QVERIFY(process->kill());
            siginfo_t info;
            QCOMPARE(::waitid(P_PID, id_t(process->pid()), &info, WEXITED | WNOWAIT), 0);
            written = process->standardInput()->write("too late");
            QVERIFY(!written && written.error().code == std::errc::broken_pipe);
            QVERIFY(waitFor(process->waitFinished()));
        }
        ::signal(SIGPIPE, before);
        QCOMPARE(int(brokenPipes), 0);
    }

    void theWriterLearnsThatNobodyReadsAnyMore()
    {
        const auto process = startInShell("exec <&-; echo closed; exec sleep 1000",
                                          socketOptions());
        QCOMPARE(waitFor(process->standardOutput()->readLine())->bytes, "closed\n");
        QVERIFY(waitFor(process->standardInput()->waitClosed()));
        QVERIFY(!process->hasExited());
        QVERIFY(process->kill());
        QVERIFY(waitFor(process->waitFinished()));
    }

    void aPausedReaderHoldsTheChildBack()
    {
        const auto process = startInShell("head -c 16000000 /dev/zero; echo done >&2",
                                          socketOptions());
        // Nobody takes anything: the buffer fills up to its limit and the child waits.
        QSignalSpy arrived(process->standardOutput(), &StreamReader::readyRead);
        QTRY_VERIFY(process->standardOutput()->bufferedBytes() > 128 * 1024);
        QVERIFY(!process->hasExited());
        qsizetype total = 0;
        for (;;) {
            const auto piece = waitFor(process->standardOutput()->read(1 << 20));
            QVERIFY(piece);
            if (piece->isEmpty())
                break;
            total += piece->size();
        }
        QCOMPARE(total, 16000000);
        QCOMPARE(waitFor(process->standardError()->readLine())->bytes, "done\n");
        QVERIFY(waitFor(process->waitFinished()));
    }

    void theEndIsKnownThoughTheReaderIsPaused()
    {
        SubprocessOptions options = outputSocket();
        options.limit = 1024;
        const auto process = startInShell("head -c 100000 /dev/zero", options);
        QVERIFY(waitFor(process->waitFinished()));
        QCOMPARE(process->standardOutput()->bufferedBytes(), 100000);
    }

    void aGivenSizeIsThatOfTheSendersBuffer()
    {
        SubprocessOptions options = socketOptions();
        options.pipeSize = 8 * 1024;
        const auto process = startChild({"cat"}, options);
        int size = 0;
        socklen_t length = sizeof size;
        const int input = process->transport()->writePipe(0)->descriptor();
        QCOMPARE(::getsockopt(input, SOL_SOCKET, SO_SNDBUF, &size, &length), 0);
        QCOMPARE(size, 16 * 1024); // the kernel doubles it
        QVERIFY(waitFor(process->communicate()));
    }

    void itCannotBeOpenedByItsName()
    {
        const auto process = startInShell("exec 2>/dev/null; cat /dev/stdin; echo $?");
        process->standardInput()->close();
        QCOMPARE(waitFor(process->standardOutput()->readLine())->bytes, "1\n");
        QVERIFY(waitFor(process->waitFinished()));
    }

    void deletingItWhileMuchIsOnItsWay()
    {
        auto process = startChild({"cat"}, socketOptions());
        process->setOnDestruction(StopPolicy::killNow());
        QVERIFY(process->standardInput()->write(QByteArray(4 * 1024 * 1024, 'x')));
        QTRY_VERIFY(process->standardOutput()->bufferedBytes() > 0);
        const qint64 pid = process->pid();
        process.reset();
        QVERIFY(waitForReaper(30s));
        QVERIFY(::kill(pid_t(pid), 0) != 0);
    }

    void deletingItFromItsOwnSignal()
    {
        auto process = startInShell("head -c 1000000 /dev/zero", outputSocket());
        process->setOnDestruction(StopPolicy::killNow());
        connect(process.get(), &Process::outputReady, this, [&process] { process.reset(); });
        QTRY_VERIFY(!process);
    }
};

QTEST_GUILESS_MAIN(TestSocketStdio)
#include "tst_socketstdio.moc"
