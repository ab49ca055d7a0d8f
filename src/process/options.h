// SPDX-License-Identifier: MIT
#pragma once

#include "base/osstring.h"
#include "process/pty.h"
#include "process/stoppolicy.h"
#include "process/windowsoptions.h"

#include <QByteArrayList>
#include <QList>
#include <QMap>

#include <chrono>
#include <optional>
#include <variant>

namespace Spawnscope {

/// Where one of the child's descriptors leads: this program's own by default (asyncio's None), or
/// one of the constants below, or what the functions make.
class Stdio
{
public:
    enum class Kind { Inherit, Pipe, DevNull, Stdout, Terminal, Descriptor, File };
    enum class FileMode {
        Read, ///< must exist
        Truncate, ///< created with 0666 less the umask, emptied
        Append, ///< created likewise; every write goes to the end (O_APPEND)
    };

    constexpr Stdio() = default;
    constexpr Stdio(Kind kind)
        : m_kind(kind)
    {}

    /// An open descriptor of this program. It stays the caller's and stays open here. On Windows a
    /// handle, whose value fits in an int; 0, 1 and 2 are this program's standard handles.
    static Stdio descriptor(int fd)
    {
        Stdio stdio(Kind::Descriptor);
        stdio.m_descriptor = fd;
        return stdio;
    }
    /// A file, opened when the process is started; relative to this program's directory, not the
    /// child's. A FIFO is opened without waiting for its other end.
    static Stdio file(const OsString &path, FileMode mode)
    {
        Stdio stdio(Kind::File);
        stdio.m_path = path.bytes();
        stdio.m_mode = mode;
        return stdio;
    }

    Kind kind() const { return m_kind; }
    int descriptor() const { return m_descriptor; }
    const QByteArray &path() const { return m_path; }
    FileMode fileMode() const { return m_mode; }

private:
    Kind m_kind = Kind::Inherit;
    int m_descriptor = -1;
    FileMode m_mode = FileMode::Read;
    QByteArray m_path;
};

inline constexpr Stdio::Kind Pipe = Stdio::Kind::Pipe; ///< a new pipe; asyncio's PIPE
inline constexpr Stdio::Kind DevNull = Stdio::Kind::DevNull; ///< asyncio's DEVNULL
/// For standardError only: wherever standard output goes, in the kernel's order; asyncio's STDOUT.
inline constexpr Stdio::Kind Stdout = Stdio::Kind::Stdout;
/// The child's own pseudo-terminal (see Pty): standard input and output together, and standard
/// error with them or not.
inline constexpr Stdio::Kind Terminal = Stdio::Kind::Terminal;

/// A descriptor above 2 in the child.
struct ExtraDescriptor
{
    enum class Direction { FromChild, ToChild };
    int number = 3; ///< its number in the child, 3 to 1023
    Stdio source = Pipe; ///< anything but Inherit, Stdout and Terminal
    Direction direction = Direction::FromChild; ///< for Pipe: who writes
};

/// The child's environment: this program's with changes, or only what is set here.
struct Environment
{
    enum class Base { Inherit, Empty };
    Base base = Base::Inherit;
    /// A value sets the variable, nothing removes it. Names hold no '=' and no NUL.
    QMap<QByteArray, std::optional<QByteArray>> changes;
};

struct SubprocessOptions;
/// The environment of the options, with what a terminal adds (PtyOptions::type).
Environment childEnvironment(const SubprocessOptions &options);

/// What a child gets: "NAME=value" for each variable.
QByteArrayList resolvedEnvironment(const Environment &environment);

/// A user or group: its number, or a name that is looked up when the process is started.
using Identity = std::variant<unsigned, QByteArray>;

/// One of setrlimit(2): `resource` is RLIMIT_CORE and so on; nothing stands for RLIM_INFINITY.
struct ResourceLimit
{
    int resource = 0;
    std::optional<quint64> soft;
    std::optional<quint64> hard;
};

/// Everything about a child besides its command. The defaults are those of
/// asyncio.create_subprocess_exec(); the names in brackets are its keywords.
///
/// The child goes through the settings in CPython's order: descriptors, directory, umask, signals,
/// session, process group, (nice, limits,) groups, group, user, (parent death,) exec. The first
/// one that fails ends the start with its stage; nothing is left behind.
///
/// What a system does not have is refused at once, with stage Arguments, not_supported and the
/// option's name. On Windows that is umask, user, group, extraGroups, nice, resourceLimits, any
/// processGroup but 0, restoreSignals off, a mask other than Empty, parentDeathSignal and sockets.
struct SubprocessOptions
{
    enum class SignalMask {
        Empty, ///< no signal is blocked in the child, whatever this thread blocks
        Inherit, ///< the starting thread's mask, as CPython has it
    };

