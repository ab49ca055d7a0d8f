// SPDX-License-Identifier: MIT
#include "terminal/vtermstate_p.h"

#include <vterm.h>

#include <algorithm>
#include <cstdlib>

namespace Spawnscope {

namespace {

CellRect toCellRect(VTermRect rect)
{
    return {.top = rect.start_row,
            .left = rect.start_col,
            .bottom = rect.end_row,
            .right = rect.end_col};
}

VtermHandler *handlerOf(void *user)
{
    return static_cast<VtermHandler *>(user);
}

int putGlyph(VTermGlyphInfo *info, VTermPos position, void *user)
{
    handlerOf(user)->glyphPut({.row = position.row, .column = position.col}, info->chars[0],
                              info->width, info->protected_cell != 0);
    return 1;
}

int scrollRect(VTermRect rect, int downward, int rightward, void *user)
{
    // libvterm names the way the window goes over the text.
    handlerOf(user)->scrolled(toCellRect(rect), downward, rightward);
    return 1;
}

int erase(VTermRect rect, int isSelective, void *user)
{
    handlerOf(user)->erased(toCellRect(rect), isSelective != 0);
    return 1;
}

TerminalCursorShape toCursorShape(int shape)
{
    if (shape == VTERM_PROP_CURSORSHAPE_UNDERLINE)
        return TerminalCursorShape::Underline;
    return shape == VTERM_PROP_CURSORSHAPE_BAR_LEFT ? TerminalCursorShape::Bar
                                                    : TerminalCursorShape::Block;
}

int setProperty(VTermProp property, VTermValue *value, void *user)
{
    VtermHandler *handler = handlerOf(user);
    switch (property) {
    case VTERM_PROP_CURSORVISIBLE:
        handler->cursorShown(value->boolean != 0);
        return 1;
    case VTERM_PROP_CURSORBLINK:
        handler->cursorBlinks(value->boolean != 0);
        return 1;
    case VTERM_PROP_CURSORSHAPE:
        handler->cursorShaped(toCursorShape(value->number));
        return 1;
    case VTERM_PROP_ALTSCREEN:
        handler->alternateScreenSet(value->boolean != 0);
        return 1;
    case VTERM_PROP_REVERSE:
        handler->reverseVideoSet(value->boolean != 0);
        return 1;
    default:
        return 1;
    }
}

int ringBell(void *user)
{
    handlerOf(user)->bellRang();
    return 1;
}

void pushOutput(const char *bytes, size_t size, void *user)
{
    handlerOf(user)->answered({bytes, static_cast<qsizetype>(size)});
}

#if VTERM_VERSION_MAJOR == 0 && VTERM_VERSION_MINOR < 2
int resize(int, int, VTermPos *, void *)
{
    return 1;
}
#else
/// Since 0.2 the resize callback also has to see to what libvterm knows of each row. Allocated as
/// libvterm itself does, by malloc().
int resize(int rows, int, VTermStateFields *fields, void *)
{
    for (VTermLineInfo *&info : fields->lineinfos) {
        if (!info)
            continue;
        std::free(info);
        info = static_cast<VTermLineInfo *>(
            std::calloc(static_cast<size_t>(rows), sizeof(VTermLineInfo)));
    }
    return 1;
}
#endif

VTermStateCallbacks callbacks()
{
    VTermStateCallbacks callbacks{};
    callbacks.putglyph = putGlyph;
    callbacks.scrollrect = scrollRect;
    callbacks.erase = erase;
    callbacks.settermprop = setProperty;
    callbacks.bell = ringBell;
    callbacks.resize = resize;
    return callbacks;
}

} // namespace

struct VtermState::Private
{
    struct Free
    {
        void operator()(VTerm *freed) const { vterm_free(freed); }
    };

    std::unique_ptr<VTerm, Free> vterm;
    VTermState *state = nullptr;
    VTermStateCallbacks callbacks = Spawnscope::callbacks();
};

VtermState::VtermState(TerminalSize size, VtermHandler *handler)
    : d(std::make_unique<Private>())
{
    d->vterm.reset(vterm_new(size.rows, size.columns));
    vterm_set_utf8(d->vterm.get(), 1);
    vterm_output_set_callback(d->vterm.get(), pushOutput, handler);
    d->state = vterm_obtain_state(d->vterm.get());
    vterm_state_set_callbacks(d->state, &d->callbacks, handler);
    vterm_state_reset(d->state, 1);
}

VtermState::~VtermState() = default;

void VtermState::write(QByteArrayView bytes)
{
    // It puts four times as many bytes on the stack.
    constexpr qsizetype MaxPiece = 4096;
    while (!bytes.isEmpty()) {
        const QByteArrayView piece = bytes.first(std::min(bytes.size(), MaxPiece));
        vterm_input_write(d->vterm.get(), piece.data(), static_cast<size_t>(piece.size()));
        bytes = bytes.sliced(piece.size());
    }
}

void VtermState::setSize(TerminalSize size)
{
    vterm_set_size(d->vterm.get(), size.rows, size.columns);
}

TerminalPosition VtermState::cursor() const
{
    VTermPos position{};
    vterm_state_get_cursorpos(d->state, &position);
    return {.row = position.row, .column = position.col};
}

} // namespace Spawnscope
