// SPDX-License-Identifier: MIT
#include "launcher/launchspec.h"

#include "base/jsontext.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace Spawnscope {

namespace {

using Key = QLatin1StringView;

template <typename T>
struct Name
{
    T value;
    Key name;
};

constexpr Name<LaunchSpec::Mode> modeNames[] = {
    {LaunchSpec::Mode::Exec, Key("exec")},
    {LaunchSpec::Mode::Shell, Key("shell")},
};
constexpr Name<CommandShell> shellNames[] = {
    {CommandShell::System, Key("system")},
    {CommandShell::PowerShell, Key("powershell")},
};
constexpr Name<LaunchSpec::Input> inputNames[] = {
    {LaunchSpec::Input::Pipe, Key("pipe")},
    {LaunchSpec::Input::Null, Key("null")},
    {LaunchSpec::Input::File, Key("file")},
};
constexpr Name<LaunchSpec::Output> outputNames[] = {
    {LaunchSpec::Output::Pipe, Key("pipe")},
    {LaunchSpec::Output::Null, Key("null")},
    {LaunchSpec::Output::File, Key("file")},
    {LaunchSpec::Output::AppendFile, Key("append")},
};

template <typename T, size_t N>
QString nameOf(T value, const Name<T> (&names)[N])
{
    for (const Name<T> &entry : names) {
        if (entry.value == value)
            return entry.name;
    }
    Q_UNREACHABLE();
}

/// Reads members of an object; `failed` stays set once one is not what it has to be. Members that
/// are absent keep their default.
class Reader
{
public:
    explicit Reader(const QJsonObject &object)
        : m_object(object)
    {}

    template <typename T, size_t N>
    void read(Key key, const Name<T> (&names)[N], T *value)
    {
        const QJsonValue json = m_object.value(key);
        if (json.isUndefined())
            return;
        for (const Name<T> &entry : names) {
            if (json.toString() == entry.name) {
                *value = entry.value;
                return;
            }
        }
        m_failed = true;
    }

    void read(Key key, QByteArray *value)
    {
        const QJsonValue json = m_object.value(key);
        if (!json.isUndefined())
            take(json, value);
    }

    void read(Key key, QByteArrayList *values)
    {
        const QJsonArray array = m_object.value(key).toArray();
        for (const QJsonValue &json : array) {
            QByteArray value;
            take(json, &value);
            values->append(value);
        }
    }

    void read(Key key, bool *value) { *value = m_object.value(key).toBool(*value); }

    void read(Key key, Environment *environment)
    {
        const QJsonObject json = m_object.value(key).toObject();
        if (json.value(Key("clear")).toBool())
            environment->base = Environment::Base::Empty;
        const QJsonArray changes = json.value(Key("changes")).toArray();
        for (const QJsonValue &change : changes) {
            QByteArray name;
            take(change.toObject().value(Key("name")), &name);
            std::optional<QByteArray> value;
            if (const QJsonValue set = change.toObject().value(Key("value")); !set.isNull()) {
                value.emplace();
                take(set, &*value);
            }
            environment->changes.insert(name, value);
        }
    }

    void read(Key key, std::optional<LaunchTerminal> *terminal)
    {
        const QJsonValue json = m_object.value(key);
        if (!json.isObject())
            return;
        const LaunchTerminal usual;
        const auto size = [&json](const char *name, int missing) {
            const int value = json[QLatin1StringView(name)].toInt(missing);
            return value >= 1 && value <= LargestSize ? value : missing;
        };
        *terminal = {.rows = size("rows", usual.rows),
                     .columns = size("columns", usual.columns),
                     .separateError = json[Key("separateError")].toBool(usual.separateError)};
    }

    bool failed() const { return m_failed; }

private:
    static constexpr int LargestSize = 65535;

    void take(const QJsonValue &json, QByteArray *value)
    {
        if (auto bytes = bytesFromJson(json))
            *value = std::move(*bytes);
        else
            m_failed = true;
    }

    const QJsonObject &m_object;
    bool m_failed = false;
};

QJsonObject environmentToJson(const Environment &environment)
{
    QJsonArray changes;
    for (auto it = environment.changes.cbegin(); it != environment.changes.cend(); ++it) {
        changes.append(QJsonObject{
            {Key("name"), bytesToJson(it.key())},
            {Key("value"), it.value() ? bytesToJson(*it.value()) : QJsonValue(QJsonValue::Null)},
        });
    }
    return {{Key("clear"), environment.base == Environment::Base::Empty},
            {Key("changes"), changes}};
}

bool sameTerminal(const std::optional<LaunchTerminal> &a, const std::optional<LaunchTerminal> &b)
{
    return a && b ? a->separateError == b->separateError : a.has_value() == b.has_value();
}

bool sameEnvironment(const Environment &a, const Environment &b)
{
    return a.base == b.base && a.changes == b.changes;
}

} // namespace

