// SPDX-License-Identifier: MIT
#include "launcher/executableprobe.h"
#include "launcher/explanation.h"
#include "launcher/pathsearch.h"
#include "launcher/startprocess.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Spawnscope;
using Verdict = std::optional<bool>; // of comesInBlocks()
using Kind = StartFailure::Kind;

/// Starts what cannot start, for real, and looks at what is said about it.
class TestExplanation : public QObject
{
    Q_OBJECT

private:
    QByteArray write(const QByteArray &name, const QByteArray &content, bool isExecutable = true)
    {
        const QByteArray path = QFile::encodeName(m_directory.path()) + '/' + name;
        QFile file(QFile::decodeName(path));
        const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(content) >= 0;
        Q_ASSERT(isWritten);
        file.setPermissions(isExecutable ? QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner
                                         : QFile::ReadOwner | QFile::WriteOwner);
        return path;
    }

    static std::optional<StartFailure> failureOf(const LaunchSpec &spec)
    {
        const auto process = startProcess(spec, subprocessOptions(spec));
        if (process)
            return std::nullopt;
        return explainStartFailure(spec, process.error());
    }
    static std::optional<StartFailure> failureOf(const QByteArray &program)
    {
        LaunchSpec spec;
        spec.argv = {program};
        return failureOf(spec);
    }

    QTemporaryDir m_directory;

private Q_SLOTS:
    void namesTheDirectoriesThatWereSearched()
    {
        LaunchSpec spec;
        spec.argv = {"no-such-program"};
        spec.environment.changes.insert("PATH", "/bin:/no/such/directory");
        const auto failure = failureOf(spec);
        QVERIFY(failure);
        QCOMPARE(failure->kind, Kind::ProgramNotFound);
        QVERIFY(failure->sentence.contains(QLatin1StringView("\"no-such-program\"")));
        QVERIFY(failure->details.contains(QLatin1StringView("/bin")));
        QVERIFY(
            failure->details.contains(QLatin1StringView("/no/such/directory (does not exist)")));
        QCOMPARE(shellExitCode(*failure), 127);
    }

    void findsSimilarNames()
    {
        write("pyhton", "");
        write("python", "");
        LaunchSpec spec;
        spec.argv = {"pythn"};
        spec.environment.changes.insert("PATH", QFile::encodeName(m_directory.path()));
        const auto failure = failureOf(spec);
        QVERIFY(failure);
        QVERIFY(failure->details.contains(QLatin1StringView("Similar names: python.")));
    }

    void pointsAtAFileInTheWorkingDirectory()
    {
        write("here", "#!/bin/sh\n");
        LaunchSpec spec;
        spec.argv = {"here"};
        spec.workingDirectory = QFile::encodeName(m_directory.path());
        const auto failure = failureOf(spec);
        QVERIFY(failure);
        QCOMPARE(failure->kind, Kind::ProgramNotFound);
        QVERIFY(failure->details.join(u' ').contains(QLatin1StringView("\"./here\"")));
    }

    void tellsAMissingFileFromAMissingInterpreter()
    {
        const auto missing = failureOf("/no/such/file");
        QCOMPARE(missing->kind, Kind::FileNotFound);
        QCOMPARE(missing->details,
                 QStringList{QStringLiteral("Its directory \"/no\" does not exist.")});
        QCOMPARE(shellExitCode(*missing), 127);

        const auto interpreter = failureOf(write("script", "#! /no/interp -x\n"));
        QCOMPARE(interpreter->kind, Kind::BadInterpreter);
        QVERIFY(interpreter->sentence.contains(QLatin1StringView("\"/no/interp\"")));

        const auto windows = failureOf(write("crlf", "#!/bin/sh\r\necho\r\n"));
        QCOMPARE(windows->kind, Kind::BadInterpreter);
        QVERIFY(windows->sentence.contains(QLatin1StringView("CR LF")));
    }

