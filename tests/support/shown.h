// SPDX-License-Identifier: MIT
#pragma once

#include "process/process.h"

#include <QTest>

namespace Spawnscope {

/// What the terminal of a child has shown so far.
class Shown
{
public:
    /// With what makes it fit to be read; once more for all that is there when more has come.
    using Reading = QByteArray (*)(const QByteArray &);
    explicit Shown(const Process *process, Reading reading = nullptr)
        : m_reader(process->standardOutput())
        , m_reading(reading)
    {}

    QByteArray text()
    {
        m_bytes += m_reader->takeBuffered();
        return m_reading ? m_reading(m_bytes) : m_bytes;
    }

    /// Turns the event loop until it stands there, at most 30 s; what comes before is forgotten.
    bool comes(const QByteArray &what)
    {
        if (!QTest::qWaitFor([&] { return text().contains(what); }, 30000)) {
            qWarning("shown: %s", m_bytes.constData());
            return false;
        }
        const QByteArray all = text();
        m_bytes = all.mid(all.indexOf(what) + what.size());
        return true;
    }

private:
    StreamReader *m_reader;
    Reading m_reading;
    QByteArray m_bytes;
};

} // namespace Spawnscope
