// SPDX-License-Identifier: MIT
#include "widgets/outputgoto.h"

#include <QRegularExpression>

#include <cmath>

namespace Spawnscope {

namespace {

using std::chrono::nanoseconds;

constexpr double LongestSeconds = 9e9; // what nanoseconds can count in 63 bits, about 292 years

std::optional<double> secondsOf(const QString &unit)
{
    static const std::pair<const char16_t *, double> units[] = {
        {u"ns", 1e-9}, {u"us", 1e-6}, {u"µs", 1e-6}, {u"μs", 1e-6},  {u"ms", 1e-3},
        {u"s", 1},     {u"m", 60},    {u"min", 60},  {u"h", 3600.0}, {u"d", 86400},
    };
    for (const auto &[name, seconds] : units) {
        if (unit == QStringView(name))
            return seconds;
    }
    return std::nullopt;
}

std::optional<nanoseconds> fromSeconds(double seconds)
{
    if (seconds > LongestSeconds)
        return std::nullopt;
    return nanoseconds(std::llround(seconds * 1e9));
}

/// "1h 30m", "1.5s"
std::optional<nanoseconds> parseDuration(const QString &text)
{
    static const QRegularExpression whole(
        QStringLiteral(R"(^(?:\d+(?:[.,]\d+)?\s*[a-zµμ]+\s*)+$)"));
    static const QRegularExpression part(QStringLiteral(R"((\d+(?:[.,]\d+)?)\s*([a-zµμ]+))"));
    if (!whole.match(text).hasMatch())
        return std::nullopt;
    double sum = 0;
    auto parts = part.globalMatch(text);
    while (parts.hasNext()) {
        const QRegularExpressionMatch match = parts.next();
        const auto unit = secondsOf(match.captured(2));
        if (!unit)
            return std::nullopt;
        sum += match.captured(1).replace(u',', u'.').toDouble() * *unit;
    }
    return fromSeconds(sum);
}

std::optional<GoToTarget> parseTimeOfDay(const QString &text)
{
    static const QRegularExpression expression(
        QStringLiteral(R"(^(?:(\d{4}-\d\d-\d\d)[ t]+)?(\d{1,2}):(\d\d)(?::(\d\d(?:[.,]\d+)?))?$)"));
    const QRegularExpressionMatch match = expression.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QDate date = QDate::fromString(match.captured(1), Qt::ISODate);
    const int hours = match.captured(2).toInt();
    const int minutes = match.captured(3).toInt();
    const double seconds = match.captured(4).replace(u',', u'.').toDouble();
    if (hours > 23 || minutes > 59 || seconds >= 60 || (match.capturedLength(1) && !date.isValid()))
        return std::nullopt;
    const auto time = fromSeconds(hours * 3600 + minutes * 60 + seconds);
    return GoToTarget{
        .kind = GoToTarget::Kind::TimeOfDay, .time = time.value_or(nanoseconds(0)), .date = date};
}

std::optional<GoToTarget> parsePercent(const QString &text)
{
    static const QRegularExpression expression(QStringLiteral(R"(^(\d{1,3}(?:[.,]\d+)?)\s*%$)"));
    const QRegularExpressionMatch match = expression.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const double percent = match.captured(1).replace(u',', u'.').toDouble();
    if (percent > 100)
        return std::nullopt;
    return GoToTarget{.kind = GoToTarget::Kind::Percent, .percent = percent};
}

/// Digits, in groups or not.
std::optional<qint64> parseCount(QString text)
{
    static const QRegularExpression expression(
        QStringLiteral(R"(^(?:\d+|\d{1,3}(?:[\s'\x{2019}]\d{3})+)$)"));
    if (!expression.match(text).hasMatch())
        return std::nullopt;
    text.removeIf([](QChar c) { return !c.isDigit(); });
    bool isNumber = false;
    const qint64 count = text.toLongLong(&isNumber);
    return isNumber ? std::optional(count) : std::nullopt;
}

} // namespace

std::optional<GoToTarget> parseGoTo(const QString &text)
{
    using Kind = GoToTarget::Kind;
    QString rest = text.trimmed().toLower();
    static const QRegularExpression sinceStart(QStringLiteral(R"(\s+since\s+(?:the\s+)?start$)"));
    const bool saysSinceStart = rest.contains(sinceStart);
    rest.remove(sinceStart);
    const bool isBack = rest.startsWith(u'-') || rest.startsWith(QChar(0x2212));
    const bool isRelative = isBack || rest.startsWith(u'+');
    if (isRelative)
        rest = rest.sliced(1).trimmed();
    if (const auto duration = parseDuration(rest)) {
        if (saysSinceStart || !isRelative)
            return GoToTarget{.kind = Kind::SinceStart, .time = isBack ? -*duration : *duration};
        return GoToTarget{.kind = Kind::TimeFromHere, .time = isBack ? -*duration : *duration};
    }
    if (saysSinceStart)
        return std::nullopt;
    if (const auto count = parseCount(rest)) {
        if (isRelative)
            return GoToTarget{.kind = Kind::LinesFromHere, .lines = isBack ? -*count : *count};
        return GoToTarget{.kind = Kind::Line, .lines = *count};
    }
    if (isRelative)
        return std::nullopt;
    if (const auto percent = parsePercent(rest))
        return percent;
    return parseTimeOfDay(rest);
}

} // namespace Spawnscope
