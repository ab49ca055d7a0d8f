// SPDX-License-Identifier: MIT
#include "widgets/terminalboxes.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace Spawnscope {

namespace {

enum class Stroke : quint8 { None, Light, Heavy, Double };

struct Arms
{
    Stroke left;
    Stroke up;
    Stroke right;
    Stroke down;
};

// Left, up, right, down of U+2500–U+257F: 1 light, 2 heavy, 3 double. Dashes as lines; arcs and
// diagonals have none.
constexpr char ArmsText[] = "1010"
                            "2020"
                            "0101"
                            "0202"
                            "1010"
                            "2020"
                            "0101"
                            "0202" // 2500
                            "1010"
                            "2020"
                            "0101"
                            "0202"
                            "0011"
                            "0021"
                            "0012"
                            "0022" // 2508
                            "1001"
                            "2001"
                            "1002"
                            "2002"
                            "0110"
                            "0120"
                            "0210"
                            "0220" // 2510
                            "1100"
                            "2100"
                            "1200"
                            "2200"
                            "0111"
                            "0121"
                            "0211"
                            "0112" // 2518
                            "0212"
                            "0221"
                            "0122"
                            "0222"
                            "1101"
                            "2101"
                            "1201"
                            "1102" // 2520
                            "1202"
                            "2201"
                            "2102"
                            "2202"
                            "1011"
                            "2011"
                            "1021"
                            "2021" // 2528
                            "1012"
                            "2012"
                            "1022"
                            "2022"
                            "1110"
                            "2110"
                            "1120"
                            "2120" // 2530
                            "1210"
                            "2210"
                            "1220"
                            "2220"
                            "1111"
                            "2111"
                            "1121"
                            "2121" // 2538
                            "1211"
                            "1112"
                            "1212"
                            "2211"
                            "1221"
                            "2112"
                            "1122"
                            "2221" // 2540
                            "2122"
                            "2212"
                            "1222"
                            "2222"
                            "1010"
                            "2020"
                            "0101"
                            "0202" // 2548
                            "3030"
                            "0303"
                            "0031"
                            "0013"
                            "0033"
                            "3001"
                            "1003"
                            "3003" // 2550
                            "0130"
                            "0310"
                            "0330"
                            "3100"
                            "1300"
                            "3300"
                            "0131"
                            "0313" // 2558
                            "0333"
                            "3101"
                            "1303"
                            "3303"
                            "3031"
                            "1013"
                            "3033"
                            "3130" // 2560
                            "1310"
                            "3330"
                            "3131"
                            "1313"
                            "3333"
                            "0000"
                            "0000"
                            "0000" // 2568
                            "0000"
                            "0000"
                            "0000"
                            "0000"
                            "1000"
                            "0100"
                            "0010"
                            "0001" // 2570
                            "2000"
                            "0200"
                            "0020"
                            "0002"
                            "1020"
                            "0102"
                            "2010"
                            "0201"; // 2578

Arms armsOf(char32_t character)
{
    const size_t at = (character - 0x2500) * 4;
    const auto stroke = [at](size_t arm) { return static_cast<Stroke>(ArmsText[at + arm] - '0'); };
    return {.left = stroke(0), .up = stroke(1), .right = stroke(2), .down = stroke(3)};
}

int dashesOf(char32_t character)
{
    if (character >= 0x2504 && character <= 0x2507)
        return 3;
    if (character >= 0x2508 && character <= 0x250b)
        return 4;
    return character >= 0x254c && character <= 0x254f ? 2 : 0;
}

/// One arm, seen with the cell turned such that it comes from the left.
struct Arm
{
    Stroke self;
    Stroke above; ///< the arm to its left hand, as it goes inwards
    Stroke opposite;
    Stroke below;
};

/// Paints one cell; counts in whole pixels.
class BoxPainter final
{
public:
    BoxPainter(QPainter &painter, const QRectF &cell, const QColor &color, qreal pixel)
        : m_painter(painter)
        , m_cell(cell)
        , m_color(color)
        , m_pixel(pixel)
        , m_width(static_cast<int>(std::lround(cell.width() / pixel)))
        , m_height(static_cast<int>(std::lround(cell.height() / pixel)))
        , m_light(std::max(1, (m_width + 4) / 8))
        , m_heavy(2 * m_light + m_light % 2)
        , m_gap(std::clamp((m_width - m_light) / 2, 1, m_light + std::max(1, m_light / 2)))
    {}

