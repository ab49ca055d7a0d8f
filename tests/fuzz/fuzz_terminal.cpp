// SPDX-License-Identifier: MIT
// Feeds a terminal's screen with anything, in pieces and at changing sizes, and asks it everything.
#include "terminal/terminalhistory.h"
#include "terminal/terminalscreen.h"
#include "terminal/terminalsnapshot.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

using namespace Spawnscope;

namespace {

/// This byte in the input, which no text has, is followed by two that give a new size.
constexpr char ResizeOrder = '\xfe';

void require(bool condition, const char *what)
{
    if (condition)
        return;
    std::fprintf(stderr, "not so: %s\n", what);
    std::abort();
}

void checkRow(const TerminalRow &row, int columns)
{
    require(row.columns() == columns, "a row is as wide as the screen");
    for (int column = 0; column < columns; ++column) {
        const int width = row.cell(column).width;
        if (width == 2)
            require(column + 1 < columns && row.cell(column + 1).width == 0,
                    "a wide character has both halves");
        if (width == 0)
            require(column > 0 && row.cell(column - 1).width == 2, "a second half follows a first");
        require(row.characters(column).size() <= 64, "a character is short");
        require(row.link(column).size() <= 4096, "a link is short");
    }
    require(row.styledText().text == row.text(), "a styled row has the text of the row");
    require(styledText(row.bytes()).text == row.text(), "a row reads back as it was");
}

void checkScreen(TerminalScreen &screen)
{
    const TerminalSize size = screen.size();
    const TerminalPosition cursor = screen.cursor().position;
    require(cursor.row >= 0 && cursor.row < size.rows && cursor.column >= 0
                && cursor.column < size.columns,
            "the cursor is on the screen");
    for (int row = 0; row < size.rows; ++row)
        checkRow(screen.row(row), size.columns);
    int end = -1;
    for (const TerminalRows &rows : screen.takeDamage()) {
        require(rows.first > end && rows.count > 0, "damage is in order");
        end = rows.first + rows.count;
        require(end <= size.rows, "damage is on the screen");
    }
}

/// What a listener may do with a row while it leaves.
class Listener final : public TerminalHistory
{
public:
    Listener()
        : TerminalHistory(64 * 1024)
    {}
    void rowLeft(const TerminalRow &row) override
    {
        for (int column = 0; column < row.columns(); ++column)
            static_cast<void>(row.link(column));
        TerminalHistory::rowLeft(row);
    }
};

enum class Way {
    Whole,
    ByteByByte,
    Restored, ///< every few bytes, another screen goes on from what it was
};

/// The screen may be another one then.
std::unique_ptr<TerminalScreen> fed(std::unique_ptr<TerminalScreen> screen, QByteArrayView text,
                                    Way way, TerminalListener *listener)
{
    constexpr qsizetype FewBytes = 5;
    const qsizetype size = way == Way::Whole ? text.size() : way == Way::Restored ? FewBytes : 1;
    for (qsizetype at = 0; at < text.size(); at += size) {
        screen->feed(text.sliced(at, std::min(size, text.size() - at)));
        const auto snapshot = way == Way::Restored ? screen->snapshot() : nullptr;
        if (!snapshot)
            continue;
        auto other = std::make_unique<TerminalScreen>(TerminalSize{.rows = 3, .columns = 3},
                                                      listener);
        other->restore(*snapshot);
        require(other->text() == screen->text(), "what is restored looks the same");
        screen = std::move(other);
    }
    return screen;
}

QString screenAfter(QByteArrayView bytes, Way way)
{
    Listener listener;
    auto screen = std::make_unique<TerminalScreen>(TerminalSize{.rows = 6, .columns = 12},
                                                   &listener);
    while (!bytes.isEmpty()) {
        const qsizetype order = bytes.indexOf(ResizeOrder);
        const QByteArrayView text = order < 0 ? bytes : bytes.first(order);
        screen = fed(std::move(screen), text, way, &listener);
        bytes = bytes.sliced(text.size());
        if (bytes.size() >= 3) {
            const auto number = [&bytes](qsizetype at) {
                return static_cast<uchar>(bytes[at]) % 40;
            };
            screen->resize({.rows = number(1), .columns = number(2)});
        }
        bytes = bytes.sliced(std::min<qsizetype>(bytes.size(), 3));
        checkScreen(*screen);
    }
    return listener.text() + QLatin1Char('\f') + screen->text();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const QString whole = screenAfter(bytes, Way::Whole);
    require(whole == screenAfter(bytes, Way::ByteByByte), "no cut shows");
    require(whole == screenAfter(bytes, Way::Restored), "going back to what was does not show");
    return 0;
}
