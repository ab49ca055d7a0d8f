// SPDX-License-Identifier: MIT
// Lets another process have the number of a child that has ended, in a pid namespace of its own,
// and then signals the child in every way there is. Prints
//
//     skip: WHY              where no such namespace can be made
//     fault: WHAT            and exits with 1 when the other process was hit
//     recycled COUNT         when it never was
#include "base/uniquefd.h"
#include "support/standingchecks.h"

#include <QCoreApplication>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Spawnscope;
using namespace std::chrono_literals;

namespace {

constexpr int roundsPerCase = 40;

/// Everything after this call happens in a namespace whose first process this is.
void enterNamespace()
{
    if (::unshare(CLONE_NEWPID | CLONE_NEWNS) != 0
        && ::unshare(CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS) != 0) {
        std::printf("skip: no pid namespace: %s\n", std::strerror(errno));
        std::exit(0);
    }
    const pid_t first = ::fork();
    if (first > 0) {
        int status = 0;
        while (::waitpid(first, &status, 0) < 0 && errno == EINTR) {}
        ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 2);
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
    if (::mount("proc", "/proc", "proc", 0, nullptr) != 0) {
        std::printf("skip: no /proc of its own: %s\n", std::strerror(errno));
        std::exit(0);
    }
}

/// Lives in a process of its own, so that the strangers it makes are no children of this one.
class StrangerMaker
{
public:
    StrangerMaker()
    {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
            std::abort();
        m_pid = ::fork();
        if (m_pid == 0) {
            ::close(ends[0]);
            serve(ends[1]);
        }
        ::close(ends[1]);
        m_orders.reset(ends[0]);
    }
    ~StrangerMaker()
    {
        m_orders.reset();
        ::waitpid(m_pid, nullptr, 0);
    }
    Q_DISABLE_COPY_MOVE(StrangerMaker)

    /// A process of that number, which also leads a group and a session of that number; false if
    /// the number is still taken.
    bool make(pid_t number) const { return ask({Order::Make, number}) == 1; }
    /// Whether it still lives and no signal was sent to it; then it does no more.
    bool wasLeftAlone() const { return ask({Order::Look, 0}) == 1; }

private:
    enum class Order : int { Make, Look };
    struct Message
    {
        Order order;
        pid_t number;
    };

    int ask(Message message) const
    {
        int answer = -1;
        if (::send(m_orders.get(), &message, sizeof message, 0) < 0
            || ::recv(m_orders.get(), &answer, sizeof answer, 0) != ssize_t(sizeof answer))
            std::abort();
        return answer;
    }

    struct Stranger
    {
        pid_t pid = -1;
        UniqueFd talk;
    };

    [[noreturn]] static void serve(int orders)
    {
        Stranger stranger;
        Message message;
        while (::recv(orders, &message, sizeof message, 0) == ssize_t(sizeof message)) {
            int answer = 0;
            if (message.order == Order::Make) {
                stranger = makeStranger(message.number);
                answer = stranger.pid == message.number;
                if (!answer)
                    end(stranger);
            } else {
                answer = isUntouched(stranger);
                end(stranger);
            }
            (void)!::send(orders, &answer, sizeof answer, 0);
        }
        ::_exit(0);
    }

    static Stranger makeStranger(pid_t number)
    {
        const QByteArray last = QByteArray::number(number - 1);
        const UniqueFd file(::open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC));
        int ends[2];
        if (::write(file.get(), last.constData(), size_t(last.size())) != last.size()
            || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
            ::_exit(3);
        const pid_t pid = ::fork();
        if (pid == 0) {
            ::close(ends[0]);
            liveAsStranger(ends[1]);
        }
        ::close(ends[1]);
        Stranger stranger{pid, UniqueFd(ends[0])};
        char ready;
        (void)!::recv(stranger.talk.get(), &ready, 1, 0);
        return stranger;
    }

    /// Keeps what signals it gets, and answers whether there were none. Of SIGKILL it dies before
    /// it can answer.
    [[noreturn]] static void liveAsStranger(int talk)
    {
        ::setsid();
        sigset_t all;
        ::sigfillset(&all);
        ::sigprocmask(SIG_SETMASK, &all, nullptr);
        char byte = 0;
        do {
            sigset_t pending;
            ::sigpending(&pending);
            byte = ::sigisemptyset(&pending) ? 1 : 0;
            (void)!::send(talk, &byte, 1, MSG_NOSIGNAL);
        } while (::recv(talk, &byte, 1, 0) == 1);
        ::_exit(0);
    }

    static bool isUntouched(const Stranger &stranger)
    {
        char byte = 0;
        return ::send(stranger.talk.get(), &byte, 1, MSG_NOSIGNAL) == 1
            && ::recv(stranger.talk.get(), &byte, 1, 0) == 1 && byte == 1;
    }

    static void end(const Stranger &stranger)
    {
        ::kill(stranger.pid, SIGKILL);
        ::waitpid(stranger.pid, nullptr, 0);
    }

    pid_t m_pid = -1;
    UniqueFd m_orders;
};

bool canChooseNumbers()
{
    const UniqueFd file(::open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC));
    return file && ::write(file.get(), "100", 3) == 3;
}

SubprocessOptions grouped(const StopPolicy &onDestruction = StopPolicy::killNow())
{
    SubprocessOptions options;
    options.newSession = true;
    options.onDestruction = onDestruction;
    return options;
}

