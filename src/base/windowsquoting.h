// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace Spawnscope::WindowsQuoting {

/// One argument as CommandLineToArgvW and the C run-time read it back: quoted if it is empty or
/// holds a blank; N backslashes before a " become 2N+1, N at the end of a quoted argument 2N.
/// The results are those of Python's subprocess.list2cmdline(). Not sufficient for .bat and .cmd
/// files, which cmd.exe parses again.
QString quote(const QString &argument);

/// The arguments quoted and joined by blanks.
QString join(const QStringList &arguments);

/// The arguments of a line, the reverse of join(): as the C run-time reads them, where two quotes
/// within a quotation are one. Nothing if a quotation is still open at the end.
std::optional<QStringList> split(const QString &line);

} // namespace Spawnscope::WindowsQuoting
