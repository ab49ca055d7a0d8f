// SPDX-License-Identifier: MIT
#pragma once

#include "base/result.h"
#include "base/utf8cutter.h"
#include "record/terminallog.h"

#include <QByteArray>
#include <QDateTime>
#include <QIODevice>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace Spawnscope {

/// The first line of a cast: https://docs.asciinema.org/manual/asciicast/v2/
struct CastHeader
{
    int columns = 80;
    int rows = 24;
    QDateTime timestamp = {}; ///< when it began, to the second; invalid: not known
    QString command = {};
    QString title = {};
    QString terminalType = {}; ///< TERM
    QString shell = {}; ///< SHELL

    bool operator==(const CastHeader &) const = default;
};

/// Gives out the log of a terminal as an asciicast, version 2, piece by piece: whatever its size,
/// only a piece of it is in memory. Output becomes events "o", sizes "r", what was typed "i".
///
/// Text:   a cast holds text, so a UTF-8 character that arrived in two parts comes whole with the
///         second, and bytes that are not UTF-8 become U+FFFD: replacesBytes() tells of these.
/// Times:  to the microsecond.
/// Loss:   what the log does not keep any more is missing; where the rest goes on, the screen is
///         reset.
/// Thread: use on one thread.
class CastExport final
{
public:
    enum class Input : quint8 { LeftOut, Kept };

    /// The size in @p header is that of the log where that tells it.
    CastExport(const std::shared_ptr<const OutputLog> &log, CastHeader header, Input input);

    /// About 256 KiB; empty only when there is nothing more to come.
    QByteArray next();
    bool isDone() const { return m_isDone; }
    bool replacesBytes() const { return m_replacesBytes; }

private:
    void add(const TerminalEvent &event);
    void addLine(std::chrono::nanoseconds when, char code, const QByteArray &text);
    QByteArray textOf(const QByteArray &bytes);

    TerminalLogReader m_reader;
    CastHeader m_header;
    Input m_input;
    std::vector<TerminalEvent> m_first;
    Utf8Cutter m_output;
    Utf8Cutter m_typed;
    std::chrono::nanoseconds m_last{0};
    QByteArray m_piece;
    bool m_isBegun = false;
    bool m_isDone = false;
    bool m_replacesBytes = false;
};

/// Why a cast cannot be read, or not to its end.
struct CastError
{
    enum class Kind : quint8 {
        NoCast, ///< the first line is no header
        Version, ///< of another version than 2
        Damaged, ///< a line is no event
        TooLong, ///< a line has more than CastReader::MostLineBytes
        Read, ///< the file cannot be read
    };
    Kind kind = Kind::NoCast;
    qint64 line = 1; ///< from 1
    QString systemText = {}; ///< for Read

    bool operator==(const CastError &) const = default;
};

/// Reads an asciicast, version 2, line by line.
///
/// Times that go back are those of the event before. Events of other kinds than "o", "i" and "r"
/// are passed over, as are empty lines and a last line that is cut off.
/// Ownership: the device must outlive it. Thread: use on one thread.
class CastReader final
{
public:
    static constexpr qint64 MostLineBytes = 16 * 1024 * 1024;

    static Result<CastReader, CastError> open(QIODevice *device);

    const CastHeader &header() const { return m_header; }
    /// The next event; nothing at the end. After an error there is nothing more.
    Result<std::optional<TerminalEvent>, CastError> next();

private:
    explicit CastReader(QIODevice *device)
        : m_device(device)
    {}
    Result<QByteArray, CastError> readLine();
    CastError error(CastError::Kind kind) const;

    QIODevice *m_device;
    CastHeader m_header;
    qint64 m_line = 0;
    std::chrono::nanoseconds m_last{0};
    bool m_hasFailed = false;
};

} // namespace Spawnscope
