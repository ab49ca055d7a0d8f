// SPDX-License-Identifier: MIT
#pragma once

#include "terminal/controlsequence_p.h"

#include <QByteArray>
#include <QByteArrayView>

#include <span>
#include <vector>

namespace Spawnscope {

constexpr bool isPrintableAscii(char byte)
{
    return byte >= 0x20 && byte < 0x7f;
}

/// What a SequenceReader finds.
class SequenceHandler
{
public:
    SequenceHandler() = default;
    Q_DISABLE_COPY_MOVE(SequenceHandler)
    virtual ~SequenceHandler() = default;

    virtual void asciiRead(QByteArrayView text) = 0; ///< 0x20–0x7e only
    virtual void charactersRead(std::span<const char32_t> characters) = 0; ///< from U+00A0 on
    virtual void controlRead(char control) = 0;
    /// ESC, @p intermediates (0x20–0x2f, two at most) and @p final.
    virtual void escapeRead(QByteArrayView intermediates, char final) = 0;
    virtual void sequenceRead(const ControlSequence &sequence) = 0;
    virtual void systemCommandRead(const QByteArray &command) = 0; ///< OSC
    virtual void deviceStringRead(const QByteArray &string) = 0; ///< DCS
};

/// Cuts what a child writes into text and sequences (ECMA-48), however it arrives in pieces.
///
/// Text is UTF-8; whatever is not becomes U+FFFD, and so do the controls U+0080–U+009F.
/// CAN and SUB end a sequence without effect, ESC begins another; control characters within a CSI
/// sequence are carried out. A sequence that is longer than its limit is read to its end and
/// dropped.
class SequenceReader final
{
public:
    static constexpr qsizetype MaxParameterBytes = 1024;
    static constexpr qsizetype MaxStringBytes = 256 * 1024;

    explicit SequenceReader(SequenceHandler *handler)
        : m_handler(handler)
    {}

    void read(QByteArrayView bytes);

    /// Whether the next byte begins something new.
    bool isBetweenSequences() const { return m_state == State::Ground && m_missing == 0; }

private:
    enum class State : quint8 { Ground, Escape, Csi, String, StringEscape };
    enum class StringKind : quint8 { SystemCommand, DeviceString, Ignored };

    qsizetype readGround(QByteArrayView bytes);
    void readEncoded(uchar byte);
    void startCharacter(uchar byte);
    void addCharacter(char32_t character);
    void endIncomplete();
    void emitCharacters();

    void readSequence(uchar byte);
    bool readAnywhere(uchar byte);
    void readEscape(uchar byte);
    void readCsi(uchar byte);
    qsizetype readString(QByteArrayView bytes);
    void startString(StringKind kind);
    void endString();

    SequenceHandler *m_handler;
    State m_state = State::Ground;
    StringKind m_stringKind = StringKind::Ignored;
    bool m_isTooLong = false;
    QByteArray m_collected; // intermediates, parameters or the string, by m_state

    // The character that has begun (Unicode 3.9, table 3-7).
    int m_missing = 0;
    char32_t m_character = 0;
    uchar m_lowestNext = 0x80;
    uchar m_highestNext = 0xbf;
    std::vector<char32_t> m_characters; ///< whole ones, not told yet
};

} // namespace Spawnscope
