// SPDX-License-Identifier: MIT
#include "terminal/controlsequence_p.h"

#include <algorithm>

namespace Spawnscope {

namespace {

bool isParameter(char c)
{
    return c >= '0' && c <= ';';
}

} // namespace

std::optional<ControlSequence> ControlSequence::fromBytes(QByteArrayView bytes, char final)
{
    ControlSequence sequence{.final = final};
    if (!bytes.isEmpty() && bytes.front() >= '<' && bytes.front() <= '?') {
        sequence.prefix = bytes.front();
        bytes = bytes.sliced(1);
    }
    const auto end = std::find_if_not(bytes.begin(), bytes.end(), isParameter);
    sequence.parameters = bytes.first(end - bytes.begin());
    bytes = bytes.sliced(sequence.parameters.size());
    if (bytes.isEmpty())
        return sequence;
    const bool isIntermediate = bytes.front() >= 0x20 && bytes.front() < 0x30;
    if (bytes.size() > 1 || !isIntermediate)
        return {};
    sequence.intermediate = bytes.front();
    return sequence;
}

int ControlSequence::count() const
{
    return static_cast<int>(std::count(parameters.begin(), parameters.end(), ';')) + 1;
}

int ControlSequence::number(int index, int missing) const
{
    auto at = parameters.begin();
    for (int i = 0; i < index && at != parameters.end(); ++i) {
        at = std::find(at, parameters.end(), ';');
        if (at != parameters.end())
            ++at;
    }
    if (at == parameters.end() || *at < '0' || *at > '9')
        return missing;
    int number = 0;
    for (; at != parameters.end() && *at >= '0' && *at <= '9'; ++at)
        number = std::min(number * 10 + (*at - '0'), MaxNumber);
    return number == 0 ? missing : number;
}

} // namespace Spawnscope
