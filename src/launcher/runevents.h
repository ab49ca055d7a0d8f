// SPDX-License-Identifier: MIT
#pragma once

#include "launcher/launchspec.h"
#include "process/error.h"
#include "process/exitstatus.h"
#include "process/stoppolicy.h"
#include "record/recorderror.h"

#include <QJsonObject>

#include <chrono>

namespace Spawnscope {

struct SentSignal;
enum class StopSource;

/// The fields of the events in a record's journal, as src/record/FORMAT.md has them, from what is
/// known here.

/// Who wanted a signal to be sent.
enum class SignalSource { User, StopPolicy };

/// Something that was sent to the child's standard input.
struct FedInput
{
    qint64 bytes = 0;
    QByteArray path; ///< of the file it came from; empty if it was typed
    bool isEnd = false; ///< standard input was closed after it
};

/// @p executable is the file that was run.
QJsonObject startFields(const LaunchSpec &spec, const QByteArray &executable, qint64 pid,
                        bool isExactOrder);
QJsonObject startFailedFields(const LaunchSpec &spec, const ProcessError &error);
QJsonObject inputFields(const FedInput &input);
QJsonObject signalFields(const SentSignal &signal, SignalSource source);
QJsonObject stopFields(const StopPolicy &policy, StopSource source);
QJsonObject stopEndFields(const StopReport &report);
QJsonObject pauseFields(const RecordError &error);
QJsonObject exitFields(const ExitStatus &status, const ResourceUsage &usage,
                       std::chrono::nanoseconds elapsed);

} // namespace Spawnscope