    void tellsWhyAFileCannotBeExecuted()
    {
        const auto plain = failureOf(write("plain", "#!/bin/sh\n", false));
        QCOMPARE(plain->kind, Kind::NotExecutable);
        QCOMPARE(shellExitCode(*plain), 126);
        const auto directory = failureOf("/tmp");
        QCOMPARE(directory->kind, Kind::NotExecutable);
        QVERIFY(directory->sentence.contains(QLatin1StringView("is a directory")));
        const auto text = failureOf(write("text", "echo hello\n"));
        QCOMPARE(text->kind, Kind::NotAProgram);
        QVERIFY(text->sentence.contains(QLatin1StringView("#!")));
        const auto empty = failureOf(write("empty", ""));
        QCOMPARE(empty->kind, Kind::NotAProgram);
        const auto foreign = failureOf(write("foreign", QByteArray("MZ\0\0", 4)));
        QCOMPARE(foreign->kind, Kind::NotAProgram);
    }

    void namesTheDirectoryOrTheStream()
    {
        LaunchSpec spec;
        spec.argv = {"true"};
        spec.workingDirectory = "/no/such/directory";
        auto failure = failureOf(spec);
        QCOMPARE(failure->kind, Kind::MissingDirectory);
        QVERIFY(failure->sentence.contains(QLatin1StringView("/no/such/directory")));
        QCOMPARE(shellExitCode(*failure), 126);

        spec.workingDirectory.clear();
        spec.input = LaunchSpec::Input::File;
        spec.inputPath = "/no/such/file";
        failure = failureOf(spec);
        QCOMPARE(failure->kind, Kind::StreamFile);
        QVERIFY(failure->sentence.contains(QLatin1StringView("/no/such/file")));
    }

    void countsWhatIsTooLong()
    {
        LaunchSpec spec;
        spec.argv = {"/bin/true", QByteArray(32 * 1024 * 1024, 'x')};
        const auto failure = failureOf(spec);
        QVERIFY(failure);
        QCOMPARE(failure->kind, Kind::ArgumentsTooLong);
        QVERIFY(!failure->details.isEmpty());
    }

    void refusesBadInputWithAReason()
    {
        LaunchSpec spec;
        QCOMPARE(failureOf(spec)->kind, Kind::BadInput);
        spec.argv = {"true", QByteArray("a\0b", 3)};
        QCOMPARE(failureOf(spec)->kind, Kind::BadInput);
    }

    void saysThatThereIsNoTerminal()
    {
        const LaunchSpec spec;
        const StartFailure missing = explainStartFailure(
            spec, ProcessError::fromErrno(ProcessStage::CreateTerminal, ENOENT));
        QVERIFY(missing.sentence.startsWith(u"No terminal could be made for the command: "));
        QVERIFY(missing.details.isEmpty());
        const StartFailure many = explainStartFailure(
            spec, ProcessError::fromErrno(ProcessStage::CreateTerminal, EMFILE));
        QCOMPARE(many.details.size(), 1);
    }

    void readsAShebangAsTheKernelDoes()
    {
        ExecutableProbe probe;
        probeContent("#!\t /usr/bin/env  python3\nx", &probe);
        QCOMPARE(probe.format, ExecutableProbe::Format::Script);
        QCOMPARE(probe.interpreter, "/usr/bin/env");
        probe = {};
        probeContent("#!/bin/sh\r\n", &probe);
        QCOMPARE(probe.interpreter, "/bin/sh");
        QVERIFY(probe.hasCarriageReturn);
        probe = {};
        probeContent("\177ELF", &probe); // cut off: no loader is known, nothing is read beyond it
        QVERIFY(probe.interpreter.isEmpty());
    }

    void resolvesProgramsInTheChildsPath()
    {
        const QByteArray path = write("tool", "#!/bin/sh\n");
        LaunchSpec spec;
        spec.environment.changes.insert("PATH",
                                        "/no/such:" + QFile::encodeName(m_directory.path()));
        QCOMPARE(resolveProgram("tool", spec), path);
        QVERIFY(resolveProgram("no-such-tool", spec).isEmpty());
        spec.environment.base = Environment::Base::Empty;
        spec.environment.changes.clear();
        QVERIFY(!resolveProgram("sh", spec).isEmpty());
        spec.workingDirectory = QFile::encodeName(m_directory.path());
        QCOMPARE(resolveProgram("./tool", spec), spec.workingDirectory + "/./tool");
    }

