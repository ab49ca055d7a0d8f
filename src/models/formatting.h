// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <chrono>

namespace Spawnscope {

/// "340 ms", "1.2 s", "47 s", "3 min 05 s", "2 h 07 min", "3 d 04 h".
QString formatDuration(std::chrono::nanoseconds duration);

/// In decimal units: "812 B", "1.2 kB", "138 MB".
QString formatBytes(qint64 bytes);

/// Digits in groups of three, kept together by narrow no-break spaces: "1 204 331".
QString formatCount(qint64 count);

/// For showing: blanks, line ends, tabs and other invisible characters become visible ones
/// (· ⏎ ⇥ ␀ …). Bytes that are not UTF-8 become \xNN.
QString visibleText(QByteArrayView bytes);

/// For editing in one line: \n, \r, \t, \0, \\ and \xNN stand for what cannot be typed or seen.
/// unescapedText() undoes it; there a backslash before anything else stands for itself.
QString escapedText(QByteArrayView bytes);
QByteArray unescapedText(const QString &text);

} // namespace Spawnscope
