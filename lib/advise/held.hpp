// SPDX-License-Identifier: Apache-2.0
// What stands behind the public `Advice`.
#pragma once

#include <string>
#include <vector>

#include "euthymia/advice.hpp"

namespace euthymia {
inline namespace v1 {

struct Advice::Held {
    Date as_of{};
    std::string edition;
    std::string hash;
    bool stale = false;
    std::string profile;
    std::string jurisdiction;
    std::vector<Alert> alerts;
    std::vector<Option> options;
    std::vector<Question> questions;
    std::vector<NotRead> not_read;
    std::vector<Regimen> regimens;
    std::vector<FactRead> known_facts;
    std::vector<FactRead> assumed;
    std::vector<std::string> notes;
    std::vector<std::string> conditions;
    std::string person;
};

}  // namespace v1
}  // namespace euthymia
