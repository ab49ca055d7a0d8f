// SPDX-License-Identifier: MIT
// The program in its window under a limit on the size of files, as "ulimit -f" sets it.
#include "record/recordlibrary.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace Spawnscope;
using namespace Qt::StringLiterals;

namespace {

constexpr rlim_t Limit = 1024 * 1024;
constexpr qint64 Printed = 4'000'000;

/// The built program with its window, ended at the end at the latest.
class Program
{
public:
    explicit Program(const QString &folder)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const QString &name : {u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s, u"XDG_RUNTIME_DIR"_s})
            environment.insert(name, folder);
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::ForwardedChannels);
        m_process.setChildProcessModifier([] {
            const rlimit limit{Limit, RLIM_INFINITY};
            ::setrlimit(RLIMIT_FSIZE, &limit);
        });
        m_process.start(QStringLiteral(SPAWNSCOPE),
                        {u"--"_s, QStringLiteral(TESTCHILD), u"flood"_s, QString::number(Printed)});
    }
    ~Program()
    {
        m_process.terminate();
        if (!m_process.waitForFinished())
            m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Program)

    bool isRunning() const { return m_process.state() == QProcess::Running; }
    bool liftLimit() const
    {
        const rlimit none{RLIM_INFINITY, RLIM_INFINITY};
        return ::prlimit(static_cast<pid_t>(m_process.processId()), RLIMIT_FSIZE, &none, nullptr)
            == 0;
    }

private:
    QProcess m_process;
};

QString recordIn(const QString &records)
{
    const QList<RecordSummary> list = RecordLibrary(records).list();
    return list.size() == 1 ? list.first().folder : QString();
}

bool isWaiting(const QString &records)
{
    const auto record = RunRecord::open(recordIn(records));
    if (!record)
        return false;
    const QList<RunEvent> events = (*record)->events();
    return std::any_of(events.begin(), events.end(),
                       [](const RunEvent &event) { return event.name == u"pause"_s; });
}

bool isComplete(const QString &records)
{
    const auto record = RunRecord::open(recordIn(records));
    return record && (*record)->state() == RecordState::Complete;
}

} // namespace

class TestFileSizeLimit final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRecordThatReachesItWaitsAndLosesNothing();
};

void TestFileSizeLimit::aRecordThatReachesItWaitsAndLosesNothing()
{
    const QTemporaryDir folder;
    const QString records = folder.filePath(u"Spawnscope/Spawnscope/records"_s);
    const Program program(folder.path());
    QTRY_VERIFY(isWaiting(records));
    QVERIFY(program.isRunning());
    const auto waiting = RunRecord::open(recordIn(records));
    QVERIFY(waiting);
    QCOMPARE((*waiting)->state(), RecordState::Writing);
    QVERIFY((*waiting)->log()->streamSize(OutputStream::Stdout) <= qint64(Limit));

    QVERIFY(program.liftLimit());
    QTRY_VERIFY(isComplete(records));
    QVERIFY(program.isRunning());
    const auto record = RunRecord::open(recordIn(records));
    QVERIFY(record);
    QCOMPARE((*record)->log()->streamSize(OutputStream::Stdout), Printed);
}

QTEST_GUILESS_MAIN(TestFileSizeLimit)
#include "tst_filesizelimit.moc"
