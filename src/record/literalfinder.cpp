// SPDX-License-Identifier: MIT
#include "record/literalfinder.h"

#include <algorithm>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace Spawnscope {

namespace {

using ByteTable = std::array<uchar, 256>;

/// How common each byte is in logs, 0–255.
constexpr ByteTable makeCommonness()
{
    constexpr char Ordered[] =
        " e0t1a2ionsr3d5l4c/:.-u6p798mhgf_b,=\"v[]wk()yxTIEASDRCj{}NPLqzOFMU'BGVWHKX|+*;<>J@"
        "YQ#%&Z!$?\\^`~";
    ByteTable table{};
    for (size_t i = 0; i + 1 < sizeof(Ordered); ++i)
        table[static_cast<uchar>(Ordered[i])] = static_cast<uchar>(255 - i);
    table['\t'] = 200;
    for (size_t i = 0x80; i < 0xc0; ++i)
        table[i] = 150;
    for (size_t i = 0xc2; i < 0xf5; ++i)
        table[i] = 160;
    return table;
}
constexpr ByteTable Commonness = makeCommonness();

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

constexpr bool isLowerLetter(char c)
{
    return c >= 'a' && c <= 'z';
}

} // namespace

LiteralFinder::LiteralFinder(const QByteArray &text, Qt::CaseSensitivity sensitivity)
    : m_text(text)
    , m_sensitivity(sensitivity)
{
    if (sensitivity == Qt::CaseInsensitive)
        std::transform(m_text.cbegin(), m_text.cend(), m_text.begin(), lower);
    const auto commonnessAt = [this](qsizetype i) {
        return Commonness[static_cast<uchar>(m_text[i])];
    };
    qsizetype rarest = 0;
    for (qsizetype i = 1; i < size(); ++i) {
        if (commonnessAt(i) < commonnessAt(rarest))
            rarest = i;
    }
    qsizetype second = rarest > 0 ? 0 : size() - 1;
    for (qsizetype i = 0; i < size(); ++i) {
        if (i != rarest && commonnessAt(i) < commonnessAt(second))
            second = i;
    }
    m_rare = {std::min(rarest, second), std::max(rarest, second)};
    for (size_t i = 0; i < m_rare.size(); ++i) {
        m_byte[i] = m_text[m_rare[i]];
        const bool bothCases = sensitivity == Qt::CaseInsensitive && isLowerLetter(m_byte[i]);
        m_caseBit[i] = bothCases ? 0x20 : 0;
    }
}

bool LiteralFinder::isAt(const char *place) const
{
    if (m_sensitivity == Qt::CaseSensitive)
        return std::memcmp(place, m_text.constData(), static_cast<size_t>(size())) == 0;
    return std::equal(m_text.cbegin(), m_text.cend(), place,
                      [](char wanted, char c) { return wanted == lower(c); });
}

const char *LiteralFinder::findByBytes(const char *begin, const char *end) const
{
    if (end - begin < size())
        return nullptr;
    for (const char *last = end - size(); begin <= last; ++begin) {
        if ((begin[m_rare[0]] | m_caseBit[0]) == m_byte[0] && isAt(begin))
            return begin;
    }
    return nullptr;
}

#ifdef __SSE2__

const char *LiteralFinder::find(const char *begin, const char *end) const
{
    if (end - begin < size() + 15)
        return findByBytes(begin, end);
    const char *lastStep = end - size() - 15; // from where 16 places can be looked at
    const __m128i byte0 = _mm_set1_epi8(m_byte[0]);
    const __m128i byte1 = _mm_set1_epi8(m_byte[1]);
    const __m128i case0 = _mm_set1_epi8(m_caseBit[0]);
    const __m128i case1 = _mm_set1_epi8(m_caseBit[1]);
    const auto candidates = [&](const char *at) {
        const auto load = [at](qsizetype i) {
            return _mm_loadu_si128(reinterpret_cast<const __m128i *>(at + i));
        };
        return _mm_and_si128(_mm_cmpeq_epi8(_mm_or_si128(load(m_rare[0]), case0), byte0),
                             _mm_cmpeq_epi8(_mm_or_si128(load(m_rare[1]), case1), byte1));
    };
    const auto firstIn = [this](const char *at, __m128i places) -> const char * {
        for (auto bits = static_cast<unsigned>(_mm_movemask_epi8(places)); bits; bits &= bits - 1) {
            const char *place = at + std::countr_zero(bits);
            if (isAt(place))
                return place;
        }
        return nullptr;
    };
    while (begin <= lastStep) {
        // Far from the end four steps share one look at whether anything was found.
        if (lastStep - begin >= 48) {
            const __m128i places[] = {candidates(begin), candidates(begin + 16),
                                      candidates(begin + 32), candidates(begin + 48)};
            const __m128i any = _mm_or_si128(_mm_or_si128(places[0], places[1]),
                                             _mm_or_si128(places[2], places[3]));
            if (_mm_movemask_epi8(any) != 0) {
                for (int i = 0; i < 4; ++i) {
                    if (const char *place = firstIn(begin + i * 16, places[i]))
                        return place;
                }
            }
            begin += 64;
            continue;
        }
        if (const char *place = firstIn(begin, candidates(begin)))
            return place;
        begin += 16;
    }
    return findByBytes(begin, end);
}

#else

const char *LiteralFinder::find(const char *begin, const char *end) const
{
    if (m_caseBit[0] != 0 || end - begin < size())
        return findByBytes(begin, end);
    // The library's memchr() is as fast as the machine allows.
    for (const char *last = end - size(); begin <= last; ++begin) {
        const void *rare = std::memchr(begin + m_rare[0], m_byte[0],
                                       static_cast<size_t>(last - begin + 1));
        if (!rare)
            return nullptr;
        begin = static_cast<const char *>(rare) - m_rare[0];
        if (isAt(begin))
            return begin;
    }
    return nullptr;
}

#endif

int LiteralFinder::commonness(QByteArrayView text)
{
    int least = 255;
    for (const char c : text)
        least = std::min<int>(least, Commonness[static_cast<uchar>(c)]);
    return least;
}

} // namespace Spawnscope
