// SPDX-License-Identifier: MIT
// What the measurements run: prints a given number of bytes as fast as it can.
//
//     benchchild blocks BYTES     64 KiB a write, no structure
//     benchchild lines BYTES      lines of 80 bytes, 4 KiB a write
//     benchchild log BYTES        lines as a server logs them, 4 KiB a write
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <unistd.h>

namespace {

bool writeAll(const char *bytes, size_t size)
{
    while (size > 0) {
        const ssize_t written = write(STDOUT_FILENO, bytes, size);
        if (written <= 0)
            return false;
        bytes += written;
        size -= static_cast<size_t>(written);
    }
    return true;
}

/// Prints @p text again and again, @p atOnce bytes a write.
int repeat(const std::string &text, size_t atOnce, unsigned long long bytes)
{
    std::string twice = text;
    while (twice.size() < text.size() + atOnce)
        twice += text;
    size_t at = 0;
    while (bytes > 0) {
        const size_t size = bytes < atOnce ? static_cast<size_t>(bytes) : atOnce;
        if (!writeAll(twice.data() + at, size))
            return 1;
        at = (at + size) % text.size();
        bytes -= size;
    }
    return 0;
}

std::string numberedLines(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i) {
        char line[81];
        std::snprintf(line, sizeof line, "%08d ", i);
        std::memset(line + 9, 'a' + i % 26, 70);
        line[79] = '\n';
        text.append(line, 80);
    }
    return text;
}

std::string logLines(int count)
{
    static const char *const levels[] = {"DEBUG", "INFO", "INFO", "INFO", "WARN", "ERROR"};
    static const char *const subjects[] = {
        "request served",         "cache miss for key", "connection closed by peer",
        "retrying after timeout", "user signed in",     "job queued"};
    std::string text;
    unsigned random = 12345;
    for (int i = 0; i < count; ++i) {
        random = random * 1103515245U + 12345U;
        char line[160];
        const int size = std::snprintf(
            line, sizeof line,
            "2026-11-20T12:%02d:%02d.%03d %-5s worker-%02u %s id=%08x took %u ms\n", i / 60 % 60,
            i % 60, i % 1000, levels[random >> 16 & 3 ? random >> 18 & 3 : 5], random >> 20 & 31,
            subjects[(random >> 8) % 6], random, random >> 22);
        text.append(line, static_cast<size_t>(size));
    }
    return text;
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: benchchild blocks|lines|log BYTES\n");
        return 2;
    }
    const std::string what = argv[1];
    const unsigned long long bytes = std::strtoull(argv[2], nullptr, 10);
    if (what == "blocks")
        return repeat(std::string(64 * 1024, 'x'), 64 * 1024, bytes);
    if (what == "lines")
        return repeat(numberedLines(4096), 4096, bytes);
    if (what == "log")
        return repeat(logLines(50'000), 4096, bytes);
    std::fprintf(stderr, "benchchild: no such thing to print: %s\n", argv[1]);
    return 2;
}
