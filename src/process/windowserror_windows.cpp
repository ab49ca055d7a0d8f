// SPDX-License-Identifier: MIT
#include "process/windowserror_windows.h"

namespace Spawnscope {

ProcessError windowsError(ProcessStage stage, DWORD code, QByteArray context)
{
    switch (code) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_NAME:
    case ERROR_INVALID_DRIVE:
    case ERROR_BAD_NETPATH:
        return posixError(stage, std::errc::no_such_file_or_directory, std::move(context));
    case ERROR_DIRECTORY:
        return posixError(stage, std::errc::not_a_directory, std::move(context));
    case ERROR_ACCESS_DENIED:
        return posixError(stage, std::errc::permission_denied, std::move(context));
    case ERROR_INVALID_HANDLE:
        return posixError(stage, std::errc::bad_file_descriptor, std::move(context));
    case ERROR_INVALID_PARAMETER:
        return posixError(stage, std::errc::invalid_argument, std::move(context));
    case ERROR_BAD_EXE_FORMAT:
    case ERROR_EXE_MACHINE_TYPE_MISMATCH:
        return posixError(stage, std::errc::executable_format_error, std::move(context));
    case ERROR_FILENAME_EXCED_RANGE:
        return posixError(stage, std::errc::argument_list_too_long, std::move(context));
    case ERROR_TOO_MANY_OPEN_FILES:
        return posixError(stage, std::errc::too_many_files_open, std::move(context));
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_OUTOFMEMORY:
    case ERROR_NO_SYSTEM_RESOURCES:
    case ERROR_COMMITMENT_LIMIT:
        return posixError(stage, std::errc::not_enough_memory, std::move(context));
    case ERROR_BROKEN_PIPE:
    case ERROR_NO_DATA:
    case ERROR_PIPE_NOT_CONNECTED:
        return posixError(stage, std::errc::broken_pipe, std::move(context));
    case ERROR_OPERATION_ABORTED:
        return posixError(stage, std::errc::operation_canceled, std::move(context));
    default:
        return {stage, std::error_code(int(code), std::system_category()), std::move(context)};
    }
}

ProcessError lastError(ProcessStage stage, QByteArray context)
{
    return windowsError(stage, ::GetLastError(), std::move(context));
}

} // namespace Spawnscope
