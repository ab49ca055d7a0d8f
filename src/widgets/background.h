// SPDX-License-Identifier: MIT
#pragma once

#include "base/background.h"
