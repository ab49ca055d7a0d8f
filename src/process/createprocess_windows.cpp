// SPDX-License-Identifier: MIT
#include "process/createprocess_windows.h"

#include "process/windowserror_windows.h"

#include <cstring>
#include <mutex>

#ifndef PROC_THREAD_ATTRIBUTE_PSEUDOCONSOLE
#define PROC_THREAD_ATTRIBUTE_PSEUDOCONSOLE 0x00020016
#endif

namespace Spawnscope {

namespace {

/// The attributes of one start. What they point to must stay until then.
class AttributeList
{
public:
    explicit AttributeList(DWORD count)
    {
        SIZE_T size = 0;
        ::InitializeProcThreadAttributeList(nullptr, count, 0, &size);
        m_memory.resize(size);
        m_isValid = ::InitializeProcThreadAttributeList(get(), count, 0, &size);
    }
    ~AttributeList()
    {
        if (m_isValid)
            ::DeleteProcThreadAttributeList(get());
    }
    AttributeList(const AttributeList &) = delete;
    AttributeList &operator=(const AttributeList &) = delete;

    bool set(DWORD_PTR attribute, void *value, SIZE_T size)
    {
        return m_isValid
            && ::UpdateProcThreadAttribute(get(), 0, attribute, value, size, nullptr, nullptr);
    }
    LPPROC_THREAD_ATTRIBUTE_LIST get()
    {
        return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(m_memory.data());
    }

private:
    std::vector<char> m_memory;
    bool m_isValid = false;
};

/// The handles of one child while it is made: inheritable copies, and what is passed itself.
class Inheritance
{
public:
    ~Inheritance()
    {
        for (const int fd : m_marked)
            ::SetHandleInformation(toHandle(fd), HANDLE_FLAG_INHERIT, 0);
    }

