// SPDX-License-Identifier: MIT
// Searches a log-like file of varied lines and compares with "rg --count -j1" on the same file, in
// turns: with one thread and with two, which is what the window uses. The file is made once and
// kept.
//
//     bench_search [folder=DIR] [mib=1024] [rounds=5] [utf8=1000] [only=TITLE]
//
// utf8: every how manieth line holds letters beyond ASCII; 0 means none.
#include "measure.h"
#include "record/filelog.h"
#include "record/outputsearch.h"
#include "record/searchjob.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QThread>
#include <QThreadPool>

#include <cstdio>
#include <cstdlib>
#include <sys/resource.h>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void fail(const QString &why)
{
    std::fprintf(stderr, "bench_search: %s\n", qPrintable(why));
    std::exit(1);
}

// --- the file

/// splitmix64: the same lines everywhere and always.
class Random final
{
public:
    quint64 next()
    {
        m_state += 0x9e3779b97f4a7c15;
        quint64 z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    quint64 below(quint64 end) { return next() % end; }
    template <typename List>
    QByteArrayView of(const List &list)
    {
        return list[below(std::size(list))];
    }

private:
    quint64 m_state = 1;
};

constexpr QByteArrayView Levels[] = {"INFO ", "INFO ", "INFO ", "DEBUG", "DEBUG", "INFO ",
                                     "WARN ", "INFO ", "INFO ", "DEBUG", "INFO ", "DEBUG",
                                     "INFO ", "INFO ", "INFO ", "DEBUG", "INFO ", "ERROR"};
constexpr QByteArrayView Components[] = {"http.server",  "db.pool",    "auth",     "scheduler",
                                         "cache",        "io.reactor", "payments", "mailer",
                                         "search.index", "worker-7",   "gateway",  "metrics"};
constexpr QByteArrayView Words[] = {
    "the",     "request", "processing", "value", "user",     "session", "started", "for",
    "running", "with",    "cache",      "miss",  "took",     "loading", "from",    "disk",
    "queue",   "is",      "empty",      "batch", "of",       "items",   "written", "to",
    "segment", "waiting", "on",         "lock",  "released", "by",      "thread",  "retry",
    "after",   "backoff", "connection", "pool",  "has",      "free",    "slots",   "and",
    "bytes",   "read",    "so",         "far",   "status",   "ok",      "in",      "handler"};
constexpr QByteArrayView Foreign[] = {"größe", "запрос", "выполнен", "données", "日本語", "café"};

void addNumber(QByteArray *line, quint64 number)
{
    char digits[24];
    const int size = std::snprintf(digits, sizeof digits, "%llu",
                                   static_cast<unsigned long long>(number));
    line->append(digits, size);
}

void addWords(QByteArray *line, Random &random, quint64 count)
{
    for (quint64 i = 0; i < count; ++i)
        line->append(' ').append(random.of(Words));
}

void addMessage(QByteArray *line, Random &random)
{
    char text[160];
    const auto number = [&](quint64 end) {
        return static_cast<unsigned long long>(random.below(end));
    };
    switch (random.below(400)) {
    case 0:
        line->append(" connection reset by peer 10.0.");
        addNumber(line, number(256));
        break;
    case 1:
        line->append(random.below(2) ? " Timeout while waiting" : " timeout of upstream");
        break;
    case 2:
        std::snprintf(text, sizeof text, " order ABC%04llu accepted", number(10000));
        line->append(text);
        break;
    default:
        if (random.below(4) == 0) {
            std::snprintf(text, sizeof text, " request %llu took %llums id=%08llx", number(1000000),
                          number(6000), number(1ULL << 32));
            line->append(text);
        } else if (random.below(8) == 0) {
            std::snprintf(text, sizeof text,
                          " {\"user\":\"u%llu\",\"path\":\"/api/v1/items/%llu\",\"status\":%llu}",
                          number(100000), number(100000), 200 + number(4) * 100);
            line->append(text);
        }
        addWords(line, random, 3 + random.below(12));
    }
}

void makeFile(const QString &path, qint64 bytes, quint64 utf8Every)
{
    std::printf("making %s\n", qPrintable(path));
    QFile file(path + u".part"_s);
    if (!file.open(QIODevice::WriteOnly))
        fail(file.errorString());
    Random random;
    QByteArray lines;
    quint64 number = 0;
    while (file.size() + lines.size() < bytes) {
        char start[64];
        const quint64 seconds = number / 97;
        std::snprintf(start, sizeof start, "2026-03-%02u %02u:%02u:%02u.%03u ",
                      unsigned(1 + seconds / 86400 % 28), unsigned(seconds / 3600 % 24),
                      unsigned(seconds / 60 % 60), unsigned(seconds % 60),
                      unsigned(number % 97 * 10));
        lines.append(start).append(random.of(Levels)).append(" [").append(random.of(Components));
        lines.append("]");
        addMessage(&lines, random);
        ++number;
        if (utf8Every > 0 && number % utf8Every == 0)
            lines.append(' ').append(random.of(Foreign));
        lines.append('\n');
        if (lines.size() >= 1024 * 1024) {
            if (file.write(lines) != lines.size())
                fail(file.errorString());
            lines.resize(0);
        }
    }
    if (file.write(lines) != lines.size() || !file.rename(path))
        fail(file.errorString());
}

// --- the searches

struct Timed
{
    double seconds = 0;
    double processor = 0; ///< seconds of it, which other programs do not touch
    qint64 rows = 0;
};

double processorSeconds(int who)
{
    rusage usage{};
    getrusage(who, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Timed searchOurs(const std::shared_ptr<OutputLog> &log, const LinePattern &pattern, int threads)
{
    searchThreads().setMaxThreadCount(threads);
    const double processor = processorSeconds(RUSAGE_SELF);
    const double start = Measure::seconds();
    const OutputSearch search(log, OutputFilter::All, pattern);
    while (!search.isCaughtUp())
        QThread::usleep(1000); // asking more often would take processor time itself
    return {.seconds = Measure::seconds() - start,
            .processor = processorSeconds(RUSAGE_SELF) - processor,
            .rows = search.rowCount()};
}

Timed searchTheirs(const QString &file, const QString &pattern, FindOptions options)
{
    QStringList arguments{u"--no-config"_s, u"--count"_s, u"-j1"_s};
    if (!options.testFlag(FindOption::CaseSensitive))
        arguments += u"--ignore-case"_s;
    if (!options.testFlag(FindOption::RegularExpression))
        arguments += u"--fixed-strings"_s;
    arguments << u"--regexp"_s << pattern << file;
    QProcess rg;
    const double processor = processorSeconds(RUSAGE_CHILDREN);
    const double start = Measure::seconds();
    rg.start(u"rg"_s, arguments);
    if (!rg.waitForFinished(-1) || rg.exitStatus() != QProcess::NormalExit)
        fail(u"rg: "_s + rg.errorString());
    return {.seconds = Measure::seconds() - start,
            .processor = processorSeconds(RUSAGE_CHILDREN) - processor,
            .rows = rg.readAllStandardOutput().trimmed().toLongLong()};
}

QString speed(double bytes, double seconds)
{
    return u"%1 MB/s"_s.arg(bytes / seconds / 1e6, 0, 'f', 0);
}

double median(const std::vector<Timed> &times, double Timed::*which)
{
    std::vector<double> values;
    for (const Timed &time : times)
        values.push_back(time.*which);
    return Measure::median(values);
}

struct Case
{
    const char *title;
    const char *pattern;
    FindOptions options;
};

void compare(const Case &what, const QString &file, qint64 bytes,
             const std::shared_ptr<OutputLog> &log, int rounds)
{
    const LinePattern pattern(QString::fromLatin1(what.pattern), what.options);
    std::vector<Timed> rg;
    std::vector<Timed> one;
    std::vector<Timed> two;
    for (int round = 0; round < rounds; ++round) {
        rg.push_back(searchTheirs(file, pattern.text(), what.options));
        one.push_back(searchOurs(log, pattern, 1));
        two.push_back(searchOurs(log, pattern, 2));
        if (one.back().rows != rg.back().rows || two.back().rows != rg.back().rows) {
            fail(u"%1: %2 and %3 rows, but rg finds %4"_s.arg(pattern.text())
                     .arg(one.back().rows)
                     .arg(two.back().rows)
                     .arg(rg.back().rows));
        }
    }
    const auto tell = [&](const char *how, double ours, double theirs) {
        const auto size = static_cast<double>(bytes);
        Measure::report(QString::fromLatin1(what.title) + QString::fromLatin1(how),
                        speed(size, ours), speed(size, theirs), theirs / ours, u">= 1.00"_s);
    };
    tell(", one thread", median(one, &Timed::seconds), median(rg, &Timed::seconds));
    tell(", two threads", median(two, &Timed::seconds), median(rg, &Timed::seconds));
    tell(", processor time", median(one, &Timed::processor), median(rg, &Timed::processor));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QString folder = QString::fromLocal8Bit(
        Measure::argument("folder", QDir::tempPath().toLocal8Bit()));
    const qint64 mib = Measure::argument("mib", "1024").toLongLong();
    const int rounds = Measure::argument("rounds", "5").toInt();
    const quint64 utf8 = Measure::argument("utf8", "1000").toULongLong();
    const QByteArray only = Measure::argument("only", {});

    const QString file = u"%1/spawnscope-search-%2-%3.log"_s.arg(folder).arg(mib).arg(utf8);
    if (!QFile::exists(file))
        makeFile(file, mib * 1024 * 1024, utf8);
    const auto opened = FileLog::open(file);
    if (!opened)
        fail(u"%1 cannot be read"_s.arg(file));
    const FileLog &fileLog = **opened;
    const double start = Measure::seconds();
    while (!fileLog.progress().isComplete())
        QThread::usleep(1000);
    const auto bytes = fileLog.progress().size;
    std::printf("counted %lld lines: %s\n", static_cast<long long>(fileLog.log()->totalLines()),
                qPrintable(speed(static_cast<double>(bytes), Measure::seconds() - start)));

    constexpr auto CaseCounts = FindOption::CaseSensitive;
    constexpr auto Expression = FindOption::RegularExpression;
    const Case cases[] = {
        {"a text", "connection reset by peer", CaseCounts},
        {"a frequent text", "ERROR", CaseCounts},
        {"a text in any case", "timeout", {}},
        {"an expression with a text", "request \\d+ took [5-9]\\d{3}ms", CaseCounts | Expression},
        {"an expression of classes", "[A-Z]{3}\\d{4}", CaseCounts | Expression},
        {"an expression of words", "\\b\\w+ing\\b", CaseCounts | Expression},
    };
    for (const Case &what : cases) {
        if (only.isEmpty() || QByteArray(what.title) == only)
            compare(what, file, bytes, fileLog.log(), rounds);
    }
}
