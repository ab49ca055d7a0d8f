// SPDX-License-Identifier: MIT
#include "base/systemerror_windows.h"

namespace Spawnscope {

namespace {

struct ErrorMeaning
{
    DWORD code;
    std::errc meaning;
};

// winerror.h of mingw-w64 does not have them.
constexpr DWORD DiskQuotaExceeded = 1295;
constexpr DWORD DiskResourcesExhausted = 314;

constexpr ErrorMeaning errorMeanings[] = {
    {ERROR_FILE_NOT_FOUND, std::errc::no_such_file_or_directory},
    {ERROR_PATH_NOT_FOUND, std::errc::no_such_file_or_directory},
    {ERROR_INVALID_NAME, std::errc::no_such_file_or_directory},
    {ERROR_INVALID_DRIVE, std::errc::no_such_file_or_directory},
    {ERROR_BAD_NETPATH, std::errc::no_such_file_or_directory},
    {ERROR_DIRECTORY, std::errc::not_a_directory},
    {ERROR_DIR_NOT_EMPTY, std::errc::directory_not_empty},
    {ERROR_FILE_EXISTS, std::errc::file_exists},
    {ERROR_ALREADY_EXISTS, std::errc::file_exists},
    {ERROR_ACCESS_DENIED, std::errc::permission_denied},
    {ERROR_WRITE_PROTECT, std::errc::read_only_file_system},
    {ERROR_SHARING_VIOLATION, std::errc::text_file_busy},
    {ERROR_LOCK_VIOLATION, std::errc::operation_would_block},
    {ERROR_IO_PENDING, std::errc::operation_would_block},
    {ERROR_INVALID_HANDLE, std::errc::bad_file_descriptor},
    {ERROR_INVALID_PARAMETER, std::errc::invalid_argument},
    {ERROR_INVALID_FUNCTION, std::errc::not_supported},
    {ERROR_NOT_SUPPORTED, std::errc::not_supported},
    {ERROR_BAD_EXE_FORMAT, std::errc::executable_format_error},
    {ERROR_EXE_MACHINE_TYPE_MISMATCH, std::errc::executable_format_error},
    {ERROR_FILENAME_EXCED_RANGE, std::errc::argument_list_too_long},
    {ERROR_TOO_MANY_OPEN_FILES, std::errc::too_many_files_open},
    {ERROR_NOT_ENOUGH_MEMORY, std::errc::not_enough_memory},
    {ERROR_OUTOFMEMORY, std::errc::not_enough_memory},
    {ERROR_NO_SYSTEM_RESOURCES, std::errc::not_enough_memory},
    {ERROR_COMMITMENT_LIMIT, std::errc::not_enough_memory},
    {ERROR_DISK_FULL, std::errc::no_space_on_device},
    {ERROR_HANDLE_DISK_FULL, std::errc::no_space_on_device},
    {DiskQuotaExceeded, std::errc::no_space_on_device},
    {DiskResourcesExhausted, std::errc::no_space_on_device},
    {ERROR_FILE_TOO_LARGE, std::errc::file_too_large},
    {ERROR_BROKEN_PIPE, std::errc::broken_pipe},
    {ERROR_NO_DATA, std::errc::broken_pipe},
    {ERROR_PIPE_NOT_CONNECTED, std::errc::broken_pipe},
    {ERROR_OPERATION_ABORTED, std::errc::operation_canceled},
    {ERROR_TIMEOUT, std::errc::timed_out},
};

} // namespace

std::error_code windowsErrorCode(DWORD code)
{
    for (const ErrorMeaning &error : errorMeanings) {
        if (error.code == code)
            return std::make_error_code(error.meaning);
    }
    return {int(code), std::system_category()};
}

} // namespace Spawnscope
