// SPDX-License-Identifier: MIT
#pragma once

#include "process/error.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace Spawnscope {

class PtyPair;

/// What makes and configures the pseudo-terminals of this build.
enum class PtyBackEnd {
    KPty, ///< KDE's class KPty, wherever KF6Pty was found
    Posix, ///< posix_openpt(3)
    ConPty, ///< CreatePseudoConsole, of Windows 10 1809 and later
    None, ///< a start that asks for one is refused with not_supported
};
PtyBackEnd ptyBackEnd();

/// A window's size. Rows and columns are 1 to 65535, on Windows 32767; pixels 0 to 65535, where 0
/// means unknown. A console of Windows has none, and those given are forgotten.
struct PtySize
{
    int rows = 24;
    int columns = 80;
    int widthPixels = 0;
    int heightPixels = 0;

    bool operator==(const PtySize &) const = default;
};

/// What the line discipline does with the bytes that go through it (termios(3)). On Windows a
/// program sets the modes of its console itself: others than the default are refused with
/// not_supported.
struct PtyModes
{
    bool canonical = true; ///< input reaches the program line by line (ICANON, IEXTEN)
    bool echo = true; ///< input comes back as output (ECHO)
    bool signalKeys = true; ///< ^C, ^\ and ^Z signal the foreground group (ISIG)
    bool flowControl = true; ///< ^S and ^Q stop and continue the output (IXON)
    bool utf8 = true; ///< erasing takes whole characters (IUTF8)
    bool newlineForReturn = true; ///< a "\r" that is written reaches the program as "\n" (ICRNL)
    bool returnBeforeNewline = true; ///< a "\n" that is printed comes out as "\r\n" (OPOST, ONLCR)

    /// Every byte passes as it is.
    static PtyModes raw() { return {false, false, false, false, true, false, false}; }
    bool operator==(const PtyModes &) const = default;
};

/// How the terminal of a child begins.
struct PtyOptions
{
    PtySize size;
    PtyModes modes;
    /// TERM in the child's environment, unless that is set there or begins empty. Where it is
    /// given, LINES and COLUMNS of this program do not reach the child either. Empty: all three are
    /// left.
    QByteArray type = "xterm-256color";
    /// Enters the terminal in the system's list of logins (utmp), as far as this user may, and
    /// takes it out at the end. Each of the two waits for a helper program. not_supported with
    /// any but PtyBackEnd::KPty.
    bool recordLogin = false;
};

/// The pseudo-terminal of a child, whose streams ask for it with `Terminal`: SubprocessOptions.
///
/// Child:     leads a new session whose controlling terminal this is, and its foreground group.
///            The signals of a terminal have their default action in it, whatever this program
///            ignores.
/// Output:    comes from the reader of standard output, standard error's too unless that leads
///            elsewhere. It ends when no program has the terminal open any more, and all that was
///            printed comes before. One that closes it everywhere and opens it anew later has
///            ended here.
/// Input:     goes to the writer of standard input. ^C, ^Z and ^\ are bytes like others, which the
///            line discipline turns into signals for the foreground group.
///            In canonical mode the kernel keeps 4095 bytes (Linux) of a line that is not finished
///            and throws away the rest. A write that would exceed them, as the modes are at that
///            moment and by what was written before, is refused as a whole with message_size; the
///            terminal stays as it is. Finished lines wait, as in a pipe.
/// End:       the writer's writeEof() or close() sends VEOF, ^D: at the start of a line it ends the
///            input, so one more comes before it when what was written ends within a line. Without
///            canonical mode there is no end of input: one ^D reaches the program as a byte. The
///            terminal itself stays.
/// Hang-up:   the terminal is closed when the process is finished, its transport is closed or
///            destroyed, or its grace is over. Whoever uses it still gets SIGHUP from the kernel.
///            Closing the reader of standard output closes the writer too.
/// Windows:   a pseudo-console, so that the output is what its host draws anew: not the program's
///            bytes, but the same screen, in UTF-8. It is the child's for all three streams, of
///            which standard error may not lead elsewhere. It ends when the child's job is empty;
///            the job stands for the session and its group. A "\n" that is written is sent as "\r",
///            the Enter key; the end of the input is Ctrl+Z and Enter, with one more Enter before
///            it within a line. No line is refused for its length. A hang-up is CTRL_CLOSE_EVENT.
///            modes(), setModes() and foregroundGroup() are not there.
/// Errors:    of stage Terminal; bad_file_descriptor when it is closed, not_supported for what the
///            system does not have.
/// Thread:    that of its process.
class Pty final
{
public:
    explicit Pty(std::unique_ptr<PtyPair> pair);
    ~Pty();

    bool isOpen() const { return m_pair != nullptr; }
    /// The device that the child has, such as "/dev/pts/7", or "CON". Remains known after the end.
    const QByteArray &name() const { return m_name; }

    ProcessResult<PtySize> size() const;
    /// The foreground group gets SIGWINCH if this changes anything.
    ProcessResult<void> resize(const PtySize &size);

    /// As the child and its children have left them.
    ProcessResult<PtyModes> modes() const;
    ProcessResult<void> setModes(const PtyModes &modes);

    /// The process group that the terminal's keys reach now: that of the command which a shell is
    /// running, or of the shell itself at its prompt. Nothing if there is none.
    std::optional<qint64> foregroundGroup() const;

private:
    friend class SubprocessTransport;
    void close();

    std::unique_ptr<PtyPair> m_pair; ///< none once it is closed
    QByteArray m_name;
};

} // namespace Spawnscope