/// Its exit is there to be noticed, but nobody has.
void waitForZombie(pid_t pid)
{
    siginfo_t info;
    while (::waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {}
}

void signalInEveryWay(Process *process)
{
    (void)process->terminate();
    (void)process->kill();
    (void)process->sendSignal(SIGHUP);
    (void)process->terminateGroup();
    (void)process->killGroup();
    (void)process->transport()->sendSignal(StopPolicy::Target::Group, SIGKILL);
    (void)waitFor(process->stop(StopPolicy::killNow()));
}

/// Takes the number as soon as it is free; gives up where it is held for good.
bool recycle(const StrangerMaker &maker, pid_t number)
{
    for (int i = 0; i < 2000; ++i) {
        if (maker.make(number))
            return true;
        QCoreApplication::processEvents();
    }
    return false;
}

using Case = std::function<bool(const StrangerMaker &)>; ///< whether the number was recycled

bool afterTheObservedExit(const StrangerMaker &maker)
{
    auto process = startChild({"exit", "0"}, grouped());
    (void)waitFor(process->wait());
    const bool isRecycled = recycle(maker, pid_t(process->pid()));
    signalInEveryWay(process.get());
    process.reset();
    return isRecycled;
}

bool afterSomebodyElseReapedIt(const StrangerMaker &maker)
{
    auto process = startChild({"exit", "0"}, grouped());
    const pid_t pid = pid_t(process->pid());
    ::waitpid(pid, nullptr, 0);
    const bool isRecycled = recycle(maker, pid);
    (void)process->kill();
    (void)process->killGroup();
    (void)waitFor(process->wait());
    signalInEveryWay(process.get());
    process.reset();
    return isRecycled;
}

bool whenItIsDroppedAfterSomebodyElseReapedIt(const StrangerMaker &maker)
{
    auto process = startChild({"exit", "0"}, grouped());
    const pid_t pid = pid_t(process->pid());
    ::waitpid(pid, nullptr, 0);
    const bool isRecycled = maker.make(pid);
    process.reset();
    (void)waitForReaper(30s);
    return isRecycled;
}

bool whenAZombieWasDropped(const StrangerMaker &maker)
{
    auto process = startChild({"exit", "0"}, grouped());
    const pid_t pid = pid_t(process->pid());
    waitForZombie(pid);
    process.reset();
    const bool isRecycled = recycle(maker, pid);
    (void)waitForReaper(30s);
    return isRecycled;
}

bool betweenTheReapersSteps(const StrangerMaker &maker)
{
    const StopPolicy patient = {
        {StopPolicy::sendSignal(SIGTERM, 20ms), StopPolicy::sendSignal(SIGKILL, 20ms)},
        StopPolicy::Target::Group};
    auto process = startChild({"block"}, grouped(patient));
    const pid_t pid = pid_t(process->pid());
    process.reset();
    const bool isRecycled = recycle(maker, pid);
    (void)waitForReaper(30s);
    return isRecycled;
}

bool betweenTheStepsOfAStop(const StrangerMaker &maker)
{
    const StopPolicy patient = {
        {StopPolicy::sendSignal(SIGTERM, 5ms), StopPolicy::sendSignal(SIGKILL, 5ms)},
        StopPolicy::Target::Group};
    auto process = startChild({"block"}, grouped());
    const pid_t pid = pid_t(process->pid());
    auto stopped = process->stop(patient);
    ::waitpid(pid, nullptr, 0); // from under it
    const bool isRecycled = maker.make(pid);
    (void)waitFor(std::move(stopped));
    process.reset();
    (void)waitForReaper(30s);
    return isRecycled;
}

int runCases(const StrangerMaker &maker)
{
    const std::pair<const char *, Case> cases[] = {
        {"after the observed exit", afterTheObservedExit},
        {"after somebody else reaped it", afterSomebodyElseReapedIt},
        {"when it is dropped after somebody else reaped it",
         whenItIsDroppedAfterSomebodyElseReapedIt},
        {"when a zombie was dropped", whenAZombieWasDropped},
        {"between the reaper's steps", betweenTheReapersSteps},
        {"between the steps of a stop", betweenTheStepsOfAStop},
    };
    int recycled = 0;
    for (const auto &[name, run] : cases) {
        int inThisCase = 0;
        for (int round = 0; round < roundsPerCase; ++round) {
            if (!run(maker))
                continue;
            ++inThisCase;
            if (!maker.wasLeftAlone()) {
                std::printf("fault: a stranger was hit %s\n", name);
                return 1;
            }
        }
        if (inThisCase == 0) {
            std::printf("fault: the number was never free %s\n", name);
            return 1;
        }
        recycled += inThisCase;
    }
    std::printf("recycled %d\n", recycled);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    enterNamespace();
    if (!canChooseNumbers()) {
        std::printf("skip: ns_last_pid cannot be written: %s\n", std::strerror(errno));
        return 0;
    }
    const StrangerMaker maker;
    QCoreApplication application(argc, argv);
    const int result = runCases(maker);
    // Everything in the namespace goes with its first process. The leak sanitizer, which looks at
    // a usual exit, cannot make its thread in either of the two.
    std::fflush(stdout);
    ::_exit(result);
}
