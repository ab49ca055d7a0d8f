// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"

#include <QRandomGenerator>

#include <vector>

namespace Spawnscope {

/// What an OutputLog must answer, found in the plainest way: all bytes in memory, looked at one by
/// one. It keeps everything.
class LogModel final
{
public:
    struct Chunk
    {
        OutputStream stream = OutputStream::Stdout;
        QByteArray bytes;
        std::chrono::milliseconds when{0};
        qint64 writer = 0;
    };
    explicit LogModel(const std::vector<Chunk> &chunks, bool isFinished);

    /// In order of arrival, with all their fields.
    QList<OutputLine> lines(OutputFilter filter) const;
    const QByteArray &bytes(OutputStream stream) const
    {
        return m_bytes[static_cast<size_t>(stream)];
    }
    QByteArray rawBytes(OutputFilter filter) const;

private:
    struct Row
    {
        OutputStream stream = OutputStream::Stdout;
        qint64 begin = 0;
        bool isCut = false;
        std::chrono::milliseconds when{0};
        qint64 writer = 0;
    };
    void add(const Chunk &chunk, qsizetype at);
    QList<OutputLine> allLines() const;

    bool m_isFinished;
    std::array<QByteArray, OutputStreamCount> m_bytes;
    std::vector<Row> m_rows;
};

/// Chunks of every kind of output, cut up anywhere: colours, UTF-8, CR LF, NUL, garbage, progress
/// lines, empty lines, lines far beyond one row, no line feed at the end. About @p bytes in all.
std::vector<LogModel::Chunk> randomChunks(QRandomGenerator *random, qsizetype bytes,
                                          const std::vector<OutputStream> &streams);

/// What differs between what @p log says and what @p model says, for rows that the log keeps;
/// empty when nothing does. Asks for everything and, @p random, for parts.
QString differences(const OutputLog &log, const LogModel &model, QRandomGenerator *random);

} // namespace Spawnscope
