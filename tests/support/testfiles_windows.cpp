// SPDX-License-Identifier: MIT
#include "support/testfiles.h"

#include "base/windowsfile_windows.h"

#include <QDir>
#include <QTemporaryDir>

#include <aclapi.h>
#include <winioctl.h>

namespace Spawnscope {

namespace {

constexpr DWORD AllowUnprivileged = 2; // SYMBOLIC_LINK_FLAG_ALLOW_UNPRIVILEGED_CREATE

bool setRights(const QString &path, DWORD rights)
{
    EXPLICIT_ACCESSW access = {};
    access.grfAccessPermissions = rights;
    access.grfAccessMode = SET_ACCESS;
    access.grfInheritance = NO_INHERITANCE;
    access.Trustee.TrusteeForm = TRUSTEE_IS_NAME;
    wchar_t user[] = L"CURRENT_USER";
    access.Trustee.ptstrName = user;
    ACL *list = nullptr;
    if (::SetEntriesInAclW(rights == 0 ? 0 : 1, &access, nullptr, &list) != ERROR_SUCCESS)
        return false;
    std::wstring name = windowsPath(path);
    const DWORD result = ::SetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT,
                                                 DACL_SECURITY_INFORMATION
                                                     | PROTECTED_DACL_SECURITY_INFORMATION,
                                                 nullptr, nullptr, list, nullptr);
    ::LocalFree(list);
    return result == ERROR_SUCCESS;
}

} // namespace

QList<Stranger> strangers()
{
    return {{"folder", std::errc::is_a_directory,
             [](const QString &path) { return QDir().mkdir(path); }}};
}

bool makeLink(const QString &target, const QString &path)
{
    const std::wstring to = windowsPath(target);
    const DWORD attributes = ::GetFileAttributesW(to.c_str());
    const bool isFolder = attributes != INVALID_FILE_ATTRIBUTES
        && (attributes & FILE_ATTRIBUTE_DIRECTORY);
    return ::CreateSymbolicLinkW(windowsPath(path).c_str(), to.c_str(),
                                 AllowUnprivileged | (isFolder ? SYMBOLIC_LINK_FLAG_DIRECTORY : 0));
}

bool canMakeLinks()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("link"));
    return makeLink(folder.path(), path)
        && ::GetFileAttributesW(windowsPath(path).c_str()) != INVALID_FILE_ATTRIBUTES;
}

bool denyAll(const QString &path)
{
    return setRights(path, 0);
}

bool denyChange(const QString &path)
{
    return setRights(path, GENERIC_READ | GENERIC_EXECUTE);
}

bool allow(const QString &path)
{
    return setRights(path, GENERIC_ALL);
}

bool obeysRights()
{
    return !isUnderWine();
}

QString executableSuffix()
{
    return QStringLiteral(".exe");
}

bool hide(const QString &path)
{
    return ::SetFileAttributesW(windowsPath(path).c_str(), FILE_ATTRIBUTE_HIDDEN);
}

bool isUnderWine()
{
    return ::GetProcAddress(::GetModuleHandleW(L"ntdll.dll"), "wine_get_version");
}

bool resizeSparse(const QString &path, qint64 size)
{
    const UniqueFd file = openRegularFile(path, GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS,
                                          Links::Follow);
    DWORD count = 0;
    // Where the file system has no such files it takes the room, or says that there is none.
    ::DeviceIoControl(toHandle(file.get()), FSCTL_SET_SPARSE, nullptr, 0, nullptr, 0, &count,
                      nullptr);
    FILE_END_OF_FILE_INFO end;
    end.EndOfFile.QuadPart = size;
    return file
        && ::SetFileInformationByHandle(toHandle(file.get()), FileEndOfFileInfo, &end, sizeof end);
}

} // namespace Spawnscope
