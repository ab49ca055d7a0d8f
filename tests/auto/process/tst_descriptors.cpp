// SPDX-License-Identifier: MIT
#include "support/standingchecks.h"

#include "base/uniquefd.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace Spawnscope;

/// Where a child's descriptors lead, and which ones it gets.
class TestDescriptors : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void standardStreamsGoWhereAsked_data();
    void standardStreamsGoWhereAsked();
    void stderrFollowsStdoutWhereverItGoes_data();
    void stderrFollowsStdoutWhereverItGoes();
    void aMergedStreamKeepsItsOrder();
    void stdoutAndStderrMayBeSwapped();
    void allStreamsMayShareOneDescriptor();
    void filesAreReadTruncatedAndAppended();
    void aFifoWithoutPartnerDoesNotBlockTheStart();
    void onlyNamedDescriptorsReachTheChild();
    void descriptorsStayOpenWhenAskedTo();
    void aPassedDescriptorKeepsItsNumber();
    void aPassedDescriptorMayAlsoBeAStream();
    void theParentsFlagsDoNotChange();
    void extraPipesWorkInBothDirections();
    void aListeningSocketMayBePassed();
    void pipesAreOfTheSizeAskedFor();
    void aPipeThatIsKeptFullGrows();
    void aPipeWhoseDataIsTakenSlowlyKeepsItsSize();
    void stdinCanBeOpenedAgain();
    void thePipeOfOneChildIsNotHeldByAnother();
    void closedStandardDescriptorsDoNoHarm();
    void aClosedOutputCannotBeFollowed();
    void aThousandOpenDescriptorsDoNoHarm();
    void aClosedNumberIsNotMistakenForOurOwnPipe();
    void theHighestNumbersCanBeHad();
    void badPathsTouchNoFile();
    void foreignMemoryIsTakenByItsLength();
};

namespace {

/// This program's standard descriptor replaced for a while.
class Replaced
{
public:
    Replaced(int number, int by)
        : m_number(number)
        , m_saved(::fcntl(number, F_DUPFD_CLOEXEC, 100))
    {
        if (by >= 0)
            ::dup2(by, number);
        else
            ::close(number);
    }
    ~Replaced() { ::dup2(m_saved.get(), m_number); }

private:
    int m_number;
    UniqueFd m_saved;
};

struct PipeFds
{
    UniqueFd read;
    UniqueFd write;
    PipeFds()
    {
        int fds[2];
        if (::pipe2(fds, O_CLOEXEC) != 0)
            qFatal("pipe2");
        read.reset(fds[0]);
        write.reset(fds[1]);
    }
    QByteArray drain()
    {
        write.reset();
        QByteArray all;
        char buffer[4096];
        ssize_t count = 0;
        while ((count = ::read(read.get(), buffer, sizeof buffer)) > 0)
            all.append(buffer, count);
        return all;
    }
};

} // namespace

void TestDescriptors::standardStreamsGoWhereAsked_data()
{
    QTest::addColumn<Stdio::Kind>("kind");
    QTest::newRow("inherit") << Stdio::Kind::Inherit;
    QTest::newRow("devnull") << Stdio::Kind::DevNull;
    QTest::newRow("descriptor") << Stdio::Kind::Descriptor;
    QTest::newRow("pipe") << Stdio::Kind::Pipe;
}

void TestDescriptors::standardStreamsGoWhereAsked()
{
    QFETCH(Stdio::Kind, kind);
    PipeFds out;
    PipeFds err;
    QByteArray seenOut;
    QByteArray seenErr;
    {
        const Replaced stdOut(1, kind == Stdio::Kind::Inherit ? out.write.get() : 1);
        const Replaced stdErr(2, kind == Stdio::Kind::Inherit ? err.write.get() : 2);
        SubprocessOptions options;
        const bool isDescriptor = kind == Stdio::Kind::Descriptor;
        options.standardOutput = isDescriptor ? Stdio::descriptor(out.write.get()) : Stdio(kind);
        options.standardError = isDescriptor ? Stdio::descriptor(err.write.get()) : Stdio(kind);
        auto process = startChild({"out", "to out", "then", "err", "to err"}, options);
        const auto output = waitFor(process->communicate());
        QCOMPARE(process->returncode(), 0);
        QCOMPARE(output->standardOutput.has_value(), kind == Stdio::Kind::Pipe);
        seenOut = output->standardOutput.value_or("");
        seenErr = output->standardError.value_or("");
    }
    seenOut += out.drain();
    seenErr += err.drain();
    QCOMPARE(seenOut, kind == Stdio::Kind::DevNull ? "" : "to out\n");
    QCOMPARE(seenErr, kind == Stdio::Kind::DevNull ? "" : "to err\n");
}

