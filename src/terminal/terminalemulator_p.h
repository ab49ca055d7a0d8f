// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/celltable_p.h"
#include "terminal/oscommand_p.h"
#include "terminal/sequencereader_p.h"
#include "terminal/terminalgrid_p.h"
#include "terminal/terminalrow.h"
#include "terminal/vtermstate_p.h"

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <vector>

namespace Spawnscope {

class TerminalListener;

/// What a TerminalScreen is made of: a reader that cuts sequences, libvterm that knows where things
/// go, and grids that hold them. Styles, links, saved cursors and modes of input are kept here.
class TerminalEmulator final : private SequenceHandler, private VtermHandler
{
public:
    TerminalEmulator(TerminalSize size, TerminalListener *listener);

    void feed(QByteArrayView bytes);
    void resize(TerminalSize size);

    TerminalGrid &grid() { return m_modes.alternateScreen ? m_alternate : m_primary; }
    const TerminalGrid &grid() const { return m_modes.alternateScreen ? m_alternate : m_primary; }
    TerminalRow row(int row) const { return rowOf(grid().row(row)); }
    TerminalRow primaryRow(int row) const { return rowOf(m_primary.row(row)); }
    TerminalCursor cursor() const;
    const TerminalModes &modes() const { return m_modes; }
    const QString &title() const { return m_title; }
    qint64 rowsLeft() const { return m_rowsLeft; }

private:
    /// Which characters the bytes mean.
    struct CharacterSets
    {
        std::array<char, 4> named{'B', 'B', 'B', 'B'}; ///< G0 to G3, as SCS names them
        int inUse = 0; ///< which of them

        bool operator==(const CharacterSets &) const = default;
    };
    /// What decides where text goes, beyond the cursor.
    struct Placing
    {
        bool inserts = false; ///< IRM
        bool wraps = true; ///< DECAWM
        bool isRelative = false; ///< DECOM
        bool isProtected = false; ///< DECSCA
        CharacterSets sets = {};
        bool isSingleShifted = false; ///< for a character to come, another one
        int top = 0; ///< margins, as of CellRect
        int bottom = 0;
        std::vector<bool> tabs{}; ///< which columns are tab stops; empty: each eighth one
    };
    struct SavedCursor
    {
        TerminalPosition position = {};
        TextStyle pen = {};
        CharacterSets sets = {};
        bool isRelative = false;
        bool isProtected = false;
    };

public:
    /// What a TerminalSnapshot keeps. Rows have their used cells only.
    struct State
    {
        TerminalGrid primary;
        TerminalGrid alternate;
        CellTables tables;
        TextStyle pen;
        quint32 link;
        TerminalCursor cursor;
        TerminalModes modes;
        Placing placing;
        std::array<SavedCursor, 2> saved;
        QString title;
        qint64 rowsLeft;
        std::optional<TerminalPosition> lastGlyph;
        char32_t lastCharacter;
        int marks;
    };
    /// Nothing while libvterm holds what cannot be asked of it: the beginning of a sequence, a
    /// place behind a full row, a single shift.
    std::optional<State> state() const;
    TerminalEmulator(const State &state, TerminalListener *listener);

private:
    void tellVterm(const State &state);
    void tellVtermTabs(const std::vector<bool> &tabs);
    void tellVtermSets(const CharacterSets &sets);
    void tellVtermPlacing(const Placing &placing);

    // SequenceHandler
    void asciiRead(QByteArrayView text) override;
    void charactersRead(std::span<const char32_t> characters) override;
    void controlRead(char control) override;
    void escapeRead(QByteArrayView intermediates, char final) override;
    void sequenceRead(const ControlSequence &sequence) override;
    void systemCommandRead(const QByteArray &command) override;
    void deviceStringRead(const QByteArray &string) override;

