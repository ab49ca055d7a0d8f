// SPDX-License-Identifier: MIT
#include "base/osstring.h"

namespace Spawnscope {

QByteArray ownedBytes(const QByteArray &bytes)
{
    // Without a header of its own the data belongs to somebody else, or to a literal.
    QByteArray owned = bytes;
    return owned.data_ptr().d_ptr() ? owned : QByteArray(bytes.constData(), bytes.size());
}

OsStringList::OsStringList(std::initializer_list<OsString> arguments)
{
    m_arguments.reserve(qsizetype(arguments.size()));
    for (const OsString &argument : arguments)
        m_arguments.append(argument.bytes());
}

OsStringList::OsStringList(const QByteArrayList &arguments)
{
    m_arguments.reserve(arguments.size());
    for (const QByteArray &argument : arguments)
        m_arguments.append(ownedBytes(argument));
}

OsStringList::OsStringList(const QStringList &arguments)
{
    m_arguments.reserve(arguments.size());
    for (const QString &argument : arguments)
        m_arguments.append(OsString(argument).bytes());
}

} // namespace Spawnscope