void TestDescriptors::stderrFollowsStdoutWhereverItGoes_data()
{
    standardStreamsGoWhereAsked_data();
}

void TestDescriptors::stderrFollowsStdoutWhereverItGoes()
{
    QFETCH(Stdio::Kind, kind);
    PipeFds out;
    QByteArray seen;
    {
        const Replaced stdOut(1, kind == Stdio::Kind::Inherit ? out.write.get() : 1);
        SubprocessOptions options;
        options.standardOutput = kind == Stdio::Kind::Descriptor
            ? Stdio::descriptor(out.write.get())
            : Stdio(kind);
        options.standardError = Stdout;
        auto process = startChild({"out", "1", "then", "err", "2"}, options);
        const auto output = waitFor(process->communicate());
        QVERIFY(!output->standardError);
        QCOMPARE(process->standardError(), nullptr);
        seen = output->standardOutput.value_or("");
    }
    seen += out.drain();
    QCOMPARE(seen, kind == Stdio::Kind::DevNull ? "" : "1\n2\n");
}

void TestDescriptors::aMergedStreamKeepsItsOrder()
{
    SubprocessOptions options = piped();
    options.standardError = Stdout;
    auto process = startChild({"alternate", "1000"}, options);
    QCOMPARE(*waitFor(process->communicate())->standardOutput, QByteArray("oe").repeated(1000));
}

void TestDescriptors::stdoutAndStderrMayBeSwapped()
{
    PipeFds out;
    PipeFds err;
    {
        const Replaced stdOut(1, out.write.get());
        const Replaced stdErr(2, err.write.get());
        SubprocessOptions options;
        options.standardOutput = Stdio::descriptor(2);
        options.standardError = Stdio::descriptor(1);
        auto process = startChild({"out", "o", "then", "err", "e"}, options);
        QVERIFY(waitFor(process->wait()));
    }
    QCOMPARE(out.drain(), "e\n");
    QCOMPARE(err.drain(), "o\n");
}

void TestDescriptors::allStreamsMayShareOneDescriptor()
{
    QTemporaryDir folder;
    const QByteArray path = makeFile(folder, "shared", "input", 0644);
    const UniqueFd fd(::open(path.constData(), O_RDWR | O_CLOEXEC));
    SubprocessOptions options;
    options.standardInput = options.standardOutput = options.standardError = Stdio::descriptor(
        fd.get());
    auto process = startChild({"cat", "then", "out", "o", "then", "err", "e"}, options);
    QVERIFY(waitFor(process->wait()));
    // One open file description: reading moves the offset at which writing goes on.
    QCOMPARE(contentOf(path), "inputinputo\ne\n");
}

void TestDescriptors::filesAreReadTruncatedAndAppended()
{
    QTemporaryDir folder;
    const QByteArray in = makeFile(folder, "in", "from file\n", 0644);
    const QByteArray out = makeFile(folder, "out", "a much longer text than what comes\n", 0644);
    const QByteArray err = makeFile(folder, "err", "kept\n", 0644);
    SubprocessOptions options;
    options.standardInput = Stdio::file(in, Stdio::FileMode::Read);
    options.standardOutput = Stdio::file(out, Stdio::FileMode::Truncate);
    options.standardError = Stdio::file(err, Stdio::FileMode::Append);
    auto process = startChild({"cat", "then", "err", "added"}, options);
    QVERIFY(waitFor(process->wait()));
    QCOMPARE(contentOf(out), "from file\n");
    QCOMPARE(contentOf(err), "kept\nadded\n");

    options.standardInput = Stdio::file("/no/such", Stdio::FileMode::Read);
    ProcessError error = startError("/bin/true", {}, options);
    QCOMPARE(int(error.stage), int(ProcessStage::OpenFile));
    QCOMPARE(error.context, "/no/such");
    options.standardInput = DevNull;
    options.standardOutput = Stdio::file("/etc", Stdio::FileMode::Truncate);
    error = startError("/bin/true", {}, options);
    QVERIFY(error.code == std::errc::is_a_directory);
}

