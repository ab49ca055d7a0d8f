// SPDX-License-Identifier: MIT
#include "record/asciicast.h"

#include "base/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

#include <algorithm>
#include <cmath>
#include <utility>

namespace Spawnscope {

namespace {

using Key = QLatin1StringView;
using Kind = TerminalEvent::Kind;

constexpr qsizetype PieceBytes = 256 * 1024;
constexpr qint64 LinePartBytes = 16 * 1024;
constexpr int CastVersion = 2;
constexpr int LargestSize = 65535;
constexpr char Reset[] = "\033c";

QByteArray headerLine(const CastHeader &header)
{
    QJsonObject environment;
    if (!header.terminalType.isEmpty())
        environment.insert(Key("TERM"), header.terminalType);
    if (!header.shell.isEmpty())
        environment.insert(Key("SHELL"), header.shell);
    QJsonObject json{{Key("version"), CastVersion},
                     {Key("width"), header.columns},
                     {Key("height"), header.rows}};
    if (header.timestamp.isValid())
        json.insert(Key("timestamp"), header.timestamp.toSecsSinceEpoch());
    if (!header.command.isEmpty())
        json.insert(Key("command"), header.command);
    if (!header.title.isEmpty())
        json.insert(Key("title"), header.title);
    if (!environment.isEmpty())
        json.insert(Key("env"), environment);
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

/// "12.345678"
QByteArray secondsOf(std::chrono::nanoseconds when)
{
    constexpr qint64 Million = 1'000'000;
    constexpr int Digits = 6;
    const qint64 microseconds = when.count() / 1000;
    return QByteArray::number(microseconds / Million) + '.'
        + QByteArray::number(microseconds % Million).rightJustified(Digits, '0');
}

bool isSize(int size)
{
    return size >= 1 && size <= LargestSize;
}

std::optional<CastHeader> castHeaderFromJson(const QJsonObject &json)
{
    CastHeader header;
    header.columns = json[Key("width")].toInt();
    header.rows = json[Key("height")].toInt();
    if (!isSize(header.columns) || !isSize(header.rows))
        return std::nullopt;
    if (const QJsonValue timestamp = json[Key("timestamp")]; timestamp.isDouble())
        header.timestamp = QDateTime::fromSecsSinceEpoch(timestamp.toInteger());
    header.command = json[Key("command")].toString();
    header.title = json[Key("title")].toString();
    header.terminalType = json[Key("env")][Key("TERM")].toString();
    header.shell = json[Key("env")][Key("SHELL")].toString();
    return header;
}

/// Sizes are "80x24".
bool readSize(const QString &text, TerminalEvent *event)
{
    const qsizetype sign = text.indexOf(u'x');
    if (sign < 0)
        return false;
    event->columns = QStringView(text).first(sign).toInt();
    event->rows = QStringView(text).sliced(sign + 1).toInt();
    return isSize(event->columns) && isSize(event->rows);
}

struct NoEvent
{};

/// Nothing for an event of a kind that is not known.
Result<std::optional<TerminalEvent>, NoEvent> eventFromJson(const QJsonArray &json)
{
    constexpr double LongestSeconds = 1e9; // which are 31 years
    const double seconds = json[0].toDouble(-1);
    if (json.size() < 3 || !json[1].isString() || !json[2].isString() || !(seconds >= 0)
        || seconds > LongestSeconds)
        return unexpected(NoEvent());
    const QString code = json[1].toString();
    const QString text = json[2].toString();
    TerminalEvent event{.when = std::chrono::nanoseconds(std::llround(seconds * 1e9))};
    if (code == Key("r")) {
        event.kind = Kind::Size;
        if (!readSize(text, &event))
            return unexpected(NoEvent());
        return event;
    }
    if (code != Key("o") && code != Key("i"))
        return std::nullopt;
    event.kind = code == Key("o") ? Kind::Output : Kind::Input;
    event.bytes = text.toUtf8();
    return event;
}

} // namespace

CastExport::CastExport(const std::shared_ptr<const OutputLog> &log, CastHeader header, Input input)
    : m_reader(log)
    , m_header(std::move(header))
    , m_input(input)
    , m_first(m_reader.next(PieceBytes))
{
    if (m_first.empty() || m_first.front().kind != Kind::Size)
        return;
    m_header.columns = m_first.front().columns;
    m_header.rows = m_first.front().rows;
    m_first.erase(m_first.begin());
}

QByteArray CastExport::next()
{
    m_piece.clear();
    if (!std::exchange(m_isBegun, true))
        m_piece = headerLine(m_header);
    std::vector<TerminalEvent> events = std::exchange(m_first, {});
    while (m_piece.isEmpty() || !events.empty()) {
        for (const TerminalEvent &event : events)
            add(event);
        events.clear();
        if (!m_piece.isEmpty() || m_isDone)
            break;
        events = m_reader.next(PieceBytes);
        if (!events.empty())
            continue;
        m_isDone = true; // but for the beginning of a character whose end never came
        addLine(m_last, 'o', textOf(m_output.takeRest()));
    }
    return std::move(m_piece);
}

void CastExport::add(const TerminalEvent &event)
{
    m_last = std::max(m_last, event.when);
    if (event.isAfterGap) {
        addLine(m_last, 'o', textOf(m_output.takeRest()));
        addLine(m_last, 'o', Reset);
    }
    switch (event.kind) {
    case Kind::Output:
        addLine(m_last, 'o', textOf(m_output.take(event.bytes)));
        break;
    case Kind::Input:
        if (m_input == Input::Kept)
            addLine(m_last, 'i', textOf(m_typed.take(event.bytes)));
        break;
    case Kind::Size:
        addLine(m_last, 'r',
                QByteArray::number(event.columns) + 'x' + QByteArray::number(event.rows));
        break;
    }
}

void CastExport::addLine(std::chrono::nanoseconds when, char code, const QByteArray &text)
{
    if (text.isEmpty())
        return;
    m_piece += '[' + secondsOf(when) + ", \"" + code + "\", " + jsonStringFromUtf8(text) + "]\n";
}

QByteArray CastExport::textOf(const QByteArray &bytes)
{
    if (bytes.isValidUtf8())
        return bytes;
    m_replacesBytes = true;
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::ConvertInitialBom
                               | QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return text.toUtf8();
}

CastError CastReader::error(CastError::Kind kind) const
{
    return {.kind = kind,
            .line = m_line,
            .systemText = kind == CastError::Kind::Read ? m_device->errorString() : QString()};
}

Result<CastReader, CastError> CastReader::open(QIODevice *device)
{
    CastReader reader(device);
    const auto line = reader.readLine();
    if (!line)
        return unexpected(line.error());
    const QJsonObject json = QJsonDocument::fromJson(*line).object();
    if (!json[Key("version")].isDouble())
        return unexpected(reader.error(CastError::Kind::NoCast));
    if (json[Key("version")].toInt() != CastVersion)
        return unexpected(reader.error(CastError::Kind::Version));
    const auto header = castHeaderFromJson(json);
    if (!header)
        return unexpected(reader.error(CastError::Kind::NoCast));
    reader.m_header = *header;
    return reader;
}

/// Without its line feed; null at the end.
Result<QByteArray, CastError> CastReader::readLine()
{
    ++m_line;
    QByteArray line;
    while (line.size() < MostLineBytes && !line.endsWith('\n')) {
        const QByteArray part = m_device->readLine(LinePartBytes); // takes that much at once
        if (part.isEmpty())
            break;
        line += part;
    }
    if (line.isEmpty()) {
        if (!m_device->atEnd())
            return unexpected(error(CastError::Kind::Read));
        return QByteArray();
    }
    if (line.size() >= MostLineBytes && !line.endsWith('\n'))
        return unexpected(error(CastError::Kind::TooLong));
    return line;
}

Result<std::optional<TerminalEvent>, CastError> CastReader::next()
{
    while (!m_hasFailed) {
        const auto line = readLine();
        if (!line) {
            m_hasFailed = true;
            return unexpected(line.error());
        }
        if (line->isEmpty())
            return std::nullopt;
        if (line->trimmed().isEmpty())
            continue;
        QJsonParseError parsing;
        const QJsonDocument json = QJsonDocument::fromJson(*line, &parsing);
        const bool isCutOff = parsing.error != QJsonParseError::NoError && !line->endsWith('\n')
            && m_device->atEnd();
        if (isCutOff)
            return std::nullopt;
        auto event = eventFromJson(json.array());
        if (!event) {
            m_hasFailed = true;
            return unexpected(error(CastError::Kind::Damaged));
        }
        if (!*event)
            continue;
        (*event)->when = m_last = std::max(m_last, (*event)->when);
        return *std::move(event);
    }
    return std::nullopt;
}

} // namespace Spawnscope
