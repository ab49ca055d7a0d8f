// SPDX-License-Identifier: MIT
// The children of bench_process: `processchild BEHAVIOUR [ARGUMENT…]`.
//
//     true0                       exits at once
//     gate FIFO                   waits until nobody holds the FIFO open for writing
//     blast TOTAL CHUNK [START]   prints TOTAL bytes, CHUNK a write, from the time START on
//     lines N                     prints N lines of 60 to 100 bytes
//     cat0                        copies its input to its output
//     exitstamp FILE              leaves the time in FILE and on its output after 1 ms, and exits
//
// Times are nanoseconds of CLOCK_MONOTONIC. Linked statically where that is possible, and kept to
// the C library, so that starting it costs as little as can be.
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace {

constexpr long long second = 1'000'000'000;
char buffer[1 << 20];

long long now()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * second + time.tv_nsec;
}

void sleepUntil(long long time)
{
    const timespec when{static_cast<time_t>(time / second), static_cast<long>(time % second)};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, nullptr) == EINTR) {}
}

bool writeAll(const char *bytes, size_t size)
{
    while (size > 0) {
        const ssize_t written = write(STDOUT_FILENO, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        size -= static_cast<size_t>(written);
    }
    return true;
}

int gate(const char *path)
{
    // Without waiting for a writer, for it may be gone already.
    const int fifo = open(path, O_RDONLY | O_NONBLOCK);
    if (fifo < 0)
        return 2;
    fcntl(fifo, F_SETFL, 0);
    while (read(fifo, buffer, 1) < 0 && errno == EINTR) {}
    return 0;
}

int blast(unsigned long long total, size_t chunk, const char *start)
{
    if (chunk == 0 || chunk > sizeof buffer)
        chunk = sizeof buffer;
    for (size_t i = 0; i < chunk; ++i)
        buffer[i] = static_cast<char>(i % 251);
    if (start)
        sleepUntil(atoll(start));
    while (total > 0) {
        const size_t size = total < chunk ? static_cast<size_t>(total) : chunk;
        if (!writeAll(buffer, size))
            return 1;
        total -= size;
    }
    return 0;
}

/// Writes one block of whole lines again and again, so that making them costs nothing.
int lines(long long count)
{
    size_t used = 0;
    size_t ends[2048];
    size_t inBlock = 0;
    unsigned random = 1;
    while (used + 100 <= 64 * 1024) {
        random = random * 1664525U + 1013904223U;
        const size_t size = 60 + (random >> 16) % 41;
        memset(buffer + used, 'a' + static_cast<int>(inBlock % 26), size - 1);
        used += size;
        buffer[used - 1] = '\n';
        ends[inBlock++] = used;
    }
    for (; count > 0; count -= static_cast<long long>(inBlock)) {
        const size_t atOnce = count < static_cast<long long>(inBlock) ? static_cast<size_t>(count)
                                                                      : inBlock;
        if (!writeAll(buffer, ends[atOnce - 1]))
            return 1;
    }
    return 0;
}

int copy()
{
    for (;;) {
        const ssize_t size = read(STDIN_FILENO, buffer, 64 * 1024);
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return size < 0;
        if (!writeAll(buffer, static_cast<size_t>(size)))
            return 1;
    }
}

int exitStamp(const char *path)
{
    const int file = open(path, O_RDWR);
    void *const memory = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (memory == MAP_FAILED)
        return 2;
    auto *const stamp = static_cast<volatile long long *>(memory);
    *stamp = 0; // the page is there from now on
    sleepUntil(now() + second / 1000);
    const long long time = now();
    *stamp = time;
    (void)!write(STDOUT_FILENO, &time, sizeof time);
    _exit(0);
}

} // namespace

int main(int argc, char *argv[])
{
    const char *const what = argc > 1 ? argv[1] : "";
    const char *const first = argc > 2 ? argv[2] : "";
    if (strcmp(what, "true0") == 0)
        return 0;
    if (strcmp(what, "gate") == 0)
        return gate(first);
    if (strcmp(what, "blast") == 0 && argc > 3)
        return blast(strtoull(first, nullptr, 10), static_cast<size_t>(atoll(argv[3])),
                     argc > 4 ? argv[4] : nullptr);
    if (strcmp(what, "lines") == 0)
        return lines(atoll(first));
    if (strcmp(what, "cat0") == 0)
        return copy();
    if (strcmp(what, "exitstamp") == 0)
        return exitStamp(first);
    return 64;
}
