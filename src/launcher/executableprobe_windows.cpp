// SPDX-License-Identifier: MIT
#include "launcher/executableprobe.h"

#include "base/osstring.h"
#include "base/windowsfile_windows.h"

#include <algorithm>

namespace Spawnscope {

namespace {

std::wstring nameOf(const QByteArray &path)
{
    return windowsPath(OsString(path).toString());
}

} // namespace

ExecutableProbe probeExecutable(const QByteArray &path)
{
    ExecutableProbe probe;
    const DWORD attributes = ::GetFileAttributesW(nameOf(path).c_str());
    if (attributes == INVALID_FILE_ATTRIBUTES)
        return probe;
    probe.exists = true;
    probe.isDirectory = attributes & FILE_ATTRIBUTE_DIRECTORY;
    if (probe.isDirectory) {
        probe.isExecutable = true;
        return probe;
    }
    const UniqueFd file = openRegularFile(OsString(path).toString(), GENERIC_READ | GENERIC_EXECUTE,
                                          OPEN_EXISTING, Links::Follow);
    probe.isRegularFile = file || ::GetLastError() != ERROR_NOT_SUPPORTED;
    probe.isExecutable = file.isValid();
    if (!file)
        return probe;
    QByteArray head(ProbeBytes, Qt::Uninitialized);
    head.truncate(
        std::max<qint64>(readFileAt(toHandle(file.get()), 0, head.data(), head.size()), 0));
    probeContent(head, &probe);
    return probe;
}

QByteArray firstBadDirectory(const QByteArray &path)
{
    const auto isSeparator = [](char c) { return c == '\\' || c == '/'; };
    for (auto at = std::find_if(path.begin(), path.end(), isSeparator); at != path.end();
         at = std::find_if(at + 1, path.end(), isSeparator)) {
        const QByteArray directory = path.first(at - path.begin());
        if (directory.isEmpty() || directory.endsWith(':') || isSeparator(directory.back()))
            continue; // a drive, or what begins the name of a server
        if (!probeExecutable(directory).isDirectory)
            return directory;
    }
    return {};
}

} // namespace Spawnscope
