// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"
#include "terminal/terminalsource.h"

#include <QString>

namespace Spawnscope {

/// The plain text of a terminal's run as it stands: rows [@p firstRow, scrollbackEnd()) of its log
/// under OutputFilter::Stdout, and the primary screen. Every line ends with a line feed. Of more
/// than @p maxBytes of the log the last are taken.
QString terminalText(TerminalSource *source, const OutputLog &log, qint64 firstRow = 0,
                     qint64 maxBytes = OutputLog::DefaultLimitBytes);

} // namespace Spawnscope
