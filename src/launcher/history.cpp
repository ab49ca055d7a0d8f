// SPDX-License-Identifier: MIT
#include "launcher/history.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLockFile>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

constexpr int lockTime = 5000; // ms
constexpr QLatin1StringView runsKey("runs");
constexpr QLatin1StringView whenKey("when");
constexpr QLatin1StringView launchKey("launch");

std::optional<QList<History::Entry>> entriesFromJson(const QJsonDocument &document)
{
    const QJsonValue runs = document.object().value(runsKey);
    if (!runs.isArray())
        return std::nullopt;
    QList<History::Entry> entries;
    const QJsonArray array = runs.toArray();
    for (const QJsonValue &run : array) {
        // An entry of a later version that cannot be read is passed over, the others stay.
        const auto spec = LaunchSpec::fromJson(run.toObject().value(launchKey).toObject());
        const QString when = run.toObject().value(whenKey).toString();
        if (spec && entries.size() < History::Bound)
            entries.append({*spec, QDateTime::fromString(when, Qt::ISODateWithMs)});
    }
    return entries;
}

} // namespace

QString History::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
        + QStringLiteral("/history.json");
}

History::History(const QString &path)
    : m_path(path)
{}

Result<void, HistoryError> History::load()
{
    auto entries = read();
    if (!entries)
        return unexpected(std::move(entries.error()));
    m_entries = std::move(*entries);
    return {};
}

Result<QList<History::Entry>, HistoryError> History::read() const
{
    QFile file(m_path);
    if (!file.exists())
        return QList<Entry>();
    if (!file.open(QIODevice::ReadOnly))
        return unexpected(HistoryError{HistoryError::Kind::Read, m_path, file.errorString()});
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &parseError);
    if (auto entries = entriesFromJson(document))
        return std::move(*entries);
    file.close();
    const QString kept = m_path + QStringLiteral(".broken");
    QFile::remove(kept);
    QFile::rename(m_path, kept);
    return unexpected(HistoryError{
        HistoryError::Kind::Format, m_path,
        parseError.error == QJsonParseError::NoError ? QString() : parseError.errorString()});
}

Result<QList<History::Entry>, HistoryError> History::save() const
{
    QDir().mkpath(QFileInfo(m_path).path());
    QLockFile lock(m_path + QStringLiteral(".lock"));
    (void)lock.tryLock(lockTime); // who has it for longer hangs, and is not waited for
    const auto there = read();
    if (!there && there.error().kind == HistoryError::Kind::Read) // what it holds would be lost
        return unexpected(
            HistoryError{HistoryError::Kind::Write, m_path, there.error().systemText});
    History both = *this;
    if (there)
        both.merge(*there);

    QJsonArray runs;
    for (const Entry &entry : both.entries()) {
        runs.append(QJsonObject{{whenKey, entry.when.toUTC().toString(Qt::ISODateWithMs)},
                                {launchKey, entry.spec.toJson()}});
    }
    QSaveFile file(m_path);
    const bool isWritten = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(QJsonDocument(QJsonObject{{runsKey, runs}}).toJson()) >= 0 && file.commit();
    if (!isWritten)
        return unexpected(HistoryError{HistoryError::Kind::Write, m_path, file.errorString()});
    return both.entries();
}

void History::add(const LaunchSpec &spec, const QDateTime &when)
{
    m_entries.removeIf([&spec](const Entry &entry) { return entry.spec == spec; });
    m_entries.prepend({spec, when});
    if (m_entries.size() > Bound)
        m_entries.resize(Bound);
}

void History::merge(const QList<Entry> &entries)
{
    for (const Entry &entry : entries) {
        const auto known = std::ranges::find(m_entries, entry.spec, &Entry::spec);
        if (known != m_entries.end()) {
            if (known->when >= entry.when)
                continue;
            m_entries.erase(known);
        }
        const auto isOlder = [&entry](const Entry &other) { return other.when < entry.when; };
        m_entries.insert(std::ranges::find_if(m_entries, isOlder), entry);
    }
    if (m_entries.size() > Bound)
        m_entries.resize(Bound);
}

} // namespace Spawnscope
