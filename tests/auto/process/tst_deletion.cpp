// SPDX-License-Identifier: MIT
#include "support/standingchecks.h"
#include "support/systemstate.h"

#include <QPointer>
#include <QTest>

#include <functional>
#include <memory>
#include <vector>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

/// How an await is bounded.
struct Bound
{
    std::optional<std::chrono::milliseconds> time;
    std::optional<std::stop_token> token;
};

/// Called with what was answered, in the place of whoever awaits: none for a value.
using Answered = std::function<void(std::error_code)>;

/// One thing that can be awaited of a process.
struct AwaitPoint
{
    QByteArrayList child; ///< of which the answer comes
    std::function<QCoro::Task<void>(Process *, Bound, Answered)> await;
};

template <typename T, typename E>
QCoro::Task<void> await(Pending<T, E> pending, Answered answered)
{
    const auto answer = co_await std::move(pending);
    answered(answer ? std::error_code() : answer.error().code);
}

template <typename Ask>
AwaitPoint point(const QByteArrayList &child, Ask ask)
{
    return {child, [ask](Process *process, const Bound &bound, Answered answered) {
                auto pending = ask(process);
                if (bound.time)
                    pending = std::move(pending).within(*bound.time);
                if (bound.token)
                    pending = std::move(pending).cancelledBy(*bound.token);
                return await(std::move(pending), std::move(answered));
            }};
}

/// More than a pipe takes.
void writeMuch(Process *process)
{
    if (!process->standardInput()->write(QByteArray(4'000'000, 'x')))
        qFatal("write");
}

StopPolicy patient()
{
    return {{StopPolicy::closeStdin(60s)}, StopPolicy::Target::Process};
}

const std::vector<std::pair<const char *, AwaitPoint>> &awaitPoints()
{
    using P = Process;
    const QByteArrayList printing = {"out", "a b"};
    static const std::vector<std::pair<const char *, AwaitPoint>> points = {
        {"wait", point({"exit", "3"}, [](P *p) { return p->wait(); })},
        {"waitFinished", point({"exit", "3"}, [](P *p) { return p->waitFinished(); })},
        {"communicate", point({"cat"}, [](P *p) { return p->communicate("input"); })},
        {"stop", point({"cat"}, [](P *p) { return p->stop(patient()); })},
        {"read", point(printing, [](P *p) { return p->standardOutput()->read(3); })},
        {"readAll", point(printing, [](P *p) { return p->standardOutput()->readAll(); })},
        {"readExactly", point(printing, [](P *p) { return p->standardOutput()->readExactly(3); })},
        {"readUntil", point(printing, [](P *p) { return p->standardOutput()->readUntil("b"); })},
        {"readUntil of several",
         point(printing, [](P *p) { return p->standardOutput()->readUntil({"y", "b"}); })},
        {"readLine", point(printing, [](P *p) { return p->standardOutput()->readLine(); })},
        {"drain",
         point({"drain"},
               [](P *p) {
                   writeMuch(p);
                   return p->standardInput()->drain();
               })},
        {"waitClosed",
         point({"drain"},
               [](P *p) {
                   writeMuch(p);
                   p->standardInput()->close();
                   return p->standardInput()->waitClosed();
               })},
    };
    return points;
}

void addAwaitPoints()
{
    QTest::addColumn<size_t>("point");
    for (size_t i = 0; i < awaitPoints().size(); ++i)
        QTest::newRow(awaitPoints()[i].first) << i;
}

SubprocessOptions killedWhenDropped()
{
    SubprocessOptions options = piped();
    options.onDestruction = StopPolicy::killNow();
    return options;
}

/// Does not read, so that nothing that is awaited of it comes.
std::unique_ptr<Process> startStubborn()
{
    auto process = startChild({"out", "ready", "then", "block"}, killedWhenDropped());
    if (waitFor(process->standardOutput()->readLine())->bytes != "ready\n")
        qFatal("the child is not ready");
    return process;
}

/// Every signal of a process and of its streams.
const std::vector<std::pair<const char *, std::function<void(Process *, std::function<void()>)>>> &
signalsOfAProcess()
{
    const auto of = [](auto sender, auto signal) {
        return [=](Process *process, const std::function<void()> &slot) {
            QObject::connect(sender(process), signal, sender(process), slot);
        };
    };
    const auto self = [](Process *process) { return process; };
    const auto output = [](Process *process) { return process->standardOutput(); };
    const auto input = [](Process *process) { return process->standardInput(); };
    static const std::vector<
        std::pair<const char *, std::function<void(Process *, std::function<void()>)>>>
        all = {
            {"started", of(self, &Process::started)},
            {"outputReady", of(self, &Process::outputReady)},
            {"stopStepTaken", of(self, &Process::stopStepTaken)},
            {"exited", of(self, &Process::exited)},
            {"finished", of(self, &Process::finished)},
            {"readyRead", of(output, &StreamReader::readyRead)},
            {"ended", of(output, &StreamReader::ended)},
            {"drained", of(input, &StreamWriter::drained)},
            {"closed", of(input, &StreamWriter::closed)},
        };
    return all;
}

} // namespace

