// SPDX-License-Identifier: MIT
// No child has a terminal here: its start is refused, and nothing below is reached with one.
#include "process/pty.h"
#include "process/ptyline_p.h"

namespace Spawnscope {

class PtyPair
{};

namespace {

ProcessError unsupported()
{
    return {ProcessStage::Terminal, std::make_error_code(std::errc::not_supported), {}};
}

} // namespace

Pty::Pty(std::unique_ptr<PtyPair> pair)
    : m_pair(std::move(pair))
{}

Pty::~Pty() = default;

void Pty::close()
{
    m_pair.reset();
}

ProcessResult<PtySize> Pty::size() const
{
    return unexpected(unsupported());
}

ProcessResult<void> Pty::resize(const PtySize &)
{
    return unexpected(unsupported());
}

ProcessResult<PtyModes> Pty::modes() const
{
    return unexpected(unsupported());
}

ProcessResult<void> Pty::setModes(const PtyModes &)
{
    return unexpected(unsupported());
}

std::optional<qint64> Pty::foregroundGroup() const
{
    return std::nullopt;
}

ProcessResult<void> PtyInput::note(QByteArrayView)
{
    return {};
}

QByteArray PtyInput::endOfInput() const
{
    return {};
}

PtyBackEnd ptyBackEnd()
{
    return PtyBackEnd::None;
}

} // namespace Spawnscope
