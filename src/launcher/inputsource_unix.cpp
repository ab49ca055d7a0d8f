// SPDX-License-Identifier: MIT
#include "launcher/inputsource_p.h"

#include <QByteArray>
#include <QSocketNotifier>

#include <cerrno>

#include <unistd.h>

namespace Spawnscope {

namespace {

constexpr qsizetype ChunkBytes = 256 * 1024;

} // namespace

struct InputSource::Private
{
    UniqueFd fd;
    Receiver receiver;
    QByteArray buffer;
    std::unique_ptr<QSocketNotifier> notifier;

    void read();
    void end(const std::optional<std::error_code> &error);
};

InputSource::InputSource(UniqueFd fd, Receiver receiver)
    : m(std::make_unique<Private>())
{
    m->fd = std::move(fd);
    m->receiver = std::move(receiver);
    m->buffer = QByteArray(ChunkBytes, Qt::Uninitialized);
    m->notifier = std::make_unique<QSocketNotifier>(m->fd.get(), QSocketNotifier::Read);
    connect(m->notifier.get(), &QSocketNotifier::activated, this, [this] { m->read(); });
}

InputSource::~InputSource() = default;

void InputSource::setReading(bool isReading)
{
    if (m->notifier)
        m->notifier->setEnabled(isReading);
}

void InputSource::Private::read()
{
    const ssize_t count = ::read(fd.get(), buffer.data(), size_t(buffer.size()));
    if (count > 0)
        receiver.arrived(QByteArrayView(buffer).first(count));
    else if (count == 0)
        end(std::nullopt);
    else if (errno != EINTR && errno != EAGAIN)
        end(std::error_code(errno, std::system_category()));
}

void InputSource::Private::end(const std::optional<std::error_code> &error)
{
    notifier->setEnabled(false);
    notifier.release()->deleteLater(); // it is what calls
    fd.reset();
    receiver.ended(error);
}

} // namespace Spawnscope