    void paintLines(char32_t character)
    {
        if (const int dashes = dashesOf(character); dashes > 0) {
            paintDashes(armsOf(character), dashes);
            return;
        }
        if (character >= 0x256d && character <= 0x2570) {
            paintArc(character);
            return;
        }
        if (character >= 0x2571 && character <= 0x2573) {
            paintDiagonals(character);
            return;
        }
        const Arms arms = armsOf(character);
        const auto paint = [this](const Arm &arm, bool isVertical, bool isFromEnd) {
            paintArm(arm, isVertical, isFromEnd);
        };
        paint({arms.left, arms.up, arms.right, arms.down}, false, false);
        paint({arms.right, arms.up, arms.left, arms.down}, false, true);
        paint({arms.up, arms.left, arms.down, arms.right}, true, false);
        paint({arms.down, arms.left, arms.up, arms.right}, true, true);
    }

    void paintBlock(char32_t character)
    {
        const auto eighthsOf = [](int length, char32_t eighths) {
            return std::max(static_cast<int>(std::lround(length * static_cast<int>(eighths) / 8.0)),
                            1);
        };
        if (character == 0x2580) {
            fill(0, 0, m_width, eighthsOf(m_height, 4));
        } else if (character <= 0x2588) {
            const int top = m_height - eighthsOf(m_height, character - 0x2580);
            fill(0, top, m_width, m_height);
        } else if (character <= 0x258f) {
            fill(0, 0, eighthsOf(m_width, 0x2590 - character), m_height);
        } else if (character == 0x2590) {
            fill(eighthsOf(m_width, 4), 0, m_width, m_height);
        } else if (character <= 0x2593) {
            m_color.setAlpha(64 * static_cast<int>(character - 0x2590));
            fill(0, 0, m_width, m_height);
        } else if (character == 0x2594) {
            fill(0, 0, m_width, eighthsOf(m_height, 1));
        } else if (character == 0x2595) {
            fill(m_width - eighthsOf(m_width, 1), 0, m_width, m_height);
        } else {
            paintQuadrants(character);
        }
    }

private:
    int thickness(Stroke stroke) const
    {
        switch (stroke) {
        case Stroke::None:
            return 0;
        case Stroke::Light:
        case Stroke::Double:
            return m_light;
        case Stroke::Heavy:
            return m_heavy;
        }
        return 0;
    }

    void fill(int left, int top, int right, int bottom)
    {
        m_painter.fillRect(QRectF(m_cell.left() + left * m_pixel, m_cell.top() + top * m_pixel,
                                  (right - left) * m_pixel, (bottom - top) * m_pixel),
                           m_color);
    }

    /// A line across @p from to @p to along the arm's direction, its middle at @p middle.
    void fillAlong(bool isVertical, int from, int to, int middle, int thick)
    {
        const int side = middle - thick / 2;
        if (isVertical)
            fill(side, from, side + thick, to);
        else
            fill(from, side, to, side + thick);
    }

    void paintArm(const Arm &arm, bool isVertical, bool isFromEnd)
    {
        if (arm.self == Stroke::None)
            return;
        const int length = isVertical ? m_height : m_width;
        const int center = length / 2;
        const int across = (isVertical ? m_width : m_height) / 2;
        const auto draw = [&](int middle, const End &end) {
            if (isFromEnd)
                fillAlong(isVertical, center - end.offset - end.thick / 2, length, middle,
                          thickness(arm.self));
            else
                fillAlong(isVertical, 0, center + end.offset + end.thick - end.thick / 2, middle,
                          thickness(arm.self));
        };
        if (arm.self == Stroke::Double) {
            draw(across - m_gap, {doubleEnd(arm.above, arm.below), m_light});
            draw(across + m_gap, {doubleEnd(arm.below, arm.above), m_light});
            return;
        }
        draw(across, singleEnd(arm));
    }

    /// An arm ends at the far edge of a line across it, so far beyond the centre.
    struct End
    {
        int offset;
        int thick;
    };

