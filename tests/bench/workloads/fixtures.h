// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QFile>

#include <memory>
#include <vector>

namespace Bench {

/// A FIFO at which "gate" children wait until it is opened.
class Gate
{
public:
    Gate();
    ~Gate();
    Q_DISABLE_COPY_MOVE(Gate)

    const QByteArray &path() const { return m_path; }
    qint64 open(); ///< lets all of them go; the time at which it did

private:
    QByteArray m_path;
    int m_descriptor;
};

/// A file in which "exitstamp" children leave the time of their exit.
class StampFile
{
public:
    StampFile();
    ~StampFile();
    Q_DISABLE_COPY_MOVE(StampFile)

    QByteArray path() const { return QFile::encodeName(m_file.fileName()); }
    qint64 stamp();

private:
    QFile m_file;
};

/// Touched memory that this process holds.
class Ballast
{
public:
    explicit Ballast(qint64 kib);

private:
    std::vector<std::unique_ptr<char[]>> m_blocks;
};

/// Bytes that do not repeat with the size of a pipe.
QByteArray pattern(qsizetype size);

/// Lets this process have as many descriptors as it may: a thousand children with three pipes each
/// need more than the usual 1024.
void raiseDescriptorLimit();

} // namespace Bench
