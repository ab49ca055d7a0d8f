// SPDX-License-Identifier: MIT
// Writes records in the ways that tst_recordcrash names.
#include "recordwriter.h"
#include "record/runrecord.h"
#include "recordpattern.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cstdio>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace Spawnscope;

namespace {

constexpr unsigned Seed = 4711;
constexpr qint64 MiB = 1024 * 1024;

#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            std::fprintf(stderr, "recordwriter.cpp:%d: %s\n", __LINE__, #condition); \
            std::_Exit(1); \
        } \
    } while (false)

QJsonObject numbered(unsigned number)
{
    return {{QStringLiteral("number"), static_cast<int>(number)}};
}

OutputLog::Appended append(const RunRecord &record, const RecordPattern::Chunk &chunk)
{
    const std::shared_ptr<OutputLog> &log = record.log();
    return log->append(chunk.stream, chunk.bytes, log->clock().steady + chunk.when);
}

Retention retentionNamed(const QString &name)
{
    if (name == QLatin1StringView("head-and-tail"))
        return {Retention::Keep::HeadAndTail, MiB};
    if (name == QLatin1StringView("tail"))
        return {Retention::Keep::Tail, MiB};
    return {};
}

/// Writes until it is killed.
void writePattern(const QString &root, unsigned seed, const QByteArray &progressFile,
                  const Retention &retention)
{
    const int fd = ::open(progressFile.constData(), O_RDWR);
    void *const memory = ::mmap(nullptr, sizeof(WriterProgress), PROT_READ | PROT_WRITE, MAP_SHARED,
                                fd, 0);
    CHECK(memory != MAP_FAILED);
    auto *const progress = static_cast<WriterProgress *>(memory);

    RunRecord::Options options;
    options.retention = retention;
    const auto record = RunRecord::create(root, options);
    CHECK(record);
    progress->isCreated = true;
    RecordPattern pattern(seed);
    for (unsigned chunks = 1;; ++chunks) {
        const RecordPattern::Chunk chunk = pattern.next();
        CHECK(append(**record, chunk).bytes == chunk.bytes.size());
        progress->chunks = chunks;
        if (chunks % 31 == 0) {
            CHECK(!(*record)->addEvent(QStringLiteral("mark"), numbered(progress->events)));
            ++progress->events;
        }
        if (chunks % 101 == 0)
            CHECK(!(*record)->flush());
    }
}

bool writeTo(const char *path, const QByteArray &bytes)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(bytes) > 0;
}

/// Files belong to nobody in a user namespace before its users are known: user_namespaces(7).
bool becomeRootOfNewNamespace()
{
    const QByteArray user = QByteArray::number(::geteuid());
    const QByteArray group = QByteArray::number(::getegid());
    return ::unshare(CLONE_NEWUSER) == 0 && writeTo("/proc/self/setgroups", "deny")
        && writeTo("/proc/self/uid_map", "0 " + user + " 1")
        && writeTo("/proc/self/gid_map", "0 " + group + " 1");
}

bool makeSmallDisk(const QByteArray &folder)
{
    if ((::geteuid() != 0 && !becomeRootOfNewNamespace()) || ::unshare(CLONE_NEWNS) != 0)
        return false;
    return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
        && ::mount("tmpfs", folder.constData(), "tmpfs", 0, "size=4m") == 0;
}