/// A process that is deleted wherever its user has the word: in each of its signals, and at each
/// point where something of it is awaited.
class TestDeletion : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void inEachSignal_data();
    void inEachSignal();
    void ofOthersInASignal();
    void whenTheAnswerComes_data() { addAwaitPoints(); }
    void whenTheAnswerComes();
    void whileTheAnswerIsAwaited_data() { addAwaitPoints(); }
    void whileTheAnswerIsAwaited();
    void whenTheTimeIsUp_data() { addAwaitPoints(); }
    void whenTheTimeIsUp();
    void whenTheAwaitIsCancelled_data() { addAwaitPoints(); }
    void whenTheAwaitIsCancelled();
    void whenAnotherAnswerComes_data() { addAwaitPoints(); }
    void whenAnotherAnswerComes();
};

void TestDeletion::inEachSignal_data()
{
    QTest::addColumn<size_t>("which");
    for (size_t i = 0; i < signalsOfAProcess().size(); ++i)
        QTest::newRow(signalsOfAProcess()[i].first) << i;
}

void TestDeletion::inEachSignal()
{
    QFETCH(size_t, which);
    SubprocessOptions options = killedWhenDropped();
    options.limit = 100;
    Process *process =
        startChild({"flood", "100000", "then", "drain", "then", "block"}, options).release();
    const qint64 pid = process->pid();
    holdBack(pid); // a child that reads as fast as this writes leaves nothing to be drained
    const QPointer<Process> guard(process);
    signalsOfAProcess()[which].second(process, [process] { delete process; });
    // Written, read, closed and stopped: every signal has its cause.
    writeMuch(process);
    connect(process->standardInput(), &StreamWriter::drained, process, [process] {
        process->standardInput()->close();
        (void)process->stop(StopPolicy::killNow());
    });
    const auto output = process->standardOutput()->readAll();
    letGoOn(pid);
    QTRY_VERIFY(!guard);
}

/// Of many whose events came together, whoever is told of first deletes all.
void TestDeletion::ofOthersInASignal()
{
    std::vector<std::unique_ptr<Process>> processes;
    int told = 0;
    for (int i = 0; i < 20; ++i) {
        processes.push_back(startChild({"out", "x"}, killedWhenDropped()));
        Process *process = processes.back().get();
        const auto clear = [&processes, &told] {
            ++told;
            const auto deleted = std::exchange(processes, {});
        };
        if (i % 2 == 0)
            connect(process, &Process::outputReady, this, clear);
        connect(process, &Process::exited, this, clear);
    }
    for (const auto &process : processes)
        waitUntilDead(process->pid());
    QTRY_COMPARE(told, 1);
    QCoreApplication::processEvents();
    QCOMPARE(told, 1);
}

void TestDeletion::whenTheAnswerComes()
{
    QFETCH(size_t, point);
    const AwaitPoint &asked = awaitPoints()[point].second;
    auto process = startChild(asked.child, killedWhenDropped());
    const qint64 pid = process->pid();
    holdBack(pid); // it reads nothing before it is asked to
    std::optional<std::error_code> answer;
    const auto task = asked.await(process.get(), {}, [&](std::error_code error) {
        process.reset();
        answer = error;
    });
    QVERIFY(!answer);
    letGoOn(pid);
    QTRY_VERIFY(answer);
    QCOMPARE(*answer, std::error_code());
}

void TestDeletion::whileTheAnswerIsAwaited()
{
    QFETCH(size_t, point);
    auto process = startStubborn();
    std::optional<std::error_code> answer;
    const auto task = awaitPoints()[point].second.await(
        process.get(), {}, [&](std::error_code error) { answer = error; });
    process.reset();
    QVERIFY(!answer); // not from the destructor
    QTRY_VERIFY(answer);
    QVERIFY(*answer == std::errc::operation_canceled);
}

void TestDeletion::whenTheTimeIsUp()
{
    QFETCH(size_t, point);
    auto process = startStubborn();
    std::optional<std::error_code> answer;
    const auto task = awaitPoints()[point].second.await(process.get(), {10ms, std::nullopt},
                                                        [&](std::error_code error) {
                                                            process.reset();
                                                            answer = error;
                                                        });
    QTRY_VERIFY(answer);
    QVERIFY(*answer == std::errc::timed_out);
}

void TestDeletion::whenTheAwaitIsCancelled()
{
    QFETCH(size_t, point);
    auto process = startStubborn();
    std::stop_source stop;
    std::optional<std::error_code> answer;
    const auto task = awaitPoints()[point].second.await(
        process.get(), {std::nullopt, stop.get_token()}, [&](std::error_code error) {
            process.reset();
            answer = error;
        });
    stop.request_stop();
    QTRY_VERIFY(answer);
    QVERIFY(*answer == std::errc::operation_canceled);
}

/// Of two who wait for the exit, the first deletes the process, and whatever else was awaited.
void TestDeletion::whenAnotherAnswerComes()
{
    QFETCH(size_t, point);
    auto process = startStubborn();
    std::optional<std::error_code> first;
    std::optional<std::error_code> other;
    const auto deleting = await(process->wait(), [&](std::error_code error) {
        process.reset();
        first = error;
    });
    const auto awaiting = awaitPoints()[point].second.await(
        process.get(), {}, [&](std::error_code error) { other = error; });
    QVERIFY(process->kill());
    QTRY_VERIFY(first);
    QCOMPARE(*first, std::error_code());
    QTRY_VERIFY(other); // answered, or cancelled: never left alone
    const auto isEnd = [&](std::error_code error) {
        return !error || error == std::errc::operation_canceled || error == std::errc::broken_pipe
            || error == std::errc::connection_reset;
    };
    QVERIFY2(isEnd(*other), other->message().c_str());
}

QTEST_GUILESS_MAIN(TestDeletion)
#include "tst_deletion.moc"
