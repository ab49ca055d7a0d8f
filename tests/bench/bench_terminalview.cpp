// SPDX-License-Identifier: MIT
// The view of a terminal under load: how fast it takes output, with a child and without, how far
// apart turns of its event loop come meanwhile, what a million lines of scrollback cost, and how
// long a key takes until its echo is painted.
//
//     bench_terminalview [folder=DIR] [mib=100] [lines=1000000] [keys=200]
//     bench_terminalview cat FILE
//
// The second shows FILE in a window and prints one line of JSON. QT_QPA_PLATFORM is offscreen
// unless set.
#include "launcher/launcher.h"
#include "launcher/livescreen.h"
#include "launcher/terminallink.h"
#include "measure.h"
#include "widgets/mainwindow.h"
#include "widgets/terminalview.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QKeyEvent>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <thread>

using namespace Spawnscope;

namespace {

[[noreturn]] void fail(const char *why)
{
    std::fprintf(stderr, "bench_terminalview: %s\n", why);
    std::exit(1);
}

QString inMilliseconds(double value)
{
    return QStringLiteral("%1 ms").arg(value, 0, 'f', 1);
}

QString inMegabytes(qint64 bytes, double taken)
{
    return QStringLiteral("%1 MB/s").arg(static_cast<double>(bytes) / 1e6 / taken, 0, 'f', 1);
}

/// How far apart the ticks of a 1 ms timer come: what a person would wait for a reaction.
class Gaps final : public QObject
{
public:
    Gaps()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const double now = Measure::seconds();
            m_gaps.push_back((now - m_last) * 1e3);
            m_last = now;
        });
        m_last = Measure::seconds();
        m_timer.start();
    }
    double quantile(double share) const { return Measure::quantile(m_gaps, share); }
    void report(const QString &what) const
    {
        Measure::report(what + QStringLiteral(", turns, p99"), inMilliseconds(quantile(0.99)),
                        QString(), 0, QStringLiteral("≤ 16 ms"));
        Measure::report(what + QStringLiteral(", turns, worst"), inMilliseconds(quantile(1)),
                        QString(), 0, QString());
    }

private:
    QTimer m_timer;
    double m_last = 0;
    std::vector<double> m_gaps;
};

void waitUntil(const std::function<bool()> &isReached)
{
    QTimer keepAwake;
    keepAwake.start(1);
    const double start = Measure::seconds();
    constexpr double Longest = 300;
    while (!isReached()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (Measure::seconds() - start > Longest)
            fail("it takes too long");
    }
}

/// What a terminal gets; a child writes it without the carriage returns. 80 bytes a line.
QByteArray lines(qint64 bytes)
{
    QByteArray text;
    text.reserve(bytes + 80);
    for (qint64 i = 0; text.size() < bytes; ++i) {
        QByteArray line = "line " + QByteArray::number(i) + ' ';
        while (line.size() < 78)
            line += static_cast<char>('a' + (i + line.size()) % 26);
        text += line.left(78) + "\r\n";
    }
    return text;
}

QByteArray colours(qint64 bytes)
{
    QByteArray text;
    text.reserve(bytes + 256);
    for (int i = 0; text.size() < bytes; ++i) {
        for (int piece = 0; piece < 8; ++piece)
            text += "\033[38;5;" + QByteArray::number((i * 7 + piece * 31) % 256) + "mword"
                + QByteArray::number(piece) + ' ';
        text += "\033[0m\r\n";
    }
    return text;
}

/// The production path without a child: a thread that feeds, and a view.
void feedView(const QString &what, const QByteArray &text)
{
    const TerminalSize size{.rows = 40, .columns = 120};
    const auto log = std::make_shared<OutputLog>();
    const auto screen = std::make_shared<LiveScreen>(size);
    screen->setTarget({.append =
                           [log](QByteArrayView bytes, LiveScreen::Moment when) {
                               log->append(OutputStream::Stdout, bytes, when);
                           },
                       .rows = [log] { return log->rows(OutputFilter::Stdout).end; }});
    TerminalLink link(screen, size,
                      {.sendInput = [](const QByteArray &) {}, .resize = [](TerminalSize) {}});
    TerminalView view;
    view.resize(1000, 700);
    view.show();
    view.setSource(&link, log);
    QCoreApplication::processEvents();

    std::atomic<bool> isFed = false;
    const double start = Measure::seconds();
    const Gaps gaps;
    std::thread feeder([&] {
        constexpr qsizetype Piece = 64 * 1024;
        for (qsizetype at = 0; at < text.size(); at += Piece) {
            screen->feed(QByteArrayView(text).sliced(at, std::min(Piece, text.size() - at)),
                         std::chrono::steady_clock::now());
            if (screen->takeNotice())
                QMetaObject::invokeMethod(&link, &TerminalLink::takeNotice, Qt::QueuedConnection);
        }
        isFed = true;
    });
    waitUntil([&] { return isFed.load(); });
    const double taken = Measure::seconds() - start;
    feeder.join();
    Measure::report(what, inMegabytes(text.size(), taken), QString(), 0, QString());
    gaps.report(what);
}

LaunchSpec inTerminal(const QByteArrayList &argv)
{
    LaunchSpec spec;
    spec.argv = argv;
    spec.terminal = LaunchTerminal();
    return spec;
}

/// A window with a terminal of about 120 columns.
class Window final
{
public:
    explicit Window(const QString &records)
    {
        RecordSettings settings;
        settings.folder = records;
        m_launcher.setRecordSettings(settings);
        m_window = std::make_unique<MainWindow>(&m_launcher);
        m_window->resize(1000, 1000);
        m_window->show();
        m_view = m_window->findChild<TerminalView *>();
        if (!m_view)
            fail("the window has no terminal");
    }

