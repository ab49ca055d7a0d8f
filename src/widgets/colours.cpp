// SPDX-License-Identifier: MIT
#include "widgets/colours.h"

#include "widgets/fixedfont_p.h"

#include <QFontDatabase>
#include <QFontInfo>

#include <algorithm>

namespace Spawnscope {

QColor mixed(const QColor &first, const QColor &second, qreal share)
{
    const auto mix = [share](int a, int b) { return int(a + (b - a) * share); };
    return {mix(first.red(), second.red()), mix(first.green(), second.green()),
            mix(first.blue(), second.blue())};
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

QColor severityColour(Severity severity, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (severity) {
    case Severity::Error:
        return dark ? QColor(0xf2857c) : QColor(0xb3261e);
    case Severity::Warning:
        return dark ? QColor(0xf0b35a) : QColor(0x8a5300);
    case Severity::Info:
        break;
    }
    return dark ? QColor(0x7fb4f5) : QColor(0x1d5fa8);
}

QColor mutedText(const QPalette &palette)
{
    return mixed(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.3);
}

namespace {

/// Where the usual name stands for nothing.
QString anyMonospacedFamily()
{
    const QStringList families = QFontDatabase::families(QFontDatabase::Latin);
    const auto found = std::ranges::find_if(
        families, [](const QString &family) { return QFontDatabase::isFixedPitch(family); });
    return found == families.end() ? QString() : *found;
}

/// A platform theme that was never configured may give its proportional font.
QString monospacedFamily(const QFont &systemFont)
{
    for (const QString &family : preferredFixedFonts()) {
        if (QFontDatabase::hasFamily(family))
            return family;
    }
    if (QFontInfo(systemFont).fixedPitch())
        return systemFont.family();
    const QString usual = QStringLiteral("monospace");
    if (QFontInfo(QFont(usual)).fixedPitch())
        return usual;
    static const QString any = anyMonospacedFamily();
    return any;
}

} // namespace

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    if (const QString family = monospacedFamily(font); family != font.family())
        font.setFamily(family);
    return font;
}

} // namespace Spawnscope