void TestDescriptors::aFifoWithoutPartnerDoesNotBlockTheStart()
{
    QTemporaryDir folder;
    const QByteArray fifo = QFile::encodeName(folder.filePath(QStringLiteral("fifo")));
    QCOMPARE(::mkfifo(fifo.constData(), 0600), 0);
    SubprocessOptions options;
    options.standardInput = Stdio::file(fifo, Stdio::FileMode::Read);
    QCOMPARE(outputOf({"count"}, options), "bytes=0\n");
}

void TestDescriptors::onlyNamedDescriptorsReachTheChild()
{
    const UniqueFd inheritable(::open("/dev/null", O_RDONLY));
    SubprocessOptions options;
    options.standardInput = DevNull;
    QCOMPARE(outputOf({"descriptors"}, options), "0 1 2 \n");
}

void TestDescriptors::descriptorsStayOpenWhenAskedTo()
{
    const UniqueFd inheritable(::fcntl(0, F_DUPFD, 500));
    const UniqueFd closing(::fcntl(0, F_DUPFD_CLOEXEC, 501));
    SubprocessOptions options;
    options.closeDescriptors = false;
    const QByteArray list = ' ' + outputOf({"descriptors"}, options);
    QVERIFY(list.contains(' ' + QByteArray::number(inheritable.get()) + ' '));
    QVERIFY(!list.contains(' ' + QByteArray::number(closing.get()) + ' '));
}

void TestDescriptors::aPassedDescriptorKeepsItsNumber()
{
    PipeFds pipe;
    const UniqueFd high(::fcntl(pipe.write.get(), F_DUPFD_CLOEXEC, 200));
    SubprocessOptions options;
    options.passDescriptors = {high.get()};
    auto process = startChild({"write", QByteArray::number(high.get()), "through"}, options);
    QCOMPARE(waitFor(process->wait())->returncode(), 0);
    ::close(high.get());
    QCOMPARE(pipe.drain(), "through");
    (void)const_cast<UniqueFd &>(high).release();
}

void TestDescriptors::aPassedDescriptorMayAlsoBeAStream()
{
    PipeFds pipe;
    const int fd = pipe.write.get();
    SubprocessOptions options;
    options.standardOutput = Stdio::descriptor(fd);
    options.passDescriptors = {fd};
    auto process = startChild({"out", "a", "then", "write", QByteArray::number(fd), "b"}, options);
    QCOMPARE(waitFor(process->wait())->returncode(), 0);
    QCOMPARE(pipe.drain(), "a\nb");
}

void TestDescriptors::theParentsFlagsDoNotChange()
{
    PipeFds pipe;
    SubprocessOptions options;
    options.passDescriptors = {pipe.read.get()};
    options.standardOutput = Stdio::descriptor(pipe.write.get());
    auto process = startChild({"out", "x"}, options);
    QVERIFY(waitFor(process->wait()));
    QCOMPARE(::fcntl(pipe.read.get(), F_GETFD), FD_CLOEXEC);
    QCOMPARE(::fcntl(pipe.write.get(), F_GETFD), FD_CLOEXEC);
    QVERIFY(!(::fcntl(pipe.write.get(), F_GETFL) & O_NONBLOCK));
}

void TestDescriptors::extraPipesWorkInBothDirections()
{
    SubprocessOptions options = piped();
    options.extraDescriptors = {{7, Pipe, ExtraDescriptor::Direction::FromChild},
                                {4, Pipe, ExtraDescriptor::Direction::ToChild},
                                {9, DevNull, {}}};
    auto process = startChild({"catfd", "4", "7", "then", "write", "9", "gone"}, options);
    QVERIFY(process->writer(4));
    QVERIFY(process->reader(7));
    QVERIFY(process->writer(4)->write("around"));
    process->writer(4)->close();
    QCOMPARE(*waitFor(process->reader(7)->readAll()), "around");
    QCOMPARE(waitFor(process->waitFinished())->returncode(), 0);
}

