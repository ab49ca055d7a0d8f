// SPDX-License-Identifier: MIT
#include "app/userpath.h"

#include "base/windowsapi_windows.h"

#include <string>

namespace Spawnscope {

namespace {

/// With its expressions (`%USERPROFILE%`) as they stand there.
struct RegistryText
{
    DWORD type = REG_EXPAND_SZ;
    QString text;
};

LSTATUS read(HKEY key, RegistryText *value)
{
    DWORD bytes = 0;
    LSTATUS status = ::RegQueryValueExW(key, L"Path", nullptr, &value->type, nullptr, &bytes);
    if (status == ERROR_FILE_NOT_FOUND)
        return ERROR_SUCCESS;
    if (status != ERROR_SUCCESS)
        return status;
    if (value->type != REG_SZ && value->type != REG_EXPAND_SZ)
        return ERROR_INVALID_DATA;
    std::wstring buffer(bytes / sizeof(wchar_t) + 1, L'\0');
    status = ::RegQueryValueExW(key, L"Path", nullptr, &value->type,
                                reinterpret_cast<BYTE *>(buffer.data()), &bytes);
    value->text = QString::fromWCharArray(buffer.c_str());
    return status;
}

LSTATUS write(HKEY key, const RegistryText &value)
{
    if (value.text.isEmpty())
        return ::RegDeleteValueW(key, L"Path");
    return ::RegSetValueExW(key, L"Path", 0, value.type,
                            reinterpret_cast<const BYTE *>(value.text.utf16()),
                            DWORD((value.text.size() + 1) * qsizetype(sizeof(char16_t))));
}

QString ownFolder()
{
    std::wstring buffer(32768, L'\0'); // the longest path there is
    const DWORD length = ::GetModuleFileNameW(nullptr, buffer.data(), DWORD(buffer.size()));
    const QString file = QString::fromWCharArray(buffer.data(), int(length));
    return file.left(file.lastIndexOf(u'\\'));
}

/// So that what is started from now on has it, but not what runs already.
void tellDesktop()
{
    constexpr UINT milliseconds = 1000; // for each window
    DWORD_PTR answer = 0;
    ::SendMessageTimeoutW(HWND_BROADCAST, WM_SETTINGCHANGE, 0,
                          reinterpret_cast<LPARAM>(L"Environment"), SMTO_ABORTIFHUNG, milliseconds,
                          &answer);
}

} // namespace

int editUserPath(UserPathEdit edit)
{
    HKEY key = nullptr;
    if (::RegCreateKeyExW(HKEY_CURRENT_USER, L"Environment", 0, nullptr, 0,
                          KEY_QUERY_VALUE | KEY_SET_VALUE, nullptr, &key, nullptr)
        != ERROR_SUCCESS)
        return 1;
    RegistryText value;
    LSTATUS status = read(key, &value);
    if (status == ERROR_SUCCESS) {
        const QString folder = ownFolder();
        const QString before = value.text;
        value.text = edit == UserPathEdit::Add ? pathWith(before, folder)
                                               : pathWithout(before, folder);
        if (value.text != before) {
            status = write(key, value);
            tellDesktop();
        }
    }
    ::RegCloseKey(key);
    return status == ERROR_SUCCESS ? 0 : 1;
}

} // namespace Spawnscope
