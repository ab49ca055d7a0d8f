// SPDX-License-Identifier: MIT
#include "record/outputlog.h"

#include "record/outputlog_p.h"

#include <algorithm>
#include <cstring>
#include <thread>

namespace Spawnscope {

namespace {

constexpr qsizetype MaxBlockBytes = 256 * 1024;
constexpr size_t MaxBlockEntries = 1024;
constexpr qsizetype MaxPieceBytes = 64 * 1024; // how much is appended under one lock

constexpr size_t indexOf(OutputStream stream)
{
    return static_cast<size_t>(stream);
}

} // namespace

OutputLog::OutputLog(qsizetype limitBytes)
    : m_limit(limitBytes)
    , m_blockBytes(std::clamp<qsizetype>(limitBytes / 64, 1024, MaxBlockBytes))
{
    static_assert(sizeof(Entry) == 32);
    for (auto &open : m_open)
        open = std::make_unique<OpenLine>();
}

OutputLog::~OutputLog() = default;

OutputLog::Appended OutputLog::append(OutputStream stream, QByteArrayView bytes,
                                      std::chrono::steady_clock::time_point when, qint64)
{
    const qsizetype size = bytes.size();
    const qint64 nanoseconds = std::chrono::nanoseconds(when - m_clock.steady).count();
    const bool needsLineFeed = stream == OutputStream::Note && !bytes.endsWith('\n');
    while (!bytes.isEmpty()) {
        const QByteArrayView piece = bytes.first(std::min(bytes.size(), MaxPieceBytes));
        bytes = bytes.sliced(piece.size());
        letReadersIn();
        const std::scoped_lock lock(m_mutex);
        appendPiece(stream, piece, nanoseconds);
        dropOldBlocks();
    }
    if (needsLineFeed) {
        const std::scoped_lock lock(m_mutex);
        appendPiece(stream, "\n", nanoseconds);
    }
    m_revision.fetch_add(1, std::memory_order_release);
    return {.bytes = size, .error = {}};
}

std::optional<RecordError> OutputLog::flush()
{
    return std::nullopt;
}

void OutputLog::finish()
{
    m_isFinished = true;
    m_revision.fetch_add(1, std::memory_order_release);
}

void OutputLog::letReadersIn() const
{
    constexpr int MostYields = 1000; // readers take turns as well, and the child must not wait long
    for (int i = 0; i < MostYields && m_waitingReaders > 0; ++i)
        std::this_thread::yield();
}

void OutputLog::appendPiece(OutputStream stream, QByteArrayView piece, qint64 nanoseconds)
{
    m_totals[indexOf(stream)].bytes += piece.size();
    while (!piece.isEmpty()) {
        const auto *feed = static_cast<const char *>(
            std::memchr(piece.data(), '\n', static_cast<size_t>(piece.size())));
        if (!feed) {
            appendToLine(stream, piece, nanoseconds);
            return;
        }
        const qsizetype length = feed - piece.data();
        endLine(stream, piece.first(length), nanoseconds);
        piece = piece.sliced(length + 1);
    }
}

void OutputLog::appendToLine(OutputStream stream, QByteArrayView part, qint64 nanoseconds)
{
    OpenLine &open = *m_open[indexOf(stream)];
    while (!part.isEmpty()) {
        if (open.bytes.size() == MaxRowBytes)
            continueInNewEntry(stream, nanoseconds);
        openEntry(stream, nanoseconds);
        const qsizetype taken = std::min(part.size(), MaxRowBytes - open.bytes.size());
        m_cost -= open.bytes.capacity();
        open.bytes.append(part.first(taken));
        m_cost += open.bytes.capacity();
        part = part.sliced(taken);
    }
}

void OutputLog::endLine(OutputStream stream, QByteArrayView part, qint64 nanoseconds)
{
    OpenLine &open = *m_open[indexOf(stream)];
    if (open.bytes.isEmpty() && part.size() <= MaxRowBytes) {
        openEntry(stream, nanoseconds);
        closeEntry(stream, part, Entry::Ended);
    } else {
        appendToLine(stream, part, nanoseconds);
        closeEntry(stream, open.bytes, Entry::Ended);
    }
    open.isContinuation = false;
}

void OutputLog::continueInNewEntry(OutputStream stream, qint64 nanoseconds)
{
    OpenLine &open = *m_open[indexOf(stream)];
    const qsizetype cut = OutputLogDetail::safeCut(open.bytes);
    const QByteArray rest = open.bytes.sliced(cut);
    closeEntry(stream, QByteArrayView(open.bytes).first(cut), 0);
    open.isContinuation = true;
    openEntry(stream, nanoseconds);
    m_cost -= open.bytes.capacity();
    open.bytes = rest;
    m_cost += open.bytes.capacity();
}

OutputLog::Entry &OutputLog::openEntry(OutputStream stream, qint64 nanoseconds)
{
    OpenLine &open = *m_open[indexOf(stream)];
    if (open.block)
        return open.block->entries[open.index];
    Block &block = blockWithRoom(0);
    Entry entry;
    entry.nanoseconds = nanoseconds;
    entry.style = open.style;
    entry.stream = stream;
    entry.flags = static_cast<quint8>(Entry::Open
                                      | (open.isContinuation ? Entry::Continuation : 0));
    open.block = &block;
    open.index = block.entries.size();
    block.entries.push_back(entry);
    account(block);
    ++m_totals[indexOf(stream)].lines;
    return block.entries.back();
}

/// @p bytes are those of the whole entry and may be the open line's own.
void OutputLog::closeEntry(OutputStream stream, QByteArrayView bytes, quint8 flags)
{
    OpenLine &open = *m_open[indexOf(stream)];
    if (!open.block)
        openEntry(stream, 0);
    Block &block = *open.block;
    Entry &entry = block.entries[open.index];
    entry.offset = static_cast<quint32>(block.bytes.size());
    entry.length = static_cast<quint32>(bytes.size());
    entry.flags = static_cast<quint8>((entry.flags & ~Entry::Open) | flags);
    block.bytes.insert(block.bytes.end(), bytes.begin(), bytes.end());
    open.style = styleAfter(bytes, open.style);
    account(block);
    open.block = nullptr;
    if (!open.bytes.isEmpty()) {
        m_cost -= open.bytes.capacity();
        open.bytes.clear();
    }
}

OutputLog::Block &OutputLog::blockWithRoom(size_t bytes)
{
    const auto isFull = [this, bytes](const Block &block) {
        const size_t cost = block.entries.size() * sizeof(Entry) + block.bytes.size() + bytes;
        return block.entries.size() >= MaxBlockEntries || cost >= static_cast<size_t>(m_blockBytes);
    };
    if (!m_blocks.empty() && !isFull(*m_blocks.back()))
        return *m_blocks.back();
    auto block = std::make_unique<Block>();
    if (!m_blocks.empty()) {
        Block &last = *m_blocks.back();
        last.entries.shrink_to_fit();
        last.bytes.shrink_to_fit();
        account(last);
        block->firstNumber = last.firstNumber + static_cast<qint64>(last.entries.size());
    }
    for (size_t i = 0; i < StreamCount; ++i)
        block->firstRow[i] = m_totals[i].lines;
    m_blocks.push_back(std::move(block));
    account(*m_blocks.back());
    return *m_blocks.back();
}

void OutputLog::account(Block &block)
{
    const size_t cost = sizeof(Block) + sizeof(std::unique_ptr<Block>) + block.bytes.capacity()
        + block.entries.capacity() * sizeof(Entry);
    m_cost += static_cast<qsizetype>(cost) - block.cost;
    block.cost = static_cast<qsizetype>(cost);
}

void OutputLog::dropOldBlocks()
{
    while (m_cost > m_limit && m_blocks.size() > 1) {
        const Block &block = *m_blocks.front();
        for (const Entry &entry : block.entries) {
            OutputCounts &dropped = m_dropped[indexOf(entry.stream)];
            ++dropped.lines;
            dropped.bytes += entry.length + (entry.flags & Entry::Ended ? 1 : 0);
        }
        for (size_t i = 0; i < StreamCount; ++i) {
            OpenLine &open = *m_open[i];
            if (open.block != &block)
                continue;
            // An open line can be the oldest of all; what follows of it starts a new entry.
            m_dropped[i].bytes += open.bytes.size();
            open.style = styleAfter(open.bytes, open.style);
            open.isContinuation = true;
            open.block = nullptr;
            m_cost -= open.bytes.capacity();
            open.bytes.clear();
        }
        m_cost -= block.cost;
        m_blocks.pop_front();
    }
}

qsizetype OutputLogDetail::safeCut(QByteArrayView bytes)
{
    constexpr qsizetype ProgressWindow = 4096;
    constexpr qsizetype LongestSequence = 64;
    const qsizetype size = bytes.size();
    const qsizetype carriageReturn = bytes.lastIndexOf('\r');
    if (carriageReturn > 0 && carriageReturn >= size - ProgressWindow)
        return carriageReturn;
    const QByteArrayView tail = bytes.last(std::min(size, LongestSequence));
    const qsizetype escape = tail.lastIndexOf('\x1b');
    if (escape >= 0) {
        const QByteArrayView sequence = tail.sliced(escape);
        const bool isCsi = sequence.size() >= 2 && sequence[1] == '[';
        const bool isCut = sequence.size() < 2
            || (isCsi
                && std::none_of(
                    sequence.begin() + 2, sequence.end(),
                    [](char c) { return c >= '@' && c <= '~'; }));
        if (isCut && size - tail.size() + escape > 0)
            return size - tail.size() + escape;
    }
    // Back over at most three continuation bytes to the lead byte of an incomplete character.
    for (qsizetype back = 1; back <= std::min<qsizetype>(4, size); ++back) {
        const auto byte = static_cast<uchar>(bytes[size - back]);
        if ((byte & 0xc0) == 0x80)
            continue;
        const qsizetype needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
        return needed > back && size > back ? size - back : size;
    }
    return size;
}

} // namespace Spawnscope
