// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace Spawnscope {

struct RecordedRun;

/// Output that is looked at without having been started here. A Session shows it as it shows a run.
///
/// Thread: the GUI thread; nothing here blocks, but for what the destructors say.
class Document : public QObject
{
    Q_OBJECT

public:
    enum class Kind : quint8 {
        File,
        Record, ///< of an earlier run
        Input, ///< what comes through this program's standard input
    };
    struct Status
    {
        qint64 countedBytes = 0; ///< those whose lines are known
        qint64 sizeBytes = 0; ///< 0 when it is not known
        bool isReading = false; ///< Input: more may come
        qint64 waitingBytes = 0; ///< Input: were read and find no room while there is an error
        bool isReplaced = false; ///< File: cut off or replaced since; what is shown is as it was
        /// File: reading failed and is over. Input: nothing is read until this passes by itself.
        std::optional<RecordError> error = {};
    };

    virtual Kind kind() const = 0;
    virtual QString path() const = 0; ///< absolute; of an Input its record, empty without one
    virtual std::shared_ptr<OutputLog> log() const = 0; ///< never null
    /// Of a Record of a run in a terminal, else null. Replaced with log().
    virtual std::shared_ptr<OutputLog> terminalLog() const { return nullptr; }
    virtual Status status() const = 0;
    virtual const RecordedRun *run() const { return nullptr; } ///< of a Record
    /// Why an Input is not recorded though it should be.
    virtual std::optional<RecordError> recordError() const { return std::nullopt; }

Q_SIGNALS:
    /// log() is another one; of an Input, once, before anything has come; of a Record that is being
    /// written and gives up output, each time it is looked at.
    void logChanged();
    void grown(); ///< the log has; some times a second at most
    void statusChanged();
};

} // namespace Spawnscope