    ProcessResult<void> prepare(const CreatePlan &plan)
    {
        for (const auto &[number, fd] : plan.handles) {
            if (fd < 0)
                continue;
            HANDLE copy = nullptr;
            if (!::DuplicateHandle(::GetCurrentProcess(), toHandle(fd), ::GetCurrentProcess(),
                                   &copy, 0, true, DUPLICATE_SAME_ACCESS))
                return unexpected(lastError(ProcessStage::Redirect, QByteArray::number(number)));
            m_copies[number].reset(toDescriptor(copy));
            m_list.push_back(copy);
        }
        for (const int fd : plan.passed) {
            DWORD flags = 0;
            if (!::GetHandleInformation(toHandle(fd), &flags))
                return unexpected(lastError(ProcessStage::Redirect, QByteArray::number(fd)));
            if (!(flags & HANDLE_FLAG_INHERIT)) {
                ::SetHandleInformation(toHandle(fd), HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
                m_marked.push_back(fd);
            }
            m_list.push_back(toHandle(fd));
        }
        return {};
    }

    /// Null if the child has none.
    HANDLE of(int number) const
    {
        const auto copy = m_copies.find(number);
        return copy == m_copies.end() ? nullptr : toHandle(copy->second.get());
    }
    std::vector<HANDLE> &list() { return m_list; }

    /// The C run-time's table of descriptors, which a parent hands over in STARTUPINFO: a count, a
    /// byte of flags each, a handle each. Empty when the three standard ones will do.
    std::vector<BYTE> runtimeTable() const
    {
        const int count = m_copies.empty() ? 0 : m_copies.rbegin()->first + 1;
        if (count <= 3)
            return {};
        std::vector<BYTE> table(sizeof count + size_t(count) * (1 + sizeof(HANDLE)));
        std::memcpy(table.data(), &count, sizeof count);
        BYTE *const flags = table.data() + sizeof count;
        for (int number = 0; number < count; ++number) {
            const HANDLE handle = of(number);
            const HANDLE entry = handle ? handle : INVALID_HANDLE_VALUE;
            flags[number] = handle ? flagsOf(handle) : BYTE(0);
            std::memcpy(flags + count + size_t(number) * sizeof entry, &entry, sizeof entry);
        }
        return table;
    }

private:
    /// FOPEN, and FPIPE or FDEV, of the run-time's internal.h.
    static BYTE flagsOf(HANDLE handle)
    {
        switch (::GetFileType(handle)) {
        case FILE_TYPE_PIPE:
            return 0x01 | 0x08;
        case FILE_TYPE_CHAR:
            return 0x01 | 0x40;
        default:
            return 0x01;
        }
    }

    std::map<int, UniqueFd> m_copies;
    std::vector<int> m_marked;
    std::vector<HANDLE> m_list;
};

/// While one start has inheritable handles, no other may inherit them. Whom others start in this
/// program without a list of handles is beyond this.
std::mutex &inheritanceMutex()
{
    static std::mutex mutex;
    return mutex;
}

wchar_t *text(QString *string)
{
    return string->isEmpty() ? nullptr : reinterpret_cast<wchar_t *>(string->data());
}

} // namespace

ProcessResult<Created> createProcess(const CreatePlan &plan)
{
    Created created;
    created.job.reset(toDescriptor(::CreateJobObjectW(nullptr, nullptr)));
    if (!created.job)
        return unexpected(lastError(ProcessStage::CreateProcess, "job"));

    if (plan.jobPort >= 0) {
        JOBOBJECT_ASSOCIATE_COMPLETION_PORT port = {nullptr, toHandle(plan.jobPort)};
        if (!::SetInformationJobObject(toHandle(created.job.get()),
                                       JobObjectAssociateCompletionPortInformation, &port,
                                       sizeof port))
            return unexpected(lastError(ProcessStage::CreateTerminal, "job"));
    }

    const std::lock_guard lock(inheritanceMutex());
    Inheritance inheritance;
    if (const auto prepared = inheritance.prepare(plan); !prepared)
        return unexpected(prepared.error());
    std::vector<HANDLE> &list = inheritance.list();
    HANDLE job = toHandle(created.job.get());
    AttributeList attributes(3);
    bool isSet = attributes.set(PROC_THREAD_ATTRIBUTE_JOB_LIST, &job, sizeof job);
    if (!plan.inheritAll && !list.empty())
        isSet = isSet
            && attributes.set(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, list.data(),
                              list.size() * sizeof(HANDLE));
    if (plan.console)
        isSet = isSet
            && attributes.set(PROC_THREAD_ATTRIBUTE_PSEUDOCONSOLE, plan.console,
                              sizeof plan.console);
    if (!isSet)
        return unexpected(lastError(ProcessStage::CreateProcess, "attributes"));

    std::vector<BYTE> table = inheritance.runtimeTable();
    STARTUPINFOEXW info = {};
    info.StartupInfo.cb = sizeof info;
    info.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    info.StartupInfo.hStdInput = inheritance.of(0);
    info.StartupInfo.hStdOutput = inheritance.of(1);
    info.StartupInfo.hStdError = inheritance.of(2);
    if (plan.showWindow) {
        info.StartupInfo.dwFlags |= STARTF_USESHOWWINDOW;
        info.StartupInfo.wShowWindow = *plan.showWindow;
    }
    info.StartupInfo.cbReserved2 = WORD(table.size());
    info.StartupInfo.lpReserved2 = table.empty() ? nullptr : table.data();
    info.lpAttributeList = attributes.get();

    QString file = plan.file;
    QString commandLine = plan.commandLine; // CreateProcessW writes into it
    QString environment = plan.environment;
    QString directory = plan.directory;
    PROCESS_INFORMATION process = {};
    if (!::CreateProcessW(text(&file), text(&commandLine), nullptr, nullptr,
                          plan.inheritAll || !list.empty(),
                          plan.flags | EXTENDED_STARTUPINFO_PRESENT | CREATE_UNICODE_ENVIRONMENT,
                          text(&environment), text(&directory), &info.StartupInfo, &process))
        return unexpected(lastError(ProcessStage::Execute, plan.program));
    ::CloseHandle(process.hThread);
    created.pid = process.dwProcessId;
    created.process.reset(toDescriptor(process.hProcess));
    return created;
}

} // namespace Spawnscope
