// SPDX-License-Identifier: Apache-2.0
// Counters as JSON.
#include "euthymia/write.hpp"

#include "lib/adapt/json_values.hpp"

namespace euthymia {
inline namespace v1 {

namespace {

using adapt::view;

}  // namespace

std::string to_json(const Heartbeat& heartbeat) {
    boost::json::array rules;
    for (const RuleCounts& one : heartbeat.rules()) {
        rules.push_back(
            {{"rule", view(one.rule)}, {"fired", one.fired}, {"not_fired", one.not_fired}, {"blocked", one.blocked}});
    }
    return boost::json::serialize(boost::json::object{{"euthymia", "heartbeat/1"},
                                                      {"edition", view(heartbeat.edition())},
                                                      {"hash", view(heartbeat.hash())},
                                                      {"answers", heartbeat.answers()},
                                                      {"rules", std::move(rules)}});
}

}  // namespace v1
}  // namespace euthymia