    // VtermHandler
    void glyphPut(TerminalPosition position, char32_t character, int width,
                  bool isProtected) override;
    void scrolled(const CellRect &rect, int upward, int leftward) override;
    void erased(const CellRect &rect, bool isSelective) override;
    void bellRang() override;
    void answered(QByteArrayView bytes) override;
    void cursorShown(bool isVisible) override { m_cursor.isVisible = isVisible; }
    void cursorBlinks(bool blinks) override { m_cursor.blinks = blinks; }
    void cursorShaped(TerminalCursorShape shape) override { m_cursor.shape = shape; }
    void alternateScreenSet(bool isAlternate) override;
    void reverseVideoSet(bool isReverse) override;

    // Whole lines, terminalemulator_lines.cpp
    bool isAtFoot() const;
    qsizetype takeLines(QByteArrayView bytes);
    qsizetype readLine(QByteArrayView bytes);
    bool addAscii(QByteArrayView text, const TerminalCell &style);
    bool addCharacter(char32_t character, const TerminalCell &style);
    bool addTab();
    void writeLine();

    // Sequences, terminalemulator_sequences.cpp
    void pass(QByteArrayView bytes);
    void passSequence(const ControlSequence &sequence, std::initializer_list<int> numbers);
    void setAnsiModes(const ControlSequence &sequence);
    void setPrivateModes(const ControlSequence &sequence);
    void setPrivateMode(int mode, bool isOn);
    std::vector<bool> &ownTabs();
    void growTabs(std::vector<bool> *tabs) const;
    void setTab();
    void clearTabs(int part);
    void setMouseMode(MouseReporting mode, bool isOn);
    void setAlternateScreen(bool isOn);
    void setMargins(const ControlSequence &sequence);
    void repeatCharacter(int count);
    void eraseInDisplay(const ControlSequence &sequence);
    void reset();
    void resetSoftly();
    void forgetPlacing();
    void obey(const TitleCommand &command);
    void obey(const LinkCommand &command);
    void obey(const ClipboardRequest &request);
    void obey(const PromptMark &mark);

    void combine(char32_t mark);
    void saveCursor();
    void restoreCursor();
    void moveCursor(TerminalPosition position);
    void interruptText();
    SavedCursor &saved() { return m_saved[m_modes.alternateScreen ? 1 : 0]; }

    TerminalRow rowOf(const TerminalGrid::Row &row) const;
    TerminalCell blank() const { return TerminalCell::blankOn(m_pen.background); }
    template <typename Visit>
    void forEachCell(Visit visit) const
    {
        for (const TerminalGrid *grid : {&m_primary, &m_alternate}) {
            for (int i = 0; i < grid->size().rows; ++i)
                std::ranges::for_each(grid->row(i).cells, visit);
        }
    }
    std::vector<bool> usedClusters() const;
    std::vector<bool> usedLinks() const;
    void leaveTop(int rows);
    void leaveErased();
    void setTableLimits();

    TerminalListener *m_listener;
    TerminalGrid m_primary;
    TerminalGrid m_alternate;
    CellTables m_tables;
    TextStyle m_pen;
    quint32 m_link = 0;
    TerminalCursor m_cursor; ///< but for its position
    TerminalModes m_modes;
    Placing m_placing;
    std::array<SavedCursor, 2> m_saved; ///< of the primary and of the alternate screen
    QString m_title;
    QByteArray m_answer;
    qint64 m_rowsLeft = 0;
    bool m_keepsRows = true; ///< rows that go over the top are part of the scrollback

    /// Where the last glyph was put, as long as text may go on from there.
    std::optional<TerminalPosition> m_lastGlyph;
    char32_t m_lastCharacter = 0; ///< for REP
    int m_marks = 0; ///< that combine with the last character

    std::vector<TerminalCell> m_line; ///< of readLine(), which uses it again
    size_t m_lineCells = 0; ///< that are the line
    TextStyle m_lineEndPen;
    char32_t m_lineEndCharacter = 0; ///< the last one; 0: none

    SequenceReader m_reader{this};
    VtermState m_vterm; ///< the last: it calls back from its constructor
};

} // namespace Spawnscope
