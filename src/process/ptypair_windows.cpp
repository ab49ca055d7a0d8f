// SPDX-License-Identifier: MIT
#include "process/ptypair_windows.h"

#include "process/namedpipe_windows.h"
#include "process/windowserror_windows.h"

#include <mutex>

namespace Spawnscope {

namespace {

using Direction = ExtraDescriptor::Direction;

constexpr int pipeBytes = 128 * 1024;
constexpr DWORD hangUpMessage = 0; ///< of this file; a job's begin with 1

/// Asked for at run time, because Windows before 1809 has none of them.
struct Functions
{
    HRESULT(WINAPI *create)(COORD, HANDLE, HANDLE, DWORD, void **);
    HRESULT(WINAPI *resize)(void *, COORD);
    void(WINAPI *close)(void *);

    bool areKnown() const { return create && resize && close; }
};

template <typename Function>
void find(const char *name, Function *function)
{
    const FARPROC address = ::GetProcAddress(::GetModuleHandleW(L"kernel32.dll"), name);
    *function = reinterpret_cast<Function>(reinterpret_cast<void *>(address));
}

const Functions &functions()
{
    static const Functions found = [] {
        Functions functions = {};
        find("CreatePseudoConsole", &functions.create);
        find("ResizePseudoConsole", &functions.resize);
        find("ClosePseudoConsole", &functions.close);
        return functions;
    }();
    return found;
}

COORD coordOf(const PtySize &size)
{
    return {SHORT(size.columns), SHORT(size.rows)};
}

ProcessError errorOf(HRESULT result, ProcessStage stage)
{
    if (result == E_NOTIMPL)
        return posixError(stage, std::errc::not_supported, "ResizePseudoConsole");
    return windowsError(
        stage, HRESULT_FACILITY(result) == FACILITY_WIN32 ? HRESULT_CODE(result) : DWORD(result));
}

/// One at a time: Wine 8 fails to make two at once.
HRESULT createConsole(const PtySize &size, int input, int output, void **console)
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    return functions().create(coordOf(size), toHandle(input), toHandle(output), 0, console);
}

PtySize withoutPixels(PtySize size)
{
    size.widthPixels = size.heightPixels = 0;
    return size;
}

} // namespace

PtyBackEnd ptyBackEnd()
{
    return functions().areKnown() ? PtyBackEnd::ConPty : PtyBackEnd::None;
}

struct PtyPair::Console
{
    UniqueFd port;
    std::mutex mutex;
    void *handle = nullptr; ///< under the mutex; null once it is being closed

    /// Blocks until the console's host has written all of its output, or cannot.
    void close()
    {
        void *closing = nullptr;
        {
            const std::lock_guard lock(mutex);
            closing = std::exchange(handle, nullptr);
        }
        if (closing)
            functions().close(closing);
    }

    bool startThread(const std::shared_ptr<Console> &self)
    {
        auto *const owner = new std::shared_ptr<Console>(self);
        const UniqueFd thread(
            toDescriptor(::CreateThread(nullptr, 0, closeAtTheEnd, owner, 0, nullptr)));
        if (!thread)
            delete owner;
        return thread.isValid();
    }

private:
    static DWORD WINAPI closeAtTheEnd(void *owner)
    {
        const std::unique_ptr<std::shared_ptr<Console>> console(
            static_cast<std::shared_ptr<Console> *>(owner));
        DWORD message = hangUpMessage;
        ULONG_PTR key = 0;
        OVERLAPPED *process = nullptr;
        while (::GetQueuedCompletionStatus(toHandle((*console)->port.get()), &message, &key,
                                           &process, INFINITE)
               && message != hangUpMessage && message != JOB_OBJECT_MSG_ACTIVE_PROCESS_ZERO) {}
        (*console)->close();
        return 0;
    }
};

PtyPair::PtyPair(std::shared_ptr<Console> console, const PtySize &size)
    : m_console(std::move(console))
    , m_size(withoutPixels(size))
{}

PtyPair::~PtyPair()
{
    ::PostQueuedCompletionStatus(toHandle(m_console->port.get()), hangUpMessage, 0, nullptr);
}

ProcessResult<std::unique_ptr<PtyPair>> PtyPair::open(const PtySize &size)
{
    constexpr auto stage = ProcessStage::CreateTerminal;
    auto console = std::make_shared<Console>();
    console->port.reset(
        toDescriptor(::CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, 1)));
    if (!console->port || !console->startThread(console))
        return unexpected(lastError(stage));
    std::unique_ptr<PtyPair> pair(new PtyPair(console, size));

    auto input = makeNamedPipe(Direction::ToChild, pipeBytes);
    if (!input)
        return unexpected(input.error());
    auto output = makeNamedPipe(Direction::FromChild, pipeBytes);
    if (!output)
        return unexpected(output.error());
    const HRESULT created = createConsole(size, input->theirs.get(), output->theirs.get(),
                                          &console->handle);
    if (FAILED(created))
        return unexpected(errorOf(created, stage));
    pair->m_input = std::move(input->ours);
    pair->m_output = std::move(output->ours);
    return pair;
}

void *PtyPair::console() const
{
    return m_console->handle;
}

int PtyPair::jobPort() const
{
    return m_console->port.get();
}

ProcessResult<UniqueFd> PtyPair::duplicateInput() const
{
    HANDLE copy = nullptr;
    if (!::DuplicateHandle(::GetCurrentProcess(), toHandle(m_input.get()), ::GetCurrentProcess(),
                           &copy, 0, false, DUPLICATE_SAME_ACCESS))
        return unexpected(lastError(ProcessStage::CreateTerminal));
    return UniqueFd(toDescriptor(copy));
}

ProcessResult<void> PtyPair::resize(const PtySize &size)
{
    const std::lock_guard lock(m_console->mutex);
    if (!m_console->handle)
        return unexpected(posixError(ProcessStage::Terminal, std::errc::bad_file_descriptor));
    const HRESULT resized = functions().resize(m_console->handle, coordOf(size));
    if (FAILED(resized))
        return unexpected(errorOf(resized, ProcessStage::Terminal));
    m_size = withoutPixels(size);
    return {};
}

} // namespace Spawnscope
