// SPDX-License-Identifier: MIT
#include "launcher/recordsettings.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <QStorageInfo>

#include <algorithm>

namespace Spawnscope {

namespace {

constexpr qint64 smallestLimit = 1024 * 1024; // of Retention

constexpr QLatin1StringView OnKey("records/on");
constexpr QLatin1StringView FolderKey("records/folder");
constexpr QLatin1StringView KeepKey("records/keep");
constexpr QLatin1StringView RunLimitKey("records/runLimitBytes");
constexpr QLatin1StringView TotalLimitKey("records/totalLimitBytes");
constexpr QLatin1StringView ReserveKey("records/reserveBytes");

constexpr std::pair<Retention::Keep, QLatin1StringView> keepNames[] = {
    {Retention::Keep::Everything, QLatin1StringView("everything")},
    {Retention::Keep::HeadAndTail, QLatin1StringView("headAndTail")},
    {Retention::Keep::Tail, QLatin1StringView("tail")},
};

Retention loadRetention(const QSettings &settings)
{
    Retention retention;
    const QString name = settings.value(KeepKey).toString();
    for (const auto &[keep, keepName] : keepNames) {
        if (name == keepName)
            retention.keep = keep;
    }
    retention.limitBytes = settings.value(RunLimitKey).toLongLong();
    if (retention.keep == Retention::Keep::Everything || retention.limitBytes < smallestLimit)
        return {};
    return retention;
}

/// The nearest parent that exists: the folder itself may come into being later.
QString existingPart(const QString &folder)
{
    QString path = folder;
    while (!QFileInfo::exists(path) && path != QFileInfo(path).absolutePath())
        path = QFileInfo(path).absolutePath();
    return path;
}

} // namespace

QString RecordSettings::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
        + QStringLiteral("/records");
}

qint64 RecordSettings::automaticReserve(qint64 diskBytes)
{
    return std::max(GiB, diskBytes / 50);
}

qint64 RecordSettings::reserve() const
{
    return reserveBytes.value_or(automaticReserve(QStorageInfo(existingPart(folder)).bytesTotal()));
}

RecordSettings RecordSettings::load(const QSettings &settings)
{
    RecordSettings loaded;
    loaded.isOn = settings.value(OnKey, loaded.isOn).toBool();
    if (const QString path = settings.value(FolderKey).toString(); !path.isEmpty())
        loaded.folder = path;
    loaded.retention = loadRetention(settings);
    bool isNumber = false;
    const qint64 total = settings.value(TotalLimitKey).toLongLong(&isNumber);
    if (isNumber && total >= 0)
        loaded.totalLimitBytes = total;
    const qint64 reserve = settings.value(ReserveKey).toLongLong(&isNumber);
    if (isNumber && reserve >= 0)
        loaded.reserveBytes = reserve;
    return loaded;
}

void RecordSettings::save(QSettings *settings) const
{
    settings->setValue(OnKey, isOn);
    if (folder == defaultFolder()) // so that it moves along with the default
        settings->remove(FolderKey);
    else
        settings->setValue(FolderKey, folder);
    for (const auto &[keep, keepName] : keepNames) {
        if (keep == retention.keep)
            settings->setValue(KeepKey, QString(keepName));
    }
    settings->setValue(RunLimitKey, retention.limitBytes);
    settings->setValue(TotalLimitKey, totalLimitBytes);
    if (reserveBytes)
        settings->setValue(ReserveKey, *reserveBytes);
    else
        settings->remove(ReserveKey);
}

} // namespace Spawnscope
