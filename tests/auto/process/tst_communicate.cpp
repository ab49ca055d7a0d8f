// SPDX-License-Identifier: MIT
#include "support/standingchecks.h"

#include <QTest>

#include <vector>

using namespace Spawnscope;
using namespace std::chrono_literals;

/// communicate(): what it sends and collects, and that nothing is lost when it is given up.
class TestCommunicate : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void communicateSendsAndCollects();
    void communicateWithoutInputClosesStdin();
    void communicateWithEmptyInputClosesStdin();
    void communicateMovesMegabytesBothWays();
    void communicateIgnoresAChildThatDoesNotRead();
    void communicateIncludesWhatWasWrittenBefore();
    void communicateIsNotBoundByTheLimit();
    void communicateReportsOnlyPipes();
    void communicateAfterAStreamWasClosed();
    void inputWithoutAPipeIsAnError();
    void aSecondCommunicateIsRefusedWhileOneWaits();
    void aTimedOutCommunicateLosesNothing();
    void aCancelledCommunicateLosesNothing();
    void theBoundHoldsTheChildBackAndLosesNothing();
    void communicateAgainAfterTheEndIsEmpty();
    void tenAtOnceGetTheirOwnOutput();
    void aWaitAfterCommunicateIsAnsweredAtOnce();
    void drainFailsWhenTheChildDoesNotRead();
};

void TestCommunicate::communicateSendsAndCollects()
{
    auto process = startChild({"echoboth"});
    const auto output = waitFor(process->communicate("some data"));
    QCOMPARE(*output->standardOutput, "OUT:some data");
    QCOMPARE(*output->standardError, "ERR:some data");
    QCOMPARE(process->returncode(), 0);
}

void TestCommunicate::communicateWithoutInputClosesStdin()
{
    auto process = startChild({"cat"});
    QCOMPARE(*waitFor(process->communicate())->standardOutput, "");
    QCOMPARE(process->returncode(), 0);
}

void TestCommunicate::communicateWithEmptyInputClosesStdin()
{
    auto process = startChild({"count"});
    QCOMPARE(*waitFor(process->communicate(""))->standardOutput, "bytes=0\n");
}

void TestCommunicate::communicateMovesMegabytesBothWays()
{
    QByteArray data(5'000'000, Qt::Uninitialized);
    for (qsizetype i = 0; i < data.size(); ++i)
        data[i] = char(i * 7 + i / 251);
    auto process = startChild({"cat"});
    QVERIFY(*waitFor(process->communicate(data))->standardOutput == data);
}

void TestCommunicate::communicateIgnoresAChildThatDoesNotRead()
{
    auto process = startChild({"out", "done"});
    const auto output = waitFor(process->communicate(QByteArray(4'200'000, 'x')));
    QCOMPARE(*output->standardOutput, "done\n");
    QCOMPARE(process->returncode(), 0);

    auto closing = startChild({"closestdin", "then", "sleep", "20", "then", "out", "done"});
    QCOMPARE(*waitFor(closing->communicate(QByteArray(4'200'000, 'x')))->standardOutput, "done\n");
}

void TestCommunicate::communicateIncludesWhatWasWrittenBefore()
{
    auto process = startChild({"cat"});
    QVERIFY(process->standardInput()->write("banana "));
    QCOMPARE(*waitFor(process->communicate("split"))->standardOutput, "banana split");
}

void TestCommunicate::communicateIsNotBoundByTheLimit()
{
    SubprocessOptions options = piped();
    options.limit = 10;
    auto process = startChild({"flood", "1000000"}, options);
    QCOMPARE(waitFor(process->communicate())->standardOutput->size(), qsizetype(1'000'000));
}

void TestCommunicate::communicateReportsOnlyPipes()
{
    SubprocessOptions options;
    options.standardInput = options.standardOutput = options.standardError = DevNull;
    auto process = startChild({"out", "gone", "then", "err", "gone", "then", "count"}, options);
    const auto output = waitFor(process->communicate());
    QVERIFY(!output->standardOutput);
    QVERIFY(!output->standardError);
    QVERIFY(!process->standardInput() && !process->standardOutput() && !process->standardError());
    QCOMPARE(process->returncode(), 0);
}

void TestCommunicate::communicateAfterAStreamWasClosed()
{
    auto process = startChild({"cat"});
    process->transport()->readPipe(2)->close();
    for (int i = 0; i < 2; ++i) {
        const auto output = waitFor(process->communicate());
        QCOMPARE(*output->standardOutput, "");
        QCOMPARE(*output->standardError, "");
    }
    QCOMPARE(process->returncode(), 0);
}

