// SPDX-License-Identifier: MIT
#include "base/osstring.h"

#include "base/wtf8.h"

namespace Spawnscope {

OsString::OsString(const QString &text)
    : m_bytes(toWtf8(text))
{}

QString OsString::toString() const
{
    return fromWtf8(m_bytes).value_or(QString::fromUtf8(m_bytes));
}

} // namespace Spawnscope
