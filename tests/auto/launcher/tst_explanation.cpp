// SPDX-License-Identifier: MIT
#include "launcher/executableprobe.h"
#include "launcher/explanation.h"
#include "launcher/windowsexecution.h"
#include "launcher/windowssearch.h"

#include <QLocale>
#include <QTest>

#include <cerrno>

using namespace Spawnscope;
using Verdict = std::optional<bool>; // of comesInBlocks()
using Kind = StartFailure::Kind;

/// What is said of failures, from values; tst_startfailures lets starts fail for real.
class TestExplanation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysThatThereIsNoTerminal()
    {
        const LaunchSpec spec;
        const StartFailure missing = explainStartFailure(
            spec,
            {ProcessStage::CreateTerminal,
             std::make_error_code(std::errc::no_such_file_or_directory),
             {}});
        QVERIFY(missing.sentence.startsWith(u"No terminal could be made for the command: "));
        QVERIFY(missing.details.isEmpty());
        const StartFailure many = explainStartFailure(
            spec,
            {ProcessStage::CreateTerminal,
             std::make_error_code(std::errc::too_many_files_open),
             {}});
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

    void tellsProgramsOfWindowsApart()
    {
        QByteArray head(256, '\0');
        head.replace(0, 2, "MZ");
        ExecutableProbe probe;
        probeContent(head, &probe);
        QCOMPARE(probe.format, ExecutableProbe::Format::ForeignBinary); // of MS-DOS
        head[0x3c] = char(0x80);
        head.replace(0x80, 6, QByteArray("PE\0\0\x64\x86", 6));
        probe = {};
        probeContent(head, &probe);
        QVERIFY(probe.format == ExecutableProbe::Format::Pe
                || probe.format == ExecutableProbe::Format::ForeignPe);
        head.replace(0x84, 2, QByteArray("\xf0\x01", 2)); // PowerPC
        probe = {};
        probeContent(head, &probe);
        QCOMPARE(probe.format, ExecutableProbe::Format::ForeignPe);
        probe = {};
        probeContent(QByteArrayView(head).first(0x82), &probe); // cut off
        QCOMPARE(probe.format, ExecutableProbe::Format::ForeignBinary);
    }

    void explainsWhyWindowsDoesNotExecute_data()
    {
        using Format = ExecutableProbe::Format;
        QTest::addColumn<int>("code"); // an errno, or a number of Windows
        QTest::addColumn<bool>("exists");
        QTest::addColumn<Format>("format");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *name, int code, Format format, Kind kind,
                            const char *part) {
            QTest::newRow(name) << code << true << format << kind << QString::fromLatin1(part);
        };
        QTest::newRow("not in PATH") << ENOENT << false << Format::Unreadable
                                     << Kind::ProgramNotFound << QStringLiteral("PATH");
        row("empty", ENOEXEC, Format::Empty, Kind::NotAProgram, "is empty");
        row("script", ENOEXEC, Format::Script, Kind::NotAProgram, "script");
        row("text", ENOEXEC, Format::Text, Kind::NotAProgram, "text");
        row("other processor", ENOEXEC, Format::ForeignPe, Kind::NotAProgram, "processor");
        row("other system", ENOEXEC, Format::Elf, Kind::NotAProgram, "another system");
        row("damaged", ENOEXEC, Format::Pe, Kind::NotAProgram, "this system can execute");
        row("not permitted", EACCES, Format::Pe, Kind::NotExecutable, "does not permit");
        row("being written", ETXTBSY, Format::Pe, Kind::Other, "being written");
        row("administrator", windowsElevationRequired, Format::Pe, Kind::NotExecutable,
            "administrator");
    }
    void explainsWhyWindowsDoesNotExecute()
    {
        QFETCH(int, code);
        QFETCH(bool, exists);
        QFETCH(ExecutableProbe::Format, format);
        QFETCH(QString, part);
        WindowsExecution facts;
        facts.program = "tool";
        facts.path = exists ? "C:\\tools\\tool.exe" : "";
        facts.probe.exists = facts.probe.isRegularFile = facts.probe.isExecutable = exists;
        facts.probe.format = format;
        facts.code = code == windowsElevationRequired
            ? std::error_code(code, std::system_category())
            : std::error_code(code, std::generic_category());
        const auto failure = explainWindowsExecution(facts);
        QVERIFY(failure);
        QTEST(failure->kind, "kind");
        QVERIFY2(failure->sentence.contains(part), qPrintable(failure->sentence));
    }

    void namesWhatIsMissingOnWindows()
    {
        WindowsExecution facts;
        facts.program = "DIR";
        facts.code = std::make_error_code(std::errc::no_such_file_or_directory);
        facts.searched = {QStringLiteral("C:\\Windows")};
        auto failure = explainWindowsExecution(facts);
        QVERIFY(failure->details.first().contains(QStringLiteral("cmd.exe")));
        QCOMPARE(failure->details.last(), QStringLiteral("C:\\Windows"));
        facts.program = facts.path = "D:\\none\\tool.exe";
        facts.isBareName = false;
        facts.badDirectory = "D:\\none";
        failure = explainWindowsExecution(facts);
        QCOMPARE(failure->kind, Kind::FileNotFound);
        QVERIFY(failure->details.first().contains(QStringLiteral("\"D:\\none\"")));
        facts.probe.exists = facts.probe.isDirectory = true;
        QVERIFY(explainWindowsExecution(facts)->sentence.contains(QStringLiteral("directory")));
    }

    void looksForProgramsAsWindowsDoes()
    {
        QCOMPARE(WindowsSearch::directories("C:\\a;\"D:\\b;c\";;rel;\\\\server\\x;E:\\"),
                 (QByteArrayList{"C:\\a", "D:\\b;c", "\\\\server\\x", "E:\\"}));
        QCOMPARE(WindowsSearch::fileNames("npm", QByteArray(".COM;.EXE;.BAT;.CMD;.JS")),
                 (QByteArrayList{"npm.com", "npm.exe", "npm.bat", "npm.cmd"}));
        QCOMPARE(WindowsSearch::fileNames("a.b", QByteArray(".EXE")),
                 (QByteArrayList{"a.b", "a.b.exe"}));
        QCOMPARE(WindowsSearch::fileNames(".\\npm", std::nullopt).first(), QByteArray(".\\npm"));
        QCOMPARE(WindowsSearch::withoutExtension("Tool.EXE"), QByteArray("Tool"));
        QCOMPARE(WindowsSearch::withoutExtension("a.txt"), QByteArray("a.txt"));
        QVERIFY(WindowsSearch::isBareName("npm.cmd"));
        for (const char *path : {"a\\b", "a/b", "C:b"})
            QVERIFY(!WindowsSearch::isBareName(path));
        QCOMPARE(WindowsSearch::fromDirectory("C:\\x", "y\\z"), QByteArray("C:\\x\\y\\z"));
        QCOMPARE(WindowsSearch::fromDirectory("C:/x/", "y"), QByteArray("C:/x/y"));
        for (const char *path : {"D:\\y", "D:y", "\\y", "\\\\s\\y"})
            QCOMPARE(WindowsSearch::fromDirectory("C:\\x", path), QByteArray(path));
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
        row(ExitStatus::Kind::Exited, 255, "255", "returncode 255");
        // As Windows ends processes.
        row(ExitStatus::Kind::Exited, int(0xC0000005), "0xC0000005 STATUS_ACCESS_VIOLATION",
            "does not own");
        row(ExitStatus::Kind::Exited, int(0xC0000135), "0xC0000135 STATUS_DLL_NOT_FOUND",
            "was not found");
        row(ExitStatus::Kind::Exited, int(0xC000013A), "0xC000013A STATUS_CONTROL_C_EXIT",
            "interrupted");
        row(ExitStatus::Kind::Exited, int(0xC0001234), "0xC0001234", "0xC0001234");
        row(ExitStatus::Kind::Exited, -1, "-1", "returncode -1");
        row(ExitStatus::Kind::Exited, 9009, "9009", "not found");
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
