// SPDX-License-Identifier: MIT
#include "record/textbytes.h"

#include "base/escapelexer.h"
#include "base/styledtext.h"
#include "record/avx2_p.h"

#include <QChar>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace Spawnscope {

namespace {

constexpr bool isUnusual(char c)
{
    const auto byte = static_cast<uchar>(c);
    return (byte < 0x20 && c != '\t' && c != '\n') || byte >= 0x7f;
}

#ifdef __SSE2__
__m128i load(const char *at)
{
    return _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
}

/// A bit for each of the 16 bytes that isUnusual().
unsigned unusualBits(__m128i bytes)
{
    // Signed, so that what is not ASCII counts as less than a blank as well.
    const __m128i low = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' '));
    const __m128i usual = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')),
                                       _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t')));
    const __m128i unusual = _mm_or_si128(_mm_andnot_si128(usual, low),
                                         _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\x7f')));
    return static_cast<unsigned>(_mm_movemask_epi8(unusual));
}
#endif

struct CodePoint
{
    char32_t value = 0;
    qsizetype size = 0;
};

CodePoint decode(QByteArrayView text, qsizetype at)
{
    const auto byte = [&](qsizetype i) {
        return static_cast<char32_t>(static_cast<uchar>(text[i]));
    };
    const char32_t lead = byte(at);
    if (lead < 0x80)
        return {lead, 1};
    const qsizetype size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (at + size > text.size())
        return {QChar::ReplacementCharacter, 1};
    char32_t value = lead & (0x7fU >> size);
    for (qsizetype i = 1; i < size; ++i)
        value = (value << 6) | (byte(at + i) & 0x3f);
    return {value, size};
}

bool isWordAt(QByteArrayView text, qsizetype at)
{
    const char32_t codePoint = decode(text, at).value;
    return codePoint == U'_' || QChar::isLetterOrNumber(codePoint);
}

bool isWordBefore(QByteArrayView text, qsizetype at)
{
    --at;
    while (at > 0 && (static_cast<uchar>(text[at]) & 0xc0) == 0x80)
        --at;
    return isWordAt(text, at);
}

/// Whether there is a character with no shape of its own, U+0080–U+009F included.
bool hasControl(QByteArrayView text)
{
    for (const char *at = text.begin(); at != text.end(); ++at) {
        if (!isUnusual(*at))
            continue;
        const auto byte = static_cast<uchar>(*at);
        if (byte < 0x80)
            return true;
        if (byte == 0xc2 && at + 1 != text.end() && static_cast<uchar>(at[1]) < 0xa0)
            return true;
    }
    return false;
}

/// Whether QString::fromUtf8() takes every byte; a byte order mark it would leave out.
bool isWholeUtf8(QByteArrayView text)
{
    return text.isValidUtf8() && !text.startsWith("\xef\xbb\xbf");
}

/// Whether @p text could be made; false when the row has to be written to a screen for it.
bool makeSimpleText(QByteArrayView row, QByteArray *text)
{
    EscapeLexer lexer(row);
    while (true) {
        switch (lexer.next()) {
        case EscapeLexer::Token::End:
            return true;
        case EscapeLexer::Token::Text:
            if (!isWholeUtf8(lexer.bytes()) || hasControl(lexer.bytes()))
                return false;
            text->append(lexer.bytes());
            break;
        case EscapeLexer::Token::Control:
            if (lexer.final() == '\r' || lexer.final() == '\b')
                return false;
            // The control picture, U+2400 and on.
            text->append("\xe2\x90");
            text->append(lexer.final() == '\x7f' ? '\xa1'
                                                 : static_cast<char>(0x80 + lexer.final()));
            break;
        case EscapeLexer::Token::Csi:
            // With the cursor behind the last cell, erasing to the right changes nothing.
            if (QByteArrayView("CDG").contains(lexer.final())
                || (lexer.final() == 'K' && !lexer.bytes().isEmpty() && lexer.bytes() != "0"))
                return false;
            break;
        case EscapeLexer::Token::Ignored:
            break;
        }
    }
}

#ifdef SPAWNSCOPE_AVX2

SPAWNSCOPE_AVX2 __m256i unusualIn32(const char *at)
{
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(at));
    // One more, so that DEL is less than a blank too, signed as bytes beyond ASCII are.
    const __m256i next = _mm256_add_epi8(bytes, _mm256_set1_epi8(1));
    const __m256i low = _mm256_cmpgt_epi8(_mm256_set1_epi8(' ' + 1), next);
    // A tab and a line feed, which differ in their last bit now.
    static_assert('\t' + 1 == 0x0a && '\n' + 1 == 0x0b);
    const __m256i usual = _mm256_cmpeq_epi8(_mm256_and_si256(next, _mm256_set1_epi8(-2)),
                                            _mm256_set1_epi8('\t' + 1));
    return _mm256_andnot_si256(usual, low);
}

/// Passes by bytes of which none is unusual, 128 at a step.
SPAWNSCOPE_AVX2 const char *skipUsualBytes(const char *begin, const char *end)
{
    for (; end - begin >= 128; begin += 128) {
        const __m256i any = _mm256_or_si256(
            _mm256_or_si256(unusualIn32(begin), unusualIn32(begin + 32)),
            _mm256_or_si256(unusualIn32(begin + 64), unusualIn32(begin + 96)));
        if (!_mm256_testz_si256(any, any))
            break;
    }
    return begin;
}

