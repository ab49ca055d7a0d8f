// SPDX-License-Identifier: MIT
#include "support/standingchecks.h"

#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <elf.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Spawnscope;
using namespace std::chrono_literals;

/// What a real system refuses, where that can be had without harm to others; tst_faults has every
/// error at every call.
class TestSystemErrors : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void aProgramThatIsBeingWrittenIsBusy();
    void aProgramWithABrokenLoaderIsAnInputOutputError();
    void noProcessMayBeLeftToTheUser_data();
    void noProcessMayBeLeftToTheUser();
    void aFullFilesystemTakesNoFile();
    void aFullFilesystemIsTheChildsMatterOnceItRuns();
    void whatADeviceWithoutRoomRefusesIsTold();
    void whatATerminalOfOthersRefusesIsTheChildsMatter();
};

namespace {

/// What the kernel says to whoever executes the file; 0 if it does it.
int errorOfExecuting(const QByteArray &path)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        qFatal("pipe2");
    const UniqueFd read(ends[0]);
    UniqueFd write(ends[1]);
    const pid_t pid = ::fork();
    if (pid == 0) {
        const char *const argv[] = {path.constData(), nullptr};
        ::execv(path.constData(), const_cast<char *const *>(argv));
        const int error = errno;
        (void)!::write(write.get(), &error, sizeof error);
        ::_exit(127);
    }
    write.reset();
    int error = 0;
    (void)!::read(read.get(), &error, sizeof error);
    ::waitpid(pid, nullptr, 0);
    return error;
}

/// A program for this machine that wants the file at `loader` to load it.
QByteArray programWithLoader(const QByteArray &loader)
{
    Elf64_Ehdr header = {};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS64;
    header.e_ident[EI_DATA] = Q_BYTE_ORDER == Q_LITTLE_ENDIAN ? ELFDATA2LSB : ELFDATA2MSB;
    header.e_ident[EI_VERSION] = EV_CURRENT;
    header.e_type = ET_DYN;
    const QByteArray self = contentOf("/proc/self/exe").left(sizeof header);
    header.e_machine = reinterpret_cast<const Elf64_Ehdr *>(self.constData())->e_machine;
    header.e_version = EV_CURRENT;
    header.e_phoff = sizeof header;
    header.e_ehsize = sizeof header;
    header.e_phentsize = sizeof(Elf64_Phdr);
    header.e_phnum = 1;
    Elf64_Phdr segment = {};
    segment.p_type = PT_INTERP;
    segment.p_offset = sizeof header + sizeof segment;
    segment.p_filesz = Elf64_Xword(loader.size() + 1);
    return QByteArray(reinterpret_cast<const char *>(&header), sizeof header)
        + QByteArray(reinterpret_cast<const char *>(&segment), sizeof segment) + loader + '\0';
}

/// Runs `body` on a thread of its own and waits for it.
void onOwnThread(const std::function<void()> &body)
{
    std::thread thread(body); // whose end a thread sanitizer sees, unlike that of a QThread
    thread.join();
}

struct Lost final : WritePipeProtocol
{
    void connectionLost(const std::optional<ProcessError> &why) override
    {
        isOver = true;
        error = why;
    }
    bool isOver = false;
    std::optional<ProcessError> error;
};

} // namespace

void TestSystemErrors::aProgramThatIsBeingWrittenIsBusy()
{
    QTemporaryDir folder;
    const QByteArray program = makeFile(folder, "program", contentOf("/bin/true"), 0755);
    {
        const UniqueFd writing(::open(program.constData(), O_WRONLY | O_CLOEXEC));
        if (errorOfExecuting(program) != ETXTBSY)
            QSKIP("this kernel executes what is open for writing"); // Linux 6.11
        const ProcessError error = startError(program, {}, piped());
        QCOMPARE(int(error.stage), int(ProcessStage::Execute));
        QVERIFY(error.code == std::errc::text_file_busy);
        QCOMPARE(error.context, program);
    }
    const auto process = createSubprocessExec(program, {}, piped());
    QVERIFY(process);
    QCOMPARE(waitFor((*process)->wait())->returncode(), 0);
}

void TestSystemErrors::aProgramWithABrokenLoaderIsAnInputOutputError()
{
    QTemporaryDir folder;
    const QByteArray loader = makeFile(folder, "loader", "", 0755);
    const QByteArray program = makeFile(folder, "program", programWithLoader(loader), 0755);
    QCOMPARE(errorOfExecuting(program), EIO);
    const ProcessError error = startError(program, {}, piped());
    QCOMPARE(int(error.stage), int(ProcessStage::Execute));
    QVERIFY(error.code == std::errc::io_error);
    QCOMPARE(error.context, program);
}

