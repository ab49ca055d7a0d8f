// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/terminalcell.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace Spawnscope {

/// Cells from @c top and @c left up to, not including, @c bottom and @c right.
struct CellRect
{
    int top = 0;
    int left = 0;
    int bottom = 0;
    int right = 0;

    bool operator==(const CellRect &) const = default;
};

/// What libvterm wants done with the cells, and what it says.
class VtermHandler
{
public:
    VtermHandler() = default;
    Q_DISABLE_COPY_MOVE(VtermHandler)
    virtual ~VtermHandler() = default;

    virtual void glyphPut(TerminalPosition position, char32_t character, int width,
                          bool isProtected) = 0;
    /// The content of @p rect goes up and left by so many cells (down and right by negative ones),
    /// and blank cells come in.
    virtual void scrolled(const CellRect &rect, int upward, int leftward) = 0;
    virtual void erased(const CellRect &rect, bool isSelective) = 0;
    virtual void bellRang() = 0;
    virtual void answered(QByteArrayView bytes) = 0;
    virtual void cursorShown(bool isVisible) = 0;
    virtual void cursorBlinks(bool blinks) = 0;
    virtual void cursorShaped(TerminalCursorShape shape) = 0;
    virtual void alternateScreenSet(bool isAlternate) = 0;
    virtual void reverseVideoSet(bool isReverse) = 0;
};

/// The state machine of libvterm, without its screen, behind the API that its versions share.
///
/// libvterm is trusted with whole sequences that it knows only: write() must get those, or text
/// without control characters. See README.md for what must not reach it.
class VtermState final
{
public:
    VtermState(TerminalSize size, VtermHandler *handler);
    ~VtermState();
    Q_DISABLE_COPY_MOVE(VtermState)

    void write(QByteArrayView bytes);
    void setSize(TerminalSize size);
    TerminalPosition cursor() const;

private:
    struct Private;

    std::unique_ptr<Private> d;
};

} // namespace Spawnscope
