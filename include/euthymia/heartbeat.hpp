// SPDX-License-Identifier: Apache-2.0
// How often each statement fired, did not, or was blocked: so that a host notices a rule that has gone dead.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "euthymia/export.hpp"
#include "euthymia/knowledge.hpp"
#include "euthymia/result.hpp"

namespace euthymia {
inline namespace v1 {

/// What became of one statement over many answers. An answer counts once: as fired when the statement held for any
/// candidate and action that it was asked of, else as blocked when a missing fact left it open for any, else as not.
struct RuleCounts {
    std::string rule;  ///< id of the statement
    std::uint64_t fired = 0;
    std::uint64_t not_fired = 0;
    std::uint64_t blocked = 0;

    friend bool operator==(const RuleCounts&, const RuleCounts&) = default;
};

/// Counters for one edition, filled by `Advisor::advise`. Holds no value of any patient. One thread at a time: give
/// each thread its own and merge them; the order does not matter.
class EUTHYMIA_EXPORT Heartbeat {
public:
    explicit Heartbeat(const Knowledge& knowledge);

    [[nodiscard]] std::uint64_t answers() const noexcept { return answers_; }
    /// Every statement of the edition, also those never asked, in order of id.
    [[nodiscard]] std::span<const RuleCounts> rules() const noexcept { return rules_; }
    [[nodiscard]] std::string_view edition() const noexcept { return edition_; }
    [[nodiscard]] std::string_view hash() const noexcept { return hash_; }

    /// Adds what another counted. Refuses counters of another edition and is then unchanged.
    [[nodiscard]] std::optional<Error> merge(const Heartbeat& other);

private:
    friend class Advisor;

    std::string edition_;
    std::string hash_;
    std::uint64_t answers_ = 0;
    std::vector<RuleCounts> rules_;
};

}  // namespace v1
}  // namespace euthymia
