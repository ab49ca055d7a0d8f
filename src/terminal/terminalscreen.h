// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminalcell.h"
#include "terminal/terminalrow.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <memory>

namespace Spawnscope {

class TerminalEmulator;
class TerminalListener;
class TerminalSnapshot;

/// Neighbouring rows of the screen.
struct TerminalRows
{
    int first = 0;
    int count = 0;

    bool operator==(const TerminalRows &) const = default;
};

/// The screen of a terminal like xterm: takes in what a child writes, and is looked at.
///
/// Rows that leave the screen are told to the listener and not kept; TerminalHistory is one that
/// keeps them. So do the rows that a program erases with the whole primary screen (ED 2, as
/// `clear` does, and RIS), but for those without text at its end, as VTE, Konsole and Windows
/// Terminal have it; what it erases in part (ED 0, ED 1, EL, DECSED), as programs do that draw the
/// same screen again and again, is gone. However the bytes are cut up on their way in, the screen
/// comes out the same. Whatever they are, memory stays within bounds set by the size, and the time
/// they take grows with their number only.
///
/// Thread:    use on one thread at a time.
/// Ownership: the listener must outlive the screen.
/// Units:     rows and columns of cells, from 0.
class TerminalScreen final
{
public:
    static constexpr TerminalSize SmallestSize{.rows = 1, .columns = 2};
    static constexpr TerminalSize LargestSize{.rows = 1000, .columns = 2000};

    TerminalScreen(TerminalSize size, TerminalListener *listener);
    ~TerminalScreen();
    Q_DISABLE_COPY_MOVE(TerminalScreen)

    void feed(QByteArrayView bytes);

    /// Brought within SmallestSize and LargestSize. Lines on the primary screen are broken anew;
    /// rows that find no place above the cursor leave, and what finds none below it is lost, as are
    /// the edges of the alternate screen. The margins (DECSTBM) are those of the screen again.
    void resize(TerminalSize size);

    TerminalSize size() const;
    TerminalRow row(int row) const;
    /// Of the primary screen, also while the alternate one is shown.
    TerminalRow primaryRow(int row) const;
    TerminalCursor cursor() const;
    TerminalModes modes() const;
    QString title() const; ///< as the child set it (OSC 0 and 2), 1024 characters at most

    /// How many rows were told to the listener so far: the number of row 0 of the primary screen,
    /// counted from the first that left.
    qint64 rowsLeft() const;

    /// The rows that may look different since the last call, ascending and apart from one another.
    /// The cursor does not count: whoever paints it knows where it was.
    QList<TerminalRows> takeDamage();

    /// What it is now, to be restored; null in the midst of a sequence or at the end of a row that
    /// is full: ask again when more was fed.
    std::shared_ptr<const TerminalSnapshot> snapshot() const;
    /// Becomes what it was then, its size and rowsLeft() as well. The listener is told nothing, and
    /// everything counts as damage.
    void restore(const TerminalSnapshot &snapshot);

    /// Every line ends with a line feed; rows of one line are joined. Without blank rows at the
    /// end.
    QString text() const;

private:
    TerminalListener *m_listener;
    std::unique_ptr<TerminalEmulator> m_emulator;
};

} // namespace Spawnscope