void TestSystemErrors::noProcessMayBeLeftToTheUser_data()
{
    QTest::addColumn<bool>("streams");
    QTest::newRow("without pipes") << false;
    QTest::newRow("with pipes") << true;
}

/// RLIMIT_NPROC. It does not hold for root, so a thread becomes another user: the system call
/// changes nobody else.
void TestSystemErrors::noProcessMayBeLeftToTheUser()
{
    QFETCH(bool, streams);
    rlimit before;
    QCOMPARE(::getrlimit(RLIMIT_NPROC, &before), 0);
    ProcessError error;
    onOwnThread([&] {
        constexpr uid_t other = 65534;
        if (::geteuid() == 0)
            (void)::syscall(SYS_setresuid, other, other, other);
        const rlimit none = {0, before.rlim_max};
        ::setrlimit(RLIMIT_NPROC, &none);
        error = startError("/bin/true", {}, streams ? piped() : SubprocessOptions());
        ::setrlimit(RLIMIT_NPROC, &before);
    });
    QCOMPARE(int(error.stage), int(ProcessStage::CreateProcess));
    QVERIFY2(error.code == std::errc::resource_unavailable_try_again, error.code.message().c_str());
    QCOMPARE(outputOf({"out", "again"}), "again\n");
}

/// ENOSPC. The filesystem is one of a thread's own.
void TestSystemErrors::aFullFilesystemTakesNoFile()
{
    if (::geteuid() != 0)
        QSKIP("only root can mount");
    const QTemporaryDir folder;
    const QByteArray path = QFile::encodeName(folder.path());
    bool isMounted = false;
    ProcessError error;
    ProcessError append;
    onOwnThread([&] {
        isMounted = ::unshare(CLONE_NEWNS) == 0
            && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
            && ::mount("tmpfs", path.constData(), "tmpfs", 0, "size=4k,nr_inodes=1") == 0;
        if (!isMounted)
            return;
        SubprocessOptions options;
        options.standardOutput = Stdio::file(path + "/out", Stdio::FileMode::Truncate);
        error = startError("/bin/true", {}, options);
        options.standardOutput = DevNull;
        options.standardError = Stdio::file(path + "/err", Stdio::FileMode::Append);
        append = startError("/bin/true", {}, options);
        ::umount(path.constData());
    });
    if (!isMounted)
        QSKIP("no filesystem can be mounted here");
    for (const ProcessError &told : {error, append}) {
        QCOMPARE(int(told.stage), int(ProcessStage::OpenFile));
        QVERIFY(told.code == std::errc::no_space_on_device);
    }
    QCOMPARE(error.context, path + "/out");
    QCOMPARE(append.context, path + "/err");
}

void TestSystemErrors::aFullFilesystemIsTheChildsMatterOnceItRuns()
{
    SubprocessOptions options;
    options.standardInput = DevNull;
    options.standardOutput = Stdio::file("/dev/full", Stdio::FileMode::Append);
    options.standardError = Pipe;
    const auto process = startChild({"err", "kept", "then", "writeonce", "10"}, options);
    const auto output = waitFor(process->communicate());
    QVERIFY(output);
    QCOMPARE(output->standardError, "kept\n");
    QCOMPARE(process->returncode(), ENOSPC);
}

void TestSystemErrors::whatADeviceWithoutRoomRefusesIsTold()
{
    Lost lost;
    auto pipe = connectWritePipe(UniqueFd(::open("/dev/full", O_WRONLY | O_CLOEXEC)), &lost);
    QVERIFY(pipe);
    const auto written = (*pipe)->write("nowhere");
    if (!written)
        QVERIFY(written.error().code == std::errc::no_space_on_device);
    QTRY_VERIFY(lost.isOver);
    QVERIFY(lost.error);
    QCOMPARE(int(lost.error->stage), int(ProcessStage::Write));
    QVERIFY(lost.error->code == std::errc::no_space_on_device);
}

/// EIO: a background process reads the terminal of a session without job control.
void TestSystemErrors::whatATerminalOfOthersRefusesIsTheChildsMatter()
{
    SubprocessOptions options;
    options.standardInput = options.standardOutput = options.standardError = Terminal;
    options.environment.changes["LC_ALL"] = "C";
    const auto process = createSubprocessExec(
        "/bin/sh", {"-c", "trap '' TTIN; set -m; (cat; echo status $?) 2>&1 & wait"}, options);
    QVERIFY(process);
    const auto told = waitFor((*process)->standardOutput()->readAll());
    QVERIFY(told);
    QVERIFY2(told->contains("Input/output error") && told->contains("status 1"), told->constData());
    QCOMPARE(waitFor((*process)->wait())->returncode(), 0);
}

QTEST_GUILESS_MAIN(TestSystemErrors)
#include "tst_systemerrors.moc"
