// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "launcher/launchspec.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace Spawnscope {

/// Why the history could not be read or written.
struct HistoryError
{
    enum class Kind {
        Read, ///< the file exists and cannot be read
        Format, ///< the file is not a history; it is kept beside the new one with ".broken" added
        Write,
    };
    Kind kind = Kind::Read;
    QString path;
    QString systemText; ///< the system's words, in its language
};

/// What was launched before, most recent first, kept in one file, which several programs share.
///
/// A failure to read or write is returned and changes nothing in memory, so that a program without
/// a usable home works on for as long as it runs. The file is written anew at each save(), mode
/// 0600, because command lines and variables hold secrets.
class History final
{
public:
    static constexpr qsizetype Bound = 500;

    struct Entry
    {
        LaunchSpec spec;
        QDateTime when;
    };

    /// In QStandardPaths::AppLocalDataLocation, which needs the application's name.
    static QString defaultPath();

    explicit History(const QString &path = defaultPath());

    /// Replaces what is in memory by the file's content; a missing file is an empty history.
    Result<void, HistoryError> load();
    /// Adds what is in memory to what the file has by now, and returns both. Under a lock
    /// (QLockFile), since others do the same; may wait a few seconds for it.
    Result<QList<Entry>, HistoryError> save() const;

    /// Puts `spec` first; an equal one farther down goes. The oldest ones beyond the bound go.
    void add(const LaunchSpec &spec, const QDateTime &when = QDateTime::currentDateTimeUtc());
    /// Adds what others launched, each at its time; of equal ones the most recent stays.
    void merge(const QList<Entry> &entries);

    const QList<Entry> &entries() const { return m_entries; }

private:
    Result<QList<Entry>, HistoryError> read() const;

    QString m_path;
    QList<Entry> m_entries;
};

} // namespace Spawnscope
