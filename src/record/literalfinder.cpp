// SPDX-License-Identifier: MIT
#include "record/literalfinder.h"

#include "record/avx2_p.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>

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
    // Neighbours go together in many words; of a longer text a byte further away tells more.
    const qsizetype apart = size() > 4 ? 2 : 0;
    qsizetype second = rarest > size() / 2 ? 0 : size() - 1;
    for (qsizetype i = 0; i < size(); ++i) {
        if (std::abs(i - rarest) > apart && commonnessAt(i) < commonnessAt(second))
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
    for (const char *last = end - size(); begin <= last; ++begin) {
        if ((begin[m_rare[0]] | m_caseBit[0]) == m_byte[0] && isAt(begin))
            return begin;
    }
    return nullptr;
}

#ifdef __SSE2__

/// The first place from @p at on of which @p bits tell that its rare bytes fit.
const char *LiteralFinder::firstOf(const char *at, quint64 bits) const
{
    for (; bits != 0; bits &= bits - 1) {
        const char *place = at + std::countr_zero(bits);
        if (isAt(place))
            return place;
    }
    return nullptr;
}

const char *LiteralFinder::findIn16(const char *begin, const char *end) const
{
    const __m128i byte0 = _mm_set1_epi8(m_byte[0]);
    const __m128i byte1 = _mm_set1_epi8(m_byte[1]);
    const __m128i case0 = _mm_set1_epi8(m_caseBit[0]);
    const __m128i case1 = _mm_set1_epi8(m_caseBit[1]);
    const auto load = [](const char *at) {
        return _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
    };
    const char *last = end - size();
    for (; last - begin >= 15; begin += 16) {
        const __m128i fits0 = _mm_cmpeq_epi8(_mm_or_si128(load(begin + m_rare[0]), case0), byte0);
        const __m128i fits1 = _mm_cmpeq_epi8(_mm_or_si128(load(begin + m_rare[1]), case1), byte1);
        const auto bits = static_cast<quint32>(_mm_movemask_epi8(_mm_and_si128(fits0, fits1)));
        if (const char *place = firstOf(begin, bits))
            return place;
    }
    return findByBytes(begin, end);
}

#ifdef SPAWNSCOPE_AVX2

/// Goes from @p begin to the first 64 places, if there are as many, of which any has rare bytes
/// that fit; a bit for each of them.
SPAWNSCOPE_AVX2 quint64 LiteralFinder::fitsIn64(const char **begin, const char *last) const
{
    const __m256i byte0 = _mm256_set1_epi8(m_byte[0]);
    const __m256i byte1 = _mm256_set1_epi8(m_byte[1]);
    const __m256i case0 = _mm256_set1_epi8(m_caseBit[0]);
    const __m256i case1 = _mm256_set1_epi8(m_caseBit[1]);
    for (; last - *begin >= 63; *begin += 64) {
        const auto *at0 = reinterpret_cast<const __m256i *>(*begin + m_rare[0]);
        const auto *at1 = reinterpret_cast<const __m256i *>(*begin + m_rare[1]);
        const __m256i low = _mm256_and_si256(
            _mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(at0), case0), byte0),
            _mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(at1), case1), byte1));
        const __m256i high = _mm256_and_si256(
            _mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(at0 + 1), case0), byte0),
            _mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(at1 + 1), case1), byte1));
        const __m256i any = _mm256_or_si256(low, high);
        if (_mm256_testz_si256(any, any))
            continue;
        return static_cast<quint32>(_mm256_movemask_epi8(low))
            | static_cast<quint64>(static_cast<quint32>(_mm256_movemask_epi8(high))) << 32;
    }
    return 0;
}

SPAWNSCOPE_AVX2 const char *LiteralFinder::findIn32(const char *begin, const char *end) const
{
    while (const quint64 bits = fitsIn64(&begin, end - size())) {
        if (const char *place = firstOf(begin, bits))
            return place;
        begin += 64;
    }
    return findIn16(begin, end);
}
#endif

const char *LiteralFinder::find(const char *begin, const char *end) const
{
    if (end - begin < size())
        return nullptr;
#ifdef SPAWNSCOPE_AVX2
    if (hasAvx2())
        return findIn32(begin, end);
#endif
    return findIn16(begin, end);
}

#else

const char *LiteralFinder::find(const char *begin, const char *end) const
{
    if (end - begin < size())
        return nullptr;
    if (m_caseBit[0] != 0)
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
