// SPDX-License-Identifier: MIT
#include "widgets/outputgutter.h"

#include "models/formatting.h"

#include <algorithm>
#include <cstdlib>

namespace Spawnscope {

namespace {

constexpr qsizetype ClockLength = 12; // "23:59:59.999"
constexpr qsizetype ElapsedLength = 10; // "+59:59.999", "+9:59:59.9", "+999:59:59"

QString sinceStartText(std::chrono::milliseconds elapsed)
{
    const qint64 all = std::max<qint64>(elapsed.count(), 0);
    const qint64 hours = all / 3'600'000;
    const QString rest = QStringLiteral("%1.%2")
                             .arg(all / 1000 % 60, 2, 10, QLatin1Char('0'))
                             .arg(all % 1000, 3, 10, QLatin1Char('0'));
    const qint64 minutes = all / 60'000 % 60;
    if (hours == 0)
        return QStringLiteral("+%1:%2").arg(minutes).arg(rest);
    const QString text =
        QStringLiteral("+%1:%2:%3").arg(hours).arg(minutes, 2, 10, QLatin1Char('0')).arg(rest);
    constexpr qint64 LastWithTenths = 9;
    return text.chopped(hours <= LastWithTenths ? 2 : 4);
}

/// "1.234 567 890"
QString exactSeconds(qint64 nanoseconds)
{
    const qint64 second = 1'000'000'000;
    const qint64 size = std::abs(nanoseconds);
    const QString fraction = QString::number(size % second).rightJustified(9, u'0');
    constexpr QChar Space(0x202f); // narrow, no break
    return QStringLiteral("%1%2.%3").arg(nanoseconds < 0 ? QStringLiteral("\u2212") : QString(),
                                         QString::number(size / second), fraction.left(3))
        + Space + fraction.mid(3, 3) + Space + fraction.mid(6);
}

} // namespace

void OutputGutter::setLineCount(qint64 count)
{
    // Never narrower again: the text must not move to and fro.
    m_digits = std::max(m_digits, static_cast<int>(QString::number(count).size()));
}

int OutputGutter::timeColumns() const
{
    switch (timestamps) {
    case OutputTimestamps::Hidden:
        return 0;
    case OutputTimestamps::SinceStart:
    case OutputTimestamps::SincePrevious:
        return static_cast<int>(ElapsedLength) + 1;
    case OutputTimestamps::WallClock:
        return static_cast<int>(ClockLength) + 1;
    }
    return 0;
}

int OutputGutter::numberColumns() const
{
    return showsLineNumbers ? m_digits + 1 : 0;
}

QString OutputGutter::mark(const OutputLine &line)
{
    switch (line.stream) {
    case OutputStream::Stdout:
        return line.isContinuation ? QStringLiteral("…") : QString();
    case OutputStream::Stderr:
        return QStringLiteral("!");
    case OutputStream::Stdin:
        return QStringLiteral("›");
    case OutputStream::Note:
        return QStringLiteral("i");
    }
    return {};
}

QString OutputGutter::time(const OutputLine &line, std::chrono::nanoseconds before) const
{
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    if (line.when == OutputLine::NoTime)
        return {};
    switch (timestamps) {
    case OutputTimestamps::Hidden:
        return {};
    case OutputTimestamps::SinceStart:
        return sinceStartText(duration_cast<milliseconds>(line.when)).rightJustified(ElapsedLength);
    case OutputTimestamps::SincePrevious:
        if (before == OutputLine::NoTime)
            return {};
        return sinceStartText(duration_cast<milliseconds>(line.when - before))
            .rightJustified(ElapsedLength);
    case OutputTimestamps::WallClock:
        return clock.wallAt(line.when).toString(QStringLiteral("HH:mm:ss.zzz"));
    }
    return {};
}

QString OutputGutter::number(const OutputLine &line) const
{
    if (!showsLineNumbers || line.isContinuation || line.lineNumber <= 0)
        return {};
    return QString::number(line.lineNumber).rightJustified(m_digits);
}

QString OutputGutter::text(const OutputLine &line, std::chrono::nanoseconds before) const
{
    QString text;
    if (timeColumns() > 0)
        text += time(line, before).leftJustified(timeColumns() - 1) + u' ';
    if (numberColumns() > 0)
        text += number(line).leftJustified(numberColumns() - 1) + u' ';
    return text;
}

QString OutputGutter::description(const OutputLine &line, std::chrono::nanoseconds before) const
{
    QStringList rows;
    const QString number = formatCount(line.lineNumber);
    const QString stream = streamName(line.stream);
    rows += line.isContinuation ? tr("Line %1 goes on here, %2").arg(number, stream)
                                : tr("Line %1, %2").arg(number, stream);
    if (line.when != OutputLine::NoTime) {
        const qint64 nanoseconds = line.when.count();
        // The wall clock is known to a millisecond, what passed since then exactly.
        const qint64 second = 1'000'000'000;
        const qint64 wall = clock.wall.toMSecsSinceEpoch() % 1000 * 1'000'000 + nanoseconds;
        const qint64 part = ((wall % second) + second) % second;
        const QString moment = clock.wallAt(line.when).toString(
            QStringLiteral("yyyy-MM-dd HH:mm:ss"));
        rows += tr("Arrived %1")
                    .arg(moment + u'.' + QString::number(part / 1000).rightJustified(6, u'0'));
        rows += tr("%1 s since the start").arg(exactSeconds(nanoseconds));
        if (before != OutputLine::NoTime)
            rows += tr("%1 s since the row before").arg(exactSeconds((line.when - before).count()));
    }
    if (line.writer > 0)
        rows += tr("Written by process %1").arg(line.writer);
    rows += tr("Begins at byte %1 of %2").arg(formatCount(line.offset), stream);
    return rows.join(u'\n');
}

QString OutputGutter::streamName(OutputStream stream)
{
    switch (stream) {
    case OutputStream::Stdout:
        return QStringLiteral("stdout");
    case OutputStream::Stderr:
        return QStringLiteral("stderr");
    case OutputStream::Stdin:
        return QStringLiteral("stdin");
    case OutputStream::Note:
        return tr("note");
    }
    return {};
}

} // namespace Spawnscope
