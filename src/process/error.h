// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"

#include <QByteArray>

#include <system_error>

namespace Spawnscope {

/// What was being done when an operation of this library failed. The child's stages stand in the
/// order in which a child goes through them.
enum class ProcessStage {
    Arguments, ///< bad input, refused before anything was created
    LookUpUser, ///< a user or group name is not known
    OpenFile, ///< a file or /dev/null for one of the streams
    CreatePipe, ///< a pipe or its set-up
    CreateTerminal, ///< a pseudo-terminal or its set-up
    CreateProcess, ///< fork(2) or clone(2)
    Redirect, ///< child: putting descriptors in their places
    ChangeDirectory, ///< child: chdir(2)
    NewSession, ///< child: setsid(2)
    TakeTerminal, ///< child: ioctl(TIOCSCTTY)
    SetProcessGroup, ///< child: setpgid(2)
    SetNice, ///< child: setpriority(2)
    SetResourceLimit, ///< child: setrlimit(2)
    SetGroups, ///< child: setgroups(2)
    SetGroup, ///< child: setresgid(2)
    SetUser, ///< child: setresuid(2)
    SetParentDeath, ///< child: prctl(PR_SET_PDEATHSIG)
    Execute, ///< child: execve(2)
    Wait, ///< waiting for the exit
    Signal, ///< sending a signal
    Read, ///< reading a pipe
    Write, ///< writing a pipe
    Terminal, ///< asking or changing a pseudo-terminal
    Communicate, ///< communicate() as a whole
};

/// Why an operation failed: where, the system's error, and what it was about.
///
/// `code` compares with std::errc: operation_canceled and timed_out for an await that was given
/// up, no_such_process where asyncio raises ProcessLookupError, invalid_argument for bad input.
/// No text for people is made here; stage, code and context are what such a text needs.
struct ProcessError
{
    ProcessStage stage = ProcessStage::Arguments;
    std::error_code code;
    QByteArray context; ///< the path, name or option concerned, as the system takes it

    static ProcessError fromCode(std::errc code)
    {
        return {ProcessStage::Wait, std::make_error_code(code), {}};
    }
    static ProcessError fromErrno(ProcessStage stage, int error, QByteArray context = {})
    {
        return {stage, std::error_code(error, std::system_category()), std::move(context)};
    }
    static ProcessError invalid(QByteArray context)
    {
        return {ProcessStage::Arguments, std::make_error_code(std::errc::invalid_argument),
                std::move(context)};
    }
};

template <typename T>
using ProcessResult = Result<T, ProcessError>;

/// Why a read of a StreamReader gave no data. Bytes named here are not lost elsewhere.
struct StreamError
{
    enum class Kind {
        Incomplete, ///< the stream ended first; `partial` holds what there was
                    ///< (IncompleteReadError)
        LimitOverrun, ///< the separator is farther away than the limit (LimitOverrunError)
        Busy, ///< another read is waiting already (asyncio: RuntimeError)
        Cancelled, ///< given up by a stop token or because the reader is gone; nothing was consumed
        TimedOut, ///< within() ran out; nothing was consumed
        InvalidArgument, ///< an empty separator, a negative size (ValueError)
        System, ///< read(2) failed, or what setError() set
    };
    Kind kind = Kind::System;
    std::error_code code; ///< for System
    QByteArray partial; ///< for Incomplete: the bytes before the end, consumed by this read
    qsizetype expected = -1; ///< for Incomplete: how many were asked for; -1 where none was
    qsizetype consumed = 0; ///< for LimitOverrun: bytes that can be taken before the separator

    static StreamError fromCode(std::errc code)
    {
        const Kind kind = code == std::errc::timed_out ? Kind::TimedOut
            : code == std::errc::operation_canceled    ? Kind::Cancelled
                                                       : Kind::System;
        return {kind, std::make_error_code(code), {}, -1, 0};
    }
};

template <typename T>
using StreamResult = Result<T, StreamError>;

} // namespace Spawnscope
