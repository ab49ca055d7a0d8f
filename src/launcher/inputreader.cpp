// SPDX-License-Identifier: MIT
#include "launcher/inputreader.h"

#include "launcher/runrecorder.h"
#include "record/runjournal.h"

namespace Spawnscope {

namespace {

constexpr std::chrono::milliseconds tellingPace{16};

} // namespace

InputReader::InputReader(UniqueFd fd, const std::optional<RecordSettings> &records)
    : m_fd(std::move(fd))
    , m_records(records)
    , m_pace(this) // as a child it moves to the other thread too
{
    m_pace.setSingleShot(true);
    m_pace.setInterval(tellingPace);
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
    m_source = std::make_unique<InputSource>(
        std::move(m_fd),
        InputSource::Receiver{
            .arrived = [this](QByteArrayView bytes) { read(bytes); },
            .ended = [this](const std::optional<std::error_code> &error) { end(error); }});
}

void InputReader::connectSink()
{
    connect(m_recorder->sink(), &OutputSink::blocked, this, [this](const RecordError &error) {
        if (m_source)
            m_source->setReading(false);
        m_recorder->addEvent(RunEventName::Pause, pauseFields(error));
        Q_EMIT blocked(error);
    });
    connect(m_recorder->sink(), &OutputSink::unblocked, this, [this] {
        m_recorder->addEvent(RunEventName::Resume);
        if (m_source)
            m_source->setReading(true);
        Q_EMIT unblocked();
        finishIfDrained();
    });
}

void InputReader::read(QByteArrayView bytes)
{
    m_recorder->sink()->append(OutputStream::Stdout, bytes);
    if (!m_pace.isActive())
        m_pace.start();
}

void InputReader::end(const std::optional<std::error_code> &error)
{
    m_source->setParent(this);
    m_source.release()->deleteLater(); // it is what calls
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
