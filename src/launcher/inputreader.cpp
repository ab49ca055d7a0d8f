// SPDX-License-Identifier: MIT
#include "launcher/inputreader.h"

#include "launcher/runrecorder.h"
#include "record/runjournal.h"

#include <QSocketNotifier>

#include <cerrno>

#include <unistd.h>

namespace Spawnscope {

namespace {

constexpr std::chrono::milliseconds pace{16};
constexpr qsizetype ChunkBytes = 256 * 1024;

} // namespace

InputReader::InputReader(UniqueFd fd, const std::optional<RecordSettings> &records)
    : m_fd(std::move(fd))
    , m_records(records)
    , m_pace(this) // as a child it moves to the other thread too
    , m_buffer(ChunkBytes, Qt::Uninitialized)
{
    m_pace.setSingleShot(true);
    m_pace.setInterval(pace);
    connect(&m_pace, &QTimer::timeout, this, [this] {
        m_recorder->sink()->flush();
        Q_EMIT grew();
    });
}

InputReader::~InputReader() = default;

qint64 InputReader::waitingBytes() const
{
    return m_recorder->sink()->keptBytes();
}

void InputReader::start()
{
    m_recorder = std::make_unique<RunRecorder>(m_records, RunRecorder::Kind::Pipes);
    m_recorder->addEvent(RunEventName::Start,
                         {{QLatin1StringView("source"), QLatin1StringView("stdin")}});
    connectSink();
    Q_EMIT logReady(m_recorder->log(), m_recorder->folder(), m_recorder->error());
    m_notifier = new QSocketNotifier(m_fd.get(), QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &InputReader::read);
}

void InputReader::connectSink()
{
    connect(m_recorder->sink(), &OutputSink::blocked, this, [this](const RecordError &error) {
        if (m_notifier)
            m_notifier->setEnabled(false);
        m_recorder->addEvent(RunEventName::Pause, pauseFields(error));
        Q_EMIT blocked(error);
    });
    connect(m_recorder->sink(), &OutputSink::unblocked, this, [this] {
        m_recorder->addEvent(RunEventName::Resume);
        if (m_notifier)
            m_notifier->setEnabled(true);
        Q_EMIT unblocked();
        finishIfDrained();
    });
}

void InputReader::read()
{
    const ssize_t count = ::read(m_fd.get(), m_buffer.data(), size_t(m_buffer.size()));
    if (count > 0) {
        m_recorder->sink()->append(OutputStream::Stdout, QByteArrayView(m_buffer).first(count));
        if (!m_pace.isActive())
            m_pace.start();
    } else if (count == 0) {
        end(std::nullopt);
    } else if (errno != EINTR && errno != EAGAIN) {
        end(std::error_code(errno, std::system_category()));
    }
}

void InputReader::end(const std::optional<std::error_code> &error)
{
    m_notifier->setEnabled(false);
    m_notifier->deleteLater();
    m_notifier = nullptr;
    m_fd.reset();
    m_hasEnded = true;
    m_error = error;
    finishIfDrained();
}

void InputReader::finishIfDrained()
{
    if (!m_hasEnded || m_recorder->sink()->isBlocked() || !m_recorder->finish())
        return;
    Q_EMIT grew();
    Q_EMIT ended(m_error);
}

} // namespace Spawnscope
