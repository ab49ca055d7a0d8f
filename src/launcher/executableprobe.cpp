// SPDX-License-Identifier: MIT
#include "launcher/executableprobe.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <iterator>

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

#if defined(Q_PROCESSOR_X86_64)
constexpr quint16 ownPeMachines[] = {0x8664, 0x014c}; // of itself and of 32 bits
#elif defined(Q_PROCESSOR_ARM_64)
constexpr quint16 ownPeMachines[] = {0xaa64, 0x8664, 0x014c}; // Windows emulates the others
#else
constexpr quint16 ownPeMachines[] = {0x014c};
#endif

/// "PE Format": at 0x3c stands where the signature is, which the machine follows.
void probeMz(QByteArrayView head, ExecutableProbe *probe)
{
    constexpr qsizetype SignaturePlace = 0x3c;
    probe->format = Format::ForeignBinary; // MS-DOS, Windows of 16 bits
    if (head.size() < SignaturePlace + 4)
        return;
    const auto place = qFromLittleEndian<quint32>(head.data() + SignaturePlace);
    if (place > quint32(ProbeBytes) || head.size() < qsizetype(place) + 6
        || !head.sliced(place).startsWith(QByteArrayView("PE\0\0", 4)))
        return;
    const auto machine = qFromLittleEndian<quint16>(head.data() + place + 4);
    probe->format = std::ranges::find(ownPeMachines, machine) != std::end(ownPeMachines)
        ? Format::Pe
        : Format::ForeignPe;
}

bool isForeignBinary(QByteArrayView head)
{
    static constexpr uchar machO[][4] = {
        {0xfe, 0xed, 0xfa, 0xce}, {0xfe, 0xed, 0xfa, 0xcf}, {0xce, 0xfa, 0xed, 0xfe},
        {0xcf, 0xfa, 0xed, 0xfe}, {0xca, 0xfe, 0xba, 0xbe},
    };
    return head.size() >= 4 && std::ranges::any_of(machO, [head](const uchar(&magic)[4]) {
               return std::memcmp(head.data(), magic, 4) == 0;
           });
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
    else if (head.startsWith("MZ"))
        probeMz(head, probe);
    else if (isForeignBinary(head))
        probe->format = Format::ForeignBinary;
    else
        probe->format = head.contains('\0') ? Format::Unknown : Format::Text;
}

} // namespace Spawnscope
