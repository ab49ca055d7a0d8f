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

} // namespace Spawnscope
