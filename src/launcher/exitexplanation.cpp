// SPDX-License-Identifier: MIT
#include "launcher/explanation.h"

#include "base/signalnames.h"

#include <QCoreApplication>
#include <QLocale>

#include <cerrno>
#include <csignal>
#include <cstring>

namespace Spawnscope {

namespace {

/// A shell's exit code for a command that ended by signal N is 128+N; the signal, if there is one
/// of that number.
std::optional<int> signalOfShellCode(int code)
{
    static const QList<SignalName> names = allSignals();
    const auto isIt = [code](const SignalName &name) { return name.number == code - 128; };
    if (code <= 128 || std::ranges::none_of(names, isIt))
        return std::nullopt;
    return code - 128;
}

QString nameOf(int signal)
{
    return QString::fromLatin1(signalName(signal));
}

class ExitTexts
{
    Q_DECLARE_TR_FUNCTIONS(Spawnscope::ExitStatus)

public:
    static QString exited(int code, LaunchSpec::Mode mode)
    {
        if (code == 0)
            return tr("The process exited normally.");
        const QString sentence = tr("The process exited with returncode %1.").arg(code);
        const QString reason = shellReason(code, mode);
        return reason.isEmpty() ? sentence : tr("%1 %2", "two sentences").arg(sentence, reason);
    }

    static QString signalled(int signal, bool dumpedCore)
    {
        const QString meaning = signalMeaning(signal);
        QString sentence = meaning.isEmpty()
            ? tr("The process was killed by %1.").arg(nameOf(signal))
            : tr("The process was killed by %1: %2.").arg(nameOf(signal), meaning);
        if (dumpedCore)
            sentence = tr("%1 %2", "two sentences").arg(sentence, tr("It dumped core."));
        return sentence;
    }

    static QString cannotBeOpened()
    {
        return tr(
            "The program may have failed because of the exact order: /dev/stdout and "
            "/dev/stderr cannot be opened by name then (\"%1\"). Run it without exact order.");
    }

    static QString writeTooLarge()
    {
        return tr("The program may have failed because of the exact order: a single write cannot "
                  "be of more than %1 bytes then (\"%2\"). Run it without exact order.");
    }

    static QString unknown()
    {
        return tr("The process ended, but its exit status was taken by another part of this "
                  "program or discarded by the system.");
    }

private:
    static QString shellReason(int code, LaunchSpec::Mode mode)
    {
        if (code == 126)
            return tr("Shells report this for a command that was found but could not be executed.");
        if (code == 127)
            return tr("Shells report this for a command that was not found.");
        const std::optional<int> signal = signalOfShellCode(code);
        if (!signal)
            return {};
        return mode == LaunchSpec::Mode::Shell
            ? tr("A shell reports 128+%1 when a command in it was killed by %2.")
                  .arg(*signal)
                  .arg(nameOf(*signal))
            : tr("If the program is a shell or a script, 128+%1 stands for a command in it that "
                 "was killed by %2.")
                  .arg(*signal)
                  .arg(nameOf(*signal));
    }

    static QString signalMeaning(int signal)
    {
        switch (signal) {
        case SIGHUP:
            return tr("its terminal or session ended");
        case SIGINT:
            return tr("it was interrupted");
        case SIGQUIT:
            return tr("it was asked to quit with a core dump");
        case SIGILL:
            return tr("it executed an invalid instruction");
        case SIGTRAP:
            return tr("it met a breakpoint and had no debugger");
        case SIGABRT:
            return tr("it gave up by itself, as after a failed assertion");
        case SIGBUS:
            return tr("it used memory that does not exist, such as the lost part of a file");
        case SIGFPE:
            return tr("it made an arithmetic error, such as a division by zero");
        case SIGKILL:
            return tr("it was killed without a chance to react");
        case SIGSEGV:
            return tr("it used memory that it does not own");
        case SIGPIPE:
            return tr("it wrote to a pipe that nobody reads any more");
        case SIGALRM:
            return tr("its timer ran out");
        case SIGTERM:
            return tr("it was asked to end");
        case SIGXCPU:
            return tr("it used more processor time than its limit");
        case SIGXFSZ:
            return tr("it wrote a file larger than its limit");
        case SIGSYS:
            return tr("it made a system call that is not allowed");
        default:
            return {};
        }
    }
};

/// In English, in this program's language, or by its name.
bool tellsOf(const QByteArray &line, int error, const char *name, const char *words)
{
    return line.contains(words) || line.contains(name) || line.contains(std::strerror(error));
}

} // namespace

std::optional<QString> explainExactOrder(const QByteArrayList &lastLines, qint64 largestWrite)
{
    for (auto line = lastLines.crbegin(); line != lastLines.crend(); ++line) {
        const QString text = QString::fromUtf8(*line).simplified();
        if (tellsOf(*line, ENXIO, "ENXIO", "No such device or address"))
            return ExitTexts::cannotBeOpened().arg(text);
        if (tellsOf(*line, EMSGSIZE, "EMSGSIZE", "Message too long"))
            return ExitTexts::writeTooLarge().arg(QLocale().toString(largestWrite), text);
    }
    return std::nullopt;
}

QString explainExit(const ExitStatus &status, LaunchSpec::Mode mode)
{
    switch (status.kind) {
    case ExitStatus::Kind::Exited:
        return ExitTexts::exited(status.code, mode);
    case ExitStatus::Kind::Signalled:
        return ExitTexts::signalled(status.code, status.dumpedCore);
    case ExitStatus::Kind::Unknown:
        return ExitTexts::unknown();
    }
    Q_UNREACHABLE();
}

QString shortReturncode(const ExitStatus &status, LaunchSpec::Mode mode)
{
    const std::optional<int> returncode = status.returncode();
    if (!returncode)
        return QCoreApplication::translate("Spawnscope::ExitStatus", "unknown");
    if (status.kind == ExitStatus::Kind::Signalled)
        return QStringLiteral("%1 %2").arg(*returncode).arg(nameOf(status.code));
    if (const auto signal = signalOfShellCode(*returncode);
        signal && mode == LaunchSpec::Mode::Shell)
        return QStringLiteral("%1 (128+%2)").arg(*returncode).arg(*signal);
    return QString::number(*returncode);
}

} // namespace Spawnscope
