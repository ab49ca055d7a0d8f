// SPDX-License-Identifier: MIT
#include "launcher/explanation.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace Spawnscope {

namespace {

class TerminalTexts
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::TerminalAdvice)

public:
    static QString missing(const QString &line)
    {
        return tr("The program may have failed because it has no terminal (\"%1\"). Run it in a "
                  "terminal.")
            .arg(line);
    }
    static QString blocks()
    {
        return tr(
            "The output comes in blocks: many programs hold it back as long as it does not go "
            "to a terminal. Run it in a terminal to see each line at once.");
    }
};

/// What programs and the C library say, in lower case.
constexpr std::array Complaints = {
    "not a tty",
    "not a terminal",
    "isn't a tty",
    "isn't a terminal",
    "must be a tty",
    "must be a terminal",
    "must be connected to a terminal",
    "must be run from a terminal",
    "must be run in a terminal",
    "not connected to a terminal",
    "not from a terminal",
    "not running in a terminal",
    "requires a terminal",
    "requires a tty",
    "requires an interactive terminal",
    "terminal is required",
    "tty is required",
    "no tty present",
    "no controlling terminal",
    "no controlling tty",
    "inappropriate ioctl for device",
    "open terminal failed",
    "error opening terminal",
    "failed tty get",
    "/dev/tty: no such device or address",
    "can't open /dev/tty",
    "cannot open /dev/tty",
    "could not open tty",
    "could not open a new tty",
    "the input device is not a tty",
    "stdin is not interactive",
    "environment variable term",
    "term environment variable",
    "terminal is not fully functional",
    "enotty",
};

bool complains(const QByteArray &line)
{
    const QByteArray text = line.toLower();
    return std::ranges::any_of(Complaints,
                               [&text](const char *words) { return text.contains(words); });
}

/// Full blocks of the sizes that C libraries and languages use, in which lines were held back.
bool isBlock(const QByteArray &bytes)
{
    constexpr qsizetype SmallestBlock = 4096;
    return !bytes.isEmpty() && bytes.size() % SmallestBlock == 0 && bytes.contains('\n')
        && !bytes.contains('\0');
}

} // namespace

std::optional<QString> explainMissingTerminal(const QByteArrayList &lastLines)
{
    const auto last = std::find_if(lastLines.crbegin(), lastLines.crend(), complains);
    if (last == lastLines.crend())
        return std::nullopt;
    return TerminalTexts::missing(QString::fromUtf8(*last).simplified());
}

std::optional<bool> comesInBlocks(const QList<OutputChunk> &chunks)
{
    constexpr qsizetype EnoughBlocks = 2;
    constexpr qsizetype MostBlocks = 8;
    constexpr std::chrono::milliseconds Pause{100}; // between blocks that somebody waits for
    qsizetype blocks = 0;
    qsizetype cuts = 0; // blocks that end within a line
    std::optional<std::chrono::nanoseconds> last;
    for (const OutputChunk &chunk : chunks) {
        if (chunk.stream != OutputStream::Stdout)
            continue;
        const bool isAfterPause = !last || chunk.when - *last >= Pause;
        last = chunk.when;
        if (chunk.isAfterGap || !isAfterPause || !isBlock(chunk.bytes))
            return false;
        ++blocks;
        cuts += chunk.bytes.endsWith('\n') ? 0 : 1;
        if (blocks >= EnoughBlocks && cuts > 0)
            return true;
        if (blocks == MostBlocks)
            return false;
    }
    return std::nullopt;
}

QString explainBlockBuffering()
{
    return TerminalTexts::blocks();
}

} // namespace Spawnscope
