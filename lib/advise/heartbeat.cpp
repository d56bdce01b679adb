// SPDX-License-Identifier: Apache-2.0
// Counting what became of each statement.
#include "euthymia/heartbeat.hpp"

#include <algorithm>

namespace euthymia {
inline namespace v1 {

Heartbeat::Heartbeat(const Knowledge& knowledge) : edition_{knowledge.edition()}, hash_{knowledge.hash()} {
    for (const Statement& statement : knowledge.statements()) rules_.push_back({statement.id});
}

std::optional<Error> Heartbeat::merge(const Heartbeat& other) {
    if (other.hash_ != hash_) {
        return Error{ErrorCode::unsupported, "heartbeat",
                     "counters of edition " + other.edition_ + " cannot be added to those of edition " + edition_};
    }
    answers_ += other.answers_;
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        rules_[i].fired += other.rules_[i].fired;
        rules_[i].not_fired += other.rules_[i].not_fired;
        rules_[i].blocked += other.rules_[i].blocked;
    }
    return std::nullopt;
}

}  // namespace v1
}  // namespace euthymia
