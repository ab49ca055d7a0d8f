// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonValue>

#include <optional>

namespace Spawnscope {

/// Bytes and JSON, whose strings are text: what the operating system hands out may be no text.

/// A JSON string with its quotes, in ASCII with \u escapes. Bytes that are not UTF-8 become the
/// lone surrogates U+DC80 to U+DCFF, which Python reads back as these bytes (surrogateescape).
QByteArray jsonString(QByteArrayView bytes);

/// A JSON string with its quotes for `text` that is valid UTF-8, which stays UTF-8.
QByteArray jsonStringFromUtf8(QByteArrayView text);

/// A string where `bytes` is UTF-8, otherwise {"base64": "…"}.
QJsonValue bytesToJson(const QByteArray &bytes);
/// Undoes bytesToJson(); nothing for any other value.
std::optional<QByteArray> bytesFromJson(const QJsonValue &value);

} // namespace Spawnscope
