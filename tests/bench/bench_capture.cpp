// SPDX-License-Identifier: MIT
// Captures a child's output as the window does and compares with "child | cat > file" on the same
// disk, in turns. Then captures a large run and tells memory and the size of the indexes, and opens
// a record of many small writes. A part of size 0 is left out.
//
//     bench_capture [folder=DIR] [rounds=5] [mib=4096] [large=10240] [writes=20]
#include "launcher/launcher.h"
#include "measure.h"
#include "process/process.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>

using namespace Spawnscope;

namespace {

[[noreturn]] void fail(const char *why)
{
    std::fprintf(stderr, "bench_capture: %s\n", why);
    std::exit(1);
}

LaunchSpec childSpec(const QString &what, qint64 bytes)
{
    LaunchSpec spec;
    spec.argv = {QByteArrayLiteral(BENCHCHILD), what.toLatin1(), QByteArray::number(bytes)};
    spec.input = LaunchSpec::Input::Null;
    return spec;
}

/// Seconds for our capture; the run is forgotten afterwards.
double capture(const QString &what, qint64 bytes)
{
    Launcher launcher;
    launcher.setRecordSettings(RecordSettings());
    const double start = Measure::seconds();
    Session *session = launcher.start(childSpec(what, bytes));
    QEventLoop loop;
    QObject::connect(session, &Session::stateChanged, &loop, [&loop, session] {
        if (session->state() == Session::State::Finished
            || session->state() == Session::State::FailedToStart)
            loop.quit();
    });
    loop.exec();
    const double taken = Measure::seconds() - start;
    if (session->state() != Session::State::Finished
        || session->log()->totals(OutputStream::Stdout).bytes != bytes)
        fail("the capture is not whole");
    return taken;
}

double copyWithCat(const QString &what, qint64 bytes, const QString &folder)
{
    const QString target = folder + QStringLiteral("/copy");
    const QString command = QStringLiteral("'%1' %2 %3 | cat > '%4'")
                                .arg(QStringLiteral(BENCHCHILD), what)
                                .arg(bytes)
                                .arg(target);
    const double start = Measure::seconds();
    if (std::system(QFile::encodeName(command).constData()) != 0)
        fail("cat failed");
    const double taken = Measure::seconds() - start;
    if (QFileInfo(target).size() != bytes)
        fail("the copy is not whole");
    QFile::remove(target);
    return taken;
}

void compare(const QString &what, const QString &title, qint64 bytes, int rounds,
             const QString &folder, const QString &records, const QString &reach)
{
    std::vector<double> ours;
    std::vector<double> cat;
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        const auto takeOurs = [&] {
            Measure::settle();
            ours.push_back(capture(what, bytes));
            QDir(records).removeRecursively();
        };
        const auto takeCat = [&] {
            Measure::settle();
            cat.push_back(copyWithCat(what, bytes, folder));
        };
        if (round % 2 == 0) {
            takeOurs();
            takeCat();
        } else {
            takeCat();
            takeOurs();
        }
        ratios.push_back(cat.back() / ours.back());
    }
    const auto rate = [bytes](const std::vector<double> &times) {
        return QStringLiteral("%1 MB/s").arg(
            static_cast<double>(bytes) / 1e6 / Measure::median(times), 0, 'f', 0);
    };
    Measure::report(title, rate(ours), QStringLiteral("cat > file: ") + rate(cat),
                    Measure::median(ratios), reach);
}

void captureLarge(qint64 bytes, const QString &records)
{
    const auto mib = [](qint64 size) {
        return QStringLiteral("%1 MiB").arg(static_cast<double>(size) / (1024 * 1024), 0, 'f', 1);
    };
    capture(QStringLiteral("lines"), 64 * 1024 * 1024); // what is set up once is not growth
    QDir(records).removeRecursively();
    const qint64 before = Measure::memory("VmRSS");
    capture(QStringLiteral("lines"), bytes);
    const qint64 growth = Measure::memory("VmHWM") - before;
    const qint64 onDisk = Measure::diskUsage(records);
    Measure::report(QStringLiteral("growth of memory, %1 of lines").arg(mib(bytes)), mib(growth),
                    QString(), 0, QStringLiteral("≤ 64 MiB"));
    Measure::report(QStringLiteral("indexes on disk, share of the bytes"),
                    QStringLiteral("%1 %").arg(100.0 * static_cast<double>(onDisk - bytes)
                                                   / static_cast<double>(bytes),
                                               0, 'f', 3),
                    QString(), 0, QStringLiteral("≤ 1 %"));
    QDir(records).removeRecursively();
}

/// What opening takes when a child writes a few bytes at a time in exact order.
void openManyRecords(qint64 millions, const QString &records)
{
    if (millions <= 0)
        return;
    QString folder;
    {
        const auto record = RunRecord::create(records, {.retention = {}, .exactOrder = true});
        if (!record)
            fail("the record cannot be made");
        OutputLog &log = *(*record)->log();
        for (qint64 i = 0; i < millions * 1'000'000; ++i)
            log.append(i % 3 ? OutputStream::Stdout : OutputStream::Stderr, i % 40 ? "x" : "\n",
                       log.clock().steady + std::chrono::microseconds(i));
        if ((*record)->finish())
            fail("the record cannot be written");
        folder = (*record)->folder();
    }
    const auto openingTime = [&folder] {
        std::vector<double> times;
        for (int i = 0; i < 5; ++i) {
            const double start = Measure::seconds();
            const auto record = RunRecord::open(folder);
            if (!record || (*record)->repair().isNeeded())
                fail("the record cannot be opened");
            times.push_back(Measure::seconds() - start);
        }
        return Measure::median(times);
    };
    const double with = openingTime();
    QFile::remove(folder + QStringLiteral("/chunks.blocks"));
    const double without = openingTime();
    const auto text = [](double time) {
        return QStringLiteral("%1 ms").arg(time * 1e3, 0, 'f', 1);
    };
    Measure::report(QStringLiteral("opening %1 million writes").arg(millions), text(with),
                    QStringLiteral("all of them read: ") + text(without), without / with,
                    QStringLiteral("≤ 200 ms"));
    QDir(records).removeRecursively();
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("spawnscope"));
    const QString base = QFile::decodeName(
        Measure::argument("folder", QFile::encodeName(QDir::tempPath())));
    // Static, so that it is removed by exit() as well.
    static const QTemporaryDir scratch(base + QStringLiteral("/spawnscope-bench-XXXXXX"));
    if (!scratch.isValid())
        fail("the folder cannot be written to");
    qputenv("XDG_DATA_HOME", QFile::encodeName(scratch.path()));
    const QString records = scratch.filePath(QStringLiteral("spawnscope/records"));
    const int rounds = Measure::argument("rounds", "5").toInt();
    const qint64 bytes = Measure::argument("mib", "4096").toLongLong() * 1024 * 1024;
    const qint64 large = Measure::argument("large", "10240").toLongLong() * 1024 * 1024;

    if (bytes > 0) {
        compare(QStringLiteral("blocks"), QStringLiteral("capture, 64 KiB a write"), bytes, rounds,
                scratch.path(), records, QStringLiteral("≥ 0.80"));
        compare(QStringLiteral("lines"),
                QStringLiteral("capture, lines of 80 bytes, 4 KiB a write"), bytes, rounds,
                scratch.path(), records, QStringLiteral("≥ 0.70"));
    }
    if (large > 0)
        captureLarge(large, records);
    openManyRecords(Measure::argument("writes", "20").toLongLong(), records);
    return 0;
}
