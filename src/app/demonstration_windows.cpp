// SPDX-License-Identifier: MIT
#include "app/demonstration.h"

namespace Spawnscope {

using namespace std::chrono_literals;

const QList<Demonstration::Act> &Demonstration::acts()
{
    static const QList<Act> list{
        {{"cmd", "/d", "/c", "ver"},
         std::nullopt,
         false,
         [](const Session &session) {
             return session.returncode() == 0 && session.bytesReceived(OutputStream::Stdout) > 0;
         }},
        {{"cmd", "/d", "/c", "dir", "C:\\"},
         std::nullopt,
         true,
         [](const Session &session) {
             return session.returncode() == 0 && session.bytesReceived(OutputStream::Stdout) > 0;
         }},
        {{"cmd", "/d", "/c", "dir", "C:\\zzz"},
         std::nullopt,
         false,
         [](const Session &session) {
             return session.returncode().value_or(0) > 0
                 && session.bytesReceived(OutputStream::Stderr) > 0;
         }},
        {{"ping", "-n", "100", "localhost"},
         3s, // sooner, the console that Wine starts for it would stay, with its output open
         false,
         [](const Session &session) { return session.returncode() == 1; }},
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
