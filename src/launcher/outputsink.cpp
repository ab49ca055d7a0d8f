// SPDX-License-Identifier: MIT
#include "launcher/outputsink.h"

#include <numeric>
#include <utility>

namespace Spawnscope {

namespace {

constexpr std::chrono::milliseconds retryInterval{500};

} // namespace

OutputSink::Target OutputSink::targetOf(const std::shared_ptr<OutputLog> &log)
{
    return {[log](OutputStream stream, QByteArrayView bytes, Moment when, qint64 writer) {
                return log->append(stream, bytes, when, writer);
            },
            [log] { return log->flush(); }};
}

OutputSink::OutputSink(Target target, QObject *parent)
    : QObject(parent)
    , m_target(std::move(target))
    , m_retry(this) // as a child it moves to another thread too
{
    m_retry.setInterval(retryInterval);
    connect(&m_retry, &QTimer::timeout, this, &OutputSink::retry);
}

void OutputSink::append(OutputStream stream, QByteArrayView bytes, Moment when, qint64 writer)
{
    if (bytes.isEmpty())
        return;
    if (isBlocked() || m_isGivenUp) {
        keep(stream, bytes, when, writer);
        return;
    }
    const OutputLog::Appended appended = m_target.append(stream, bytes, when, writer);
    if (appended.bytes > 0)
        Q_EMIT grew();
    if (!appended.error)
        return;
    keep(stream, bytes.sliced(appended.bytes), when, writer);
    block(*appended.error);
}

void OutputSink::note(const QString &sentence)
{
    append(OutputStream::Note, sentence.toUtf8());
}

void OutputSink::flush()
{
    if (isBlocked() || m_isGivenUp)
        return; // part of every retry
    if (const auto error = m_target.flush())
        block(*error);
}

void OutputSink::keep(OutputStream stream, QByteArrayView bytes, Moment when, qint64 writer)
{
    if (m_isGivenUp) {
        m_lostBytes[size_t(stream)] += bytes.size();
        return;
    }
    m_kept.push_back({stream, bytes.toByteArray(), when, writer});
    m_keptBytes += bytes.size();
}

void OutputSink::block(const RecordError &error)
{
    if (m_isGivenUp)
        return;
    m_error = error;
    m_retry.start();
    Q_EMIT blocked(error);
}

void OutputSink::retry()
{
    if (!drain())
        return;
    if (const auto error = m_target.flush()) {
        m_error = error;
        return;
    }
    m_retry.stop();
    m_error.reset();
    Q_EMIT unblocked();
}

/// True once the target has taken all that is kept.
bool OutputSink::drain()
{
    while (!m_kept.empty()) {
        Kept &first = m_kept.front();
        const OutputLog::Appended appended = m_target.append(first.stream, first.bytes, first.when,
                                                             first.writer);
        m_keptBytes -= appended.bytes;
        if (appended.bytes > 0)
            Q_EMIT grew();
        if (appended.error) {
            first.bytes.remove(0, appended.bytes);
            m_error = appended.error;
            return false;
        }
        m_kept.pop_front();
    }
    return true;
}

void OutputSink::discard()
{
    const bool wasBlocked = isBlocked();
    m_isGivenUp = !drain();
    for (const Kept &kept : std::exchange(m_kept, {}))
        m_lostBytes[size_t(kept.stream)] += kept.bytes.size();
    m_keptBytes = 0;
    m_retry.stop();
    m_error.reset();
    if (wasBlocked)
        Q_EMIT unblocked();
}

qint64 OutputSink::lostBytes() const
{
    return std::accumulate(m_lostBytes.begin(), m_lostBytes.end(), qint64(0));
}

} // namespace Spawnscope
