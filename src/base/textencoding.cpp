// SPDX-License-Identifier: MIT
#include "base/textencoding.h"

#include <QStringDecoder>

#include <algorithm>
#include <iterator>

namespace Spawnscope {

namespace {

constexpr const char *System = "System"; // what the locale says
constexpr const char *Utf8 = "UTF-8";

constexpr const char *Names[] = {
    Utf8,           System,         "Big5",         "Big5-HKSCS",   "EUC-JP",       "EUC-KR",
    "GB18030",      "GBK",          "IBM437",       "IBM850",       "IBM866",       "ISO-8859-1",
    "ISO-8859-2",   "ISO-8859-4",   "ISO-8859-5",   "ISO-8859-6",   "ISO-8859-7",   "ISO-8859-8",
    "ISO-8859-9",   "ISO-8859-10",  "ISO-8859-13",  "ISO-8859-14",  "ISO-8859-15",  "KOI8-R",
    "KOI8-U",       "Shift_JIS",    "macintosh",    "windows-874",  "windows-1250", "windows-1251",
    "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257",
    "windows-1258",
};

QStringDecoder decoderFor(const char *name)
{
    return qstrcmp(name, System) == 0 ? QStringDecoder(QStringConverter::System)
                                      : QStringDecoder(name);
}

} // namespace

std::optional<TextEncoding> TextEncoding::named(const QByteArray &name)
{
    const auto known = std::find_if(std::begin(Names), std::end(Names), [&](const char *candidate) {
        return qstricmp(candidate, name.constData()) == 0;
    });
    if (known == std::end(Names) || !decoderFor(*known).isValid())
        return std::nullopt;
    TextEncoding encoding;
    if (qstrcmp(*known, Utf8) != 0)
        encoding.m_name = *known;
    return encoding;
}

QList<TextEncoding> TextEncoding::all()
{
    QList<TextEncoding> encodings;
    for (const char *name : Names) {
        if (const auto encoding = named(name))
            encodings.append(*encoding);
    }
    return encodings;
}

QString TextEncoding::decoded(QByteArrayView bytes) const
{
    if (isUtf8())
        return QString::fromUtf8(bytes);
    QStringDecoder decoder = decoderFor(m_name.constData());
    QString text = decoder(bytes);
    // The decoder keeps half a character for itself until more comes.
    const QString rest = decoder(QByteArrayView("\n"));
    if (rest != u"\n")
        text += QChar::ReplacementCharacter;
    // What some decoders make of invalid bytes.
    text.replace(u'\x1a', QChar(QChar::ReplacementCharacter));
    return text;
}

} // namespace Spawnscope
