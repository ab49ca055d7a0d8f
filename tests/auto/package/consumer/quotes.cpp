// SPDX-License-Identifier: MIT
#include <base/shlex.h>

int main()
{
    return Spawnscope::Shlex::quote("a b") == "'a b'" ? 0 : 1;
}
