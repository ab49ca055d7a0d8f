// SPDX-License-Identifier: MIT
#include "recordpattern.h"

namespace Spawnscope {

QByteArray RecordPattern::line(OutputStream stream)
{
    const size_t index = static_cast<size_t>(stream);
    QByteArray text = "stream " + QByteArray::number(static_cast<int>(stream)) + " line "
        + QByteArray::number(m_lines[index]++) + ' ';
    const unsigned kind = below(400);
    const unsigned length = kind == 0 ? 150'000 + below(100'000) : kind < 40 ? 0 : below(120);
    text += QByteArray(static_cast<qsizetype>(length), static_cast<char>('a' + below(26)));
    if (kind % 8 == 1)
        text += "\x1b[3" + QByteArray::number(below(8)) + 'm';
    return text + '\n';
}

RecordPattern::Chunk RecordPattern::next()
{
    static constexpr OutputStream often[] = {OutputStream::Stdout, OutputStream::Stdout,
                                             OutputStream::Stderr, OutputStream::Stdin};
    m_now += std::chrono::microseconds(below(5000));
    if (below(50) == 0)
        return {OutputStream::Note, line(OutputStream::Note), m_now};
    const OutputStream stream = often[below(4)];
    QByteArray &rest = m_rest[static_cast<size_t>(stream)];
    const qsizetype size = 1 + below(below(10) == 0 ? 20'000 : 300);
    while (rest.size() < size)
        rest += line(stream);
    const QByteArray bytes = rest.first(size);
    rest.remove(0, size);
    return {stream, bytes, m_now};
}

void WrittenPattern::add(const RecordPattern::Chunk &chunk)
{
    QByteArray &all = bytes[static_cast<size_t>(chunk.stream)];
    for (qsizetype begin = 0; begin < chunk.bytes.size();) {
        if (all.isEmpty() || all.endsWith('\n'))
            lines.push_back({chunk.stream, all.size(), chunk.when});
        const qsizetype feed = chunk.bytes.indexOf('\n', begin);
        const qsizetype end = feed < 0 ? chunk.bytes.size() : feed + 1;
        all += chunk.bytes.sliced(begin, end - begin);
        begin = end;
    }
}

qint64 WrittenPattern::size() const
{
    qint64 sum = 0;
    for (const QByteArray &stream : bytes)
        sum += stream.size();
    return sum;
}

} // namespace Spawnscope