SPAWNSCOPE_AVX2 __m256i lineFeedsIn32(const char *at)
{
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(at));
    return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\n'));
}

/// Of at least 32 bytes.
SPAWNSCOPE_AVX2 qint64 countLineFeedsIn32(const char *begin, const char *end)
{
    constexpr qsizetype MostRounds = 255; // what a byte can count
    qint64 count = 0;
    while (end - begin >= 32) {
        __m256i counts = _mm256_setzero_si256();
        const char *stop = begin + std::min<qsizetype>((end - begin) / 32, MostRounds) * 32;
        for (; stop - begin >= 64; begin += 64) {
            const __m256i two = _mm256_add_epi8(lineFeedsIn32(begin), lineFeedsIn32(begin + 32));
            counts = _mm256_sub_epi8(counts, two);
        }
        for (; begin != stop; begin += 32)
            counts = _mm256_sub_epi8(counts, lineFeedsIn32(begin));
        const __m256i sums = _mm256_sad_epu8(counts, _mm256_setzero_si256());
        count += _mm256_extract_epi64(sums, 0) + _mm256_extract_epi64(sums, 1)
            + _mm256_extract_epi64(sums, 2) + _mm256_extract_epi64(sums, 3);
    }
    // The last 32 bytes once more, without those that were counted.
    const auto last = static_cast<quint32>(_mm256_movemask_epi8(lineFeedsIn32(end - 32)));
    return count + std::popcount(static_cast<quint64>(last) >> (32 - (end - begin)));
}

#endif

} // namespace

TextKind textKindOf(QByteArrayView validUtf8)
{
    const char *at = validUtf8.begin();
    const char *end = validUtf8.end();
#ifdef __SSE2__
    for (; end - at >= 16; at += 16) {
        if (_mm_movemask_epi8(load(at)) != 0)
            return TextKind::Utf8;
    }
#endif
    const bool isAscii = std::all_of(at, end, [](char c) { return static_cast<uchar>(c) < 0x80; });
    return isAscii ? TextKind::Ascii : TextKind::Utf8;
}

const char *findUnusualByte(const char *begin, const char *end)
{
#ifdef SPAWNSCOPE_AVX2
    if (hasAvx2())
        begin = skipUsualBytes(begin, end);
#endif
#ifdef __SSE2__
    for (; end - begin >= 16; begin += 16) {
        if (const unsigned bits = unusualBits(load(begin)))
            return begin + std::countr_zero(bits);
    }
#endif
    return std::find_if(begin, end, isUnusual);
}

qint64 countLineFeeds(const char *begin, const char *end)
{
    qint64 count = 0;
#ifdef SPAWNSCOPE_AVX2
    if (end - begin >= 32 && hasAvx2())
        return countLineFeedsIn32(begin, end);
#endif
#ifdef __SSE2__
    constexpr qsizetype MostRounds = 255; // what a byte can count
    while (end - begin >= 16) {
        __m128i counts = _mm_setzero_si128();
        const char *stop = begin + std::min<qsizetype>((end - begin) / 16, MostRounds) * 16;
        for (; begin != stop; begin += 16)
            counts = _mm_sub_epi8(counts, _mm_cmpeq_epi8(load(begin), _mm_set1_epi8('\n')));
        const __m128i sums = _mm_sad_epu8(counts, _mm_setzero_si128());
        count += _mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4);
    }
#endif
    return count + std::count(begin, end, '\n');
}

const char *findLineFeed(const char *begin, const char *end)
{
    const void *feed = begin == end ? nullptr
                                    : std::memchr(begin, '\n', static_cast<size_t>(end - begin));
    return feed ? static_cast<const char *>(feed) : end;
}

const char *findRowStart(const char *begin, const char *end)
{
#ifdef __SSE2__
    for (; end - begin >= 16; end -= 16) {
        const __m128i feeds = _mm_cmpeq_epi8(load(end - 16), _mm_set1_epi8('\n'));
        if (const auto bits = static_cast<unsigned>(_mm_movemask_epi8(feeds)))
            return end - 16 + std::bit_width(bits);
    }
#endif
    while (end != begin && end[-1] != '\n')
        --end;
    return end;
}

qsizetype nextCharacter(QByteArrayView text, qsizetype at)
{
    ++at;
    while (at < text.size() && (static_cast<uchar>(text[at]) & 0xc0) == 0x80)
        ++at;
    return at;
}

bool isWholeWord(QByteArrayView text, qsizetype start, qsizetype end)
{
    const bool startsWord = start == 0 || !isWordAt(text, start) || !isWordBefore(text, start);
    const bool endsWord = end == text.size() || !isWordAt(text, end) || !isWordBefore(text, end);
    return startsWord && endsWord;
}

bool isShownAsWritten(QByteArrayView row)
{
    if (row.endsWith('\r'))
        row.chop(1);
    return !hasControl(row) && isWholeUtf8(row);
}

void makeVisibleText(QByteArrayView row, QByteArray *text)
{
    if (row.endsWith('\r'))
        row.chop(1);
    text->resize(0);
    if (!makeSimpleText(row, text))
        *text = styledText(row).text.toUtf8();
}

} // namespace Spawnscope
