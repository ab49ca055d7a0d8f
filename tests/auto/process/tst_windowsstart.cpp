// SPDX-License-Identifier: MIT
#include "base/windowsapi_windows.h"
#include "base/wtf8.h"
#include "support/standingchecks.h"

#include <QDir>
#include <QTest>

using namespace Spawnscope;

namespace {

QByteArray native(const QString &path)
{
    return QDir::toNativeSeparators(path).toUtf8();
}

QByteArray testChildFolder()
{
    return native(QFileInfo(QString::fromUtf8(testChild())).absolutePath());
}

SubprocessOptions with(const WindowsOptions &windows)
{
    SubprocessOptions options;
    options.windows = windows;
    return options;
}

} // namespace

/// How children come to be on Windows: program, arguments, environment, handles, refusals. Cases
/// bear the names of those for Unix (tst_spawn, tst_descriptors, tst_isolation) that they stand
/// for.
class TestWindowsStart : public StandingChecks
{
    Q_OBJECT

private Q_SLOTS:
    // Failures
    void aFailureNamesStageErrorAndPath();
    void badInputIsRefusedBeforeAnythingIsCreated();
    void whatWindowsCannotDoIsRefusedByItsName_data();
    void whatWindowsCannotDoIsRefusedByItsName();
    void manyFailuresLeakNothing();
    void argumentsThatAreTooLongAreAnError();

    // Program and arguments
    void argumentsArriveUnchanged();
    void theFirstArgumentMayDifferFromTheFile();
    void aBareNameIsFoundInTheChildsPath();
    void aBareNameIsNotFoundInTheCurrentDirectory();
    void aRelativeProgramIsLookedForInTheChildsDirectory();
    void aBatchFileIsRunWithItsArguments();
    void aBatchFileIsNotGivenWhatItWouldExecute();
    void aShellCommandIsRunByTheShell();
    void theShellIsReplacedByExecutable();

    // State
    void theDirectoryIsChanged();
    void theEnvironmentIsInheritedWithChanges();
    void theEnvironmentIsReplaced();
    void creationFlagsAndStartUpInformationArrive();

    // Handles
    void errorOutputCanFollowTheOutput();
    void filesAreReadWrittenAndAppended();
    void aDescriptorOfOursCanBeAStream();
    void extraDescriptorsLeadBothWays();
    void theChildHasTheHandlesNamedAndNoOthers();
};

void TestWindowsStart::aFailureNamesStageErrorAndPath()
{
    const auto missing = startError("C:\\no\\such.exe", {}, {});
    QCOMPARE(missing.stage, ProcessStage::Execute);
    QVERIFY(missing.code == std::errc::no_such_file_or_directory);
    QCOMPARE(missing.context, "C:\\no\\such.exe");

    SubprocessOptions options;
    options.workingDirectory = "C:\\no\\such";
    const auto directory = startError(testChild(), {}, options);
    QCOMPARE(directory.stage, ProcessStage::ChangeDirectory);
    QVERIFY(directory.code == std::errc::no_such_file_or_directory);
    QCOMPARE(directory.context, "C:\\no\\such");

    const QTemporaryDir folder;
    options.workingDirectory = makeFile(folder, "file", "x", 0644);
    QVERIFY(startError(testChild(), {}, options).code == std::errc::not_a_directory);

    const QByteArray noProgram = makeFile(folder, "text.exe", "no program", 0755);
    const auto format = startError(noProgram, {}, {});
    QCOMPARE(format.stage, ProcessStage::Execute);
    QVERIFY2(format.code == std::errc::executable_format_error, format.code.message().c_str());

    options = {};
    options.standardInput = Stdio::file("C:\\no\\such", Stdio::FileMode::Read);
    const auto file = startError(testChild(), {}, options);
    QCOMPARE(file.stage, ProcessStage::OpenFile);
    QVERIFY(file.code == std::errc::no_such_file_or_directory);

    options.standardInput = Stdio::descriptor(999996);
    const auto descriptor = startError(testChild(), {}, options);
    QCOMPARE(descriptor.stage, ProcessStage::Redirect);
    QVERIFY(descriptor.code == std::errc::bad_file_descriptor);
}

void TestWindowsStart::badInputIsRefusedBeforeAnythingIsCreated()
{
    const auto isRefused = [](const OsString &program, const OsStringList &arguments,
                              const SubprocessOptions &options) {
        const ProcessError error = startError(program, arguments, options);
        return error.stage == ProcessStage::Arguments && error.code == std::errc::invalid_argument;
    };
    QVERIFY(isRefused("", {}, {}));
    QVERIFY(isRefused(QByteArray("a\0b", 3), {}, {}));
    QVERIFY(isRefused(testChild(), {QByteArray("a\0b", 3)}, {}));
    QVERIFY(isRefused(testChild(), {QByteArray("no UTF-8: \xff")}, {}));
    SubprocessOptions options;
    options.limit = 0;
    QVERIFY(isRefused(testChild(), {}, options));
    options = {};
    options.standardOutput = Stdout;
    QVERIFY(isRefused(testChild(), {}, options));
    options = {};
    options.environment.changes["a=b"] = "c";
    QVERIFY(isRefused(testChild(), {}, options));
}

