// SPDX-License-Identifier: MIT
#pragma once

#include "workloads/workload.h"

#include <QJsonObject>

#include <optional>

namespace Bench {

/// bench_process, bench_qprocess, and any other program that takes the same words and prints the
/// same figures.
struct Peer
{
    QByteArray name;
    QByteArray program;
};

/// Those that are always there; `against`=PROGRAM adds one.
std::vector<Peer> peers(const Arguments &arguments);

/// The figures of one run; nothing if it failed or its work was wrong.
std::optional<QJsonObject> runPeer(const Peer &peer, const QByteArrayList &words);

/// Unless `mode`=free: keeps this program and all that it runs to the last processor.
void pinIfAsked(const Arguments &arguments);

/// Runs all workloads by all peers, in turns, and prints a table: the median of each figure, and
/// beside it the median of its ratio to the other's figure of the same round.
int compare(const Arguments &arguments);

/// Measures how a start grows dearer with children that are alive and with memory that is held,
/// prints the figures, and draws them into the file `out`.
int measureGrowth(const Arguments &arguments);

/// Runs `children` (100000) of every kind through this process, and checks that none is lost and
/// that memory, descriptors and threads stay what they are.
int soak(const Arguments &arguments);

} // namespace Bench
