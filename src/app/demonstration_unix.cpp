// SPDX-License-Identifier: MIT
#include "app/demonstration.h"

#include <csignal>

namespace Spawnscope {

const QList<Demonstration::Act> &Demonstration::acts()
{
    static const QList<Act> list{
        {{"uname", "-a"},
         false,
         false,
         [](const Session &session) {
             return session.returncode() == 0 && session.bytesReceived(OutputStream::Stdout) > 0;
         }},
        {{"ls", "-l", "/"},
         false,
         true,
         [](const Session &session) {
             return session.returncode() == 0 && session.bytesReceived(OutputStream::Stdout) > 0;
         }},
        {{"ls", "/zzz"},
         false,
         false,
         [](const Session &session) {
             return session.returncode().value_or(0) > 0
                 && session.bytesReceived(OutputStream::Stderr) > 0;
         }},
        {{"sleep", "100"},
         true,
         false,
         [](const Session &session) { return session.returncode() == -SIGKILL; }},
        {{"no-such-program"},
         false,
         false,
         [](const Session &session) {
             return session.startError()
                 && session.startError()->code == std::errc::no_such_file_or_directory;
         }},
    };
    return list;
}

} // namespace Spawnscope
