// SPDX-License-Identifier: MIT
#include "base/sgr.h"

#include <QVarLengthArray>

#include <algorithm>

namespace Spawnscope {

namespace {

/// One parameter; @c isSub when a colon joins it to the one before.
struct Parameter
{
    int value = 0;
    bool isSub = false;
    bool isEmpty = true;
};
using Parameters = QVarLengthArray<Parameter, 16>;

Parameters split(QByteArrayView text)
{
    Parameters parameters;
    Parameter current;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            current.value = std::min(current.value * 10 + (c - '0'), 9999);
            current.isEmpty = false;
        } else if (c == ';' || c == ':') {
            parameters.append(current);
            current = Parameter{.isSub = c == ':'};
        }
    }
    parameters.append(current);
    return parameters;
}

quint8 byteOf(int value)
{
    return static_cast<quint8>(std::clamp(value, 0, 255));
}

/// "38;5;n", "38;2;r;g;b" and their colon forms, where a colour space may stand before red.
/// Returns the index of the last parameter that belongs to the colour.
qsizetype readColor(const Parameters &parameters, qsizetype at, TextColor *color)
{
    qsizetype lastSub = at;
    while (lastSub + 1 < parameters.size() && parameters[lastSub + 1].isSub)
        ++lastSub;
    const bool hasSubs = lastSub > at;
    const qsizetype available = hasSubs ? lastSub - at : parameters.size() - 1 - at;
    const qsizetype unread = hasSubs ? lastSub : parameters.size() - 1;
    if (available < 2)
        return unread;
    const int form = parameters[at + 1].value;
    if (form == 5) {
        *color = TextColor::fromIndex(byteOf(parameters[at + 2].value));
        return hasSubs ? lastSub : at + 2;
    }
    if (form != 2 || available < 4)
        return unread;
    const qsizetype first = hasSubs && available >= 5 ? at + 3 : at + 2;
    *color = TextColor::fromRgb(byteOf(parameters[first].value),
                                byteOf(parameters[first + 1].value),
                                byteOf(parameters[first + 2].value));
    return hasSubs ? lastSub : at + 4;
}

/// 1 to 29.
void applyAttribute(int code, TextStyle &style)
{
    switch (code) {
    case 1:
        style.attributes |= TextAttribute::Bold;
        return;
    case 2:
        style.attributes |= TextAttribute::Dim;
        return;
    case 3:
        style.attributes |= TextAttribute::Italic;
        return;
    case 4:
    case 21: // double underline
        style.attributes |= TextAttribute::Underline;
        return;
    case 7:
        style.attributes |= TextAttribute::Inverse;
        return;
    case 8:
        style.attributes |= TextAttribute::Hidden;
        return;
    case 9:
        style.attributes |= TextAttribute::Strike;
        return;
    case 22:
        style.attributes &= ~(TextAttribute::Bold | TextAttribute::Dim);
        return;
    case 23:
        style.attributes &= ~TextAttributes(TextAttribute::Italic);
        return;
    case 24:
        style.attributes &= ~TextAttributes(TextAttribute::Underline);
        return;
    case 27:
        style.attributes &= ~TextAttributes(TextAttribute::Inverse);
        return;
    case 28:
        style.attributes &= ~TextAttributes(TextAttribute::Hidden);
        return;
    case 29:
        style.attributes &= ~TextAttributes(TextAttribute::Strike);
        return;
    default:
        return;
    }
}

void applyPlainColor(int code, TextStyle &style)
{
    const auto paletteIndex = [code](int base) { return static_cast<quint8>(code - base); };
    if (code >= 30 && code <= 37)
        style.foreground = TextColor::fromIndex(paletteIndex(30));
    else if (code == 39)
        style.foreground = {};
    else if (code >= 40 && code <= 47)
        style.background = TextColor::fromIndex(paletteIndex(40));
    else if (code == 49)
        style.background = {};
    else if (code >= 90 && code <= 97)
        style.foreground = TextColor::fromIndex(paletteIndex(90 - 8));
    else if (code >= 100 && code <= 107)
        style.background = TextColor::fromIndex(paletteIndex(100 - 8));
}

bool isPrivateOrNotSgr(QByteArrayView parameters)
{
    return std::any_of(parameters.begin(), parameters.end(),
                       [](char c) { return c < '0' || c > ';'; });
}

} // namespace

void applySgr(QByteArrayView text, TextStyle &style)
{
    if (isPrivateOrNotSgr(text))
        return;
    const Parameters parameters = split(text);
    for (qsizetype i = 0; i < parameters.size(); ++i) {
        const int code = parameters[i].value;
        const bool hasSub = i + 1 < parameters.size() && parameters[i + 1].isSub;
        TextColor underlineColor; // read so that its parameters are passed over
        if (code == 38 || code == 48 || code == 58) {
            TextColor *color = code == 38 ? &style.foreground
                : code == 48              ? &style.background
                                          : &underlineColor;
            i = readColor(parameters, i, color);
            continue;
        }
        if (code == 0)
            style = {};
        else if (code == 4 && hasSub && parameters[i + 1].value == 0)
            applyAttribute(24, style);
        else if (code < 30)
            applyAttribute(code, style);
        else
            applyPlainColor(code, style);
        while (i + 1 < parameters.size() && parameters[i + 1].isSub)
            ++i;
    }
}

} // namespace Spawnscope
