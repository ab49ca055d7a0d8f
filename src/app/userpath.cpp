// SPDX-License-Identifier: MIT
#include "app/userpath.h"

#include <QStringList>

namespace Spawnscope {

namespace {

QString comparable(const QString &folder)
{
    QString plain = folder.trimmed();
    plain.remove(u'"').replace(u'/', u'\\');
    while (plain.endsWith(u'\\'))
        plain.chop(1);
    return plain.toCaseFolded();
}

} // namespace

QString pathWith(const QString &path, const QString &folder)
{
    for (const QString &element : path.split(u';')) {
        if (comparable(element) == comparable(folder))
            return path;
    }
    const bool needsSeparator = !path.isEmpty() && !path.endsWith(u';');
    return path + (needsSeparator ? QStringLiteral(";") : QString()) + folder;
}

QString pathWithout(const QString &path, const QString &folder)
{
    QStringList elements = path.split(u';');
    elements.removeIf(
        [&](const QString &element) { return comparable(element) == comparable(folder); });
    return elements.join(u';');
}

} // namespace Spawnscope
