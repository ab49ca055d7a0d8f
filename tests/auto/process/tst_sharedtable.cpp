// SPDX-License-Identifier: MIT
// Children start with this program's descriptor table shared until they leave it: nothing of that
// may show, on either side, whatever other threads do to the table meanwhile.
#include "support/standingchecks.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <fcntl.h>
#include <map>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace Spawnscope;

namespace {

/// The open numbers of this program, the file behind each, and its flags.
std::map<int, std::array<quint64, 3>> table()
{
    std::map<int, std::array<quint64, 3>> all;
    for (int fd = 0; fd < 1500; ++fd) {
        struct stat status;
        if (::fstat(fd, &status) == 0)
            all[fd] = {status.st_dev, status.st_ino, quint64(::fcntl(fd, F_GETFD))};
    }
    return all;
}

/// So many open descriptors that new ones get numbers which no child takes with it as they are.
std::vector<UniqueFd> crowd()
{
    std::vector<UniqueFd> many;
    for (int i = 0; i < 300; ++i)
        many.emplace_back(::open("/dev/null", O_RDONLY)); // not FD_CLOEXEC
    return many;
}

/// Opens, copies, replaces and closes descriptors until it is told to stop.
class Disturber
{
public:
    Disturber()
        : m_thread([this] {
            while (!m_isOver)
                disturb();
        })
    {}
    ~Disturber()
    {
        m_isOver = true;
        m_thread.join();
    }

private:
    static void disturb()
    {
        const UniqueFd file(::open("/dev/zero", O_RDONLY));
        const UniqueFd copy(::dup(file.get()));
        int ends[2];
        if (::pipe2(ends, 0) == 0) {
            const UniqueFd read(ends[0]);
            const UniqueFd write(ends[1]);
            ::dup2(file.get(), write.get());
        }
        const UniqueFd high(::fcntl(file.get(), F_DUPFD, 200));
    }

    std::atomic<bool> m_isOver = false;
    std::thread m_thread;
};

} // namespace

class TestSharedTable : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void startsBesideThreadsThatChangeTheTable();
    void severalThreadsStart();
    void aStartLeavesTheTableAsItWas_data();
    void aStartLeavesTheTableAsItWas();
    void highDescriptorsArePassed_data();
    void highDescriptorsArePassed();
    void aFullTableIsNoObstacle();
    void numbersThatTheHostTookBackAreLeftAlone();
};

void TestSharedTable::startsBesideThreadsThatChangeTheTable()
{
    const auto many = crowd();
    const std::array<Disturber, 3> disturbers;
    for (int i = 0; i < 400; ++i) {
        const auto process = startChild({"descriptors"});
        const auto output = waitFor(process->communicate(QByteArray()));
        QVERIFY(output.has_value());
        QCOMPARE(*output->standardOutput, "0 1 2 \n");
        const QByteArray text = QByteArray::number(i);
        const auto echo = startChild({"cat"});
        QCOMPARE(waitFor(echo->communicate(text))->standardOutput.value_or("nothing"), text);
    }
}

void TestSharedTable::severalThreadsStart()
{
    const auto many = crowd();
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&good] {
            for (int j = 0; j < 100; ++j) {
                const auto process = startChild({"descriptors"});
                const auto output = waitFor(process->communicate(QByteArray()));
                good += output && output->standardOutput == "0 1 2 \n" ? 1 : 0;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(good, 400);
}

void TestSharedTable::aStartLeavesTheTableAsItWas_data()
{
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<bool>("isCrowded");
    for (const bool isCrowded : {false, true}) {
        const char *how = isCrowded ? "crowded" : "few";
        QTest::addRow("a program, %s", how) << QByteArray("/bin/true") << isCrowded;
        QTest::addRow("no such program, %s", how) << QByteArray("/no/such") << isCrowded;
        QTest::addRow("no program, %s", how) << QByteArray("/etc/passwd") << isCrowded;
    }
}

void TestSharedTable::aStartLeavesTheTableAsItWas()
{
    QFETCH(QByteArray, program);
    QFETCH(bool, isCrowded);
    const auto many = isCrowded ? crowd() : std::vector<UniqueFd>();
    const auto before = table();
    for (int i = 0; i < 20; ++i) {
        const auto process = createSubprocessExec(program, {}, piped());
        QCOMPARE(process.has_value(), program == "/bin/true");
        if (process)
            QVERIFY(waitFor((*process)->waitFinished()).has_value());
    }
    QTRY_COMPARE(table(), before);
}

void TestSharedTable::highDescriptorsArePassed_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {1, 2, 4, 5, 12})
        QTest::addRow("%d", count) << count;
}

void TestSharedTable::highDescriptorsArePassed()
{
    QFETCH(int, count);
    const auto many = crowd();
    SubprocessOptions options = piped();
    std::vector<UniqueFd> passed;
    QByteArray numbers = "0 1 2 ";
    for (int i = 0; i < count; ++i) {
        passed.emplace_back(::open("/dev/zero", O_RDONLY | O_CLOEXEC));
        options.passDescriptors.append(passed.back().get());
        numbers += QByteArray::number(passed.back().get()) + ' ';
    }
    QCOMPARE(outputOf({"descriptors"}, options), numbers + '\n');
}

void TestSharedTable::aFullTableIsNoObstacle()
{
    rlimit before;
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit narrow = before;
    narrow.rlim_cur = 300;
    ::setrlimit(RLIMIT_NOFILE, &narrow);
    {
        std::vector<UniqueFd> many;
        do {
            many.emplace_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        } while (many.back());
        for (int i = 0; i < 7; ++i)
            many.pop_back(); // for the pipe, and what the way of starting needs
        SubprocessOptions options;
        options.standardInput = Stdio::descriptor(many[0].get());
        QCOMPARE(outputOf({"descriptors"}, options), "0 1 2 \n");
    }
    ::setrlimit(RLIMIT_NOFILE, &before);
}

void TestSharedTable::numbersThatTheHostTookBackAreLeftAlone()
{
    // Numbers of the same pipe: those that the core keeps for its children's ends.
    std::map<std::array<quint64, 3>, std::vector<int>> numbers;
    for (const auto &[fd, file] : table())
        numbers[file].push_back(fd);
    const auto kept = std::find_if(numbers.begin(), numbers.end(),
                                   [](const auto &entry) { return entry.second.size() == 5; });
    if (kept == numbers.end())
        QSKIP("this way of starting keeps none");
    const UniqueFd saved(::fcntl(kept->second.back(), F_DUPFD_CLOEXEC, 3));
    const UniqueFd own(::open("/dev/zero", O_RDONLY | O_CLOEXEC));
    for (const int fd : kept->second)
        ::dup3(own.get(), fd, O_CLOEXEC);
    {
        const auto many = crowd();
        const auto before = table();
        QCOMPARE(outputOf({"descriptors"}, piped()), "0 1 2 \n");
        QTRY_COMPARE(table(), before);
    }
    for (const int fd : kept->second)
        ::dup3(saved.get(), fd, O_CLOEXEC);
}

QTEST_GUILESS_MAIN(TestSharedTable)
#include "tst_sharedtable.moc"
