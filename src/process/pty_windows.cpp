// SPDX-License-Identifier: MIT
#include "process/pty_p.h"
#include "process/ptyline_p.h"
#include "process/ptypair_windows.h"
#include "process/windowserror_windows.h"

#include <algorithm>
#include <limits>

namespace Spawnscope {

namespace {

constexpr auto stage = ProcessStage::Terminal;

ProcessError closed()
{
    return posixError(stage, std::errc::bad_file_descriptor);
}

/// A program changes the modes of its console itself, and nobody else can ask for them.
ProcessError modesAreThePrograms()
{
    return posixError(stage, std::errc::not_supported, "modes");
}

bool isPossible(const PtySize &size)
{
    constexpr int most = std::numeric_limits<SHORT>::max();
    constexpr int mostPixels = std::numeric_limits<unsigned short>::max();
    const auto isWithin = [](int number, int least, int bound) {
        return number >= least && number <= bound;
    };
    return isWithin(size.rows, 1, most) && isWithin(size.columns, 1, most)
        && isWithin(size.widthPixels, 0, mostPixels) && isWithin(size.heightPixels, 0, mostPixels);
}

} // namespace

std::optional<ProcessError> checkPtyOptions(const PtyOptions &options)
{
    constexpr auto arguments = ProcessStage::Arguments;
    if (!isPossible(options.size))
        return ProcessError::invalid("terminal.size");
    if (options.type.contains('\0'))
        return ProcessError::invalid("terminal.type");
    if (ptyBackEnd() == PtyBackEnd::None)
        return posixError(arguments, std::errc::not_supported, "terminal");
    if (options.modes != PtyModes())
        return posixError(arguments, std::errc::not_supported, "terminal.modes");
    if (options.recordLogin)
        return posixError(arguments, std::errc::not_supported, "terminal.recordLogin");
    return std::nullopt;
}

ProcessResult<std::unique_ptr<PtyPair>> openPty(const PtyOptions &options)
{
    return PtyPair::open(options.size);
}

Pty::Pty(std::unique_ptr<PtyPair> pair)
    : m_pair(std::move(pair))
    , m_name("CON")
{}

Pty::~Pty() = default;

void Pty::close()
{
    m_pair.reset();
}

ProcessResult<PtySize> Pty::size() const
{
    if (!isOpen())
        return unexpected(closed());
    return m_pair->size();
}

ProcessResult<void> Pty::resize(const PtySize &size)
{
    if (!isPossible(size))
        return unexpected(posixError(stage, std::errc::invalid_argument));
    if (!isOpen())
        return unexpected(closed());
    return m_pair->resize(size);
}

ProcessResult<PtyModes> Pty::modes() const
{
    return unexpected(isOpen() ? modesAreThePrograms() : closed());
}

ProcessResult<void> Pty::setModes(const PtyModes &)
{
    return unexpected(isOpen() ? modesAreThePrograms() : closed());
}

std::optional<qint64> Pty::foregroundGroup() const
{
    return std::nullopt;
}

// A console's line ends with the Enter key, a carriage return, and its input with Ctrl+Z at the
// start of a line and Enter ("_read", "ReadFile" of a console).

ProcessResult<void> PtyInput::note(QByteArrayView bytes)
{
    const auto isEnd = [](char byte) { return byte == '\r' || byte == '\n'; };
    const auto lastEnd = std::find_if(bytes.rbegin(), bytes.rend(), isEnd);
    const qsizetype after = lastEnd - bytes.rbegin();
    m_line.length = lastEnd == bytes.rend() ? m_line.length + after : after;
    return {};
}

QByteArray PtyInput::endOfInput() const
{
    return m_line.length > 0 ? "\r\x1a\r" : "\x1a\r";
}

} // namespace Spawnscope
