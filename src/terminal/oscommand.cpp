// SPDX-License-Identifier: MIT
#include "terminal/oscommand_p.h"

#include <algorithm>

namespace Spawnscope {

namespace {

constexpr qsizetype MaxTitle = 1024;
constexpr qsizetype MaxAddress = 2083;
constexpr qsizetype MaxLinkParameters = 256;

TitleCommand titleCommand(const QByteArray &arguments)
{
    QString title = QString::fromUtf8(arguments.first(std::min(arguments.size(), 4 * MaxTitle)));
    title.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
    return {.title = title.left(MaxTitle)};
}

/// "id=1;https://example.org"
std::optional<OsCommand> linkCommand(const QByteArray &arguments)
{
    const qsizetype semicolon = arguments.indexOf(';');
    if (semicolon < 0 || semicolon > MaxLinkParameters)
        return {};
    const qsizetype addressSize = arguments.size() - semicolon - 1;
    if (addressSize == 0)
        return LinkCommand{};
    // No link is better than the one before.
    if (addressSize > MaxAddress)
        return LinkCommand{};
    return LinkCommand{.link = arguments};
}

/// "c;aGVsbG8=", "c;?"
std::optional<OsCommand> clipboardCommand(const QByteArray &arguments)
{
    const qsizetype semicolon = arguments.indexOf(';');
    if (semicolon < 0)
        return {};
    ClipboardRequest request{.selections = arguments.first(std::min(semicolon, qsizetype(16)))};
    const QByteArray data = arguments.sliced(semicolon + 1);
    if (data == "?") {
        request.kind = ClipboardRequest::Kind::Read;
        return request;
    }
    if (const auto decoded = QByteArray::fromBase64Encoding(
            data, QByteArray::AbortOnBase64DecodingErrors))
        request.data = *decoded;
    // What is not base64 clears, says xterm.
    if (request.data.isEmpty())
        request.kind = ClipboardRequest::Kind::Clear;
    return request;
}

/// "A", "B", "C", "D", "D;1", each perhaps with more behind it
std::optional<OsCommand> markCommand(const QByteArray &arguments)
{
    using Kind = PromptMark::Kind;
    const QByteArrayList fields = arguments.split(';');
    if (fields.first().size() != 1)
        return {};
    PromptMark mark;
    switch (fields.first().front()) {
    case 'A':
        mark.kind = Kind::PromptStart;
        return mark;
    case 'B':
        mark.kind = Kind::CommandStart;
        return mark;
    case 'C':
        mark.kind = Kind::OutputStart;
        return mark;
    case 'D':
        mark.kind = Kind::CommandEnd;
        break;
    default:
        return {};
    }
    bool isNumber = false;
    const int returncode = fields.size() > 1 ? fields[1].toInt(&isNumber) : 0;
    if (isNumber)
        mark.returncode = returncode;
    return mark;
}

} // namespace

std::optional<OsCommand> osCommand(const QByteArray &command)
{
    const qsizetype semicolon = command.indexOf(';');
    if (semicolon < 0)
        return {};
    const QByteArrayView number = QByteArrayView(command).first(semicolon);
    const QByteArray arguments = command.sliced(semicolon + 1);
    if (number == "0" || number == "2")
        return titleCommand(arguments);
    if (number == "8")
        return linkCommand(arguments);
    if (number == "52")
        return clipboardCommand(arguments);
    if (number == "133" && arguments.size() <= 1024)
        return markCommand(arguments);
    return {};
}

} // namespace Spawnscope
