// SPDX-License-Identifier: MIT
#include "launcher/explanation.h"

#include "base/ntstatus.h"
#include "base/signalnames.h"
#include "launcher/signalexplanation_p.h"

#include <QCoreApplication>
#include <QLocale>

#include <cerrno>
#include <cstring>

namespace Spawnscope {

namespace {

/// What %ERRORLEVEL% is after a command that cmd.exe does not know.
constexpr int notFoundByCommandProcessor = 9009;

/// Windows ends processes with numbers that no program of Unix can exit with: those of errors begin
/// with C, and some others have names. What else is negative was chosen by the program.
bool isNtStatus(int code)
{
    constexpr uint32_t ErrorSeverity = 0xC;
    return uint32_t(code) >> 28 == ErrorSeverity || !ntStatusName(uint32_t(code)).isEmpty();
}

/// "0xC0000005 STATUS_ACCESS_VIOLATION"
QString ntStatusText(int code)
{
    constexpr int Digits = 8;
    const QString number = QStringLiteral("0x")
        + QString::number(uint32_t(code), 16).toUpper().rightJustified(Digits, u'0');
    const QByteArray name = ntStatusName(uint32_t(code));
    return name.isEmpty() ? number : number + u' ' + QString::fromLatin1(name);
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
        const QString sentence = isNtStatus(code)
            ? tr("The process ended with %1.").arg(ntStatusText(code))
            : tr("The process exited with returncode %1.").arg(code);
        const QString reason = isNtStatus(code) ? ntStatusReason(uint32_t(code))
                                                : shellReason(code, mode);
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
    static QString ntStatusReason(uint32_t code)
    {
        switch (code) {
        case 0x40010004:
            return tr("It was ended together with its session or by a debugger.");
        case 0x80000003:
            return tr("It met a breakpoint and had no debugger.");
        case 0xC0000005:
            return tr("It used memory that it does not own.");
        case 0xC0000006:
            return tr("A part of its file or memory could not be read from the disk.");
        case 0xC0000017:
            return tr("There was not enough memory.");
        case 0xC000001D:
        case 0xC0000096:
            return tr("It executed an instruction that is invalid or not allowed.");
        case 0xC000007B:
            return tr("A library (DLL) that it needs is damaged or for another processor.");
        case 0xC000008E:
        case 0xC0000094:
            return tr("It divided by zero.");
        case 0xC0000095:
            return tr("A number became too large.");
        case 0xC00000FD:
            return tr("It used up its stack, as by a recursion without end.");
        case 0xC0000135:
            return tr("A library (DLL) that it needs was not found.");
        case 0xC0000138:
        case 0xC0000139:
            return tr("A library (DLL) that it needs is of another version: a function is missing "
                      "in it.");
        case 0xC000013A:
        case 0x40010005:
        case 0x40010008:
            return tr("It was interrupted by Ctrl+C or Ctrl+Break, or its console was closed.");
        case 0xC0000142:
            return tr("A library (DLL) that it needs failed to set itself up.");
        case 0xC0000374:
            return tr("It damaged its own memory.");
        case 0xC0000409:
        case 0xC0000602:
            return tr("It gave up by itself when it found itself damaged, as after abort().");
        case 0xC0000417:
            return tr("It called a function of the C library with an invalid argument.");
        case 0xC0000420:
            return tr("It gave up by itself after a failed assertion.");
        default:
            return {};
        }
    }

    static QString shellReason(int code, LaunchSpec::Mode mode)
    {
        if (code == notFoundByCommandProcessor && mode == LaunchSpec::Mode::Shell)
            return tr("The command processor reports this for a command that was not found.");
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
    if (isNtStatus(*returncode) && status.kind == ExitStatus::Kind::Exited)
        return ntStatusText(*returncode);
    if (const auto signal = signalOfShellCode(*returncode);
        signal && mode == LaunchSpec::Mode::Shell)
        return QStringLiteral("%1 (128+%2)").arg(*returncode).arg(*signal);
    return QString::number(*returncode);
}

} // namespace Spawnscope
