// SPDX-License-Identifier: Apache-2.0
// Plans for one person's record.
#pragma once

#include "commands.hpp"

namespace cli {

[[nodiscard]] int run_switch(const Words& words);
[[nodiscard]] int run_titrate(const Words& words);

}  // namespace cli
