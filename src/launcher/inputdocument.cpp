// SPDX-License-Identifier: MIT
#include "launcher/inputdocument.h"

#include "launcher/capturethread.h"
#include "launcher/inputreader.h"

namespace Spawnscope {

InputDocument::InputDocument(UniqueFd fd, const std::optional<RecordSettings> &records,
                             CaptureThread *thread)
    : m_log(std::make_shared<OutputLog>())
    , m_reader(new InputReader(std::move(fd), records))
{
    thread->adopt(m_reader);
    connectReader();
    QMetaObject::invokeMethod(m_reader, &InputReader::start, Qt::QueuedConnection);
}

InputDocument::~InputDocument()
{
    // What the reader still sends goes nowhere: the connections end with this object.
    m_reader->deleteLater();
}

void InputDocument::connectReader()
{
    connect(m_reader, &InputReader::logReady, this,
            [this](const std::shared_ptr<OutputLog> &log, const QString &folder,
                   const std::optional<RecordError> &error) {
                m_log = log;
                m_folder = folder;
                m_recordError = error;
                Q_EMIT logChanged();
            });
    connect(m_reader, &InputReader::grew, this, &Document::grown);
    connect(m_reader, &InputReader::blocked, this, [this](const RecordError &error) {
        m_error = error;
        Q_EMIT statusChanged();
    });
    connect(m_reader, &InputReader::unblocked, this, [this] {
        m_error.reset();
        Q_EMIT statusChanged();
    });
    connect(m_reader, &InputReader::ended, this,
            [this](const std::optional<std::error_code> &error) {
                m_isReading = false;
                if (error) {
                    m_error.emplace();
                    m_error->stage = RecordStage::ReadFile;
                    m_error->code = *error;
                }
                Q_EMIT statusChanged();
            });
}

Document::Status InputDocument::status() const
{
    const bool isWaiting = m_isReading && m_error;
    return {.isReading = m_isReading,
            .waitingBytes = isWaiting ? m_reader->waitingBytes() : 0,
            .error = m_error};
}

} // namespace Spawnscope