void writeBallast(const QString &path, qint64 bytes)
{
    QFile file(path);
    CHECK(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    CHECK(file.write(QByteArray(bytes, 'x')) == bytes);
}

/// A record on a full disk, with all that was written to it.
class FillingRecord
{
public:
    FillingRecord(const QString &root, qint64 reserveBytes)
    {
        RunRecord::Options options;
        options.reserveBytes = reserveBytes;
        auto created = RunRecord::create(root, options);
        CHECK(created);
        m_record = std::move(*created);
    }

    const RunRecord &record() const { return *m_record; }
    RunRecord &record() { return *m_record; }

    /// Until the disk is full; the rest of the last chunk is kept.
    void fill()
    {
        while (appendRest())
            takeNextChunk();
    }
    void writeMore(int chunks)
    {
        CHECK(appendRest());
        for (int i = 0; i < chunks; ++i) {
            takeNextChunk();
            CHECK(appendRest());
        }
    }
    bool addEvent()
    {
        const auto error = m_record->addEvent(QStringLiteral("mark"), numbered(m_events++));
        CHECK(!error || error->isDiskFull);
        return !error;
    }

    void checkBytes(const OutputLog &log) const
    {
        for (size_t i = 0; i < OutputStreamCount; ++i) {
            const auto stream = static_cast<OutputStream>(i);
            CHECK(log.streamSize(stream) == m_written.bytes[i].size());
            CHECK(log.readBytes(stream, 0, m_written.bytes[i].size()) == m_written.bytes[i]);
        }
    }
    void checkEvents(const QList<RunEvent> &events) const
    {
        unsigned number = 0;
        for (const RunEvent &event : events) {
            if (event.name == QLatin1StringView("mark"))
                CHECK(event.fields == numbered(number++));
        }
        CHECK(number == m_events);
    }

private:
    void takeNextChunk()
    {
        m_rest = m_pattern.next();
        m_written.add(m_rest);
    }
    bool appendRest()
    {
        const OutputLog::Appended appended = append(*m_record, m_rest);
        CHECK(appended.bytes == m_rest.bytes.size() || appended.error);
        CHECK(!appended.error || appended.error->isDiskFull);
        m_rest.bytes.remove(0, appended.bytes);
        return m_rest.bytes.isEmpty();
    }

    std::shared_ptr<RunRecord> m_record;
    RecordPattern m_pattern{Seed};
    RecordPattern::Chunk m_rest;
    WrittenPattern m_written;
    unsigned m_events = 0;
};

void writeOnFullDisk(const QString &disk)
{
    const QString ballast = disk + QStringLiteral("/ballast");
    writeBallast(ballast, MiB);
    FillingRecord filling(disk + QStringLiteral("/records"), 0);
    filling.fill();
    while (filling.addEvent()) {}
    filling.addEvent();
    CHECK(filling.record().flush());

    CHECK(QFile::remove(ballast));
    CHECK(!filling.record().flush());
    filling.writeMore(100);
    CHECK(filling.addEvent());
    filling.checkBytes(*filling.record().log());
    filling.checkEvents(filling.record().events());
    CHECK(!filling.record().finish());

    const auto read = RunRecord::open(filling.record().folder());
    CHECK(read);
    CHECK((*read)->state() == RecordState::Complete);
    CHECK(!(*read)->repair().isNeeded());
    filling.checkBytes(*(*read)->log());
    filling.checkEvents((*read)->events());
}

void keepReserve(const QString &disk)
{
    FillingRecord filling(disk + QStringLiteral("/records"), 2 * MiB);
    filling.fill();
    // What is free was to stay free, so the same bytes fit there.
    writeBallast(disk + QStringLiteral("/ballast"), 3 * MiB / 2);
    CHECK(QFile::remove(disk + QStringLiteral("/ballast")));
    CHECK(filling.addEvent());
    filling.checkEvents(filling.record().events());
}

/// All while the disk is full: what was taken is there for whoever opens the record.
void endOnFullDisk(const QString &disk)
{
    QString folder;
    OutputCounts totals[OutputStreamCount];
    {
        FillingRecord filling(disk + QStringLiteral("/records"), 0);
        folder = filling.record().folder();
        filling.fill();
        for (size_t i = 0; i < OutputStreamCount; ++i)
            totals[i] = filling.record().log()->totals(static_cast<OutputStream>(i));
    }
    const auto read = RunRecord::open(folder);
    CHECK(read);
    CHECK((*read)->state() == RecordState::Interrupted);
    for (size_t i = 0; i < OutputStreamCount; ++i)
        CHECK((*read)->log()->totals(static_cast<OutputStream>(i)) == totals[i]);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const QString behaviour = arguments.value(1);
    const QString folder = arguments.value(2);
    if (behaviour == QLatin1StringView("pattern"))
        writePattern(folder, arguments.value(3).toUInt(), QFile::encodeName(arguments.value(4)),
                     retentionNamed(arguments.value(5)));
    if (!makeSmallDisk(QFile::encodeName(folder)))
        return NotPermitted;
    if (behaviour == QLatin1StringView("full-disk"))
        writeOnFullDisk(folder);
    else if (behaviour == QLatin1StringView("reserve"))
        keepReserve(folder);
    else if (behaviour == QLatin1StringView("end-on-full-disk"))
        endOnFullDisk(folder);
    else
        return 2;
    return 0;
}
