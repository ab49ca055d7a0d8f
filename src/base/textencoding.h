// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

class QStringDecoder;

namespace Spawnscope {

/// How the bytes of a child stand for characters: UTF-8 unless something else is chosen.
///
/// Lines and escape sequences are found in the bytes, so only encodings will do in which line
/// feeds, escapes and other bytes below 0x40 stand for nothing but themselves. UTF-16, UTF-32 and
/// ISO-2022 are not such.
class TextEncoding final
{
public:
    TextEncoding() = default; ///< UTF-8
    /// None when this Qt cannot read it, or it will not do. Case does not matter.
    static std::optional<TextEncoding> named(const QByteArray &name);
    /// Those that named() knows here, UTF-8 first.
    static QList<TextEncoding> all();

    QByteArray name() const { return m_name.isEmpty() ? QByteArrayLiteral("UTF-8") : m_name; }
    bool isUtf8() const { return m_name.isEmpty(); }
    /// Invalid bytes become U+FFFD.
    QString decoded(QByteArrayView bytes) const;

    bool operator==(const TextEncoding &) const = default;

private:
    QByteArray m_name; // empty for UTF-8
};

} // namespace Spawnscope
