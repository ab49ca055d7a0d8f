// SPDX-License-Identifier: MIT
// The window under load: gaps between turns of its event loop while it captures at full speed and
// while it searches, the first screen of a finished run, and how long it takes to paint after a
// jump. Runs are recorded as they are in the program.
//
//     bench_window [folder=DIR] [mib=4096] [large=10240]
//
// QT_QPA_PLATFORM is offscreen unless set.
#include "launcher/launcher.h"
#include "measure.h"
#include "record/filelog.h"
#include "record/runrecord.h"
#include "widgets/mainwindow.h"
#include "widgets/outputgoto.h"
#include "widgets/outputview.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>

using namespace Spawnscope;

namespace {

[[noreturn]] void fail(const char *why)
{
    std::fprintf(stderr, "bench_window: %s\n", why);
    std::exit(1);
}

QString milliseconds(double value)
{
    return QStringLiteral("%1 ms").arg(value, 0, 'f', 1);
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
    }
    void start()
    {
        m_gaps.clear();
        m_last = Measure::seconds();
        m_timer.start();
    }
    void report(const QString &what)
    {
        m_timer.stop();
        Measure::report(what + QStringLiteral(", p99"),
                        milliseconds(Measure::quantile(m_gaps, 0.99)), QString(), 0,
                        QStringLiteral("≤ 16 ms"));
        Measure::report(what + QStringLiteral(", worst"),
                        milliseconds(Measure::quantile(m_gaps, 1)), QString(), 0,
                        QStringLiteral("≤ 50 ms"));
    }

private:
    QTimer m_timer;
    double m_last = 0;
    std::vector<double> m_gaps;
};

/// Milliseconds from @p action to the end of the next painting of @p widget.
class Painted final : public QObject
{
public:
    explicit Painted(QWidget *widget) { widget->installEventFilter(this); }
    double after(const std::function<void()> &action)
    {
        m_hasPainted = false;
        const double start = Measure::seconds();
        action();
        while (!m_hasPainted && Measure::seconds() - start < 10)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::processEvents();
        return (Measure::seconds() - start) * 1e3;
    }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_hasPainted = m_hasPainted || event->type() == QEvent::Paint;
        return false;
    }

private:
    bool m_hasPainted = false;
};

LaunchSpec childSpec(const char *what, qint64 bytes)
{
    LaunchSpec spec;
    spec.argv = {QByteArrayLiteral(BENCHCHILD), what, QByteArray::number(bytes)};
    spec.input = LaunchSpec::Input::Null;
    return spec;
}

void waitForEnd(const Session *session)
{
    QEventLoop loop;
    QTimer poll; // the view's own signals are what is measured
    QObject::connect(&poll, &QTimer::timeout, &loop, [&loop, session] {
        if (!session->isActive() && session->state() != Session::State::Exited)
            loop.quit();
    });
    poll.start(50);
    loop.exec();
}

RecordSettings recordsIn(const QString &folder)
{
    RecordSettings settings;
    settings.folder = folder;
    settings.totalLimitBytes = std::numeric_limits<qint64>::max(); // what is made here is kept
    return settings;
}

void captureAndSearch(const QString &records, qint64 bytes)
{
    Launcher launcher;
    launcher.setRecordSettings(recordsIn(records));
    MainWindow window(&launcher);
    window.resize(1280, 900);
    window.show();
    auto *view = window.findChild<OutputView *>(QStringLiteral("output"));
    if (!view)
        fail("the window has no output view");

    Gaps gaps;
    gaps.start();
    waitForEnd(window.launch(childSpec("log", bytes)));
    gaps.report(QStringLiteral("turns while capturing"));

    gaps.start();
    const Session *session = window.launch(childSpec("log", bytes));
    view->find(QStringLiteral("worker-1[27] .*took 9"), FindOption::RegularExpression,
               FindDirection::Forward);
    waitForEnd(session);
    while (!view->findStatus().isComplete)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    gaps.report(QStringLiteral("turns while capturing and searching"));
    if (view->findStatus().total == 0)
        fail("the search found nothing");
}