void TestDescriptors::aListeningSocketMayBePassed()
{
    const UniqueFd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address = {};
    address.sun_family = AF_UNIX; // without a name the kernel chooses one
    QCOMPARE(::bind(listener.get(), reinterpret_cast<sockaddr *>(&address), sizeof(sa_family_t)),
             0);
    QCOMPARE(::listen(listener.get(), 1), 0);
    socklen_t length = sizeof address;
    ::getsockname(listener.get(), reinterpret_cast<sockaddr *>(&address), &length);

    SubprocessOptions options;
    options.extraDescriptors = {{3, Stdio::descriptor(listener.get()), {}}};
    auto process = startChild({"accept", "3", "hello"}, options);
    const UniqueFd client(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    QCOMPARE(::connect(client.get(), reinterpret_cast<sockaddr *>(&address), length), 0);
    QVERIFY(waitFor(process->wait()));
    char buffer[16];
    QCOMPARE(::read(client.get(), buffer, sizeof buffer), ssize_t(5));
}

void TestDescriptors::pipesAreOfTheSizeAskedFor()
{
    SubprocessOptions options;
    options.standardInput = options.standardError = Pipe;
    options.pipeSize = 8192;
    QCOMPARE(outputOf({"pipesize", "0", "then", "pipesize", "1", "then", "pipesize", "2"}, options),
             "pipesize=8192\npipesize=8192\npipesize=8192\n");
    options.pipeSize.reset();
    const int standard = [] {
        PipeFds pipe;
        return ::fcntl(pipe.read.get(), F_GETPIPE_SZ);
    }();
    QCOMPARE(outputOf({"pipesize", "1"}, options),
             "pipesize=" + QByteArray::number(standard) + '\n');
}

void TestDescriptors::aPipeThatIsKeptFullGrows()
{
    SubprocessOptions options = piped();
    for (const bool isFixed : {false, true}) {
        if (isFixed)
            options.pipeSize = 16384;
        const auto process = startChild({"flood", "33554432"}, options);
        int largest = 0;
        process->standardOutput()->setTap([&](QByteArrayView) {
            const int pipe = process->transport()->readPipe(1)->descriptor();
            largest = std::max(largest, ::fcntl(pipe, F_GETPIPE_SZ));
            // A slow reader: the child fills the pipe.
            int waiting = 0;
            for (int i = 0; i < 1000 && waiting < largest / 2; ++i) {
                std::this_thread::yield();
                ::ioctl(pipe, FIONREAD, &waiting);
            }
        });
        QVERIFY(waitFor(process->waitFinished()).has_value());
        QCOMPARE(largest, isFixed ? 16384 : 256 * 1024);
    }
}

void TestDescriptors::aPipeWhoseDataIsTakenSlowlyKeepsItsSize()
{
    const auto process = startChild({"flood", "8388608"});
    StreamReader *const output = process->standardOutput();
    const ReadPipeTransport *const pipe = process->transport()->readPipe(1);
    const int before = ::fcntl(pipe->descriptor(), F_GETPIPE_SZ);
    qsizetype taken = 0;
    while (taken < 8388608) {
        QTRY_VERIFY(output->hasEnded() || !pipe->isReading());
        if (!output->hasEnded())
            QCOMPARE(::fcntl(pipe->descriptor(), F_GETPIPE_SZ), before);
        taken += output->takeBuffered(256 * 1024).size();
    }
    QVERIFY(waitFor(process->waitFinished()).has_value());
}

void TestDescriptors::stdinCanBeOpenedAgain()
{
    auto process = startChild({"reopen"});
    QCOMPARE(*waitFor(process->communicate("abc"))->standardOutput, "abc");
}

void TestDescriptors::thePipeOfOneChildIsNotHeldByAnother()
{
    SubprocessOptions options = piped();
    options.closeDescriptors = false;
    auto first = startChild({"cat"}, options);
    auto second = startChild({"cat"}, options);
    QCOMPARE(*waitFor(first->communicate("one"))->standardOutput, "one");
    QCOMPARE(*waitFor(second->communicate("two"))->standardOutput, "two");
}

void TestDescriptors::closedStandardDescriptorsDoNoHarm()
{
    // The pipes then land on 0, 1 and 2 themselves.
    const Replaced in(0, -1);
    const Replaced out(1, -1);
    const Replaced err(2, -1);
    auto process = startChild({"echoboth"});
    const auto output = waitFor(process->communicate("x"));
    QCOMPARE(*output->standardOutput, "OUT:x");
    QCOMPARE(*output->standardError, "ERR:x");
}

/// The number is free here, and would be that of the pipe's end.
void TestDescriptors::aClosedOutputCannotBeFollowed()
{
    SubprocessOptions options;
    options.standardInput = Pipe;
    options.standardError = Stdout;
    ProcessError error;
    {
        const Replaced in(0, -1);
        const Replaced out(1, -1);
        error = startError(testChild(), {"cat"}, options);
    }
    QCOMPARE(int(error.stage), int(ProcessStage::Redirect));
    QCOMPARE(error.code.value(), EBADF);
    QCOMPARE(error.context, "1");
}

void TestDescriptors::aThousandOpenDescriptorsDoNoHarm()
{
    rlimit before;
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit wide = before;
    wide.rlim_cur = std::min<rlim_t>(before.rlim_max, 4096);
    ::setrlimit(RLIMIT_NOFILE, &wide);
    {
        std::vector<UniqueFd> many;
        for (int i = 0; i < 1026; ++i)
            many.emplace_back(::open("/dev/null", O_RDONLY)); // not FD_CLOEXEC
        QVERIFY(many.back().isValid());
        SubprocessOptions options;
        options.standardInput = DevNull;
        for (int i = 0; i < 20; ++i)
            QCOMPARE(outputOf({"descriptors"}, options), "0 1 2 \n");
    }
    ::setrlimit(RLIMIT_NOFILE, &before);
}

void TestDescriptors::aClosedNumberIsNotMistakenForOurOwnPipe()
{
    const int next[] = {::open("/dev/null", O_RDONLY | O_CLOEXEC),
                        ::open("/dev/null", O_RDONLY | O_CLOEXEC)};
    for (const int number : next)
        ::close(number);
    for (const int number : next) {
        SubprocessOptions options;
        options.standardInput = Pipe; // takes the next numbers
        options.passDescriptors = {number};
        const ProcessError passed = startError("/bin/true", {}, options);
        QCOMPARE(int(passed.stage), int(ProcessStage::Redirect));
        QCOMPARE(passed.code.value(), EBADF);
        QCOMPARE(passed.context, QByteArray::number(number));
        options.passDescriptors.clear();
        options.standardOutput = Stdio::descriptor(number);
        QCOMPARE(startError("/bin/true", {}, options).code.value(), EBADF);
    }
}

void TestDescriptors::theHighestNumbersCanBeHad()
{
    rlimit before;
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit usual = before;
    usual.rlim_cur = 1024;
    ::setrlimit(RLIMIT_NOFILE, &usual);
    SubprocessOptions options;
    for (const int number : {1023, 1022, 1021})
        options.extraDescriptors.append({number, Pipe, ExtraDescriptor::Direction::FromChild});
    auto process = startChild({"write", "1021", "a", "then", "write", "1023", "b"}, options);
    QCOMPARE(*waitFor(process->reader(1021)->readAll()), "a");
    QCOMPARE(*waitFor(process->reader(1023)->readAll()), "b");
    QVERIFY(waitFor(process->waitFinished()));
    ::setrlimit(RLIMIT_NOFILE, &before);
}

void TestDescriptors::badPathsTouchNoFile()
{
    QTemporaryDir folder;
    const QByteArray precious = makeFile(folder, "precious", "kept", 0644);
    SubprocessOptions options;
    options.standardOutput = Stdio::file(precious, Stdio::FileMode::Truncate);
    for (const QByteArray &path : {QByteArray(), QByteArray("a\0b", 3)}) {
        options.standardError = Stdio::file(path, Stdio::FileMode::Append);
        QVERIFY(startError("/bin/true", {}, options).code == std::errc::invalid_argument);
    }
    QCOMPARE(contentOf(precious), "kept");
}

void TestDescriptors::foreignMemoryIsTakenByItsLength()
{
    const char memory[] = "/tmpXXXX";
    SubprocessOptions options;
    options.workingDirectory = QByteArray::fromRawData(memory, 4);
    QCOMPARE(fieldsOf(outputOf({"describe"}, options))["cwd"], "/tmp");
}

QTEST_GUILESS_MAIN(TestDescriptors)
#include "tst_descriptors.moc"
