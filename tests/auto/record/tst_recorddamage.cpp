// SPDX-License-Identifier: MIT
// Records whose files are not as they were written.
#include "record/outputexport.h"
#include "record/recordlibrary.h"
#include "record/runjournal.h"
#include "record/writerlock.h"
#include "recordfiles.h"
#include "recordpattern.h"
#include "recordwalk.h"
#include "support/testfiles.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Spawnscope;

namespace {

using Streams = std::array<QByteArray, OutputStreamCount>;

Streams streamsOf(const RunRecord &record)
{
    Streams streams;
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        const auto stream = static_cast<OutputStream>(i);
        streams[i] = record.log()->readBytes(stream, 0, record.log()->streamSize(stream));
    }
    return streams;
}

bool isBeginningOf(const Streams &part, const Streams &whole)
{
    return std::equal(part.begin(), part.end(), whole.begin(),
                      [](const QByteArray &a, const QByteArray &b) { return b.startsWith(a); });
}

/// Some of the numbers below @p end: the first, the last, and about @p count others.
std::vector<qsizetype> someBelow(qsizetype end, unsigned count, std::mt19937 *random)
{
    std::vector<qsizetype> result;
    for (qsizetype i = 0; i < end; ++i) {
        const bool isNearEnd = i < qsizetype(count) || i >= end - qsizetype(count);
        if (isNearEnd || (*random)() % static_cast<unsigned>(1 + end / count) == 0)
            result.push_back(i);
    }
    return result;
}

/// A record as it was written, and a folder to damage it in.
struct Sample
{
    QString folder;
    RecordFiles files;
    Streams streams; ///< all that was written

    static bool isOutput(const QString &name) { return name.contains(QLatin1StringView("-0")); }
    /// How often a file is damaged.
    unsigned timesFor(const QString &name) const
    {
        const bool isLarge = files.contains(QStringLiteral("gap.idx"));
        return isOutput(name) ? 1 : isLarge ? 4 : 16;
    }
};

/// What the record in the folder says when it is opened.
struct Opened
{
    bool isRefused = false;
    Streams streams;
    QString fault; ///< what nothing in the files excuses
};

/// Twice, since the first time may repair it.
Opened openTwice(const QString &folder)
{
    Opened result;
    for (int time = 0; time < 2 && result.fault.isEmpty(); ++time) {
        const auto record = RunRecord::open(folder);
        if (!record) {
            const RecordStage stage = record.error().stage;
            const bool isClear = stage == RecordStage::Identify || stage == RecordStage::Version
                || stage == RecordStage::OpenFile || stage == RecordStage::ReadFile;
            result = {true, {}, isClear ? QString() : QStringLiteral("unclear refusal")};
            break;
        }
        result.streams = streamsOf(**record);
        result.fault = faultOf(**record);
    }
    if (RecordLibrary(QFileInfo(folder).path()).list().size() > 1)
        result.fault = QStringLiteral("listed twice");
    return result;
}

} // namespace

class TestRecordDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aFileMayBeCutOff();
    void theEndOfAFileMayBeZeros();
    void aByteMayBeWrong();
    void aFileMayBeMissing();
    void aFileMayBeTooLong();
    void aFileMayBeAHole();
    void aFileMayBeOfAnotherRecord();
    void aFileMayBeSomethingElse();
    void whatIsNoRecordIsRefused();
    void aLaterVersionIsRefused();
    void anExportTellsOfWhatCannotBeRead();

private:
    /// Opens the sample with other bytes in one file; without the file if there are none.
    static Opened openWith(const Sample &sample, const QString &name,
                           const std::optional<QByteArray> &bytes);
    Sample makeSample(const char *name, unsigned seed, int chunks, qint64 limitBytes) const;

    QTemporaryDir m_folder;
    std::vector<Sample> m_samples;
};

Sample TestRecordDamage::makeSample(const char *name, unsigned seed, int chunks,
                                    qint64 limitBytes) const
{
    const QString root = m_folder.filePath(QLatin1StringView(name));
    const QString folder = writeSmallRecord(root, seed, chunks, limitBytes);
    RecordPattern pattern(seed);
    WrittenPattern written;
    for (int i = 0; i < chunks; ++i)
        written.add(pattern.next());
    return {folder, readRecordFiles(folder), written.bytes};
}