    TerminalView *view() const { return m_view; }
    Session *start(const QByteArrayList &argv)
    {
        Session *session = m_window->launch(inTerminal(argv));
        waitUntil([&] { return session->state() != Session::State::Starting; });
        return session;
    }
    /// Until the process has ended and all that it wrote has been taken.
    void show(const QByteArrayList &argv)
    {
        const Session *session = start(argv);
        waitUntil([&] { return session->state() == Session::State::Finished; });
    }

private:
    Launcher m_launcher;
    std::unique_ptr<MainWindow> m_window;
    TerminalView *m_view = nullptr;
};

void showFile(const QString &records, const QString &what, QByteArray text)
{
    text.replace("\r\n", "\n");
    QDir().mkpath(records);
    const QString path = records + QStringLiteral("/text");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        fail("the file cannot be written");
    file.close();
    Window window(records);
    window.show({"true"});
    const double start = Measure::seconds();
    const Gaps gaps;
    window.show({"cat", QFile::encodeName(path)});
    Measure::report(what, inMegabytes(text.size(), Measure::seconds() - start), QString(), 0,
                    QString());
    gaps.report(what);
    QFile::remove(path);
}

void holdLines(const QString &records, qint64 count)
{
    Window window(records);
    window.show({"true"});
    const qint64 before = Measure::memory("VmRSS");
    const QByteArray last = QByteArray::number(count);
    window.show({"seq", "-f", "%070.0f", "1", last});
    waitUntil([&] { return window.view()->page().scrollbackEnd() > count / 2; });
    Measure::report(
        QStringLiteral("memory for %L1 lines").arg(count),
        QStringLiteral("%1 MiB").arg(
            static_cast<double>(Measure::memory("VmRSS") - before) / 1048576.0, 0, 'f', 1),
        QString(), 0, QStringLiteral("≤ 64 MiB"));
}

/// Tells when a widget was painted.
class Painted final : public QObject
{
public:
    explicit Painted(QWidget *widget) { widget->installEventFilter(this); }
    bool take() { return std::exchange(m_hasPainted, false); }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_hasPainted = m_hasPainted || event->type() == QEvent::Paint;
        return false;
    }

private:
    bool m_hasPainted = false;
};

void typeKeys(const QString &records, int count)
{
    Window window(records);
    TerminalView *view = window.view();
    window.start({"cat"});
    waitUntil([&] { return view->takesInput(); });
    Painted painted(view->viewport());
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        waitUntil([rest = QElapsedTimer(), i]() mutable { // as a person types: between frames
            if (!rest.isValid())
                rest.start();
            return rest.elapsed() > 20 + i % 17;
        });
        const TerminalPosition before = view->page().cursor().position;
        painted.take();
        const double start = Measure::seconds();
        constexpr int LineLength = 50; // at the last column the cursor would stay for a key
        const bool endsLine = i % LineLength == LineLength - 1;
        QKeyEvent press(QEvent::KeyPress, endsLine ? Qt::Key_Return : Qt::Key_X, Qt::NoModifier,
                        endsLine ? QStringLiteral("\r") : QStringLiteral("x"));
        QCoreApplication::sendEvent(view, &press);
        while (view->page().cursor().position == before || !painted.take())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        times.push_back((Measure::seconds() - start) * 1e3);
    }
    Measure::report(QStringLiteral("key to painted echo, median"),
                    inMilliseconds(Measure::median(times)), QString(), 0, QStringLiteral("≤ 5 ms"));
    Measure::report(QStringLiteral("key to painted echo, p99"),
                    inMilliseconds(Measure::quantile(times, 0.99)), QString(), 0, QString());
}

int showForComparison(const QString &records, const QString &path)
{
    Window window(records);
    window.show({"true"});
    const double start = Measure::seconds();
    const Gaps gaps;
    window.show({"cat", QFile::encodeName(path)});
    const double taken = Measure::seconds() - start;
    std::printf("{\"ok\": true, \"done_s\": %.3f, \"mb_s\": %.2f, \"max_gap_ms\": %.1f, "
                "\"p99_gap_ms\": %.1f, \"hwm_kb\": %lld}\n",
                taken, static_cast<double>(QFileInfo(path).size()) / 1e6 / taken, gaps.quantile(1),
                gaps.quantile(0.99), static_cast<long long>(Measure::memory("VmHWM") / 1024));
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("spawnscope"));
    const QString base = QFile::decodeName(
        Measure::argument("folder", QFile::encodeName(QDir::tempPath())));
    // Static, so that it is removed by exit() as well.
    static const QTemporaryDir scratch(base + QStringLiteral("/spawnscope-bench-XXXXXX"));
    if (!scratch.isValid())
        fail("the folder cannot be written to");
    qputenv("XDG_DATA_HOME", QFile::encodeName(scratch.path()));
    qputenv("XDG_CONFIG_HOME", QFile::encodeName(scratch.path()));
    const QString records = scratch.filePath(QStringLiteral("records"));
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == QLatin1String("cat"))
        return showForComparison(records, arguments.at(2));

    // First: what others gave back would hide its growth.
    holdLines(records, Measure::argument("lines", "1000000").toLongLong());
    const qint64 bytes = Measure::argument("mib", "100").toLongLong() * 1024 * 1024;
    feedView(QStringLiteral("lines, no child"), lines(bytes));
    feedView(QStringLiteral("colours, no child"), colours(bytes));
    showFile(records, QStringLiteral("lines, a child"), lines(bytes));
    showFile(records, QStringLiteral("colours, a child"), colours(bytes));
    typeKeys(records, Measure::argument("keys", "200").toInt());
    return 0;
}