void openFinished(const QString &folder)
{
    OutputView view;
    view.resize(1280, 900);
    view.show();
    QCoreApplication::processEvents();
    Painted painted(view.viewport());
    RecordResult<std::shared_ptr<RunRecord>> record;
    const double first = painted.after([&] {
        record = RunRecord::open(folder);
        if (!record)
            fail("the record cannot be opened");
        view.setLog((*record)->log());
    });
    Measure::report(QStringLiteral("first screen of a finished run"), milliseconds(first),
                    QString(), 0, QStringLiteral("≤ 200 ms"));

    QScrollBar *bar = view.verticalScrollBar();
    const auto jump = [&](const QString &what, const std::function<void()> &action) {
        std::vector<double> times;
        for (int i = 0; i < 9; ++i) {
            bar->setValue(bar->maximum() / 3 + i * 1000);
            QCoreApplication::processEvents();
            times.push_back(painted.after(action));
        }
        Measure::report(what + QStringLiteral(", worst of 9"),
                        milliseconds(Measure::quantile(times, 1)), QString(), 0,
                        QStringLiteral("≤ 50 ms"));
    };
    jump(QStringLiteral("Home"), [&] { bar->setValue(0); });
    jump(QStringLiteral("End"), [&] { view.setFollowing(true); });
    qint64 line = 0;
    const qint64 lines = (*record)->log()->totalLines();
    jump(QStringLiteral("go to a line"), [&] {
        line = (line + lines / 7 + 1) % lines;
        view.goTo({.kind = GoToTarget::Kind::Line, .lines = line + 1});
    });
    int step = 0;
    jump(QStringLiteral("drag of the scroll bar"), [&] {
        step = (step * 31 + 7) % 97;
        bar->setValue(static_cast<int>(static_cast<qint64>(bar->maximum()) * step / 97));
    });
}

void openForeign(const QString &path)
{
    const double start = Measure::seconds();
    auto file = FileLog::open(path);
    if (!file)
        fail("the file cannot be opened");
    OutputView view;
    view.resize(1280, 900);
    view.show();
    Painted painted(view.viewport());
    painted.after([&] { view.setLog((*file)->log()); });
    Measure::report(QStringLiteral("first screen of a file"),
                    milliseconds((Measure::seconds() - start) * 1e3), QString(), 0,
                    QStringLiteral("at once"));
    QTimer keepAwake;
    keepAwake.start(1);
    while (!(*file)->progress().isComplete())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const double taken = Measure::seconds() - start;
    Measure::report(QStringLiteral("lines of a file counted"),
                    QStringLiteral("%1 GB/s").arg(
                        static_cast<double>(QFileInfo(path).size()) / 1e9 / taken, 0, 'f', 2),
                    QString(), 0, QStringLiteral("≥ 1 GB/s"));
}

/// The one that the last capture left.
QString onlyRecord(const QString &records)
{
    const QStringList folders = QDir(records).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    if (folders.size() != 1)
        fail("there is not one record");
    return records + u'/' + folders.first();
}

void makeRecord(const QString &records, qint64 bytes)
{
    Launcher launcher;
    launcher.setRecordSettings(recordsIn(records));
    waitForEnd(launcher.start(childSpec("log", bytes)));
}

void makeFile(const QString &path, qint64 bytes)
{
    const QString command =
        QStringLiteral("'%1' log %2 > '%3'").arg(QStringLiteral(BENCHCHILD)).arg(bytes).arg(path);
    if (std::system(QFile::encodeName(command).constData()) != 0)
        fail("the file cannot be written");
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
    const QString records = scratch.filePath(QStringLiteral("spawnscope/records"));
    const qint64 bytes = Measure::argument("mib", "4096").toLongLong() * 1024 * 1024;
    const qint64 large = Measure::argument("large", "10240").toLongLong() * 1024 * 1024;

    captureAndSearch(records, bytes);
    QDir(records).removeRecursively();
    Measure::settle();

    const QString file = scratch.filePath(QStringLiteral("file.log"));
    makeFile(file, large);
    Measure::settle();
    openForeign(file);
    QFile::remove(file);
    Measure::settle();

    makeRecord(records, large);
    openFinished(onlyRecord(records));
    return 0;
}