    void explainsExits_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("brief");
        QTest::addColumn<QString>("part");
        const auto row = [](ExitStatus::Kind kind, int code, const char *brief, const char *part) {
            QTest::newRow(brief) << int(kind) << code << QString::fromLatin1(brief)
                                 << QString::fromLatin1(part);
        };
        row(ExitStatus::Kind::Exited, 0, "0", "normally");
        row(ExitStatus::Kind::Exited, 3, "3", "returncode 3");
        row(ExitStatus::Kind::Exited, 126, "126", "could not be executed");
        row(ExitStatus::Kind::Exited, 127, "127", "not found");
        row(ExitStatus::Kind::Exited, 128 + SIGKILL, "137 (128+9)", "SIGKILL");
        row(ExitStatus::Kind::Exited, 255, "255", "returncode 255");
        row(ExitStatus::Kind::Signalled, SIGKILL, "-9 SIGKILL", "SIGKILL");
        row(ExitStatus::Kind::Signalled, SIGSEGV, "-11 SIGSEGV", "memory");
        row(ExitStatus::Kind::Unknown, 0, "unknown", "exit status");
    }
    void explainsExits()
    {
        QFETCH(int, kind);
        QFETCH(int, code);
        QFETCH(QString, part);
        const ExitStatus status{ExitStatus::Kind(kind), code, false};
        QTEST(shortReturncode(status, LaunchSpec::Mode::Shell), "brief");
        const QString sentence = explainExit(status, LaunchSpec::Mode::Shell);
        QVERIFY2(sentence.contains(part), qPrintable(sentence));
        QVERIFY(sentence.endsWith(u'.'));
    }

    void explainsWhatExactOrderCosts_data()
    {
        QTest::addColumn<QByteArrayList>("lines");
        QTest::addColumn<QString>("part");
        QTest::newRow("opened by name")
            << QByteArrayList{"sh: 1: cannot create /dev/stderr: No such device or address", "bye"}
            << QStringLiteral("cannot be opened by name");
        QTest::newRow("written at once")
            << QByteArrayList{"x", "OSError: [Errno 90] Message too long"}
            << QLocale().toString(425'952);
        QTest::newRow("by the name of the error")
            << QByteArrayList{"Error: write EMSGSIZE"} << QStringLiteral("single write");
        QTest::newRow("other failures") << QByteArrayList{"No such file or directory"} << QString();
        QTest::newRow("silence") << QByteArrayList() << QString();
    }
    void explainsWhatExactOrderCosts()
    {
        QFETCH(QByteArrayList, lines);
        QFETCH(QString, part);
        const auto sentence = explainExactOrder(lines, 425'952);
        QCOMPARE(sentence.has_value(), !part.isEmpty());
        QVERIFY(!sentence || sentence->contains(part));
    }

    void explainsThatATerminalIsMissing_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("isExplained");
        for (const char *line : {
                 "the input device is not a TTY",
                 "stdin isn't a terminal",
                 "stty: 'standard input': Inappropriate ioctl for device",
                 "sudo: a terminal is required to read the password; either use ...",
                 "Error opening terminal: unknown.",
                 "open terminal failed: not a terminal",
                 "top: failed tty get",
                 "Must be connected to a terminal.",
                 "sh: 1: cannot open /dev/tty: No such device or address",
                 "termios.error: (25, 'Inappropriate ioctl for device')",
                 "Error: ENOTTY",
                 "Vim: Warning: Input is not from a terminal",
             })
            QTest::newRow(line) << QByteArray(line) << true;
        for (const char *line : {
                 "No such file or directory",
                 "the terminal station is closed",
                 "pretty printing failed",
                 "",
             })
            QTest::addRow("other: %s", line) << QByteArray(line) << false;
    }
    void explainsThatATerminalIsMissing()
    {
        QFETCH(QByteArray, line);
        QFETCH(bool, isExplained);
        const auto sentence = explainMissingTerminal({"before", line, "after"});
        QCOMPARE(sentence.has_value(), isExplained);
        QVERIFY(!sentence || sentence->contains(QString::fromUtf8(line)));
        QVERIFY(!explainMissingTerminal({}));
    }

    void explainsOutputInBlocks_data()
    {
        QTest::addColumn<QList<int>>("sizes");
        QTest::addColumn<int>("pause"); // milliseconds
        QTest::addColumn<Verdict>("expected");
        QTest::newRow("nothing") << QList<int>() << 1000 << Verdict();
        QTest::newRow("one block") << QList<int>{4096} << 1000 << Verdict();
        QTest::newRow("blocks of a C library") << QList<int>{4096, 4096} << 1000 << Verdict(true);
        QTest::newRow("of a language") << QList<int>{8192, 8192, 8192} << 1000 << Verdict(true);
        QTest::newRow("one right after the other") << QList<int>{4096, 4096} << 1 << Verdict(false);
        QTest::newRow("lines") << QList<int>{20, 31} << 1000 << Verdict(false);
        QTest::newRow("a rest too soon") << QList<int>{4096, 100} << 1000 << Verdict(false);
        QTest::newRow("a rest") << QList<int>{4096, 4096, 100} << 1000 << Verdict(true);
    }
    void explainsOutputInBlocks()
    {
        QFETCH(QList<int>, sizes);
        QFETCH(int, pause);
        QFETCH(Verdict, expected);
        const auto chunksOf = [&](const QByteArray &line) {
            QList<OutputChunk> chunks;
            auto when = std::chrono::nanoseconds(0);
            for (const int size : sizes) {
                OutputChunk chunk;
                chunk.when = when += std::chrono::milliseconds(pause);
                chunk.bytes = line.repeated(size).first(size);
                chunks.append(chunk);
                chunk.stream = OutputStream::Stderr; // does not count
                chunk.bytes = "error\n";
                chunks.append(chunk);
            }
            return chunks;
        };
        QList<OutputChunk> chunks = chunksOf("line\n");
        QCOMPARE(comesInBlocks(chunks), expected);
        for (OutputChunk &chunk : chunks)
            chunk.bytes.back() = '\n';
        QVERIFY(comesInBlocks(chunks) != Verdict(true)); // lines of their own accord
        QVERIFY(comesInBlocks(chunksOf("x")) != Verdict(true)); // no lines
        QVERIFY(comesInBlocks(chunksOf(QByteArray("x\n\0", 3))) != Verdict(true)); // no text
        if (!sizes.isEmpty()) {
            chunks = chunksOf("line\n");
            chunks.first().isAfterGap = true;
            QCOMPARE(comesInBlocks(chunks), Verdict(false));
        }
        QVERIFY(explainBlockBuffering().contains(QStringLiteral("Run it in a terminal")));
    }

    void linesInLongBlocksAreTheirOwn()
    {
        QList<OutputChunk> chunks;
        for (int i = 0; i < 8; ++i) {
            QCOMPARE(comesInBlocks(chunks), Verdict());
            OutputChunk chunk;
            chunk.when = std::chrono::seconds(i);
            chunk.bytes = QByteArray(4095, 'x') + '\n';
            chunks.append(chunk);
        }
        QCOMPARE(comesInBlocks(chunks), Verdict(false));
    }

    void doesNotTakeAProgramsCodeForAShells()
    {
        const ExitStatus status{ExitStatus::Kind::Exited, 137, false};
        QCOMPARE(shortReturncode(status, LaunchSpec::Mode::Exec), QStringLiteral("137"));
    }
};

QTEST_GUILESS_MAIN(TestExplanation)
#include "tst_explanation.moc"
