// SPDX-License-Identifier: MIT
// How fast a run in a terminal is taken in: see README.md. With the argument "feeding" only the
// screen and the logs, without children.
#include "launcher/launcher.h"
#include "launcher/livescreen.h"
#include "launcher/terminalreplay.h"
#include "record/runrecord.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>

using namespace Spawnscope;
using Clock = std::chrono::steady_clock;

namespace {

double processorSeconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void print(const char *name, qint64 bytes, double wall, double processor)
{
    std::printf("%-40s %7.0f MB/s, %7.0f MB/s of processor time\n", name,
                double(bytes) / 1e6 / wall, double(bytes) / 1e6 / processor);
    std::fflush(stdout);
}

QByteArray lines(QByteArrayView line, qsizetype bytes)
{
    QByteArray text;
    while (text.size() < bytes)
        text.append(line);
    return text;
}

/// Another colour of 256 every six bytes.
QByteArray denseColours(qsizetype bytes)
{
    QByteArray text;
    for (int i = 0; text.size() < bytes; ++i) {
        for (int piece = 0; piece < 8; ++piece)
            text += "\033[38;5;" + QByteArray::number((i * 7 + piece * 31) % 256) + "mword"
                + QByteArray::number(piece) + ' ';
        text += "\033[0m\r\n";
    }
    return text;
}

/// The screen, the lines and the bytes, on one thread.
void measureFeeding(const char *name, const QByteArray &text, qsizetype chunk)
{
    const QTemporaryDir folder;
    RunRecord::Options options;
    options.hasTerminal = true;
    const auto record = *RunRecord::create(folder.path(), options);
    OutputLog *log = record->log().get();
    LiveScreen screen({.rows = 24, .columns = 80});
    screen.setTarget({.append =
                          [log](QByteArrayView bytes, LiveScreen::Moment when) {
                              log->append(OutputStream::Stdout, bytes, when);
                          },
                      .rows = [log] { return log->rows(OutputFilter::Stdout).end; }});
    const auto start = Clock::now();
    const double before = processorSeconds();
    for (qsizetype at = 0; at < text.size(); at += chunk) {
        const QByteArrayView piece = QByteArrayView(text).sliced(at,
                                                                 std::min(chunk, text.size() - at));
        const auto now = Clock::now();
        record->terminalLog()->append(OutputStream::Stdout, piece, now);
        screen.feed(piece, now);
    }
    (void)record->finish();
    print(name, text.size(), secondsSince(start), processorSeconds() - before);
}

/// `cat` of a file in a terminal, or through a pipe.
void measureSession(const char *name, const QString &path, qint64 bytes, bool isInTerminal)
{
    const QTemporaryDir folder;
    Launcher launcher;
    RecordSettings settings;
    settings.folder = folder.path();
    launcher.setRecordSettings(settings);
    LaunchSpec spec;
    spec.argv = {"cat", path.toUtf8()};
    if (isInTerminal)
        spec.terminal.emplace();
    const auto start = Clock::now();
    const double before = processorSeconds();
    Session *session = launcher.start(spec);
    QEventLoop loop;
    QObject::connect(session, &Session::stateChanged, &loop, [&] {
        if (session->state() == Session::State::Finished)
            loop.quit();
    });
    loop.exec();
    print(name, bytes, secondsSince(start), processorSeconds() - before);
    if (!session->terminalLog())
        return;
    const auto replayStart = Clock::now();
    const double replayBefore = processorSeconds();
    TerminalReplay replay(session->terminalLog());
    QObject::connect(&replay, &TerminalReplay::seekingChanged, &loop, [&] {
        if (!replay.isSeeking())
            loop.quit();
    });
    replay.seek(replay.duration());
    loop.exec();
    print("seeking to its end in a replay", bytes, secondsSince(replayStart),
          processorSeconds() - replayBefore);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    constexpr qsizetype Bytes = 200'000'000;
    const QByteArray plain = lines(QByteArray(78, 'x') + "\r\n", Bytes);
    measureFeeding("lines of 80 bytes, 4 KiB at once", plain, 4096);
    measureFeeding("lines of 80 bytes, 64 KiB at once", plain, 65536);
    measureFeeding(
        "lines with colours, 4 KiB at once",
        lines("\033[32m12:00:00\033[0m \033[1;34mINFO\033[0m something happened here, as "
              "it does\r\n",
              Bytes),
        4096);
    measureFeeding("lines of UTF-8 only, 4 KiB at once",
                   lines("äöüßéèêñøåæçäöüßéèêñøåæçäöüßéèêñøåæç\r\n", Bytes), 4096);
    measureFeeding("lines of wide characters, 4 KiB at once",
                   lines("終端機的畫面終端機的畫面終端機的畫面終端機的畫面\r\n", Bytes), 4096);
    measureFeeding("lines with tabs, 4 KiB at once",
                   lines("1\t4711\tname\t12:00:00\t/usr/lib/something\tgone\r\n", Bytes), 4096);
    measureFeeding("lines of dense colours, 4 KiB at once", denseColours(Bytes), 4096);
    if (application.arguments().contains(QStringLiteral("feeding")))
        return 0;
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("text")));
    if (!file.open(QIODevice::WriteOnly)
        || file.write(lines(QByteArray(79, 'x') + '\n', Bytes)) < 0)
        return 1;
    file.close();
    measureSession("cat through a pipe", file.fileName(), Bytes, false);
    measureSession("cat in a terminal", file.fileName(), Bytes, true);
    return 0;
}
