// SPDX-License-Identifier: MIT
// Any arguments come back from the command line that they make, by whatever rule it is read.
#include "base/windowsquoting.h"
#include "windowsarguments.h"

#include <cstdio>
#include <cstdlib>

using namespace Spawnscope;
using WindowsArguments::DoubledQuotes;

/// The input is the arguments, with a NUL between two of them.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromLatin1(reinterpret_cast<const char *>(data),
                                             static_cast<qsizetype>(size));
    const QStringList arguments = text.isEmpty() ? QStringList() : text.split(QChar(u'\0'));
    const QString line = WindowsQuoting::join(arguments);
    for (const auto rule :
         {DoubledQuotes::CloseAndOpen, DoubledQuotes::QuoteInside, DoubledQuotes::QuoteAndClose}) {
        if (WindowsArguments::parse(line, rule) == arguments)
            continue;
        std::fprintf(stderr, "rule %d reads other arguments from: %s\n", static_cast<int>(rule),
                     qPrintable(line));
        std::abort();
    }
    return 0;
}
