// SPDX-License-Identifier: MIT
#include "widgets/iconimage.h"

#include <QImage>
#include <QPaintDevice>
#include <QPainter>

#include <algorithm>
#include <array>

static void initSpawnscopeImages()
{
    Q_INIT_RESOURCE(spawnscope_images); // a static library's resources do not announce themselves
}

namespace Spawnscope {

namespace {

constexpr std::array sizes = {16, 20, 24, 32, 48, 64, 128}; // SpawnscopeIconImages.cmake

/// The smallest that is not smaller.
int imageSize(double pixels)
{
    const auto *const found = std::ranges::find_if(sizes, [&](int size) { return size >= pixels; });
    return found == sizes.end() ? sizes.back() : *found;
}

} // namespace

void paintIconImage(QPainter *painter, const QRect &rect, const QString &name,
                    const QByteArray &svg, const QColor &colour)
{
    initSpawnscopeImages();
    const int side = std::min(rect.width(), rect.height());
    QRect square(0, 0, side, side);
    square.moveCenter(rect.center());
    const double pixels = side * painter->device()->devicePixelRatioF()
        * std::max(painter->worldTransform().m11(), 0.01);
    QImage image(QStringLiteral(":/icons/%1@%2.png").arg(name).arg(imageSize(pixels)));
    if (svg.contains(iconTextColour)) {
        image.convertTo(QImage::Format_ARGB32_Premultiplied);
        QPainter tint(&image);
        tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
        tint.fillRect(image.rect(), colour);
    }
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->drawImage(square, image);
}

} // namespace Spawnscope
