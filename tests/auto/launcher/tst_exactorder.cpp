// SPDX-License-Identifier: MIT
#include "launcher/exactorder.h"
#include "launcher/launcher.h"
#include "support/standingchecks.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

#include <cerrno>
#include <csignal>
#include <grp.h>
#include <unistd.h>

using namespace Spawnscope;
using State = Session::State;

namespace {

LaunchSpec child(QByteArrayList arguments)
{
    LaunchSpec spec;
    spec.argv = std::move(arguments);
    spec.argv.prepend(testChild());
    spec.exactOrder = true;
    return spec;
}

LaunchSpec shell(const QByteArray &command)
{
    LaunchSpec spec;
    spec.mode = LaunchSpec::Mode::Shell;
    spec.command = command;
    spec.exactOrder = true;
    return spec;
}

QList<OutputLine> linesOf(const Session &session)
{
    const OutputRows rows = session.log()->rows(OutputFilter::All);
    return session.log()->lines(OutputFilter::All, rows.first, rows.count());
}

/// A child whose outputs are two sockets, and what came out of them.
struct Reading
{
    std::unique_ptr<ExactOrder> order;
    std::unique_ptr<Process> process;
    QByteArray bytes;
    QList<qint64> writers;
    std::chrono::steady_clock::time_point last;
    bool isInTime = true;

    void start(const OsStringList &arguments, int bufferBytes = ExactOrder::UsualBufferBytes)
    {
        const auto receive = [this](const ExactOrder::Write &write) {
            bytes += write.bytes;
            writers.append(write.writer);
            isInTime = isInTime && write.when >= last
                && write.when <= std::chrono::steady_clock::now();
            last = write.when;
            received();
        };
        order = *ExactOrder::create(receive, bufferBytes);
        SubprocessOptions options;
        options.standardInput = DevNull;
        options.standardOutput = Stdio::descriptor(order->childEnd(ExactOrder::Output));
        options.standardError = Stdio::descriptor(order->childEnd(ExactOrder::Error));
        process = startChild(arguments, options);
        order->closeChildEnds();
    }
    std::function<void()> received = [] {};
};

constexpr uid_t Nobody = 65534;
constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser
    | QFile::WriteUser;

QByteArray numbers(int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += QByteArray::number(i) + '\n';
    return text;
}

} // namespace

