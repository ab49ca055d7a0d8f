// SPDX-License-Identifier: MIT
#include "terminal/sequencereader_p.h"

#include <QChar>

#include <algorithm>
#include <utility>

namespace Spawnscope {

namespace {

constexpr uchar Bell = 0x07;
constexpr uchar Cancel = 0x18;
constexpr uchar Substitute = 0x1a;
constexpr uchar Escape = 0x1b;
constexpr uchar Delete = 0x7f;

bool isAscii(char byte)
{
    return static_cast<uchar>(byte) < 0x80;
}

} // namespace

void SequenceReader::read(QByteArrayView bytes)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        if (m_state == State::Ground)
            at += readGround(bytes.sliced(at));
        else if (m_state == State::String)
            at += readString(bytes.sliced(at));
        else
            readSequence(static_cast<uchar>(bytes[at++]));
    }
}

/// Returns how many bytes were read.
qsizetype SequenceReader::readGround(QByteArrayView bytes)
{
    const auto byte = static_cast<uchar>(bytes.front());
    if (byte >= 0x80) {
        const auto end = std::find_if(bytes.begin(), bytes.end(), isAscii);
        std::for_each(bytes.begin(), end, [this](char c) { readEncoded(static_cast<uchar>(c)); });
        emitCharacters();
        return end - bytes.begin();
    }
    endIncomplete();
    emitCharacters();
    if (isPrintableAscii(bytes.front())) {
        const auto end = std::find_if_not(bytes.begin(), bytes.end(), isPrintableAscii);
        const qsizetype size = end - bytes.begin();
        m_handler->asciiRead(bytes.first(size));
        return size;
    }
    if (byte == Escape) {
        m_state = State::Escape;
        m_collected.clear();
        m_isTooLong = false;
    } else if (byte != Delete) {
        m_handler->controlRead(static_cast<char>(byte));
    }
    return 1;
}

void SequenceReader::readEncoded(uchar byte)
{
    if (m_missing > 0 && (byte < m_lowestNext || byte > m_highestNext))
        endIncomplete();
    if (m_missing == 0) {
        startCharacter(byte);
        return;
    }
    m_lowestNext = 0x80;
    m_highestNext = 0xbf;
    m_character = (m_character << 6) | (byte & 0x3f);
    if (--m_missing == 0)
        addCharacter(m_character);
}

void SequenceReader::startCharacter(uchar byte)
{
    m_lowestNext = 0x80;
    m_highestNext = 0xbf;
    if (byte >= 0xc2 && byte <= 0xdf) {
        m_missing = 1;
        m_character = byte & 0x1f;
    } else if (byte >= 0xe0 && byte <= 0xef) {
        m_missing = 2;
        m_character = byte & 0x0f;
        if (byte == 0xe0)
            m_lowestNext = 0xa0;
        else if (byte == 0xed)
            m_highestNext = 0x9f;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
        m_missing = 3;
        m_character = byte & 0x07;
        if (byte == 0xf0)
            m_lowestNext = 0x90;
        else if (byte == 0xf4)
            m_highestNext = 0x8f;
    } else {
        addCharacter(QChar::ReplacementCharacter);
    }
}

void SequenceReader::addCharacter(char32_t character)
{
    const bool isControl = character < 0xa0;
    m_characters.push_back(isControl ? char32_t(QChar::ReplacementCharacter) : character);
}

void SequenceReader::emitCharacters()
{
    if (m_characters.empty())
        return;
    m_handler->charactersRead(m_characters);
    m_characters.clear();
}

void SequenceReader::endIncomplete()
{
    if (m_missing == 0)
        return;
    m_missing = 0;
    addCharacter(QChar::ReplacementCharacter);
}

void SequenceReader::readSequence(uchar byte)
{
    if (m_state == State::StringEscape) {
        m_state = State::Escape;
        if (byte == '\\') {
            endString();
            return;
        }
        m_collected.clear();
        m_isTooLong = false;
    }
    if (readAnywhere(byte))
        return;
    if (m_state == State::Escape)
        readEscape(byte);
    else
        readCsi(byte);
}

/// What means the same in every escape and CSI sequence.
bool SequenceReader::readAnywhere(uchar byte)
{
    if (byte == Cancel || byte == Substitute) {
        m_state = State::Ground;
    } else if (byte == Escape) {
        m_state = State::Escape;
        m_collected.clear();
        m_isTooLong = false;
    } else if (byte < 0x20) {
        m_handler->controlRead(static_cast<char>(byte));
    } else if (byte >= 0x80) {
        m_state = State::Ground;
        readEncoded(byte);
        emitCharacters();
    } else {
        return byte == Delete;
    }
    return true;
}

void SequenceReader::readEscape(uchar byte)
{
    if (byte < 0x30) {
        m_isTooLong = m_isTooLong || m_collected.size() >= 2;
        if (!m_isTooLong)
            m_collected.append(static_cast<char>(byte));
        return;
    }
    m_state = State::Ground;
    if (!m_collected.isEmpty()) {
        if (!m_isTooLong)
            m_handler->escapeRead(m_collected, static_cast<char>(byte));
        return;
    }
    switch (byte) {
    case '[':
        m_state = State::Csi;
        return;
    case ']':
        startString(StringKind::SystemCommand);
        return;
    case 'P':
        startString(StringKind::DeviceString);
        return;
    case 'X': // SOS
    case '^': // PM
    case '_': // APC
        startString(StringKind::Ignored);
        return;
    default:
        m_handler->escapeRead({}, static_cast<char>(byte));
    }
}

void SequenceReader::readCsi(uchar byte)
{
    if (byte < 0x40) {
        m_isTooLong = m_isTooLong || m_collected.size() >= MaxParameterBytes;
        if (!m_isTooLong)
            m_collected.append(static_cast<char>(byte));
        return;
    }
    m_state = State::Ground;
    if (m_isTooLong)
        return;
    const auto sequence = ControlSequence::fromBytes(m_collected, static_cast<char>(byte));
    if (sequence)
        m_handler->sequenceRead(*sequence);
}

void SequenceReader::startString(StringKind kind)
{
    m_state = State::String;
    m_stringKind = kind;
    m_collected.clear();
    m_isTooLong = false;
}

/// Returns how many bytes were read.
qsizetype SequenceReader::readString(QByteArrayView bytes)
{
    const auto ends = [this](char c) {
        const auto byte = static_cast<uchar>(c);
        return byte == Escape || byte == Cancel || byte == Substitute
            || (byte == Bell && m_stringKind == StringKind::SystemCommand);
    };
    const qsizetype size = std::find_if(bytes.begin(), bytes.end(), ends) - bytes.begin();
    if (m_stringKind != StringKind::Ignored && !m_isTooLong) {
        m_isTooLong = m_collected.size() + size > MaxStringBytes;
        if (m_isTooLong)
            m_collected = {};
        else
            m_collected.append(bytes.first(size));
    }
    if (size == bytes.size())
        return size;
    const auto end = static_cast<uchar>(bytes[size]);
    if (end == Escape)
        m_state = State::StringEscape;
    else if (end == Bell)
        endString();
    else
        m_state = State::Ground;
    return size + 1;
}

void SequenceReader::endString()
{
    m_state = State::Ground;
    const QByteArray string = std::exchange(m_collected, {});
    if (m_isTooLong)
        return;
    if (m_stringKind == StringKind::SystemCommand)
        m_handler->systemCommandRead(string);
    else if (m_stringKind == StringKind::DeviceString)
        m_handler->deviceStringRead(string);
}

} // namespace Spawnscope