void TestRecordDamage::initTestCase()
{
    m_samples.push_back(makeSample("small", 3, 250, 0));
    m_samples.push_back(makeSample("gap", 5, 3000, 1024 * 1024));
    for (const Sample &sample : m_samples) {
        QVERIFY(sample.files.size() > 5);
        const Opened opened = openTwice(sample.folder);
        QVERIFY(!opened.isRefused);
        QCOMPARE(opened.fault, QString());
        QVERIFY(!opened.streams[0].isEmpty());
        QVERIFY(isBeginningOf(opened.streams, sample.streams));
    }
}

Opened TestRecordDamage::openWith(const Sample &sample, const QString &name,
                                  const std::optional<QByteArray> &bytes)
{
    RecordFiles files = sample.files;
    if (bytes)
        files.insert(name, *bytes);
    else
        files.remove(name);
    putRecordFiles(sample.folder, files);
    return openTwice(sample.folder);
}

void TestRecordDamage::aFileMayBeCutOff()
{
    std::mt19937 random(1);
    for (const Sample &sample : m_samples) {
        for (auto it = sample.files.begin(); it != sample.files.end(); ++it) {
            for (const qsizetype size : someBelow(it->size(), sample.timesFor(it.key()), &random)) {
                const Opened opened = openWith(sample, it.key(), it->first(size));
                const QString where =
                    QStringLiteral("%1 at %2: %3").arg(it.key()).arg(size).arg(opened.fault);
                QVERIFY2(opened.fault.isEmpty(), qPrintable(where));
                QVERIFY2(isBeginningOf(opened.streams, sample.streams), qPrintable(where));
            }
        }
    }
}

/// As after a loss of power, where a file's length reached the disk before its bytes.
void TestRecordDamage::theEndOfAFileMayBeZeros()
{
    for (const Sample &sample : m_samples) {
        for (auto it = sample.files.begin(); it != sample.files.end(); ++it) {
            constexpr qsizetype MostSteps = 24;
            const qsizetype step = std::max<qsizetype>(32, it->size() / MostSteps / 32 * 32);
            for (qsizetype at = 0; at < it->size() && !Sample::isOutput(it.key()); at += step) {
                const QByteArray bytes = it->first(at) + QByteArray(it->size() - at, '\0');
                const Opened opened = openWith(sample, it.key(), bytes);
                const QString where =
                    QStringLiteral("%1 from %2: %3").arg(it.key()).arg(at).arg(opened.fault);
                QVERIFY2(opened.fault.isEmpty(), qPrintable(where));
                QVERIFY2(isBeginningOf(opened.streams, sample.streams), qPrintable(where));
            }
        }
    }
}

void TestRecordDamage::aByteMayBeWrong()
{
    std::mt19937 random(2);
    for (const Sample &sample : m_samples) {
        for (auto it = sample.files.begin(); it != sample.files.end(); ++it) {
            for (const qsizetype at : someBelow(it->size(), sample.timesFor(it.key()), &random)) {
                QByteArray bytes = *it;
                bytes[at] = static_cast<char>(bytes[at] ^ (1U << random() % 8));
                const Opened opened = openWith(sample, it.key(), bytes);
                const QString where =
                    QStringLiteral("%1 at %2: %3").arg(it.key()).arg(at).arg(opened.fault);
                QVERIFY2(opened.fault.isEmpty(), qPrintable(where));
                if (!Sample::isOutput(it.key()))
                    QVERIFY2(isBeginningOf(opened.streams, sample.streams), qPrintable(where));
            }
        }
    }
}

void TestRecordDamage::aFileMayBeMissing()
{
    for (const Sample &sample : m_samples) {
        for (auto it = sample.files.begin(); it != sample.files.end(); ++it) {
            const Opened opened = openWith(sample, it.key(), std::nullopt);
            QVERIFY2(opened.fault.isEmpty(), qPrintable(it.key() + opened.fault));
            QVERIFY2(isBeginningOf(opened.streams, sample.streams), qPrintable(it.key()));
        }
    }
}

