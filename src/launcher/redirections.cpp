// SPDX-License-Identifier: MIT
#include "launcher/redirections_p.h"

namespace Spawnscope {

namespace {

QByteArray redirection(const char *descriptor, LaunchSpec::Output output, const QByteArray &path,
                       const RedirectionWords &words)
{
    const QByteArray start = QByteArray(" ") + descriptor;
    switch (output) {
    case LaunchSpec::Output::Pipe:
        return {};
    case LaunchSpec::Output::Null:
        return start + "> " + words.nullDevice;
    case LaunchSpec::Output::File:
        return start + "> " + words.quote(path);
    case LaunchSpec::Output::AppendFile:
        return start + ">> " + words.quote(path);
    }
    Q_UNREACHABLE();
}

} // namespace

QByteArray redirections(const LaunchSpec &spec, const RedirectionWords &words)
{
    QByteArray text;
    if (spec.input == LaunchSpec::Input::Null)
        text += " < " + words.nullDevice;
    else if (spec.input == LaunchSpec::Input::File)
        text += " < " + words.quote(spec.inputPath);
    text += redirection("", spec.output, spec.outputPath, words);
    text += spec.mergeError ? QByteArrayLiteral(" 2>&1")
                            : redirection("2", spec.error, spec.errorPath, words);
    return text;
}

} // namespace Spawnscope
