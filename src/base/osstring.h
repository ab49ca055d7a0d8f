// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>
#include <QStringList>

#include <initializer_list>

namespace Spawnscope {

/// The same bytes in memory of their own that ends with NUL, also for QByteArray::fromRawData().
QByteArray ownedBytes(const QByteArray &bytes);

/// A program name, argument, path or variable as the operating system takes it: on Unix any bytes
/// without NUL, so that names which are valid in no encoding survive the trip; on Windows WTF-8
/// (wtf8.h).
///
/// Made implicitly from literals, QByteArray (taken as it is) and QString (in the encoding of
/// file names). Not checked here for NUL; the start of a process refuses it.
class OsString
{
public:
    OsString() = default;
    OsString(const char *bytes)
        : m_bytes(bytes)
    {}
    OsString(const QByteArray &bytes)
        : m_bytes(ownedBytes(bytes))
    {}
    OsString(const QString &text);

    const QByteArray &bytes() const { return m_bytes; }
    bool isEmpty() const { return m_bytes.isEmpty(); }

    /// For showing; bytes that are not text become replacement characters.
    QString toString() const;

    friend bool operator==(const OsString &a, const OsString &b) { return a.m_bytes == b.m_bytes; }

private:
    QByteArray m_bytes;
};

/// An argument list, made implicitly from a braced list, a QStringList or a QByteArrayList.
class OsStringList
{
public:
    OsStringList() = default;
    OsStringList(std::initializer_list<OsString> arguments);
    OsStringList(const QStringList &arguments);
    OsStringList(const QByteArrayList &arguments);

    const QByteArrayList &bytes() const { return m_arguments; }

private:
    QByteArrayList m_arguments;
};

} // namespace Spawnscope