void TestCommunicate::inputWithoutAPipeIsAnError()
{
    SubprocessOptions options;
    options.standardInput = DevNull;
    auto process = startChild({"exit", "0"}, options);
    const auto output = waitFor(process->communicate("lost?"));
    QVERIFY(output.error().code == std::errc::invalid_argument);
    QCOMPARE(int(output.error().stage), int(ProcessStage::Communicate));
    QVERIFY(waitFor(process->wait()));
}

void TestCommunicate::aSecondCommunicateIsRefusedWhileOneWaits()
{
    auto process = startChild({"cat"});
    auto read = process->standardOutput()->read(1);
    QVERIFY(waitFor(process->communicate()).error().code == std::errc::device_or_resource_busy);
    QVERIFY(process->standardInput()->write("ab"));
    QCOMPARE(*waitFor(std::move(read)), "a");
    auto first = process->communicate();
    QVERIFY(waitFor(process->communicate()).error().code == std::errc::device_or_resource_busy);
    QCOMPARE(int(waitFor(process->standardOutput()->read(1)).error().kind),
             int(StreamError::Kind::Busy));
    QCOMPARE(*waitFor(std::move(first))->standardOutput, "b");
}

void TestCommunicate::aTimedOutCommunicateLosesNothing()
{
    SubprocessOptions options = piped();
    options.limit = 100;
    auto process = startChild({"flood", "5000", "then", "sleep", "100", "then", "out", "end"},
                              options);
    const auto early = waitFor(process->communicate().within(20ms));
    QVERIFY(early.error().code == std::errc::timed_out);
    const auto late = waitFor(process->communicate());
    QCOMPARE(late->standardOutput->size(), qsizetype(5004));
    QVERIFY(late->standardOutput->endsWith("end\n"));
}

void TestCommunicate::aCancelledCommunicateLosesNothing()
{
    auto process = startChild({"cat", "then", "block"});
    QVERIFY(process->standardInput()->write("kept"));
    {
        const auto dropped = process->communicate();
        QTRY_COMPARE(process->standardOutput()->bufferedBytes(), qsizetype(4));
    }
    QVERIFY(process->kill());
    QCOMPARE(*waitFor(process->communicate())->standardOutput, "kept");
}

void TestCommunicate::theBoundHoldsTheChildBackAndLosesNothing()
{
    auto process = startChild({"flood", "3000000", "then", "flood", "100", "2"});
    const auto bounded = waitFor(process->communicate({}, 1000));
    QVERIFY(bounded.error().code == std::errc::no_buffer_space);
    QVERIFY(!process->hasExited());
    // At most what one reading turn takes is held.
    QVERIFY(process->standardOutput()->bufferedBytes() < 1'000'000);
    const auto whole = waitFor(process->communicate());
    QCOMPARE(whole->standardOutput->size(), qsizetype(3'000'000));
    QCOMPARE(whole->standardError->size(), qsizetype(100));
}

void TestCommunicate::communicateAgainAfterTheEndIsEmpty()
{
    auto process = startChild({"out", "once"});
    QCOMPARE(*waitFor(process->communicate())->standardOutput, "once\n");
    const auto again = waitFor(process->communicate());
    QCOMPARE(*again->standardOutput, "");
    QCOMPARE(*again->standardError, "");
}

void TestCommunicate::tenAtOnceGetTheirOwnOutput()
{
    std::vector<std::unique_ptr<Process>> processes;
    std::vector<Pending<Communication>> outputs;
    for (int i = 0; i < 10; ++i) {
        processes.push_back(startChild({"cat"}));
        outputs.push_back(processes.back()->communicate(QByteArray::number(i)));
    }
    for (int i = 9; i >= 0; --i)
        QCOMPARE(*waitFor(std::move(outputs[size_t(i)]))->standardOutput, QByteArray::number(i));
}

void TestCommunicate::aWaitAfterCommunicateIsAnsweredAtOnce()
{
    auto process = startChild({"exit", "4"});
    QVERIFY(waitFor(process->communicate()));
    for (int i = 0; i < 10; ++i) {
        auto wait = process->wait();
        QVERIFY(wait.isReady());
        QCOMPARE(wait.await_resume()->returncode(), 4);
    }
}

void TestCommunicate::drainFailsWhenTheChildDoesNotRead()
{
    auto process = startChild({"closestdin", "then", "block"});
    StreamWriter *input = process->standardInput();
    (void)input->write(QByteArray(4'200'000, 'x')); // may be refused already
    const auto drained = waitFor(input->drain());
    QVERIFY(drained.error().code == std::errc::broken_pipe
            || drained.error().code == std::errc::connection_reset);
    QVERIFY(input->write("more").error().code == std::errc::broken_pipe);
    QVERIFY(input->isClosing());
    QVERIFY(process->kill());
    QVERIFY(waitFor(process->waitFinished()));
}

QTEST_GUILESS_MAIN(TestCommunicate)
#include "tst_communicate.moc"