void TestRecordDamage::aFileMayBeTooLong()
{
    std::mt19937 random(3);
    for (const Sample &sample : m_samples) {
        for (auto it = sample.files.begin(); it != sample.files.end(); ++it) {
            for (const qsizetype more : {1, 32, 4096}) {
                QByteArray garbage(more, '\0');
                for (char &byte : garbage)
                    byte = static_cast<char>(random());
                for (const QByteArray &added :
                     {garbage, QByteArray(more, '\0'), it->last(std::min(more, it->size()))}) {
                    const Opened opened = openWith(sample, it.key(), *it + added);
                    QVERIFY2(opened.fault.isEmpty(), qPrintable(it.key() + opened.fault));
                }
            }
        }
    }
}

void TestRecordDamage::aFileMayBeAHole()
{
    for (const Sample &sample : m_samples) {
        for (const QString &name : sample.files.keys()) {
            putRecordFiles(sample.folder, sample.files);
            // As much as an index may be long; output of that length would only take its time.
            const qint64 size = Sample::isOutput(name) ? 1 << 26 : qint64(1) << 40;
            QVERIFY(QFile::resize(sample.folder + u'/' + name, size));
            const auto record = RunRecord::open(sample.folder);
            if (record)
                QCOMPARE(faultOf(**record), QString());
        }
    }
}

void TestRecordDamage::aFileMayBeOfAnotherRecord()
{
    const Sample other = makeSample("other", 9, 700, 0);
    for (const Sample &sample : m_samples) {
        for (auto it = other.files.begin(); it != other.files.end(); ++it) {
            const Opened opened = openWith(sample, it.key(), *it);
            QVERIFY2(opened.fault.isEmpty(), qPrintable(it.key() + opened.fault));
        }
    }
}

void TestRecordDamage::aFileMayBeSomethingElse()
{
    for (const Sample &sample : m_samples) {
        for (const QString &name : sample.files.keys()) {
            const QString path = sample.folder + u'/' + name;
            for (const Stranger &stranger : strangers()) {
                putRecordFiles(sample.folder, sample.files);
                QVERIFY2(QFile::remove(path) && stranger.make(path), stranger.name);
                QCOMPARE(openTwice(sample.folder).fault, QString());
            }
        }
    }
}

void TestRecordDamage::whatIsNoRecordIsRefused()
{
    const QTemporaryDir folder;
    QCOMPARE(RunRecord::open(folder.path()).error().stage, RecordStage::OpenFile);
    QVERIFY(QDir(folder.path()).isEmpty());
    const QString missing = folder.filePath(QStringLiteral("none"));
    QVERIFY(!RunRecord::open(missing));
    QVERIFY(!QFile::exists(missing));
    QVERIFY(!RunRecord::open(QProcess::nullDevice()));
    QVERIFY(!RunRecord::open(QString()));
}

void TestRecordDamage::aLaterVersionIsRefused()
{
    const Sample &sample = m_samples[0];
    const QString header = QLatin1StringView(RunHeader::FileName);
    RecordFiles files = sample.files;
    files[header].replace("\"version\": 1", "\"version\": 2");
    QVERIFY(files != sample.files);
    putRecordFiles(sample.folder, files);
    const auto record = RunRecord::open(sample.folder);
    QVERIFY(!record);
    QCOMPARE(record.error().stage, RecordStage::Version);
    QCOMPARE(record.error().detail, 2);
    QVERIFY(readRecordFiles(sample.folder) == files);
}

void TestRecordDamage::anExportTellsOfWhatCannotBeRead()
{
    const QString name = QStringLiteral("stdout-000000");
    for (const Sample &sample : m_samples) {
        for (const ExportFormat format :
             {ExportFormat::Raw, ExportFormat::Text, ExportFormat::JsonLines}) {
            for (const OutputFilter filter : {OutputFilter::All, OutputFilter::Stdout}) {
                putRecordFiles(sample.folder, sample.files);
                const auto record = RunRecord::open(sample.folder);
                QVERIFY(record);
                const auto rowsMissing = [&] {
                    OutputExport output((*record)->log(),
                                        {.format = format, .scope = {.filter = filter}});
                    while (!output.isDone())
                        (void)output.next();
                    return output.missing().rows;
                };
                const qint64 givenUp = rowsMissing();
                QCOMPARE(givenUp, (*record)->log()->gap(filter).rows.count());
                QVERIFY(QFile::resize(sample.folder + u'/' + name, 10)); // while it is open
                QVERIFY(rowsMissing() > givenUp);
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestRecordDamage)
#include "tst_recorddamage.moc"
