// SPDX-License-Identifier: MIT
#include "app/demonstration.h"

#include "base/signalnames.h"
#include "launcher/explanation.h"
#include "widgets/mainwindow.h"

#include <QPixmap>
#include <QWindow>

#include <cstdio>

namespace Spawnscope {

namespace {

constexpr std::chrono::seconds wholeTime{60};
/// For the window to lay itself out and paint after the last change.
constexpr std::chrono::milliseconds paintTime{500};

} // namespace

Demonstration::Demonstration(MainWindow *window, const QString &pictureFile, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_pictureFile(pictureFile)
{
    m_bound.setSingleShot(true);
    connect(&m_bound, &QTimer::timeout, this, [this] {
        print("The demonstration did not end in time.\n");
        Q_EMIT done(1);
    });
}

void Demonstration::start()
{
    m_bound.start(wholeTime);
    next();
}

void Demonstration::next()
{
    if (m_act == acts().size()) {
        finish();
        return;
    }
    LaunchSpec spec;
    spec.argv = acts()[m_act].argv;
    m_wasSignalled = false;
    print("$ " + spec.commandLine() + '\n');
    m_session = m_window->launch(spec);
    if (acts()[m_act].isShown)
        m_shown = m_session;
    connect(m_session, &Session::stateChanged, this, &Demonstration::follow);
}

void Demonstration::follow()
{
    const auto killedAfter = acts()[m_act].killedAfter;
    if (m_session->state() == Session::State::Running && killedAfter
        && !std::exchange(m_wasSignalled, true))
        QTimer::singleShot(*killedAfter, m_session, [session = m_session] {
            session->sendSignal(killSignal, SentSignal::Target::Process);
        });
    if (m_session->state() != Session::State::Finished
        && m_session->state() != Session::State::FailedToStart)
        return;
    disconnect(m_session, nullptr, this, nullptr);
    report();
    ++m_act;
    // The window may still have to deal with the signal that led here.
    QMetaObject::invokeMethod(this, &Demonstration::next, Qt::QueuedConnection);
}

void Demonstration::report()
{
    if (const auto &error = m_session->startError()) {
        const StartFailure failure = explainStartFailure(m_session->spec(), *error);
        print("  not started: " + failure.sentence.toLocal8Bit() + '\n');
    } else {
        const ExitStatus status = *m_session->exitStatus();
        print("  pid " + QByteArray::number(m_session->pid()) + '\n');
        printStream(OutputFilter::Stdout, "stdout");
        printStream(OutputFilter::Stderr, "stderr");
        print("  returncode " + shortReturncode(status, LaunchSpec::Mode::Exec).toLocal8Bit() + ": "
              + explainExit(status, LaunchSpec::Mode::Exec).toLocal8Bit() + '\n');
    }
    if (!acts()[m_act].isGood(*m_session)) {
        print("  This is not what was expected.\n");
        m_isGood = false;
    }
}

void Demonstration::finish()
{
    if (m_shown)
        m_window->selectSession(m_shown);
    QTimer::singleShot(paintTime, this, &Demonstration::takePicture);
}

void Demonstration::takePicture()
{
    const QWindow *handle = m_window->windowHandle();
    if (!handle || !handle->isExposed()) {
        QTimer::singleShot(paintTime, this, &Demonstration::takePicture);
        return;
    }
    m_bound.stop();
    if (!m_window->grab().save(m_pictureFile, "PNG")) {
        print("The picture could not be saved.\n");
        m_isGood = false;
    }
    Q_EMIT done(m_isGood ? 0 : 1);
}

void Demonstration::print(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, size_t(text.size()), stdout);
    std::fflush(stdout);
}

void Demonstration::printStream(OutputFilter filter, const QByteArray &name)
{
    const OutputLog &log = *m_session->log();
    const OutputRows rows = log.rows(filter);
    for (const OutputLine &line : log.lines(filter, rows.first, rows.count()))
        print("  " + name + ": " + line.bytes + '\n');
}

} // namespace Spawnscope
