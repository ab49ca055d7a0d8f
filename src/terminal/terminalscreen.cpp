// SPDX-License-Identifier: MIT
#include "terminal/terminalscreen.h"

#include "terminal/terminalsnapshot_p.h"

#include <algorithm>

namespace Spawnscope {

namespace {

TerminalSize withinLimits(TerminalSize size)
{
    constexpr TerminalSize smallest = TerminalScreen::SmallestSize;
    constexpr TerminalSize largest = TerminalScreen::LargestSize;
    return {.rows = std::clamp(size.rows, smallest.rows, largest.rows),
            .columns = std::clamp(size.columns, smallest.columns, largest.columns)};
}

} // namespace

TerminalScreen::TerminalScreen(TerminalSize size, TerminalListener *listener)
    : m_listener(listener)
    , m_emulator(std::make_unique<TerminalEmulator>(withinLimits(size), listener))
{}

TerminalScreen::~TerminalScreen() = default;

void TerminalScreen::feed(QByteArrayView bytes)
{
    m_emulator->feed(bytes);
}

void TerminalScreen::resize(TerminalSize size)
{
    m_emulator->resize(withinLimits(size));
}

TerminalSize TerminalScreen::size() const
{
    return m_emulator->grid().size();
}

TerminalRow TerminalScreen::row(int row) const
{
    return m_emulator->row(row);
}

TerminalRow TerminalScreen::primaryRow(int row) const
{
    return m_emulator->primaryRow(row);
}

TerminalCursor TerminalScreen::cursor() const
{
    return m_emulator->cursor();
}

TerminalModes TerminalScreen::modes() const
{
    return m_emulator->modes();
}

QString TerminalScreen::title() const
{
    return m_emulator->title();
}

qint64 TerminalScreen::rowsLeft() const
{
    return m_emulator->rowsLeft();
}

QList<TerminalRows> TerminalScreen::takeDamage()
{
    QList<TerminalRows> damage;
    TerminalGrid &grid = m_emulator->grid();
    for (int row = 0; row < grid.size().rows; ++row) {
        if (!grid.takeChanged(row))
            continue;
        if (!damage.isEmpty() && damage.last().first + damage.last().count == row)
            ++damage.last().count;
        else
            damage.append({.first = row, .count = 1});
    }
    grid.takeAllChanged();
    return damage;
}

std::shared_ptr<const TerminalSnapshot> TerminalScreen::snapshot() const
{
    auto state = m_emulator->state();
    if (!state)
        return nullptr;
    return TerminalSnapshot::Access::make(*std::move(state));
}

void TerminalScreen::restore(const TerminalSnapshot &snapshot)
{
    m_emulator = std::make_unique<TerminalEmulator>(TerminalSnapshot::Access::state(snapshot),
                                                    m_listener);
}

QString TerminalScreen::text() const
{
    QString text;
    qsizetype end = 0;
    for (int i = 0; i < size().rows; ++i) {
        const TerminalRow row = m_emulator->row(i);
        const QString rowText = row.text();
        text += rowText;
        if (!row.wraps())
            text += QLatin1Char('\n');
        if (!rowText.isEmpty())
            end = text.size();
    }
    text.truncate(end);
    return text;
}

} // namespace Spawnscope
