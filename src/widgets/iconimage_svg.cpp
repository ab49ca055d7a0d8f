// SPDX-License-Identifier: MIT
#include "widgets/iconimage.h"

#include <QSvgRenderer>

namespace Spawnscope {

void paintIconImage(QPainter *painter, const QRect &rect, const QString &, const QByteArray &svg,
                    const QColor &colour)
{
    QByteArray coloured = svg;
    coloured.replace(iconTextColour, colour.name().toLatin1());
    QSvgRenderer renderer(coloured);
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    renderer.render(painter, rect);
}

} // namespace Spawnscope