void TestWindowsStart::whatWindowsCannotDoIsRefusedByItsName_data()
{
    QTest::addColumn<SubprocessOptions>("options");
    const auto row = [](const char *name, auto change) {
        SubprocessOptions options;
        change(&options);
        QTest::newRow(name) << options;
    };
    row("umask", [](auto *o) { o->umask = 022; });
    row("user", [](auto *o) { o->user = 0U; });
    row("group", [](auto *o) { o->group = 0U; });
    row("extraGroups", [](auto *o) { o->extraGroups.emplace(); });
    row("processGroup", [](auto *o) { o->processGroup = 4; });
    row("nice", [](auto *o) { o->nice = 3; });
    row("resourceLimits", [](auto *o) { o->resourceLimits = {{0, 1, 1}}; });
    row("restoreSignals", [](auto *o) { o->restoreSignals = false; });
    row("signalMask", [](auto *o) { o->signalMask = SubprocessOptions::SignalMask::Inherit; });
    row("parentDeathSignal", [](auto *o) { o->parentDeathSignal = 9; });
    row("channel", [](auto *o) { o->channel = SubprocessOptions::Channel::Socket; });
}

void TestWindowsStart::whatWindowsCannotDoIsRefusedByItsName()
{
    QFETCH(SubprocessOptions, options);
    const ProcessError error = startError(testChild(), {"exit"}, options);
    QCOMPARE(error.stage, ProcessStage::Arguments);
    QVERIFY(error.code == std::errc::not_supported);
    QCOMPARE(error.context, QByteArray(QTest::currentDataTag()));
}

void TestWindowsStart::manyFailuresLeakNothing()
{
    for (int i = 0; i < 50; ++i)
        QVERIFY(startError("C:\\no\\such.exe", {}, piped()).code);
    const QTemporaryDir folder;
    const QByteArray noProgram = makeFile(folder, "text.exe", "no program", 0755);
    for (int i = 0; i < 10; ++i)
        QVERIFY(startError(noProgram, {}, piped()).code);
}

