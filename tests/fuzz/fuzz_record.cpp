// SPDX-License-Identifier: MIT
// Damages the files of small records in any way and opens them.
#include "record/recordlibrary.h"
#include "recordfiles.h"
#include "recordwalk.h"

#include <QDir>
#include <QTemporaryDir>
#include <QtEndian>

#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace Spawnscope;

namespace {

/// Reads the input as orders; zeros after its end.
class Orders
{
public:
    Orders(const uint8_t *data, size_t size)
        : m_rest(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size))
    {}

    bool isAtEnd() const { return m_rest.isEmpty(); }
    quint8 byte()
    {
        const QByteArrayView taken = take(1);
        return taken.isEmpty() ? quint8(0) : static_cast<quint8>(taken[0]);
    }
    quint32 number()
    {
        QByteArray four = take(4).toByteArray();
        four.resize(4, '\0');
        return qFromLittleEndian<quint32>(four.constData());
    }
    QByteArrayView take(qsizetype size)
    {
        const QByteArrayView taken = m_rest.first(std::min(size, m_rest.size()));
        m_rest = m_rest.sliced(taken.size());
        return taken;
    }

private:
    QByteArrayView m_rest;
};

struct Base
{
    QString folder;
    RecordFiles files;
};

/// In memory where there is such a folder, since every input writes all files anew.
QString scratchFolder()
{
    const QString memory = QStringLiteral("/dev/shm");
    return QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
}

std::vector<Base> makeBases(const QString &root)
{
    std::vector<Base> bases;
    struct Kind
    {
        unsigned seed;
        int chunks;
        qint64 limitBytes;
    };
    for (const Kind &kind :
         {Kind{1, 0, 0}, Kind{2, 30, 0}, Kind{3, 400, 0}, Kind{4, 2500, 1024 * 1024}}) {
        const QString folder = writeSmallRecord(root, kind.seed, kind.chunks, kind.limitBytes);
        if (folder.isEmpty())
            std::abort();
        bases.push_back({folder, readRecordFiles(folder)});
    }
    return bases;
}

/// Damages one file as the next order says.
void damage(Orders *orders, RecordFiles *files)
{
    const QStringList names = files->keys();
    if (names.isEmpty())
        return;
    const QString name = names[orders->byte() % names.size()];
    QByteArray &bytes = (*files)[name];
    const quint8 kind = orders->byte();
    const qsizetype at = orders->number() % (bytes.size() + 1);
    switch (kind % 8) {
    case 0:
        bytes.truncate(at);
        break;
    case 1:
        files->remove(name);
        break;
    case 2:
        bytes.insert(at, orders->take(orders->byte()).toByteArray());
        break;
    case 3:
        bytes.remove(at, orders->byte());
        break;
    case 4: // a number in place of another: small, or around the largest ones
        if (bytes.size() - at >= 8)
            qToLittleEndian<qint64>(static_cast<qint32>(orders->number()), bytes.data() + at);
        break;
    case 5: // the like, where fields of indexes are
        if (const qsizetype field = at / 8 * 8; bytes.size() - field >= 8)
            qToLittleEndian<qint64>(qint64(1) << orders->byte() % 64, bytes.data() + field);
        break;
    case 6: // part of another file
        bytes.replace(
            at, 64,
            files->value(names[orders->byte() % names.size()]).mid(orders->number() % 4096, 64));
        break;
    case 7: {
        const QByteArray replacement = orders->take(orders->byte()).toByteArray();
        bytes.replace(at, replacement.size(), replacement);
        break;
    }
    }
}

void check(const QString &fault)
{
    if (fault.isEmpty())
        return;
    std::fprintf(stderr, "fault: %s\n", qPrintable(fault));
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QTemporaryDir scratch(scratchFolder() + QStringLiteral("/fuzz_record-XXXXXX"));
    static const std::vector<Base> bases = makeBases(scratch.path());
    Orders orders(data, size);
    const Base &base = bases[orders.byte() % bases.size()];
    RecordFiles files = base.files;
    for (int i = 0; i < 16 && !orders.isAtEnd(); ++i)
        damage(&orders, &files);
    putRecordFiles(base.folder, files);
    (void)RecordLibrary(scratch.path()).list();
    for (int time = 0; time < 2; ++time) {
        const auto record = RunRecord::open(base.folder);
        if (record)
            check(faultOf(**record));
    }
    return 0;
}