class TestExactOrder : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        StandingChecks::initTestCase();
        if (!ExactOrder::isSupported())
            QSKIP("This system does not tell the order of writes.");
    }

    void keepsTheOrderOfOneWriter()
    {
        Reading reading;
        reading.start({"scatter", "100000"});
        QTRY_VERIFY_WITH_TIMEOUT(reading.order->hasEnded(), 60000);
        QVERIFY(reading.bytes == numbers(100000));
        QVERIFY(reading.isInTime);
        QTRY_VERIFY(reading.process->isFinished());
    }

    /// Such as users other than root may get.
    void keepsTheOrderInASmallBuffer()
    {
        constexpr int Small = 16 * 1024;
        Reading reading;
        reading.start({"scatter", "5000"}, Small);
        QVERIFY(reading.order->maxMessageBytes() < 64 * 1024);
        QTRY_VERIFY_WITH_TIMEOUT(reading.order->hasEnded(), 60000);
        QVERIFY(reading.bytes == numbers(5000));
        QTRY_VERIFY(reading.process->isFinished());

        reading.bytes.clear();
        const auto largest = qint64(reading.order->maxMessageBytes());
        reading.start({"writeonce", OsString(QByteArray::number(largest))}, Small);
        QTRY_VERIFY(reading.order->hasEnded());
        QCOMPARE(reading.bytes.size(), largest);
        QTRY_VERIFY(reading.process->isFinished());
        reading.start({"writeonce", OsString(QByteArray::number(largest + 1))}, Small);
        QTRY_VERIFY(reading.process->isFinished());
        QCOMPARE(reading.process->returncode(), EMSGSIZE);
        QTRY_VERIFY(reading.order->hasEnded());
    }

    void keepsTheOrderForUsersOtherThanRoot()
    {
        if (::geteuid() != 0)
            QSKIP("All of this test runs as such a user.");
        QTemporaryDir folder;
        QVERIFY(::chown(QFile::encodeName(folder.path()).constData(), Nobody, Nobody) == 0);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const QString &name :
             {QStringLiteral("HOME"), QStringLiteral("TMPDIR"), QStringLiteral("XDG_RUNTIME_DIR")})
            environment.insert(name, folder.path());
        QProcess test;
        test.setProcessEnvironment(environment);
        test.setWorkingDirectory(folder.path());
        test.setChildProcessModifier([] {
            if (::setgroups(0, nullptr) != 0 || ::setgid(Nobody) != 0 || ::setuid(Nobody) != 0)
                ::_exit(127);
        });
        test.setProcessChannelMode(QProcess::MergedChannels);
        test.start(QCoreApplication::applicationFilePath(),
                   {QStringLiteral("keepsTheOrderOfOneWriter"),
                    QStringLiteral("keepsTheOrderForALateReader"),
                    QStringLiteral("passesOnTheLargestWriteAndRefusesALargerOne"),
                    QStringLiteral("tellsWhichProcessWrote"), QStringLiteral("aRunIsInExactOrder"),
                    QStringLiteral("aRecordInExactOrderIsPrivate")});
        if (!test.waitForStarted())
            QSKIP("Other users cannot start this test where it is.");
        QVERIFY(test.waitForFinished(120'000));
        const QByteArray output = test.readAll();
        QVERIFY2(test.exitStatus() == QProcess::NormalExit && test.exitCode() == 0, output);
        QVERIFY2(output.contains(" 0 skipped"), output);
    }

    void keepsTheOrderForALateReader()
    {
        Reading reading;
        int received = 0;
        QTimer later;
        later.setSingleShot(true);
        later.setInterval(3);
        connect(&later, &QTimer::timeout, this, [&reading] { reading.order->setReading(true); });
        reading.received = [&] {
            if (++received % 1237 != 0)
                return;
            reading.order->setReading(false);
            later.start();
        };
        reading.start({"scatter", "100000"});
        QTRY_VERIFY_WITH_TIMEOUT(reading.order->hasEnded(), 60000);
        QVERIFY(reading.bytes == numbers(100000));
        QVERIFY(reading.isInTime);
        QTRY_VERIFY(reading.process->isFinished());
    }

    void keepsTheOrderOfProcessesThatWaitForEachOther()
    {
        Reading reading;
        reading.start({"relay", "20000"});
        QTRY_VERIFY_WITH_TIMEOUT(reading.order->hasEnded(), 60000);
        QVERIFY(reading.bytes == numbers(20000));
        QTRY_VERIFY(reading.process->isFinished());
    }

    void holdsTheChildBackWhileItIsNotRead()
    {
        Reading reading;
        reading.start({"flood", "100000000"});
        reading.order->setReading(false);
        QTest::qWait(0);
        QVERIFY(reading.bytes.isEmpty());
        QVERIFY(!reading.process->hasExited());
        reading.order->setReading(true);
        QTRY_COMPARE_WITH_TIMEOUT(reading.bytes.size(), 100000000, 60000);
        QTRY_VERIFY(reading.order->hasEnded());
        QTRY_VERIFY(reading.process->isFinished());
    }

    void passesOnTheLargestWriteAndRefusesALargerOne()
    {
        Reading reading;
        reading.order = *ExactOrder::create([](const ExactOrder::Write &) {});
        const auto largest = qint64(reading.order->maxMessageBytes());
        reading.start({"writeonce", OsString(QByteArray::number(largest))});
        QTRY_VERIFY(reading.order->hasEnded());
        QCOMPARE(reading.bytes.size(), largest);
        QTRY_VERIFY(reading.process->isFinished());
        QCOMPARE(reading.process->returncode(), 0);

        reading.start({"writeonce", OsString(QByteArray::number(largest + 1))});
        QTRY_VERIFY(reading.process->isFinished());
        QCOMPARE(reading.process->returncode(), EMSGSIZE);
        QTRY_VERIFY(reading.order->hasEnded());
    }

    void cannotBeOpenedByName()
    {
        Reading reading;
        reading.start({"open", "/dev/stdout"});
        QTRY_VERIFY(reading.process->isFinished());
        QCOMPARE(reading.process->returncode(), ENXIO);
        QTRY_VERIFY(reading.order->hasEnded());
    }

    void tellsWhichProcessWrote()
    {
        Reading reading;
        reading.start({"out", "x", "then", "relay", "20"});
        const qint64 pid = reading.process->pid();
        QTRY_VERIFY(reading.order->hasEnded());
        QTRY_VERIFY(reading.process->isFinished());
        QCOMPARE(reading.writers.size(), 21);
        QVERIFY(reading.writers.at(2) != pid);
        QVERIFY(reading.writers.at(2) > 0);
        for (qsizetype i = 1; i < reading.writers.size(); ++i)
            QCOMPARE(reading.writers.at(i), i % 2 == 1 ? pid : reading.writers.at(2));
    }

    void aRunIsInExactOrder()
    {
        Launcher launcher;
        Session *session = launcher.start(child({"scatter", "5000"}));
        QTRY_COMPARE(session->state(), State::Finished);
        QVERIFY(session->log()->isExactOrder());
        const QList<OutputLine> lines = linesOf(*session);
        QCOMPARE(lines.size(), 5000);
        for (int i = 0; i < 5000; ++i)
            QCOMPARE(lines.at(i).bytes.toInt(), i);
    }

    void aRecordInExactOrderIsPrivate()
    {
        const QTemporaryDir folder;
        {
            Launcher launcher;
            RecordSettings settings;
            settings.folder = folder.filePath(QStringLiteral("records"));
            settings.reserveBytes = 0;
            launcher.setRecordSettings(settings);
            Session *session = launcher.start(child({"scatter", "5000"}));
            QTRY_COMPARE(session->state(), State::Finished);
            QVERIFY(session->largestWrite() > 0);
            const QFileInfo record(session->recordFolder());
            QCOMPARE(record.permissions(), ownerOnly | QFile::ExeOwner | QFile::ExeUser);
            QCOMPARE(record.ownerId(), ::geteuid());
            for (const QFileInfo &file : QDir(record.filePath()).entryInfoList(QDir::Files))
                QCOMPARE(file.permissions(), ownerOnly);
            const QList<OutputLine> lines = linesOf(*session);
            QCOMPARE(lines.size(), 5000);
            for (int i = 0; i < 5000; ++i) {
                QCOMPARE(lines.at(i).bytes.toInt(), i);
                QCOMPARE(lines.at(i).writer, session->pid());
            }
        }
        QThreadPool::globalInstance()->waitForDone(); // its threads hold descriptors
    }

    void aRunEndsWhenNobodyHoldsItsOutputAnyMore()
    {
        Launcher launcher;
        Session *session = launcher.start(shell("sleep 100 & echo $!"));
        QTRY_COMPARE(session->state(), State::Exited);
        QTRY_COMPARE(session->bytesReceived(OutputStream::Stdout) > 0, true);
        session->sendSignal(SIGKILL, SentSignal::Target::Group);
        QTRY_COMPARE(session->state(), State::Finished);
    }

    void theInputOfWhoIsLeftStaysOpenWhileItHoldsTheOutput()
    {
        Launcher launcher;
        // In a list "&" takes the input away; a descriptor of its own keeps it.
        Session *session = launcher.start(shell("exec 3<&0; cat <&3 & exit 0"));
        session->sendInput("before\n");
        QTRY_COMPARE(session->state(), State::Exited);
        session->sendInput("after\n");
        QTRY_COMPARE(session->bytesReceived(OutputStream::Stdout), 13u);
        session->sendEof();
        QTRY_COMPARE(session->state(), State::Finished);
    }

    void worksWhereOnlyOneOfTheStreamsIsShown()
    {
        Launcher launcher;
        LaunchSpec spec = shell("echo out; echo err >&2");
        spec.output = LaunchSpec::Output::Null;
        Session *session = launcher.start(spec);
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(session->bytesReceived(OutputStream::Stderr), 4u);
        QCOMPARE(session->bytesReceived(OutputStream::Stdout), 0u);

        spec.output = LaunchSpec::Output::Pipe;
        spec.mergeError = true;
        session = launcher.start(spec);
        QTRY_COMPARE(session->state(), State::Finished);
        QCOMPARE(session->bytesReceived(OutputStream::Stdout), 8u);
    }

    void aStartThatFailsLeavesNothingBehind()
    {
        Launcher launcher;
        LaunchSpec spec = child({});
        spec.argv = {"/no/such/program"};
        Session *session = launcher.start(spec);
        QTRY_COMPARE(session->state(), State::FailedToStart);
    }
};

QTEST_GUILESS_MAIN(TestExactOrder)
#include "tst_exactorder.moc"