void TestWindowsStart::argumentsThatAreTooLongAreAnError()
{
    const auto error = startError(testChild(), {QByteArray(40'000, 'x')}, {});
    QCOMPARE(error.stage, ProcessStage::Execute);
    QVERIFY(error.code == std::errc::argument_list_too_long);
}

void TestWindowsStart::argumentsArriveUnchanged()
{
    const QByteArrayList arguments = {"",
                                      " ",
                                      "a b",
                                      "\"",
                                      "\\",
                                      "a\\",
                                      "a b\\",
                                      "\\\"",
                                      "a\\\\b",
                                      "%PATH%",
                                      "^&|<>()!",
                                      "tab\there",
                                      "\xc3\xa4\xe2\x82\xac",
                                      "\xf0\x9f\x98\x80",
                                      "*",
                                      "'"};
    QByteArray expected;
    for (const QByteArray &argument : arguments)
        expected += '<' + argument + ">\n";
    QCOMPARE(outputOf(OsStringList(QByteArrayList{"arguments"} + arguments)), expected);
}

void TestWindowsStart::theFirstArgumentMayDifferFromTheFile()
{
    SubprocessOptions options;
    options.standardOutput = Pipe;
    options.executable = testChild();
    auto process = createSubprocessExec("another name", {"out", "ran"}, options);
    QVERIFY(process);
    QCOMPARE(*waitFor((*process)->communicate())->standardOutput, "ran\n");
}

void TestWindowsStart::aBareNameIsFoundInTheChildsPath()
{
    SubprocessOptions options;
    options.standardOutput = Pipe;
    QVERIFY(startError("testchild", {"exit"}, options).code
            == std::errc::no_such_file_or_directory);
    options.environment.changes["path"] = "relative;" + testChildFolder();
    for (const char *name : {"testchild", "testchild.exe", "TestChild"}) {
        auto process = createSubprocessExec(name, {"out", "found"}, options);
        QVERIFY(process);
        QCOMPARE(*waitFor((*process)->communicate())->standardOutput, "found\n");
    }
}

void TestWindowsStart::aBareNameIsNotFoundInTheCurrentDirectory()
{
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(QString::fromUtf8(testChildFolder())));
    const auto refused = startError("testchild", {"exit"}, {});
    WindowsOptions windows;
    windows.searchCurrentDirectory = true;
    auto asked = createSubprocessExec("testchild", {"exit", "5"}, with(windows));
    QVERIFY(QDir::setCurrent(before));
    QVERIFY(refused.code == std::errc::no_such_file_or_directory);
    QVERIFY(asked);
    QCOMPARE(waitFor((*asked)->wait())->code, 5);
}

void TestWindowsStart::aRelativeProgramIsLookedForInTheChildsDirectory()
{
    SubprocessOptions options;
    options.workingDirectory = testChildFolder();
    auto process = createSubprocessExec(".\\testchild.exe", {"exit", "6"}, options);
    QVERIFY(process);
    QCOMPARE(waitFor((*process)->wait())->code, 6);
}

void TestWindowsStart::aBatchFileIsRunWithItsArguments()
{
    const QTemporaryDir folder;
    const QByteArray script = makeFile(folder, "with blank.cmd",
                                       "@echo off\r\necho [%1] [%2] [%3]\r\nexit /b 3\r\n", 0755);
    SubprocessOptions options;
    options.standardOutput = Pipe;
    auto process = createSubprocessExec(script, {"a", "b & echo c", "d^e"}, options);
    QVERIFY(process);
    QCOMPARE(*waitFor((*process)->communicate())->standardOutput,
             "[a] [\"b & echo c\"] [\"d^e\"]\r\n");
    QCOMPARE((*process)->returncode(), 3);
}

void TestWindowsStart::aBatchFileIsNotGivenWhatItWouldExecute()
{
    const QTemporaryDir folder;
    const QByteArray script = makeFile(folder, "x.bat", "@echo ran\r\n", 0755);
    for (const char *argument : {"\"&calc", "%PATH%", "a\nb"}) {
        const auto error = startError(script, {argument}, {});
        QCOMPARE(error.stage, ProcessStage::Arguments);
        QCOMPARE(error.context, QByteArray(argument));
    }
}

void TestWindowsStart::aShellCommandIsRunByTheShell()
{
    SubprocessOptions options;
    options.standardOutput = Pipe;
    options.environment.changes["WHAT"] = "it";
    auto process = createSubprocessShell("echo \"a  b\" %WHAT%& exit 9", options);
    QVERIFY(process);
    QCOMPARE(*waitFor((*process)->communicate())->standardOutput, "\"a  b\" it\r\n");
    QCOMPARE((*process)->returncode(), 9);
}

void TestWindowsStart::theShellIsReplacedByExecutable()
{
    SubprocessOptions options;
    options.standardOutput = Pipe;
    options.executable = testChild();
    // It is not told apart from cmd.exe: its first argument is /d.
    options.standardError = Pipe;
    auto process = createSubprocessShell("x", options);
    QVERIFY(process);
    QCOMPARE(*waitFor((*process)->communicate())->standardError, "testchild: no behaviour '/d'\n");
}

void TestWindowsStart::theDirectoryIsChanged()
{
    const QTemporaryDir folder;
    SubprocessOptions options;
    options.workingDirectory = native(folder.path());
    const auto fields = fieldsOf(outputOf({"describe"}, options));
    QCOMPARE(fields["cwd"].toLower(), native(folder.path()).toLower());
}

void TestWindowsStart::theEnvironmentIsInheritedWithChanges()
{
    qputenv("SPAWNSCOPE_KEPT", "kept");
    qputenv("SPAWNSCOPE_DROPPED", "dropped");
    SubprocessOptions options;
    options.environment.changes["spawnscope_dropped"] = std::nullopt;
    options.environment.changes["ADDED"] = "a=b \xc3\xa4";
    const auto fields = fieldsOf(outputOf({"environment"}, options));
    QCOMPARE(fields["SPAWNSCOPE_KEPT"], "kept");
    QVERIFY(!fields.contains("SPAWNSCOPE_DROPPED"));
    QCOMPARE(fields["ADDED"], "a=b \xc3\xa4");
}

void TestWindowsStart::theEnvironmentIsReplaced()
{
    SubprocessOptions options;
    options.environment.base = Environment::Base::Empty;
    options.environment.changes["ONLY"] = "this";
    const auto fields = fieldsOf(outputOf({"environment"}, options));
    QCOMPARE(fields["ONLY"], "this");
    QVERIFY(!fields.contains("PATH") && !fields.contains("Path"));
    QVERIFY(resolvedEnvironment(options.environment).contains("ONLY=this"));
    bool hasRoot = false;
    for (const QByteArray &variable : resolvedEnvironment(options.environment))
        hasRoot = hasRoot || variable.toUpper().startsWith("SYSTEMROOT=");
    QVERIFY(hasRoot);
}

void TestWindowsStart::creationFlagsAndStartUpInformationArrive()
{
    WindowsOptions windows;
    windows.creationFlags = BELOW_NORMAL_PRIORITY_CLASS;
    windows.showWindow = SW_HIDE;
    const auto fields = fieldsOf(outputOf({"describe"}, with(windows)));
    QCOMPARE(fields["show"].toInt(), SW_HIDE);
    QCOMPARE(fieldsOf(outputOf({"describe"}))["show"].toInt(), -1);
    if (::GetProcAddress(::GetModuleHandleW(L"ntdll.dll"), "wine_get_version"))
        QSKIP("Wine 8 starts every process with the normal priority");
    QCOMPARE(fields["priority"].toUInt(), unsigned(BELOW_NORMAL_PRIORITY_CLASS));
}

void TestWindowsStart::errorOutputCanFollowTheOutput()
{
    SubprocessOptions options;
    options.standardError = Stdout;
    QCOMPARE(outputOf({"alternate", "100"}, options), QByteArray("oe").repeated(100));
}

void TestWindowsStart::filesAreReadWrittenAndAppended()
{
    const QTemporaryDir folder;
    const QByteArray path = makeFile(folder, "file", "first\n", 0644);
    SubprocessOptions options;
    options.standardOutput = Stdio::file(path, Stdio::FileMode::Append);
    auto process = startChild({"out", "second"}, options);
    QVERIFY(waitFor(process->wait()));
    QCOMPARE(contentOf(path), "first\nsecond\n");

    SubprocessOptions reading;
    reading.standardInput = Stdio::file(path, Stdio::FileMode::Read);
    QCOMPARE(outputOf({"cat"}, reading), "first\nsecond\n");

    options.standardOutput = Stdio::file(path, Stdio::FileMode::Truncate);
    process = startChild({"out", "third"}, options);
    QVERIFY(waitFor(process->wait()));
    QCOMPARE(contentOf(path), "third\n");

    options.standardOutput = DevNull;
    options.standardInput = DevNull;
    process = startChild({"cat", "then", "out", "gone"}, options);
    QCOMPARE(waitFor(process->wait())->code, 0);
}

void TestWindowsStart::aDescriptorOfOursCanBeAStream()
{
    const QTemporaryDir folder;
    const QByteArray path = native(folder.filePath(QStringLiteral("file")));
    const HANDLE file = ::CreateFileA(path.constData(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS, 0,
                                      nullptr);
    UniqueFd fd(int(reinterpret_cast<intptr_t>(file)));
    SubprocessOptions options;
    options.standardOutput = options.standardError = Stdio::descriptor(fd.get());
    auto process = startChild({"out", "to", "then", "err", "both"}, options);
    QCOMPARE(waitFor(process->wait())->code, 0);
    DWORD flags = 0;
    QVERIFY(::GetHandleInformation(file, &flags));
    QVERIFY(!(flags & HANDLE_FLAG_INHERIT));
    fd.reset();
    QCOMPARE(contentOf(path), "to\nboth\n");
}

void TestWindowsStart::extraDescriptorsLeadBothWays()
{
    using Direction = ExtraDescriptor::Direction;
    SubprocessOptions options = piped();
    options.extraDescriptors = {{3, Pipe, Direction::ToChild}, {5, Pipe, Direction::FromChild}};
    auto process = startChild({"catfd", "3", "5"}, options);
    QVERIFY(process->writer(3)->write("there and back"));
    process->writer(3)->close();
    QCOMPARE(*waitFor(process->reader(5)->readAll()), "there and back");
    QCOMPARE(waitFor(process->waitFinished())->code, 0);
}

void TestWindowsStart::theChildHasTheHandlesNamedAndNoOthers()
{
    // Both inheritable, as another library in this program may make them.
    SECURITY_ATTRIBUTES inheritable = {sizeof inheritable, nullptr, true};
    const auto makeEvent = [&inheritable] {
        return UniqueFd(
            int(reinterpret_cast<intptr_t>(::CreateEventW(&inheritable, true, false, nullptr))));
    };
    // Values that a child hardly gets by itself.
    std::vector<UniqueFd> events;
    for (int i = 0; i < 200; ++i)
        events.push_back(makeEvent());
    const UniqueFd &passed = events[198];
    const UniqueFd &other = events[199];
    SubprocessOptions options;
    options.passDescriptors = {passed.get()};
    QCOMPARE(
        outputOf({"handles", QByteArray::number(passed.get()), QByteArray::number(other.get())},
                 options),
        "open\nnone\n");
    options.passDescriptors.clear();
    options.closeDescriptors = false;
    QCOMPARE(
        outputOf({"handles", QByteArray::number(passed.get()), QByteArray::number(other.get())},
                 options),
        "open\nopen\n");
}

QTEST_GUILESS_MAIN(TestWindowsStart)
#include "tst_windowsstart.moc"
