// SPDX-License-Identifier: MIT
#include "app/demonstration.h"

namespace Spawnscope {

const QList<Demonstration::Act> &Demonstration::acts()
{
    static const QList<Act> list{
        {{"cmd", "/d", "/c", "ver"},
         false,
         false,
         [](const Session &session) {
             return session.returncode() == 0 && session.bytesReceived(OutputStream::Stdout) > 0;
         }},
        {{"cmd", "/d", "/c", "dir", "C:\\"},
         false,
         true,
         [](const Session &session) {
             return session.returncode() == 0 && session.bytesReceived(OutputStream::Stdout) > 0;
         }},
        {{"cmd", "/d", "/c", "dir", "C:\\zzz"},
         false,
         false,
         [](const Session &session) {
             return session.returncode().value_or(0) > 0
                 && session.bytesReceived(OutputStream::Stderr) > 0;
         }},
        {{"ping", "-n", "100", "localhost"},
         true,
         false,
         [](const Session &session) { return session.returncode() == 1; }},
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
