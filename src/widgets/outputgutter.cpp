// SPDX-License-Identifier: MIT
#include "widgets/outputgutter.h"

#include <algorithm>

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

QString OutputGutter::time(const OutputLine &line) const
{
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    if (line.when == OutputLine::NoTime)
        return {};
    const auto elapsed = duration_cast<milliseconds>(line.when);
    switch (timestamps) {
    case OutputTimestamps::Hidden:
        return {};
    case OutputTimestamps::SinceStart:
        return sinceStartText(elapsed).rightJustified(ElapsedLength);
    case OutputTimestamps::WallClock:
        return clock.wallAt(line.when).toString(QStringLiteral("HH:mm:ss.zzz"));
    }
    return {};
}

QString OutputGutter::number(const OutputLine &line) const
{
    return showsLineNumbers ? QString::number(line.number + 1).rightJustified(m_digits) : QString();
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
