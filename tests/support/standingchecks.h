// SPDX-License-Identifier: MIT
#pragma once

#include "process/options.h"
#include "process/process.h"

#include <QCoroTask>
#include <QMap>
#include <QObject>
#include <QTemporaryDir>

namespace Spawnscope {

/// Base of the core's test classes: what must hold after every case. The same descriptors are open
/// as before it, no zombie and no child is left, and the event loop still turns.
class StandingChecks : public QObject
{
    Q_OBJECT

protected Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

private:
    QMap<int, QByteArray> m_openBefore;
};

/// The program of tests/helpers/testchild.cpp.
QByteArray testChild();

/// The options with what TEST_CHANNEL names for their pipes: "socket", or as they are.
SubprocessOptions onTestChannel(SubprocessOptions options);

/// Options with the three streams as pipes, on the test's channel.
SubprocessOptions piped();

/// Starts testchild with these arguments, or fails the case by throwing an assertion.
std::unique_ptr<Process> startChild(const OsStringList &arguments,
                                    const SubprocessOptions &options = piped());

/// What a child printed on its standard output, and that it exited with 0.
QByteArray outputOf(const OsStringList &arguments, SubprocessOptions options = {});

/// The error of a start that fails; an empty one if it does not.
ProcessError startError(const OsString &program, const OsStringList &arguments,
                        const SubprocessOptions &options);

/// Writes a file into the folder and returns its path.
QByteArray makeFile(const QTemporaryDir &folder, const char *name, const QByteArray &content,
                    unsigned mode);
QByteArray contentOf(const QByteArray &path);

/// "name=value" lines.
QMap<QByteArray, QByteArray> fieldsOf(const QByteArray &text);

/// Turns the event loop until the answer is there, at most 30 s.
template <typename T, typename E>
Result<T, E> waitFor(Pending<T, E> pending)
{
    const auto ask = [](Pending<T, E> *question) -> QCoro::Task<Result<T, E>> {
        co_return co_await std::move(*question).within(std::chrono::seconds(30));
    };
    return QCoro::waitFor(ask(&pending));
}

} // namespace Spawnscope
