// SPDX-License-Identifier: MIT
#include "widgets/terminalscheme.h"

#include <QCoreApplication>

#include <algorithm>

namespace Spawnscope {

namespace {

constexpr Rgb rgb(unsigned value)
{
    return {static_cast<quint8>(value >> 16), static_cast<quint8>(value >> 8),
            static_cast<quint8>(value)};
}

// Solarized has one set of colours for both grounds.
constexpr std::array<Rgb, 16> Solarized = {
    rgb(0x073642), rgb(0xdc322f), rgb(0x859900), rgb(0xb58900), rgb(0x268bd2), rgb(0xd33682),
    rgb(0x2aa198), rgb(0xeee8d5), rgb(0x002b36), rgb(0xcb4b16), rgb(0x586e75), rgb(0x657b83),
    rgb(0x839496), rgb(0x6c71c4), rgb(0x93a1a1), rgb(0xfdf6e3),
};
constexpr std::array<Rgb, 16> Vga = {
    rgb(0x000000), rgb(0xaa0000), rgb(0x00aa00), rgb(0xaa5500), rgb(0x0000aa), rgb(0xaa00aa),
    rgb(0x00aaaa), rgb(0xaaaaaa), rgb(0x555555), rgb(0xff5555), rgb(0x55ff55), rgb(0xffff55),
    rgb(0x5555ff), rgb(0xff55ff), rgb(0x55ffff), rgb(0xffffff),
};

constexpr TerminalScheme Schemes[] = {
    {"window", QT_TRANSLATE_NOOP("TerminalScheme", "As the &Window"), std::nullopt},
    {"light", QT_TRANSLATE_NOOP("TerminalScheme", "&Light"),
     TerminalScheme::Colors{rgb(0xffffff), rgb(0x1f2328), rgb(0x0b57d0)}},
    {"dark", QT_TRANSLATE_NOOP("TerminalScheme", "&Dark"),
     TerminalScheme::Colors{rgb(0x1e1f22), rgb(0xdddddd), rgb(0x2f5a9b)}},
    {"solarized-light", QT_TRANSLATE_NOOP("TerminalScheme", "&Solarized Light"),
     TerminalScheme::Colors{rgb(0xfdf6e3), rgb(0x657b83), rgb(0x586e75), Solarized}},
    {"solarized-dark", QT_TRANSLATE_NOOP("TerminalScheme", "Solarized D&ark"),
     TerminalScheme::Colors{rgb(0x002b36), rgb(0x839496), rgb(0x3a5f6a), Solarized}},
    {"black", QT_TRANSLATE_NOOP("TerminalScheme", "&Black with Strong Colours"),
     TerminalScheme::Colors{rgb(0x000000), rgb(0xffffff), rgb(0x0000aa), Vga}},
};

} // namespace

QString TerminalScheme::name() const
{
    return QCoreApplication::translate("TerminalScheme", sourceName);
}

std::span<const TerminalScheme> terminalSchemes()
{
    return Schemes;
}

const TerminalScheme &terminalScheme(const QString &id)
{
    const auto known = std::ranges::find_if(Schemes, [&id](const TerminalScheme &scheme) {
        return id == QLatin1StringView(scheme.id);
    });
    return known == std::end(Schemes) ? Schemes[0] : *known;
}

} // namespace Spawnscope
