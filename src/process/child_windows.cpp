// SPDX-License-Identifier: MIT
#include "process/child_p.h"

#include "base/signalnames.h"
#include "process/consolesignal_windows.h"
#include "process/windowserror_windows.h"

#include <QFileInfo>

#include <psapi.h>

#include <csignal>
#include <vector>

namespace Spawnscope {

// The process handle stands where Linux has a pidfd. As long as it is open, the pid is nobody
// else's.

namespace {

ProcessResult<void> failed(std::errc code)
{
    return unexpected(posixError(ProcessStage::Signal, code));
}

std::chrono::microseconds durationOf(const FILETIME &time)
{
    const quint64 units = quint64(time.dwHighDateTime) << 32 | time.dwLowDateTime;
    return std::chrono::microseconds(qint64(units / 10)); // of 100 ns
}

bool isSignalled(int process)
{
    return ::WaitForSingleObject(toHandle(process), 0) == WAIT_OBJECT_0;
}

Platform::ExitRecord recordOf(int process)
{
    Platform::ExitRecord record;
    DWORD code = 0;
    if (!::GetExitCodeProcess(toHandle(process), &code))
        return record;
    record.status = {ExitStatus::Kind::Exited, int(code), false};
    FILETIME created, exited, kernel, user;
    if (::GetProcessTimes(toHandle(process), &created, &exited, &kernel, &user)) {
        record.usage.userTime = durationOf(user);
        record.usage.systemTime = durationOf(kernel);
    }
    PROCESS_MEMORY_COUNTERS memory = {};
    if (::GetProcessMemoryInfo(toHandle(process), &memory, sizeof memory)) {
        record.usage.maxResidentBytes = qint64(memory.PeakWorkingSetSize);
        record.usage.minorFaults = memory.PageFaultCount;
    }
    return record;
}

QList<DWORD> pidsIn(int job)
{
    std::vector<char> buffer(4096);
    auto *list = reinterpret_cast<JOBOBJECT_BASIC_PROCESS_ID_LIST *>(buffer.data());
    while (!::QueryInformationJobObject(toHandle(job), JobObjectBasicProcessIdList, list,
                                        DWORD(buffer.size()), nullptr)) {
        if (::GetLastError() != ERROR_MORE_DATA)
            return {};
        buffer.resize(buffer.size() * 2);
        list = reinterpret_cast<JOBOBJECT_BASIC_PROCESS_ID_LIST *>(buffer.data());
    }
    QList<DWORD> pids;
    for (DWORD i = 0; i < list->NumberOfProcessIdsInList; ++i)
        pids.append(DWORD(list->ProcessIdList[i]));
    return pids;
}

QByteArray nameOf(DWORD pid)
{
    const UniqueFd process(
        toDescriptor(::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, false, pid)));
    wchar_t path[MAX_PATH];
    DWORD size = MAX_PATH;
    if (!process || !::QueryFullProcessImageNameW(toHandle(process.get()), 0, path, &size))
        return {};
    return QFileInfo(QString::fromWCharArray(path, int(size))).fileName().toUtf8();
}

ProcessResult<void> sendConsoleEvent(DWORD event, qint64 pid, bool takesInterrupt)
{
    if (event == CTRL_C_EVENT && !takesInterrupt)
        return failed(std::errc::not_supported);
    // Who can be sent CTRL_C leads no process group.
    const DWORD group = takesInterrupt ? 0 : DWORD(pid);
    if (const DWORD error = sendControl(event, DWORD(pid), group))
        return unexpected(windowsError(ProcessStage::Signal, error, "spawnscope-console.exe"));
    return {};
}

/// For what is no message to a window and no order to end.
std::optional<DWORD> consoleEvent(int signal)
{
    switch (signal) {
    case SIGINT:
        return DWORD(CTRL_C_EVENT);
    case SIGBREAK:
        return DWORD(CTRL_BREAK_EVENT);
    default:
        return std::nullopt;
    }
}

constexpr int hangUp = 1;

UINT killedExitCode()
{
    return UINT(*exitCodeOfTermination());
}

} // namespace

ProcessResult<std::unique_ptr<Child>> Child::adopt(pid_t pid, UniqueFd pidfd, bool leadsGroup)
{
    std::unique_ptr<Child> child(new Child);
    child->m_pid = pid;
    child->m_pidfd = std::move(pidfd);
    child->m_leadsGroup = leadsGroup;
    return child;
}

void Child::setJob(UniqueFd job, bool takesInterrupt)
{
    m_job = std::move(job);
    m_takesInterrupt = takesInterrupt;
}

Child::~Child() = default;

const std::optional<Platform::ExitRecord> &Child::poll()
{
    if (!m_exit && isSignalled(m_pidfd.get()))
        m_exit = recordOf(m_pidfd.get());
    return m_exit;
}

ProcessResult<void> Child::sendSignal(int signal)
{
    if (m_exit)
        return failed(std::errc::no_such_process);
    const auto event = consoleEvent(signal);
    const bool ends = signal == killSignal || signal == terminateSignal;
    if (signal != 0 && signal != hangUp && !ends && !event)
        return failed(std::errc::invalid_argument);
    if (signal == 0 || isSignalled(m_pidfd.get()))
        return {};
    if (event)
        return sendConsoleEvent(*event, m_pid, m_takesInterrupt);
    if (signal == hangUp)
        return closeWindowsOf({DWORD(m_pid)}) ? ProcessResult<void>()
                                              : failed(std::errc::not_supported);
    if (::TerminateProcess(toHandle(m_pidfd.get()), killedExitCode()) || isSignalled(m_pidfd.get()))
        return {};
    return unexpected(lastError(ProcessStage::Signal));
}

ProcessResult<void> Child::sendSignalToGroup(int signal)
{
    if (!m_leadsGroup)
        return failed(std::errc::not_supported);
    const QList<DWORD> pids = pidsIn(m_job.get());
    const auto event = consoleEvent(signal);
    const bool ends = signal == killSignal || signal == terminateSignal;
    if (signal != 0 && signal != hangUp && !ends && !event)
        return failed(std::errc::invalid_argument);
    if (pids.isEmpty() && m_exit)
        return failed(std::errc::no_such_process);
    if (signal == 0)
        return {};
    if (event)
        return sendConsoleEvent(*event, m_pid, m_takesInterrupt);
    if (signal == hangUp)
        return closeWindowsOf(pids) ? ProcessResult<void>() : failed(std::errc::not_supported);
    if (::TerminateJobObject(toHandle(m_job.get()), killedExitCode()))
        return {};
    return unexpected(lastError(ProcessStage::Signal));
}

ProcessResult<void> Child::sendSignal(StopPolicy::Target target, int signal)
{
    return target == StopPolicy::Target::Group && m_leadsGroup ? sendSignalToGroup(signal)
                                                               : sendSignal(signal);
}

bool Child::isGone(StopPolicy::Target target)
{
    return poll()
        && (target == StopPolicy::Target::Process || !m_leadsGroup
            || pidsIn(m_job.get()).isEmpty());
}

QList<Survivor> Child::members() const
{
    if (!m_leadsGroup)
        return {};
    QList<Survivor> members;
    for (const DWORD pid : pidsIn(m_job.get()))
        members.append({qint64(pid), nameOf(pid)});
    return members;
}

} // namespace Spawnscope
