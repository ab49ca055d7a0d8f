// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"

#include <array>
#include <random>

namespace Spawnscope {

/// An endless output on all streams that is the same each time, so that another program can tell
/// whether what it reads is a beginning of it.
class RecordPattern final
{
public:
    explicit RecordPattern(unsigned seed)
        : m_random(seed)
    {}

    struct Chunk
    {
        OutputStream stream = OutputStream::Stdout;
        QByteArray bytes; ///< of a note: whole, with its line feed
        std::chrono::microseconds when{0}; ///< after the zero of the log's clock
    };
    /// Lines of all lengths, cut up anywhere; now and then one that is too long for one row.
    Chunk next();

private:
    unsigned below(unsigned bound) { return static_cast<unsigned>(m_random() % bound); }
    QByteArray line(OutputStream stream);

    std::mt19937 m_random;
    std::array<QByteArray, OutputStreamCount> m_rest; // of lines that have begun
    std::array<int, OutputStreamCount> m_lines{};
    std::chrono::microseconds m_now{0};
};

/// The beginning of a pattern: what was written in which order.
struct WrittenPattern
{
    struct LineStart
    {
        OutputStream stream = OutputStream::Stdout;
        qint64 offset = 0;
        std::chrono::microseconds when{0};
    };
    std::array<QByteArray, OutputStreamCount> bytes;
    std::vector<LineStart> lines; ///< in order of arrival

    void add(const RecordPattern::Chunk &chunk);
    qint64 size() const;
};

} // namespace Spawnscope
