// SPDX-License-Identifier: MIT
#include "base/jsontext.h"

#include <QJsonObject>
#include <QString>

namespace Spawnscope {

namespace {

constexpr QLatin1StringView base64Key("base64");

void appendHexEscape(QByteArray *out, unsigned codeUnit)
{
    static constexpr char digits[] = "0123456789abcdef";
    const char escape[] = {'\\',
                           'u',
                           digits[codeUnit >> 12 & 15],
                           digits[codeUnit >> 8 & 15],
                           digits[codeUnit >> 4 & 15],
                           digits[codeUnit & 15]};
    out->append(escape, sizeof escape);
}

/// For the bytes that JSON does not take as they are; false for the others.
bool appendEscaped(QByteArray *out, char c)
{
    switch (c) {
    case '"':
        out->append("\\\"");
        return true;
    case '\\':
        out->append("\\\\");
        return true;
    case '\n':
        out->append("\\n");
        return true;
    case '\r':
        out->append("\\r");
        return true;
    case '\t':
        out->append("\\t");
        return true;
    default:
        if (uchar(c) >= 0x20 && c != 0x7f)
            return false;
        appendHexEscape(out, uchar(c));
        return true;
    }
}

/// The length of the UTF-8 sequence that starts at `begin`, 0 if there is none.
qsizetype sequenceLength(QByteArrayView bytes, qsizetype begin)
{
    const uchar lead = uchar(bytes[begin]);
    const qsizetype length = lead < 0x80 ? 1
        : lead < 0xc0                    ? 0
        : lead < 0xe0                    ? 2
        : lead < 0xf0                    ? 3
                                         : 4;
    if (length == 0 || begin + length > bytes.size())
        return 0;
    return bytes.sliced(begin, length).isValidUtf8() ? length : 0;
}

} // namespace

QByteArray jsonString(QByteArrayView bytes)
{
    QByteArray out("\"");
    for (qsizetype i = 0; i < bytes.size();) {
        const qsizetype length = sequenceLength(bytes, i);
        if (length == 0) {
            appendHexEscape(&out, 0xdc00u + uchar(bytes[i++]));
            continue;
        }
        if (length > 1) {
            for (const QChar unit : QString::fromUtf8(bytes.sliced(i, length)))
                appendHexEscape(&out, unit.unicode());
        } else if (!appendEscaped(&out, bytes[i])) {
            out.append(bytes[i]);
        }
        i += length;
    }
    out.append('"');
    return out;
}

QByteArray jsonStringFromUtf8(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size() + text.size() / 16 + 2);
    out.append('"');
    qsizetype plainBegin = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (uchar(c) >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
            continue;
        out.append(text.sliced(plainBegin, i - plainBegin));
        appendEscaped(&out, c);
        plainBegin = i + 1;
    }
    out.append(text.sliced(plainBegin));
    out.append('"');
    return out;
}

QJsonValue bytesToJson(const QByteArray &bytes)
{
    // A byte order mark is UTF-8 as well, but QString::fromUtf8() leaves it out.
    if (bytes.isValidUtf8() && !bytes.startsWith("\xef\xbb\xbf"))
        return QString::fromUtf8(bytes);
    return QJsonObject{{base64Key, QString::fromLatin1(bytes.toBase64())}};
}

std::optional<QByteArray> bytesFromJson(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().toUtf8();
    const QJsonValue base64 = value.toObject().value(base64Key);
    if (!base64.isString())
        return std::nullopt;
    auto decoded = QByteArray::fromBase64Encoding(base64.toString().toLatin1(),
                                                  QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    return std::move(*decoded);
}

} // namespace Spawnscope
