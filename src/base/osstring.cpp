// SPDX-License-Identifier: MIT
#include "base/osstring.h"

#include <QFile>

namespace Spawnscope {

OsString::OsString(const QString &text)
    : m_bytes(QFile::encodeName(text))
{}

QString OsString::toString() const
{
    return QFile::decodeName(m_bytes);
}

OsStringList::OsStringList(std::initializer_list<OsString> arguments)
{
    m_arguments.reserve(qsizetype(arguments.size()));
    for (const OsString &argument : arguments)
        m_arguments.append(argument.bytes());
}

OsStringList::OsStringList(const QStringList &arguments)
{
    m_arguments.reserve(arguments.size());
    for (const QString &argument : arguments)
        m_arguments.append(OsString(argument).bytes());
}

} // namespace Spawnscope
