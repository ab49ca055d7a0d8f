// SPDX-License-Identifier: MIT
// One line of a gigabyte in the output view: how much CPU the GUI thread takes from a jump to the
// painted frame, for text, colours, control characters and wide characters, wrapped and not.
//
//     bench_longlines [folder=DIR] [mib=1024] [kinds=text,colours]      QT_QPA_PLATFORM is
//     offscreen unless set
#include "measure.h"
#include "record/filelog.h"
#include "widgets/outputview.h"

#include <QApplication>
#include <QFile>
#include <QScrollBar>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>

using namespace Spawnscope;

namespace {

[[noreturn]] void fail(const char *why)
{
    std::fprintf(stderr, "bench_longlines: %s\n", why);
    std::exit(1);
}

double threadCpuMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// At least @p bytes of what makes a long line, without a line feed.
QByteArray pieceOf(const QByteArray &kind, qsizetype bytes)
{
    QByteArray piece;
    for (unsigned i = 0; piece.size() < bytes; ++i) {
        if (kind == "text")
            piece += "The quick brown fox jumps over the lazy dog. ";
        else if (kind == "colours")
            piece += "\x1b[38;5;" + QByteArray::number(i % 256) + 'm' + char('a' + i % 26);
        else if (kind == "rgb")
            piece += "\x1b[1;38;2;" + QByteArray::number(i * 7 % 256) + ';'
                + QByteArray::number(i * 3 % 256) + ";9mxy";
        else if (kind == "controls")
            piece += char(1 + i % 31 == '\n' ? 1 : 1 + i % 31);
        else if (kind == "pictures") // no control character that moves the cursor
            piece += char(1 + i % 6);
        else if (kind == "random")
            piece += char((i * 2654435761U >> 13 & 0xff) == '\n' ? 1
                                                                 : i * 2654435761U >> 13 & 0xff);
        else
            piece += "漢字かな交じり文";
    }
    return piece;
}

void makeFile(const QString &path, const QByteArray &kind, qint64 bytes)
{
    constexpr qsizetype PieceBytes = 3 * 1024 * 1024 + 7;
    const QByteArray piece = pieceOf(kind, PieceBytes);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        fail("the file cannot be written");
    while (file.size() < bytes) {
        if (file.write(piece) != piece.size())
            fail("the file cannot be written");
    }
}

class Frames final
{
public:
    Frames(OutputView *view, const QString &kind)
        : m_view(view)
        , m_kind(kind)
    {}

    /// Worst and median CPU time from each of @p actions to the end of the painting after it.
    void measure(const QString &what, const std::vector<std::function<void()>> &actions)
    {
        std::vector<double> times;
        for (const auto &action : actions) {
            const double before = threadCpuMilliseconds();
            action();
            m_view->viewport()->repaint();
            times.push_back(threadCpuMilliseconds() - before);
            QCoreApplication::processEvents();
        }
        const QString name = QStringLiteral("%1, %2, %3")
                                 .arg(m_kind,
                                      m_view->isWrapping() ? QStringLiteral("wrapped")
                                                           : QStringLiteral("not wrapped"),
                                      what);
        Measure::report(name,
                        QStringLiteral("%1 ms, median %2")
                            .arg(Measure::quantile(times, 1), 0, 'f', 1)
                            .arg(Measure::median(times), 0, 'f', 1),
                        QString(), 0, QStringLiteral("≤ 50 ms"));
    }

private:
    OutputView *m_view;
    QString m_kind;
};

std::vector<std::function<void()>> dragsOf(QScrollBar *bar)
{
    constexpr int Steps = 12;
    std::vector<std::function<void()>> actions;
    for (int i = 1; i <= Steps; ++i) {
        actions.push_back([bar, i] {
            bar->setValue(
                static_cast<int>(static_cast<qint64>(bar->maximum()) * (i * 5 % 13) / 13));
        });
    }
    return actions;
}

void showLine(const QString &path, const QByteArray &kind)
{
    auto file = FileLog::open(path);
    if (!file)
        fail("the file cannot be opened");
    while (!(*file)->progress().isComplete())
        QCoreApplication::processEvents(QEventLoop::AllEvents, 50);
    for (const bool isWrapping : {false, true}) {
        OutputView view;
        view.resize(1280, 900);
        view.show();
        view.setWrapping(isWrapping);
        QCoreApplication::processEvents();
        Frames frames(&view, QString::fromLatin1(kind));
        QScrollBar *bar = view.verticalScrollBar();
        QScrollBar *sideways = view.horizontalScrollBar();
        frames.measure(QStringLiteral("first screen"), {[&] { view.setLog((*file)->log()); }});
        frames.measure(QStringLiteral("Home"), {[&] { bar->setValue(0); }});
        frames.measure(QStringLiteral("End"), {[&] { view.setFollowing(true); }});
        frames.measure(QStringLiteral("dragged"), dragsOf(bar));
        if (isWrapping)
            continue;
        frames.measure(QStringLiteral("dragged sideways"), dragsOf(sideways));
        sideways->setValue(sideways->maximum());
        frames.measure(QStringLiteral("dragged at the right end"), dragsOf(bar));
    }
}

} // namespace

int main(int argc, char *argv[])
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const QString base = QFile::decodeName(
        Measure::argument("folder", QFile::encodeName(QDir::tempPath())));
    const QTemporaryDir scratch(base + QStringLiteral("/spawnscope-bench-XXXXXX"));
    if (!scratch.isValid())
        fail("the folder cannot be written to");
    const qint64 bytes = Measure::argument("mib", "1024").toLongLong() * 1024 * 1024;
    const QByteArray kinds = Measure::argument(
        "kinds", "text,colours,rgb,pictures,controls,random,characters");
    for (const QByteArray &kind : kinds.split(',')) {
        const QString path = scratch.filePath(QString::fromLatin1(kind));
        makeFile(path, kind, bytes);
        showLine(path, kind);
        QFile::remove(path);
    }
    return 0;
}
