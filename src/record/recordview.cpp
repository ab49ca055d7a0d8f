// SPDX-License-Identifier: MIT
#include "record/recordview.h"

#include "record/recordio_p.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <set>

namespace Spawnscope {

namespace {

using Key = QLatin1StringView;

constexpr Key BookmarksKey("bookmarks");
constexpr Key EncodingKey("encoding");
constexpr qint64 MaxBytes = 4 * 1024 * 1024;

} // namespace

RecordResult<void> writeRecordView(const QString &folder, const RecordView &view)
{
    QJsonArray bookmarks;
    for (const qint64 number : view.bookmarks)
        bookmarks.append(number);
    QJsonObject object{{BookmarksKey, bookmarks}};
    if (!view.encoding.isEmpty())
        object.insert(EncodingKey, QString::fromLatin1(view.encoding));
    return writeSmallFile(pathIn(folder, RecordView::FileName),
                          QJsonDocument(object).toJson(QJsonDocument::Compact));
}

RecordView readRecordView(const QString &folder)
{
    RecordView view;
    const auto bytes = readSmallFile(pathIn(folder, RecordView::FileName), MaxBytes);
    if (!bytes)
        return view;
    const QJsonObject object = QJsonDocument::fromJson(*bytes).object();
    std::set<qint64> numbers;
    const QJsonArray bookmarks = object.value(BookmarksKey).toArray();
    for (const QJsonValue &value : bookmarks) {
        const qint64 number = value.toInteger(-1);
        if (number >= 0)
            numbers.insert(number);
    }
    view.bookmarks = QList<qint64>(numbers.begin(), numbers.end());
    view.encoding = object.value(EncodingKey).toString().toLatin1();
    return view;
}

} // namespace Spawnscope
