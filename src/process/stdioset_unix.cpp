// SPDX-License-Identifier: MIT
#include "process/stdioset_p.h"

#include "process/pty_p.h"
#include "process/unixpipe_p.h"

#include <cerrno>
#include <fcntl.h>
#include <iterator>
#include <sys/socket.h>

namespace Spawnscope {

namespace {

using Direction = ExtraDescriptor::Direction;

ProcessResult<UniqueFd> openFile(const Stdio &stdio)
{
    int flags = O_CLOEXEC | O_NOCTTY | O_NONBLOCK; // a FIFO must not keep us waiting
    switch (stdio.fileMode()) {
    case Stdio::FileMode::Read:
        flags |= O_RDONLY;
        break;
    case Stdio::FileMode::Truncate:
        flags |= O_WRONLY | O_CREAT | O_TRUNC;
        break;
    case Stdio::FileMode::Append:
        flags |= O_WRONLY | O_CREAT | O_APPEND;
        break;
    }
    UniqueFd fd(::open(stdio.path().constData(), flags, 0666));
    if (!fd)
        return unexpected(ProcessError::fromErrno(ProcessStage::OpenFile, errno, stdio.path()));
    ::fcntl(fd.get(), F_SETFL, ::fcntl(fd.get(), F_GETFL) & ~O_NONBLOCK);
    return fd;
}

/// Opens what one start needs; the null device once for all streams that ask for it.
class Opener
{
public:
    Opener(const SubprocessOptions &options, SpawnPlan *plan)
        : m_options(options)
        , m_plan(plan)
    {}

    ProcessResult<StdioSet> run()
    {
        const ExtraDescriptor standard[] = {
            {0, m_options.standardInput, Direction::ToChild},
            {1, m_options.standardOutput, Direction::FromChild},
            {2, m_options.standardError, Direction::FromChild},
        };
        QList<ExtraDescriptor> all(std::begin(standard), std::end(standard));
        all.append(m_options.extraDescriptors);
        m_plan->moves.reserve(size_t(all.size()));
        m_set.childEnds.reserve(size_t(all.size()));
        // First, while a number that is not open cannot be that of a pipe made here.
        for (const ExtraDescriptor &extra : all) {
            if (extra.source.kind() != Stdio::Kind::Descriptor)
                continue;
            if (auto done = moveOpen(extra.source.descriptor(), extra.number); !done)
                return unexpected(done.error());
        }
        if (m_options.standardError.kind() == Stdio::Kind::Stdout
            && m_options.standardOutput.kind() == Stdio::Kind::Inherit) {
            if (auto done = moveOpen(1, 2); !done)
                return unexpected(done.error());
        }
        for (const int fd : m_options.passDescriptors) {
            if (auto done = moveOpen(fd, fd); !done)
                return unexpected(done.error());
        }
        for (const ExtraDescriptor &extra : all) {
            if (auto done = connect(extra); !done)
                return unexpected(done.error());
        }
        return std::move(m_set);
    }

private:
    ProcessResult<void> connect(const ExtraDescriptor &extra)
    {
        switch (extra.source.kind()) {
        case Stdio::Kind::Inherit:
            return {};
        case Stdio::Kind::Stdout:
            m_plan->errorToOutput = true;
            return {};
        case Stdio::Kind::Descriptor: // already done
            return {};
        case Stdio::Kind::Pipe:
            return connectPipe(extra);
        case Stdio::Kind::Terminal:
            return connectTerminal(extra);
        case Stdio::Kind::File:
            return own(openFile(extra.source), extra.number);
        case Stdio::Kind::DevNull:
            return connectNull(extra.number);
        }
        Q_UNREACHABLE();
    }

    ProcessResult<void> connectPipe(const ExtraDescriptor &extra)
    {
        const bool isSocket = m_options.channel == SubprocessOptions::Channel::Socket;
        auto pipe = isSocket ? makeSocketPipe() : makePipe();
        if (!pipe)
            return unexpected(pipe.error());
        const bool fromChild = extra.direction == Direction::FromChild;
        UniqueFd &ours = fromChild ? pipe->read : pipe->write;
        UniqueFd &theirs = fromChild ? pipe->write : pipe->read;
        // So that a child that reads its output does not wait for ever. Not the other way round:
        // the end of what is never sent would look like the end of the child's reading.
        if (isSocket && fromChild)
            ::shutdown(ours.get(), SHUT_WR);
        if (m_options.pipeSize && isSocket)
            (void)setSendBuffer(pipe->write.get(), *m_options.pipeSize);
        else if (m_options.pipeSize)
            (void)setPipeSize(ours.get(), *m_options.pipeSize);
        if (auto done = setNonBlocking(ours.get()); !done)
            return done;
        m_set.parentEnds[extra.number] = {std::move(ours), extra.direction, false, isSocket};
        return own(std::move(theirs), extra.number);
    }

    /// The master once for what is read and once for what is written, each to be closed on its own.
    ProcessResult<void> connectTerminal(const ExtraDescriptor &extra)
    {
        if (!m_set.terminal) {
            auto opened = openPty(m_options.terminal);
            if (!opened)
                return unexpected(opened.error());
            m_set.terminal = std::move(*opened);
        }
        move(m_set.terminal->slave(), extra.number);
        if (extra.number > 1)
            return {};
        UniqueFd master(::fcntl(m_set.terminal->master(), F_DUPFD_CLOEXEC, 0));
        if (!master)
            return unexpected(ProcessError::fromErrno(ProcessStage::CreateTerminal, errno));
        m_set.parentEnds[extra.number] = {std::move(master), extra.direction, true};
        return {};
    }

    ProcessResult<void> connectNull(int number)
    {
        if (m_null < 0) {
            UniqueFd fd(::open("/dev/null", O_RDWR | O_CLOEXEC));
            if (!fd)
                return unexpected(
                    ProcessError::fromErrno(ProcessStage::OpenFile, errno, "/dev/null"));
            m_null = fd.get();
            m_set.childEnds.push_back(std::move(fd));
        }
        move(m_null, number);
        return {};
    }

    ProcessResult<void> moveOpen(int fd, int number)
    {
        if (::fcntl(fd, F_GETFD) < 0)
            return unexpected(
                ProcessError::fromErrno(ProcessStage::Redirect, errno, QByteArray::number(fd)));
        move(fd, number);
        return {};
    }

    ProcessResult<void> own(ProcessResult<UniqueFd> fd, int number)
    {
        if (!fd)
            return unexpected(fd.error());
        move(fd->get(), number);
        m_set.childEnds.push_back(std::move(*fd));
        return {};
    }

    void move(int from, int to) { m_plan->moves.push_back({from, to}); }

    const SubprocessOptions &m_options;
    SpawnPlan *m_plan;
    StdioSet m_set;
    int m_null = -1;
};

} // namespace

ProcessResult<StdioSet> openStdio(const SubprocessOptions &options, SpawnPlan *plan)
{
    return Opener(options, plan).run();
}

} // namespace Spawnscope