    /// Of the line of a double arm that is on the side of @p near.
    int doubleEnd(Stroke near, Stroke far) const
    {
        if (near == Stroke::Double)
            return -m_gap;
        return far == Stroke::Double ? m_gap : 0;
    }

    End singleEnd(const Arm &arm) const
    {
        const bool isBoth = arm.above == Stroke::Double && arm.below == Stroke::Double;
        const bool isCrossed = arm.above == Stroke::Double || arm.below == Stroke::Double;
        if (isCrossed && arm.opposite == Stroke::None)
            return {isBoth ? -m_gap : m_gap, m_light};
        return {0, std::max(thickness(arm.above), thickness(arm.below))};
    }

    void paintDashes(const Arms &arms, int dashes)
    {
        const bool isVertical = arms.up != Stroke::None;
        const int thick = thickness(isVertical ? arms.up : arms.left);
        const int length = isVertical ? m_height : m_width;
        const int across = (isVertical ? m_width : m_height) / 2;
        for (int i = 0; i < dashes; ++i) {
            const int from = length * i / dashes;
            const int next = length * (i + 1) / dashes;
            const int gap = std::min(std::max((next - from) / 3, 1), next - from - 1);
            fillAlong(isVertical, from, next - std::max(gap, 0), across, thick);
        }
    }

    /// The middle of a light line, as paintArm() puts it.
    QPointF middle() const
    {
        const qreal shift = m_light % 2 == 1 ? 0.5 : 0;
        return {m_cell.left() + (m_width / 2 + shift) * m_pixel,
                m_cell.top() + (m_height / 2 + shift) * m_pixel};
    }

    void paintArc(char32_t character)
    {
        const bool isRight = character == 0x256d || character == 0x2570;
        const bool isDown = character == 0x256d || character == 0x256e;
        const QPointF center = middle();
        const QPointF side(isRight ? m_cell.right() : m_cell.left(), center.y());
        const QPointF end(center.x(), isDown ? m_cell.bottom() : m_cell.top());
        const qreal radius = std::min(std::abs(side.x() - center.x()),
                                      std::abs(end.y() - center.y()));
        QPainterPath path(side);
        path.lineTo(center.x() + (isRight ? radius : -radius), center.y());
        path.quadTo(center, {center.x(), center.y() + (isDown ? radius : -radius)});
        path.lineTo(end);
        strokePath(path);
    }

    void paintDiagonals(char32_t character)
    {
        QPainterPath path;
        if (character != 0x2572) {
            path.moveTo(m_cell.bottomLeft());
            path.lineTo(m_cell.topRight());
        }
        if (character != 0x2571) {
            path.moveTo(m_cell.topLeft());
            path.lineTo(m_cell.bottomRight());
        }
        strokePath(path);
    }

    void strokePath(const QPainterPath &path)
    {
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setClipRect(m_cell, Qt::IntersectClip);
        m_painter.strokePath(path, QPen(m_color, m_light * m_pixel, Qt::SolidLine, Qt::FlatCap));
        m_painter.restore();
    }

    void paintQuadrants(char32_t character)
    {
        // Upper left 1, upper right 2, lower left 4, lower right 8; of U+2596–U+259F.
        constexpr std::array<quint8, 10> Quadrants = {4, 8, 1, 13, 9, 7, 11, 2, 6, 14};
        const quint8 quadrants = Quadrants[character - 0x2596];
        const int x = m_width / 2;
        const int y = m_height / 2;
        if (quadrants & 1)
            fill(0, 0, x, y);
        if (quadrants & 2)
            fill(x, 0, m_width, y);
        if (quadrants & 4)
            fill(0, y, x, m_height);
        if (quadrants & 8)
            fill(x, y, m_width, m_height);
    }

    QPainter &m_painter;
    const QRectF m_cell;
    QColor m_color;
    const qreal m_pixel;
    const int m_width;
    const int m_height;
    const int m_light;
    const int m_heavy;
    const int m_gap;
};

} // namespace

void paintBox(QPainter &painter, const QRectF &cell, char32_t character, const QColor &color,
              qreal pixel)
{
    BoxPainter box(painter, cell, color, pixel);
    if (isBlockElement(character))
        box.paintBlock(character);
    else
        box.paintLines(character);
}

} // namespace Spawnscope
