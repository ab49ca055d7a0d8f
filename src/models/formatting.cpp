// SPDX-License-Identifier: MIT
#include "models/formatting.h"

#include <QLocale>
#include <QStringDecoder>

#include <array>

namespace Spawnscope {

namespace {

QString twoParts(qint64 whole, const QString &unit, qint64 part, const QString &partUnit)
{
    return QStringLiteral("%1 %2 %3 %4")
        .arg(QString::number(whole), unit, QString::number(part).rightJustified(2, u'0'), partUnit);
}

QString hexByte(uchar byte)
{
    return QStringLiteral("\\x%1").arg(uint(byte), 2, 16, QLatin1Char('0'));
}

/// Calls @p character for each code point and @p other for each byte that belongs to none.
template <typename OnCharacter, typename OnByte>
void forEachCharacter(QByteArrayView bytes, OnCharacter character, OnByte other)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        const uchar lead = uchar(bytes[at]);
        const qsizetype length = lead < 0x80 ? 1
            : lead < 0xc0                    ? 0
            : lead < 0xe0                    ? 2
            : lead < 0xf0                    ? 3
                                             : 4;
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString text = length > 0 && at + length <= bytes.size()
            ? QString(decoder(bytes.sliced(at, length)))
            : QString();
        if (text.isEmpty() || decoder.hasError() || text.contains(QChar::ReplacementCharacter)) {
            other(lead);
            ++at;
        } else {
            character(text);
            at += length;
        }
    }
}

QString visibleCharacter(const QString &text)
{
    const char16_t unit = text.front().unicode();
    if (unit == u' ')
        return QStringLiteral("·");
    if (unit == u'\n')
        return QStringLiteral("⏎");
    if (unit == u'\t')
        return QStringLiteral("⇥");
    if (unit < 0x20)
        return QChar(char16_t(0x2400 + unit));
    if (unit == 0x7f)
        return QStringLiteral("␡");
    if (unit == 0xa0)
        return QStringLiteral("⍽");
    const QChar::Category category = text.front().category();
    if (category == QChar::Other_Format || category == QChar::Other_Control)
        return QStringLiteral("⟨U+%1⟩").arg(uint(unit), 4, 16, QLatin1Char('0')).toUpper();
    return text;
}

int hexDigit(QChar digit)
{
    bool isDigit = false;
    const int value = QString(digit).toInt(&isDigit, 16);
    return isDigit ? value : -1;
}

} // namespace

QString formatDuration(std::chrono::nanoseconds duration)
{
    using namespace std::chrono;
    const qint64 ms = duration_cast<milliseconds>(duration).count();
    const qint64 s = ms / 1000;
    if (ms < 1000)
        return QStringLiteral("%1 ms").arg(ms);
    if (s < 10)
        return QStringLiteral("%1.%2 s").arg(s).arg(ms % 1000 / 100);
    if (s < 60)
        return QStringLiteral("%1 s").arg(s);
    if (s < 3600)
        return twoParts(s / 60, QStringLiteral("min"), s % 60, QStringLiteral("s"));
    if (s < 86400)
        return twoParts(s / 3600, QStringLiteral("h"), s % 3600 / 60, QStringLiteral("min"));
    return twoParts(s / 86400, QStringLiteral("d"), s % 86400 / 3600, QStringLiteral("h"));
}

QString formatBytes(qint64 bytes)
{
    static constexpr std::array units{"B", "kB", "MB", "GB", "TB", "PB"};
    double value = double(bytes);
    size_t unit = 0;
    while (value >= 999.5 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    const int decimals = unit > 0 && value < 9.95 ? 1 : 0;
    return QStringLiteral("%1 %2").arg(QString::number(value, 'f', decimals),
                                       QLatin1String(units[unit]));
}

QString formatCount(qint64 count)
{
    QString digits = QString::number(count);
    const qsizetype first = count < 0 ? 1 : 0;
    for (qsizetype at = digits.size() - 3; at > first; at -= 3)
        digits.insert(at, QChar(0x202f));
    return digits;
}

QString visibleText(QByteArrayView bytes)
{
    QString result;
    forEachCharacter(
        bytes, [&](const QString &text) { result += visibleCharacter(text); },
        [&](uchar byte) { result += hexByte(byte); });
    return result;
}

QString escapedText(QByteArrayView bytes)
{
    QString result;
    const auto append = [&](const QString &text) {
        switch (text.front().unicode()) {
        case u'\\':
            result += QStringLiteral("\\\\");
            break;
        case u'\n':
            result += QStringLiteral("\\n");
            break;
        case u'\r':
            result += QStringLiteral("\\r");
            break;
        case u'\t':
            result += QStringLiteral("\\t");
            break;
        case u'\0':
            result += QStringLiteral("\\0");
            break;
        default:
            result += text.front().unicode() < 0x20 ? hexByte(uchar(text.front().unicode())) : text;
        }
    };
    forEachCharacter(bytes, append, [&](uchar byte) { result += hexByte(byte); });
    return result;
}

QByteArray unescapedText(const QString &text)
{
    static constexpr QStringView codes = u"nrt0\\";
    static constexpr char values[] = {'\n', '\r', '\t', '\0', '\\'};
    QByteArray result;
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype escape = text.indexOf(u'\\', at);
        result += QStringView(text).sliced(at, (escape < 0 ? text.size() : escape) - at).toUtf8();
        if (escape < 0)
            break;
        const QStringView rest = QStringView(text).sliced(escape + 1);
        const qsizetype code = rest.isEmpty() ? -1 : codes.indexOf(rest.front());
        const bool isHex = rest.size() >= 3 && rest.front() == u'x' && hexDigit(rest[1]) >= 0
            && hexDigit(rest[2]) >= 0;
        if (isHex)
            result += char(hexDigit(rest[1]) * 16 + hexDigit(rest[2]));
        else
            result += code >= 0 ? values[code] : '\\';
        at = escape + 1 + (isHex ? 3 : code >= 0 ? 1 : 0);
    }
    return result;
}

} // namespace Spawnscope