    /// What each stream that is a Pipe is made of.
    enum class Channel {
        Pipe, ///< pipe(2)
        /// socketpair(2) of AF_UNIX stream sockets, each used one way. Much output is read faster,
        /// in larger pieces, but the child has a socket where programs expect a pipe:
        /// - it cannot be opened by a name: /dev/stdin, /dev/stdout and /dev/fd/N fail (ENXIO);
        /// - fstat(2) tells a socket, and some programs act upon it: bash takes a socket for a
        ///   remote login and reads ~/.bashrc;
        /// - vmsplice(2), tee(2) and F_SETPIPE_SZ fail; pipeSize sets SO_SNDBUF instead;
        /// - small writes of several processes are not promised to arrive each in one piece;
        /// - shutdown(2) ends it for all who hold it.
        /// Reading from what is for output gives the end of the file at once. What is written to a
        /// child that is gone is broken_pipe as ever, and never SIGPIPE.
        /// Where there are no such sockets (Windows) a start is refused with not_supported.
        Socket,
    };

    Stdio standardInput; ///< [stdin]
    Stdio standardOutput; ///< [stdout]
    Stdio standardError; ///< [stderr]
    QList<ExtraDescriptor> extraDescriptors;
    PtyOptions terminal; ///< for streams that are Terminal; it brings a new session

    /// Descriptors above 2 that keep their number in the child [pass_fds]. Their flags here do not
    /// change.
    QList<int> passDescriptors;
    /// Closes everything above 2 that is not named here [close_fds]. If false, descriptors without
    /// FD_CLOEXEC reach the child.
    bool closeDescriptors = true;

    /// Bytes of each new pipe, F_SETPIPE_SZ [pipesize]. Nothing means the system's default at
    /// first; output that keeps its pipe full gets a larger one, 256 KiB, within 16 MiB for
    /// all. A size that the system refuses leaves the default and is no error. On Windows the size
    /// that is asked for, 64 KiB by default; ignored where there is neither.
    std::optional<int> pipeSize;
    Channel channel = Channel::Pipe;
    /// A StreamReader stops reading above twice this many bytes [limit]. Greater than 0.
    qsizetype limit = 64 * 1024;

    /// The child's directory [cwd]. A program with a relative path is looked for from there.
    std::optional<OsString> workingDirectory;
    Environment environment; ///< [env]
    /// The file that is executed, when it differs from argv[0] [executable]. With a shell command:
    /// the shell.
    std::optional<OsString> executable;

    std::optional<unsigned> umask; ///< 0 to 0777
    std::optional<Identity> user; ///< real, effective and saved
    std::optional<Identity> group; ///< real, effective and saved
    std::optional<QList<Identity>> extraGroups; ///< an empty list drops all of them
    bool newSession = false; ///< setsid(2) [start_new_session]: own group, no terminal
                             ///< Windows: its job object stands for the group
    std::optional<int> processGroup; ///< setpgid(2): 0 makes a new one, else one to join
    std::optional<int> nice; ///< the nice value itself, -20 to 19
    QList<ResourceLimit> resourceLimits;

    /// SIGPIPE and SIGXFSZ get their default action [restore_signals]. Other signals that this
    /// program handles are always reset, those that it ignores stay ignored (execve(2)) but for
    /// those of a terminal in a child that gets one.
    bool restoreSignals = true;
    SignalMask signalMask = SignalMask::Empty;

    /// A signal for the child when the *thread* that started it ends (PR_SET_PDEATHSIG, Linux).
    /// Because a thread may end long before the program, it is refused with
    /// std::errc::not_supported on any thread but the main one, and where there is no such thing.
    /// A set-user-ID program clears it when it is executed.
    std::optional<int> parentDeathSignal;

    /// What only Windows has; refused with std::errc::not_supported where it is set elsewhere.
    std::optional<WindowsOptions> windows;

    /// How long the streams may stay open after the exit (a grandchild may hold them) before they
    /// are given up and the process is finished. Nothing: for as long as somebody holds them.
    std::optional<std::chrono::milliseconds> pipeGrace;

    /// What happens to a child that still runs when its Process or SubprocessTransport is
    /// destroyed: asynchronous, by a reaper that outlives the object. What a child left behind
    /// that is dead by then is not touched.
    StopPolicy onDestruction = StopPolicy::terminateThenKill();
};

/// The same with a pipe for each of the three streams: asyncio's default of subprocess_exec().
inline SubprocessOptions lowLevelOptions()
{
    SubprocessOptions options;
    options.standardInput = options.standardOutput = options.standardError = Pipe;
    return options;
}

/// The same with a terminal for the three streams together.
inline SubprocessOptions terminalOptions(const PtyOptions &terminal = {})
{
    SubprocessOptions options;
    options.standardInput = options.standardOutput = options.standardError = Terminal;
    options.terminal = terminal;
    return options;
}

} // namespace Spawnscope
