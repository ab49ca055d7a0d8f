// SPDX-License-Identifier: MIT
#include "record/loggap.h"

#include "record/recordcheck.h"

namespace Spawnscope {

namespace {

constexpr int Words = LogGap::EncodedBytes / 8;

/// Writes or reads numbers one after another.
class WordWriter final
{
public:
    explicit WordWriter(char *at)
        : m_at(at)
    {}
    void operator()(qint64 number)
    {
        qToLittleEndian(number, m_at);
        m_at += sizeof(number);
    }

private:
    char *m_at;
};

class WordReader final
{
public:
    explicit WordReader(const char *at)
        : m_at(at)
    {}
    void operator()(qint64 &number)
    {
        number = qFromLittleEndian<qint64>(m_at);
        m_at += sizeof(number);
    }

private:
    const char *m_at;
};

template <typename Words, typename Point>
void eachOfPoint(Words &words, Point &point)
{
    words(point.record);
    for (auto &number : point.bytes)
        words(number);
    for (auto &number : point.rows)
        words(number);
    words(point.cuts);
}

template <typename Words, typename Gap>
void eachOf(Words &words, Gap &gap)
{
    eachOfPoint(words, gap.head);
    eachOfPoint(words, gap.tail);
    for (auto &number : gap.begin)
        words(number);
    for (auto &number : gap.end)
        words(number);
}

bool isSane(const LogGap &gap)
{
    bool isSane = gap.head.record >= 0 && gap.head.record <= gap.tail.record && gap.head.cuts >= 0
        && gap.head.cuts <= gap.tail.cuts;
    for (size_t i = 0; i < OutputStreamCount; ++i) {
        isSane = isSane && gap.head.bytes[i] >= 0 && gap.head.bytes[i] <= gap.tail.bytes[i]
            && gap.head.rows[i] >= 0 && gap.head.rows[i] <= gap.tail.rows[i] && gap.begin[i] >= 0
            && (gap.end[i] == LogGap::Open || gap.begin[i] <= gap.end[i]);
    }
    return isSane;
}

} // namespace

QByteArray LogGap::encoded(quint64 sequence) const
{
    QByteArray bytes(EncodedBytes, '\0');
    WordWriter words(bytes.data());
    words(static_cast<qint64>(sequence));
    eachOf(words, *this);
    qToLittleEndian(recordCheck(bytes.constData(), Words), bytes.data() + EncodedBytes - 8);
    return bytes;
}

std::optional<LogGap::Decoded> LogGap::decode(QByteArrayView bytes)
{
    if (bytes.size() != EncodedBytes)
        return std::nullopt;
    QByteArray copy = bytes.toByteArray();
    copy.replace(EncodedBytes - 8, 8, QByteArray(8, '\0'));
    if (recordCheck(copy.constData(), Words)
        != qFromLittleEndian<quint64>(bytes.data() + EncodedBytes - 8))
        return std::nullopt;
    Decoded decoded;
    qint64 sequence = 0;
    WordReader words(bytes.data());
    words(sequence);
    eachOf(words, decoded.gap);
    if (!isSane(decoded.gap))
        return std::nullopt;
    decoded.sequence = static_cast<quint64>(sequence);
    return decoded;
}

} // namespace Spawnscope
