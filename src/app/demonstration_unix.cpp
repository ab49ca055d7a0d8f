// SPDX-License-Identifier: MIT
#include "app/demonstration.h"

#include <csignal>

namespace Spawnscope {

using namespace std::chrono_literals;

const QList<Demonstration::Act> &Demonstration::acts()
{
    static const QList<Act> list{
        {{"uname", "-a"},
         std::nullopt,
         false,
         [](const Session &session) {
             return session.returncode() == 0 && session.bytesReceived(OutputStream::Stdout) > 0;
         }},
        {{"ls", "-l", "/"},
         std::nullopt,
         true,
         [](const Session &session) {
             return session.returncode() == 0 && session.bytesReceived(OutputStream::Stdout) > 0;
         }},
        {{"ls", "/zzz"},
         std::nullopt,
         false,
         [](const Session &session) {
             return session.returncode().value_or(0) > 0
                 && session.bytesReceived(OutputStream::Stderr) > 0;
         }},
        {{"sleep", "100"},
         0ms,
         false,
         [](const Session &session) { return session.returncode() == -SIGKILL; }},
        {{"no-such-program"},
         std::nullopt,
         false,
         [](const Session &session) {
             return session.startError()
                 && session.startError()->code == std::errc::no_such_file_or_directory;
         }},
    };
    return list;
}

} // namespace Spawnscope
