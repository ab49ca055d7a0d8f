// SPDX-License-Identifier: MIT
#include "widgets/outputgutter.h"

#include <algorithm>

namespace Spawnscope {

namespace {

constexpr qsizetype TimeLength = 12; // "23:59:59.999" and "  +0:01.234"

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
    return QStringLiteral("+%1:%2:%3").arg(hours).arg(minutes, 2, 10, QLatin1Char('0')).arg(rest);
}

} // namespace

void OutputGutter::setLineCount(qint64 count)
{
    // Never narrower again: the text must not move to and fro.
    m_digits = std::max(m_digits, static_cast<int>(QString::number(count).size()));
}

int OutputGutter::timeColumns() const
{
    return timestamps == OutputTimestamps::Hidden ? 0 : static_cast<int>(TimeLength) + 1;
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
    const auto elapsed = duration_cast<milliseconds>(line.when - start);
    switch (timestamps) {
    case OutputTimestamps::Hidden:
        return {};
    case OutputTimestamps::SinceStart:
        return sinceStartText(elapsed).rightJustified(TimeLength);
    case OutputTimestamps::WallClock:
        return startDate.addMSecs(elapsed.count()).toString(QStringLiteral("HH:mm:ss.zzz"));
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
