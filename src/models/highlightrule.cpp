// SPDX-License-Identifier: MIT
#include "models/highlightrule.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>

#include <algorithm>
#include <array>
#include <utility>

namespace Spawnscope {

namespace {

constexpr QLatin1String SettingsKey("highlighting/rules");

constexpr std::array<std::pair<HighlightColor::Name, QLatin1String>, 9> ColorWords{{
    {HighlightColor::Name::None, QLatin1String("none")},
    {HighlightColor::Name::Red, QLatin1String("red")},
    {HighlightColor::Name::Orange, QLatin1String("orange")},
    {HighlightColor::Name::Yellow, QLatin1String("yellow")},
    {HighlightColor::Name::Green, QLatin1String("green")},
    {HighlightColor::Name::Cyan, QLatin1String("cyan")},
    {HighlightColor::Name::Blue, QLatin1String("blue")},
    {HighlightColor::Name::Purple, QLatin1String("purple")},
    {HighlightColor::Name::Grey, QLatin1String("grey")},
}};

constexpr std::array<std::pair<FindOption, QLatin1String>, 3> OptionWords{{
    {FindOption::CaseSensitive, QLatin1String("caseSensitive")},
    {FindOption::RegularExpression, QLatin1String("regularExpression")},
    {FindOption::WholeWords, QLatin1String("wholeWords")},
}};

/// "red", or "#rrggbb".
QString colorText(const HighlightColor &color)
{
    if (color.name == HighlightColor::Name::Custom)
        return QStringLiteral("#%1").arg(color.rgb & 0xffffff, 6, 16, QLatin1Char('0'));
    const auto *word = std::find_if(ColorWords.begin(), ColorWords.end(),
                                    [&](const auto &entry) { return entry.first == color.name; });
    return word == ColorWords.end() ? QString() : QString(word->second);
}

HighlightColor colorFrom(const QString &text)
{
    if (text.startsWith(u'#') && text.size() == 7) {
        bool isNumber = false;
        const uint rgb = text.sliced(1).toUInt(&isNumber, 16);
        if (isNumber)
            return {.name = HighlightColor::Name::Custom, .rgb = rgb};
    }
    const auto *word = std::find_if(ColorWords.begin(), ColorWords.end(),
                                    [&](const auto &entry) { return entry.second == text; });
    return word == ColorWords.end() ? HighlightColor() : HighlightColor{.name = word->first};
}

QJsonObject objectFor(const HighlightRule &rule)
{
    QJsonObject object{
        {QStringLiteral("name"), rule.name},
        {QStringLiteral("pattern"), rule.pattern},
        {QStringLiteral("text"), colorText(rule.text)},
        {QStringLiteral("background"), colorText(rule.background)},
        {QStringLiteral("wholeLine"), rule.extent == HighlightRule::Extent::WholeLine},
        {QStringLiteral("enabled"), rule.isEnabled},
    };
    for (const auto &[option, word] : OptionWords)
        object.insert(word, rule.options.testFlag(option));
    return object;
}

HighlightRule ruleFrom(const QJsonObject &object)
{
    HighlightRule rule;
    rule.name = object.value(u"name").toString();
    rule.pattern = object.value(u"pattern").toString();
    rule.text = colorFrom(object.value(u"text").toString());
    rule.background = colorFrom(object.value(u"background").toString());
    if (object.value(u"wholeLine").toBool())
        rule.extent = HighlightRule::Extent::WholeLine;
    rule.isEnabled = object.value(u"enabled").toBool(true);
    for (const auto &[option, word] : OptionWords)
        rule.options.setFlag(option, object.value(word).toBool());
    return rule;
}

} // namespace

HighlightRuleList HighlightRules::delivered()
{
    using Name = HighlightColor::Name;
    const auto rule = [](const QString &name, const QString &expression, Name text, Name background,
                         bool isEnabled) {
        return HighlightRule{.name = name,
                             .pattern = expression,
                             .options = FindOption::RegularExpression,
                             .text = {.name = text},
                             .background = {.name = background},
                             .extent = HighlightRule::Extent::Match,
                             .isEnabled = isEnabled};
    };
    return {
        rule(tr("Fatal errors"),
             QStringLiteral(
                 "\\b(fatal|panic(ked)?|segmentation fault|core dumped|out of memory)\\b"),
             Name::None, Name::Red, true),
        rule(tr("Errors"), QStringLiteral("\\b(error|exception|traceback)\\b"), Name::Red,
             Name::None, true),
        rule(tr("Warnings"), QStringLiteral("\\bwarn(ing)?\\b"), Name::Orange, Name::None, true),
        rule(tr("Successes"), QStringLiteral("\\b(ok|pass(ed)?|success(ful(ly)?)?)\\b"),
             Name::Green, Name::None, false),
        rule(tr("Hexadecimal numbers"), QStringLiteral("\\b0x[0-9a-f]+\\b"), Name::Purple,
             Name::None, false),
        rule(tr("Debugging messages"), QStringLiteral("\\b(debug|trace)\\b"), Name::Grey,
             Name::None, false),
    };
}

QJsonArray HighlightRules::toJson(const HighlightRuleList &rules)
{
    QJsonArray array;
    for (const HighlightRule &rule : rules)
        array.append(objectFor(rule));
    return array;
}

HighlightRuleList HighlightRules::fromJson(const QJsonArray &array)
{
    HighlightRuleList rules;
    for (const auto &value : array) {
        if (value.toObject().value(u"pattern").isString())
            rules.append(ruleFrom(value.toObject()));
    }
    return rules;
}

HighlightRuleList HighlightRules::load(const QSettings &settings)
{
    const QByteArray text = settings.value(SettingsKey).toString().toUtf8();
    const QJsonDocument document = QJsonDocument::fromJson(text);
    return document.isArray() ? fromJson(document.array()) : delivered();
}

void HighlightRules::save(const HighlightRuleList &rules, QSettings *settings)
{
    const QByteArray text = QJsonDocument(toJson(rules)).toJson(QJsonDocument::Compact);
    settings->setValue(SettingsKey, QString::fromUtf8(text));
}

} // namespace Spawnscope
