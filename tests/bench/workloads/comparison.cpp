// SPDX-License-Identifier: MIT
#include "workloads/comparison.h"

#include "measure.h"
#include "workloads/children.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QJsonDocument>

#include <cstdio>
#include <sched.h>
#include <unistd.h>

namespace Bench {

using namespace Spawnscope;

namespace {

struct Test
{
    const char *name;
    const char *words;
    const char *figure;
    const char *unit;
    bool isMoreBetter;
};

constexpr Test tests[] = {
    {"W1.true0", "W1 n=1000", "us_p50", "us a start and exit", false},
    {"W1.pipes3", "W1 n=500 pipes=3", "us_p50", "us, three pipes", false},
    {"W1.rss1g", "W1 n=40 rss_mb=1024", "us_p50", "us, 1 GiB held", false},
    {"W2.nopipe", "W2 n=1000", "wall_ms", "ms, 1000 at once", false},
    {"W2.pipes3", "W2 n=1000 pipes=3", "wall_ms", "ms, three pipes each", false},
    {"W3", "W3 mb=2048", "mb_s", "MB/s of output", true},
    {"W3.read", "W3 mb=2048 api=read", "mb_s", "MB/s by read()", true},
    {"W4", "W4 n=5000000", "lines_s", "lines/s", true},
    {"W4.view", "W4 n=5000000 api=view", "lines_s", "lines/s as views", true},
    {"W5", "W5 n=20000", "p50_us", "us a round trip", false},
    {"W5.idle1000", "W5 n=20000 idle=1000", "p50_us", "us beside 1000 idle", false},
    {"W6", "W6 mb=256", "mb_s", "MB/s in and back", true},
    {"W7", "W7 secs=3", "grow_kb", "KiB grown", false},
    {"W8", "W8 n=64 mb=32", "mb_s", "MB/s of 64 at once", true},
    {"W8.fair", "W8 n=64 mb=32", "fair", "last / first end", false},
    {"W9.pipe", "W9 n=300 pipes=1", "p50_us", "us till exit known", false},
    {"W9.nopipe", "W9 n=300 pipes=0", "p50_us", "us, no pipe", false},
};

QCoro::Task<void> collect(Process *process, QByteArray *output)
{
    const auto collected = co_await process->communicate();
    if (collected)
        *output = *collected->standardOutput;
}

bool isWanted(const Test &test, const QByteArray &only)
{
    return only.isEmpty() || only.split(',').contains(test.name)
        || only.split(',').contains(QByteArray(test.name).split('.').first());
}

QByteArray shortNumber(double value)
{
    return value >= 1e6 ? QByteArray::number(value / 1e6, 'f', 2) + " M"
                        : QByteArray::number(value, 'g', value >= 1000 ? 6 : 3);
}

void printHead(const std::vector<Peer> &compared)
{
    QByteArray head = "| workload | figure | " + compared.front().name + " |";
    QByteArray rule = "|---|---|--:|";
    for (size_t i = 1; i < compared.size(); ++i) {
        head += ' ' + compared[i].name + " | ratio |";
        rule += "--:|--:|";
    }
    std::printf("%s\n%s\n", head.constData(), rule.constData());
}

void printRow(const Test &test, const std::vector<std::vector<double>> &figures)
{
    QByteArray row = QByteArray("| ") + test.name + " | " + test.unit + " |";
    for (size_t peer = 0; peer < figures.size(); ++peer) {
        row += figures[peer].empty() ? " failed |"
                                     : ' ' + shortNumber(Measure::median(figures[peer])) + " |";
        if (peer == 0)
            continue;
        std::vector<double> ratios;
        for (size_t round = 0; round < std::min(figures[0].size(), figures[peer].size()); ++round)
            ratios.push_back(figures[0][round] / figures[peer][round]);
        row += ratios.empty() ? " |" : ' ' + shortNumber(Measure::median(ratios)) + " |";
    }
    std::printf("%s\n", row.constData());
    std::fflush(stdout);
}

} // namespace

std::vector<Peer> peers(const Arguments &arguments)
{
    const QByteArray folder = QFile::encodeName(QCoreApplication::applicationDirPath());
    std::vector<Peer> all = {{"Spawnscope", folder + "/bench_process"},
                             {"QProcess", folder + "/bench_qprocess"}};
    const QByteArray against = arguments.text("against");
    if (!against.isEmpty())
        all.push_back({against.split('/').last(), against});
    return all;
}

std::optional<QJsonObject> runPeer(const Peer &peer, const QByteArrayList &words)
{
    const auto process = start({peer.program, words}, outputOptions());
    QByteArray output;
    QCoro::waitFor(collect(process.get(), &output));
    const QJsonObject figures =
        QJsonDocument::fromJson(output.trimmed().split('\n').last()).object();
    if (!isSuccess(process->exitStatus()) || !figures[QStringLiteral("ok")].toBool()) {
        std::fprintf(stderr, "%s %s: no figures, or wrong ones: %s\n", peer.program.constData(),
                     words.join(' ').constData(), output.constData());
        return std::nullopt;
    }
    return figures;
}

void pinIfAsked(const Arguments &arguments)
{
    if (arguments.text("mode", "pin") == "free")
        return;
    cpu_set_t processors;
    CPU_ZERO(&processors);
    CPU_SET(static_cast<size_t>(::sysconf(_SC_NPROCESSORS_ONLN) - 1), &processors);
    ::sched_setaffinity(0, sizeof processors, &processors);
}

int compare(const Arguments &arguments)
{
    if (qEnvironmentVariableIsEmpty("PEERBENCH_CHILD") && !arguments.text("against").isEmpty()) {
        std::fprintf(stderr, "against= needs $PEERBENCH_CHILD, the folder of the children\n");
        return 2;
    }
    pinIfAsked(arguments);
    const std::vector<Peer> compared = peers(arguments);
    printHead(compared);
    bool isComplete = true;
    for (const Test &test : tests) {
        if (!isWanted(test, arguments.text("only")))
            continue;
        std::vector<std::vector<double>> figures(compared.size());
        for (qint64 round = 0; round < arguments.number("rounds", 3); ++round) {
            for (size_t turn = 0; turn < compared.size(); ++turn) {
                const size_t peer = (turn + static_cast<size_t>(round)) % compared.size();
                const auto found = runPeer(compared[peer], QByteArray(test.words).split(' '));
                isComplete = isComplete && found;
                if (found)
                    figures[peer].push_back((*found)[QLatin1String(test.figure)].toDouble());
            }
        }
        printRow(test, figures);
    }
    return isComplete ? 0 : 1;
}

} // namespace Bench
