// SPDX-License-Identifier: MIT
#include "terminal/characterwidth_p.h"

#include "terminal/vtermstate_p.h"

#include <QChar>
#include <QString>

#include <array>
#include <atomic>
#include <mutex>

namespace Spawnscope {

namespace {

constexpr size_t BlockSize = 256;
constexpr size_t Blocks = 0x110000 / BlockSize;

/// Hears of the glyph that is put for one character.
class GlyphWidth final : public VtermHandler
{
public:
    int of(char32_t character)
    {
        m_asked = character;
        m_width = 0;
        m_vterm.write("\r");
        m_vterm.write(QString::fromUcs4(&character, 1).toUtf8());
        return m_width == 1 || m_width == 2 ? m_width : 0;
    }

    void glyphPut(TerminalPosition, char32_t character, int width, bool) override
    {
        if (character == m_asked)
            m_width = width;
    }
    void scrolled(const CellRect &, int, int) override {}
    void erased(const CellRect &, bool) override {}
    void bellRang() override {}
    void answered(QByteArrayView) override {}
    void cursorShown(bool) override {}
    void cursorBlinks(bool) override {}
    void cursorShaped(TerminalCursorShape) override {}
    void alternateScreenSet(bool) override {}
    void reverseVideoSet(bool) override {}

private:
    char32_t m_asked = 0;
    int m_width = 0;
    VtermState m_vterm{{.rows = 2, .columns = 8}, this};
};

class WidthTable final
{
public:
    int of(char32_t character)
    {
        const size_t block = character / BlockSize;
        if (!m_isMeasured[block].load(std::memory_order_acquire))
            measure(block);
        return m_widths[character];
    }

private:
    void measure(size_t block)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_isMeasured[block].load(std::memory_order_relaxed))
            return;
        GlyphWidth width;
        for (size_t i = block * BlockSize; i < (block + 1) * BlockSize; ++i) {
            const auto character = static_cast<char32_t>(i);
            const bool isAlone = character >= 0xa0 && !QChar::isSurrogate(character)
                && !combines(character);
            m_widths[i] = static_cast<unsigned char>(isAlone ? width.of(character) : 0);
        }
        m_isMeasured[block].store(true, std::memory_order_release);
    }

    std::mutex m_mutex; // for measuring
    std::array<std::atomic<bool>, Blocks> m_isMeasured{};
    std::array<unsigned char, Blocks * BlockSize> m_widths{};
};

} // namespace

int characterWidth(char32_t character)
{
    static WidthTable table; // of which only what is asked for takes memory
    return table.of(character);
}

bool combines(char32_t character)
{
    if (character < 0x300)
        return false;
    if (character >= 0x1160 && character <= 0x11ff) // vowels and finals of Hangul
        return true;
    // What the tables of libvterm, which are older than Qt's, take for marks as well.
    if (character == 0x6de || character == 0x1734 || character == 0x302e || character == 0x302f)
        return true;
    const QChar::Category category = QChar::category(character);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing
        || category == QChar::Other_Format;
}

} // namespace Spawnscope
