// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QStringView>

#include <optional>

namespace Spawnscope {

/// UTF-8 that also carries what Windows takes for a name although it is no text, half of a
/// surrogate pair (WTF-8, https://simonsapin.github.io/wtf-8/): so every name of Windows survives
/// the trip through bytes.

QByteArray toWtf8(QStringView text);
/// Nothing for bytes that are no WTF-8: such a name cannot exist on Windows.
std::optional<QString> fromWtf8(QByteArrayView bytes);

} // namespace Spawnscope
