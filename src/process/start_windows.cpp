// SPDX-License-Identifier: MIT
#include "process/start_p.h"

#include "base/wtf8.h"
#include "process/createprocess_windows.h"
#include "process/namedpipe_windows.h"
#include "process/pty_p.h"
#include "process/ptypair_windows.h"
#include "process/windowserror_windows.h"

namespace Spawnscope {

namespace {

using Direction = ExtraDescriptor::Direction;

constexpr int defaultPipeBytes = 64 * 1024;

/// Opens what one start needs; the null device once for all streams that ask for it.
class Opener
{
public:
    Opener(const SubprocessOptions &options, CreatePlan *plan)
        : m_options(options)
        , m_plan(plan)
    {}

    ProcessResult<void> run()
    {
        QList<ExtraDescriptor> all = {
            {0, m_options.standardInput, Direction::ToChild},
            {1, m_options.standardOutput, Direction::FromChild},
            {2, m_options.standardError, Direction::FromChild},
        };
        all.append(m_options.extraDescriptors);
        for (const ExtraDescriptor &extra : std::as_const(all)) {
            if (auto done = connect(extra); !done)
                return done;
        }
        for (const int fd : m_options.passDescriptors) {
            if (auto done = checkOpen(fd); !done)
                return done;
            m_plan->passed.push_back(fd);
        }
        return {};
    }

    std::map<int, ParentEnd> parentEnds;
    std::unique_ptr<PtyPair> terminal; ///< null without one

private:
    ProcessResult<void> connect(const ExtraDescriptor &extra)
    {
        int &handle = m_plan->handles[extra.number];
        switch (extra.source.kind()) {
        case Stdio::Kind::Inherit:
            handle = standardHandle(extra.number);
            return {};
        case Stdio::Kind::Stdout:
            handle = m_plan->handles[1];
            return {};
        case Stdio::Kind::Descriptor: {
            const int fd = extra.source.descriptor();
            handle = fd >= 0 && fd <= 2 ? standardHandle(fd) : fd;
            return checkOpen(handle);
        }
        case Stdio::Kind::Pipe:
            return connectPipe(extra);
        case Stdio::Kind::File:
            return openFile(extra.source, &handle);
        case Stdio::Kind::DevNull:
            return openNull(&handle);
        case Stdio::Kind::Terminal:
            handle = -1; // the console gives it
            return connectTerminal(extra);
        }
        Q_UNREACHABLE();
    }

    static int standardHandle(int number)
    {
        constexpr DWORD names[] = {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE};
        const int fd = toDescriptor(::GetStdHandle(names[number]));
        // A console that was given up leaves the numbers of handles that are none any more.
        return checkOpen(fd) ? fd : -1;
    }

    static ProcessResult<void> checkOpen(int fd)
    {
        DWORD flags = 0;
        if (fd < 0 || !::GetHandleInformation(toHandle(fd), &flags))
            return unexpected(posixError(ProcessStage::Redirect, std::errc::bad_file_descriptor,
                                         QByteArray::number(fd)));
        return {};
    }

    ProcessResult<void> connectPipe(const ExtraDescriptor &extra)
    {
        auto pipe = makeNamedPipe(extra.direction, m_options.pipeSize.value_or(defaultPipeBytes));
        if (!pipe)
            return unexpected(pipe.error());
        parentEnds[extra.number] = {std::move(pipe->ours), extra.direction};
        m_plan->handles[extra.number] = keep(std::move(pipe->theirs));
        return {};
    }

    ProcessResult<void> connectTerminal(const ExtraDescriptor &extra)
    {
        if (extra.number == 0) {
            auto opened = openPty(m_options.terminal);
            if (!opened)
                return unexpected(opened.error());
            terminal = std::move(*opened);
            m_plan->console = terminal->console();
            m_plan->jobPort = terminal->jobPort();
            auto input = terminal->duplicateInput();
            if (!input)
                return unexpected(input.error());
            parentEnds[0] = {std::move(*input), Direction::ToChild, true};
        } else if (extra.number == 1) {
            parentEnds[1] = {terminal->takeOutput(), Direction::FromChild, true};
        }
        return {};
    }

    ProcessResult<void> openFile(const Stdio &stdio, int *handle)
    {
        const auto path = fromWtf8(stdio.path());
        if (!path)
            return unexpected(ProcessError::invalid(stdio.path()));
        DWORD access = GENERIC_READ;
        DWORD disposition = OPEN_EXISTING;
        if (stdio.fileMode() == Stdio::FileMode::Truncate) {
            access = GENERIC_WRITE;
            disposition = CREATE_ALWAYS;
        } else if (stdio.fileMode() == Stdio::FileMode::Append) {
            // Without FILE_WRITE_DATA every write goes to the end.
            access = FILE_APPEND_DATA | FILE_WRITE_ATTRIBUTES | SYNCHRONIZE;
            disposition = OPEN_ALWAYS;
        }
        UniqueFd fd(
            toDescriptor(::CreateFileW(reinterpret_cast<LPCWSTR>(path->utf16()), access,
                                       FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                       nullptr, disposition, FILE_ATTRIBUTE_NORMAL, nullptr)));
        if (!fd)
            return unexpected(lastError(ProcessStage::OpenFile, stdio.path()));
        *handle = keep(std::move(fd));
        return {};
    }

    ProcessResult<void> openNull(int *handle)
    {
        if (m_null < 0) {
            UniqueFd fd(toDescriptor(::CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE,
                                                   FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                                                   OPEN_EXISTING, 0, nullptr)));
            if (!fd)
                return unexpected(lastError(ProcessStage::OpenFile, "NUL"));
            m_null = keep(std::move(fd));
        }
        *handle = m_null;
        return {};
    }

    int keep(UniqueFd fd)
    {
        m_childEnds.push_back(std::move(fd));
        return m_childEnds.back().get();
    }

    const SubprocessOptions &m_options;
    CreatePlan *m_plan;
    std::vector<UniqueFd> m_childEnds; ///< closed here when the child has copies of them
    int m_null = -1;
};

} // namespace

ProcessResult<Started> start(const Command &command, const SubprocessOptions &options)
{
    auto plan = makeCreatePlan(command, options);
    if (!plan)
        return unexpected(plan.error());
    Opener opener(options, &*plan);
    if (const auto opened = opener.run(); !opened)
        return unexpected(opened.error());
    auto created = createProcess(*plan);
    if (!created)
        return unexpected(created.error());
    auto child = Child::adopt(pid_t(created->pid), std::move(created->process), plan->leadsGroup);
    if (!child)
        return unexpected(child.error());
    (*child)->setJob(std::move(created->job), plan->takesInterrupt);
    std::unique_ptr<Pty> terminal;
    if (opener.terminal)
        terminal = std::make_unique<Pty>(std::move(opener.terminal));
    return Started{std::move(*child), std::move(opener.parentEnds), std::move(terminal)};
}

} // namespace Spawnscope
