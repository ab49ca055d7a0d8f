// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputsearch.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QList>
#include <QString>

class QSettings;

namespace Spawnscope {

/// A colour to highlight with. The named ones have a shade for light and one for dark palettes,
/// which is the view's matter.
struct HighlightColor
{
    enum class Name : quint8 {
        None, ///< leaves the colour as it is
        Red,
        Orange,
        Yellow,
        Green,
        Cyan,
        Blue,
        Purple,
        Grey,
        Custom,
    };
    Name name = Name::None;
    quint32 rgb = 0; ///< 0xRRGGBB; for Custom only

    bool operator==(const HighlightColor &) const = default;
};

/// What to look for in the lines of output, and how what is found looks.
struct HighlightRule
{
    enum class Extent : quint8 { Match, WholeLine };

    QString name;
    QString pattern;
    FindOptions options;
    HighlightColor text;
    HighlightColor background;
    Extent extent = Extent::Match;
    bool isEnabled = true;

    bool operator==(const HighlightRule &) const = default;
};

/// The rules in order: where several match the same characters, the upper one shows.
using HighlightRuleList = QList<HighlightRule>;

/// Delivering rules, keeping and reading them.
class HighlightRules final
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::HighlightRules)

public:
    /// Errors and warnings enabled, some more that are not.
    static HighlightRuleList delivered();

    static QJsonArray toJson(const HighlightRuleList &rules);
    /// Passes over what is no rule; what a rule does not say, or says wrongly, is as in
    /// HighlightRule.
    static HighlightRuleList fromJson(const QJsonArray &array);

    /// delivered() unless something was saved.
    static HighlightRuleList load(const QSettings &settings);
    static void save(const HighlightRuleList &rules, QSettings *settings);
};

} // namespace Spawnscope