QJsonObject LaunchSpec::toJson() const
{
    QJsonArray arguments;
    for (const QByteArray &argument : argv)
        arguments.append(bytesToJson(argument));
    QJsonObject json{
        {Key("mode"), nameOf(mode, modeNames)},
        {Key("argv"), arguments},
        {Key("command"), bytesToJson(command)},
        {Key("directory"), bytesToJson(workingDirectory)},
        {Key("environment"), environmentToJson(environment)},
        {Key("input"), nameOf(input, inputNames)},
        {Key("inputPath"), bytesToJson(inputPath)},
        {Key("output"), nameOf(output, outputNames)},
        {Key("outputPath"), bytesToJson(outputPath)},
        {Key("error"), nameOf(error, outputNames)},
        {Key("errorPath"), bytesToJson(errorPath)},
        {Key("mergeError"), mergeError},
        {Key("exactOrder"), exactOrder},
    };
    if (shell != CommandShell::System)
        json.insert(Key("shell"), nameOf(shell, shellNames));
    if (terminal)
        json.insert(Key("terminal"),
                    QJsonObject{{Key("rows"), terminal->rows},
                                {Key("columns"), terminal->columns},
                                {Key("separateError"), terminal->separateError}});
    return json;
}

std::optional<LaunchSpec> LaunchSpec::fromJson(const QJsonObject &object)
{
    LaunchSpec spec;
    Reader reader(object);
    reader.read(Key("mode"), modeNames, &spec.mode);
    reader.read(Key("argv"), &spec.argv);
    reader.read(Key("command"), &spec.command);
    reader.read(Key("shell"), shellNames, &spec.shell);
    reader.read(Key("directory"), &spec.workingDirectory);
    reader.read(Key("environment"), &spec.environment);
    reader.read(Key("input"), inputNames, &spec.input);
    reader.read(Key("inputPath"), &spec.inputPath);
    reader.read(Key("output"), outputNames, &spec.output);
    reader.read(Key("outputPath"), &spec.outputPath);
    reader.read(Key("error"), outputNames, &spec.error);
    reader.read(Key("errorPath"), &spec.errorPath);
    reader.read(Key("mergeError"), &spec.mergeError);
    reader.read(Key("exactOrder"), &spec.exactOrder);
    reader.read(Key("terminal"), &spec.terminal);
    const bool isEmpty = spec.mode == Mode::Exec ? spec.argv.isEmpty() : spec.command.isEmpty();
    if (reader.failed() || isEmpty)
        return std::nullopt;
    return spec;
}

namespace {

class Contradictions
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::LaunchSpec)

public:
    static QString noPowerShell()
    {
        return tr("Windows PowerShell reads this command, and is not to be had on this system.");
    }

    static std::optional<QString> ofTerminal(const LaunchSpec &spec)
    {
        if (spec.input != LaunchSpec::Input::Pipe)
            return tr("In a terminal, standard input cannot come from elsewhere.");
        if (spec.output != LaunchSpec::Output::Pipe)
            return tr("In a terminal, standard output cannot go elsewhere.");
        if (spec.exactOrder)
            return tr("The exact order of two streams is not to be had in a terminal, where they "
                      "are one.");
        if (spec.terminal->separateError && spec.mergeError)
            return tr("Standard error can go with standard output or have a pipe of its own, not "
                      "both.");
        return std::nullopt;
    }
};

} // namespace

LaunchSpec LaunchSpec::inTerminal() const
{
    LaunchSpec spec = *this;
    if (!spec.terminal)
        spec.terminal = LaunchTerminal();
    spec.input = Input::Pipe;
    spec.output = Output::Pipe;
    spec.exactOrder = false;
    if (spec.mergeError)
        spec.terminal->separateError = false;
    return spec;
}

QByteArrayList LaunchSpec::startedArgv() const
{
    return mode == Mode::Shell ? shellArgv(command, shell) : argv;
}

std::optional<QString> LaunchSpec::contradiction(CommandSyntax system) const
{
    if (mode == Mode::Shell && shell == CommandShell::PowerShell
        && system != CommandSyntax::Windows)
        return Contradictions::noPowerShell();
    return terminal ? Contradictions::ofTerminal(*this) : std::nullopt;
}

bool operator==(const LaunchSpec &a, const LaunchSpec &b)
{
    return a.mode == b.mode && a.argv == b.argv && a.command == b.command
        && (a.mode != LaunchSpec::Mode::Shell || a.shell == b.shell)
        && a.workingDirectory == b.workingDirectory && sameEnvironment(a.environment, b.environment)
        && a.input == b.input && a.inputPath == b.inputPath && a.output == b.output
        && a.outputPath == b.outputPath && a.error == b.error && a.errorPath == b.errorPath
        && a.mergeError == b.mergeError && a.exactOrder == b.exactOrder
        && sameTerminal(a.terminal, b.terminal);
}

} // namespace Spawnscope
