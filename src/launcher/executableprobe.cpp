// SPDX-License-Identifier: MIT
#include "launcher/executableprobe.h"

#include "base/uniquefd.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#if __has_include(<elf.h>)
#include <elf.h>
#endif

namespace Spawnscope {

namespace {

using Format = ExecutableProbe::Format;

void probeShebang(QByteArrayView head, ExecutableProbe *probe)
{
    probe->format = Format::Script;
    qsizetype end = head.indexOf('\n');
    if (end < 0)
        end = head.size();
    QByteArrayView line = head.first(end).sliced(2);
    if (line.endsWith('\r')) {
        probe->hasCarriageReturn = true;
        line.chop(1);
    }
    // The kernel splits at blanks and tabs only; trimmed() would take other white space too.
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    const auto *begin = std::find_if_not(line.begin(), line.end(), isBlank);
    const auto *blank = std::find_if(begin, line.end(), isBlank);
    probe->interpreter = QByteArray(begin, blank - begin);
}

#if __has_include(<elf.h>)
#if defined(__x86_64__) && !defined(__ILP32__)
constexpr int thisMachine = EM_X86_64;
constexpr int alsoMachine = EM_386;
#elif defined(__aarch64__)
constexpr int thisMachine = EM_AARCH64;
constexpr int alsoMachine = EM_ARM;
#elif defined(__riscv)
constexpr int thisMachine = EM_RISCV;
constexpr int alsoMachine = EM_RISCV;
#else
constexpr int thisMachine = -1; // not known here: every machine counts as this one
constexpr int alsoMachine = -1;
#endif

/// Copies a structure out of bytes that need not be aligned; false if they end first.
template <typename T>
bool readAt(QByteArrayView bytes, quint64 offset, T *value)
{
    if (offset > quint64(bytes.size()) || quint64(bytes.size()) - offset < sizeof(T))
        return false;
    std::memcpy(value, bytes.data() + offset, sizeof(T));
    return true;
}

template <typename Header, typename Segment>
void probeElfSegments(QByteArrayView head, ExecutableProbe *probe)
{
    Header header;
    if (!readAt(head, 0, &header))
        return;
    const int machine = header.e_machine;
    if (thisMachine >= 0 && machine != thisMachine && machine != alsoMachine) {
        probe->format = Format::ForeignElf;
        return;
    }
    for (quint64 i = 0; i < header.e_phnum; ++i) {
        Segment segment;
        if (!readAt(head, header.e_phoff + i * header.e_phentsize, &segment))
            return;
        if (segment.p_type != PT_INTERP || segment.p_offset >= quint64(head.size()))
            continue;
        const QByteArrayView rest = head.sliced(qsizetype(segment.p_offset));
        const qsizetype length = rest.indexOf('\0');
        if (length > 0)
            probe->interpreter = rest.first(length).toByteArray();
        return;
    }
}

void probeElf(QByteArrayView head, ExecutableProbe *probe)
{
    probe->format = Format::Elf;
    constexpr bool isLittleEndian = Q_BYTE_ORDER == Q_LITTLE_ENDIAN;
    if (head.size() <= EI_DATA || (head[EI_DATA] == ELFDATA2LSB) != isLittleEndian)
        probe->format = Format::ForeignElf;
    else if (head[EI_CLASS] == ELFCLASS64)
        probeElfSegments<Elf64_Ehdr, Elf64_Phdr>(head, probe);
    else
        probeElfSegments<Elf32_Ehdr, Elf32_Phdr>(head, probe);
}
#else
void probeElf(QByteArrayView, ExecutableProbe *probe)
{
    probe->format = Format::ForeignBinary;
}
#endif

bool isForeignBinary(QByteArrayView head)
{
    static constexpr uchar machO[][4] = {
        {0xfe, 0xed, 0xfa, 0xce}, {0xfe, 0xed, 0xfa, 0xcf}, {0xce, 0xfa, 0xed, 0xfe},
        {0xcf, 0xfa, 0xed, 0xfe}, {0xca, 0xfe, 0xba, 0xbe},
    };
    if (head.startsWith("MZ"))
        return true;
    return head.size() >= 4 && std::ranges::any_of(machO, [head](const uchar(&magic)[4]) {
               return std::memcmp(head.data(), magic, 4) == 0;
           });
}

QByteArray readHead(const QByteArray &path)
{
    const UniqueFd fd(::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd)
        return {};
    QByteArray head(ProbeBytes, Qt::Uninitialized);
    const ssize_t count = ::read(fd.get(), head.data(), size_t(head.size()));
    head.truncate(std::max<ssize_t>(count, 0));
    return head;
}

} // namespace

void probeContent(QByteArrayView head, ExecutableProbe *probe)
{
    if (head.isEmpty())
        probe->format = Format::Empty;
    else if (head.startsWith("#!"))
        probeShebang(head, probe);
    else if (head.startsWith("\177ELF"))
        probeElf(head, probe);
    else if (isForeignBinary(head))
        probe->format = Format::ForeignBinary;
    else
        probe->format = head.contains('\0') ? Format::Unknown : Format::Text;
}

ExecutableProbe probeExecutable(const QByteArray &path)
{
    ExecutableProbe probe;
    struct stat status;
    if (::stat(path.constData(), &status) != 0)
        return probe;
    probe.exists = true;
    probe.isDirectory = S_ISDIR(status.st_mode);
    probe.isRegularFile = S_ISREG(status.st_mode);
    probe.isExecutable = ::access(path.constData(), X_OK) == 0;
    struct statvfs fileSystem;
#ifdef ST_NOEXEC
    if (::statvfs(path.constData(), &fileSystem) == 0)
        probe.isOnNoexecMount = fileSystem.f_flag & ST_NOEXEC;
#else
    Q_UNUSED(fileSystem)
#endif
    if (probe.isRegularFile && ::access(path.constData(), R_OK) == 0)
        probeContent(readHead(path), &probe);
    return probe;
}

QByteArray firstBadDirectory(const QByteArray &path)
{
    for (qsizetype slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
        const QByteArray directory = path.first(slash);
        struct stat status;
        if (::stat(directory.constData(), &status) != 0 || !S_ISDIR(status.st_mode)
            || ::access(directory.constData(), X_OK) != 0)
            return directory;
    }
    return {};
}

} // namespace Spawnscope
