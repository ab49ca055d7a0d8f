// SPDX-License-Identifier: MIT
#include "base/wtf8.h"

#include <QStringConverter>

namespace Spawnscope {

namespace {

/// The three bytes of a lone surrogate, as UTF-8 would have them if it allowed it.
void appendSurrogate(char16_t surrogate, QByteArray *bytes)
{
    bytes->append(char(0xE0 | (surrogate >> 12)));
    bytes->append(char(0x80 | ((surrogate >> 6) & 0x3F)));
    bytes->append(char(0x80 | (surrogate & 0x3F)));
}

bool isSurrogateAt(QByteArrayView bytes, qsizetype index)
{
    return index + 2 < bytes.size() && uchar(bytes[index]) == 0xED
        && (uchar(bytes[index + 1]) & 0xE0) == 0xA0 && (uchar(bytes[index + 2]) & 0xC0) == 0x80;
}

bool appendUtf8(QByteArrayView bytes, QString *text)
{
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless
                               | QStringDecoder::Flag::ConvertInitialBom);
    *text += QString(decoder(bytes));
    return !decoder.hasError();
}

} // namespace

QByteArray toWtf8(QStringView text)
{
    QByteArray bytes;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!text[i].isSurrogate())
            continue;
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            ++i;
            continue;
        }
        bytes += text.sliced(begin, i - begin).toUtf8();
        appendSurrogate(text[i].unicode(), &bytes);
        begin = i + 1;
    }
    return bytes + text.sliced(begin).toUtf8();
}

std::optional<QString> fromWtf8(QByteArrayView bytes)
{
    QString text;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (!isSurrogateAt(bytes, i))
            continue;
        if (!appendUtf8(bytes.sliced(begin, i - begin), &text))
            return std::nullopt;
        const QChar unit(
            char16_t(0xD000 | (uchar(bytes[i + 1]) & 0x3F) << 6 | (uchar(bytes[i + 2]) & 0x3F)));
        // A whole pair in two pieces has only one spelling, that of UTF-8.
        if (unit.isLowSurrogate() && !text.isEmpty() && text.back().isHighSurrogate())
            return std::nullopt;
        text += unit;
        i += 2;
        begin = i + 1;
    }
    if (!appendUtf8(bytes.sliced(begin), &text))
        return std::nullopt;
    return text;
}

} // namespace Spawnscope
