// SPDX-License-Identifier: Apache-2.0
// What speaks against a new order.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "euthymia/advice.hpp"
#include "euthymia/date.hpp"

namespace euthymia {
inline namespace v1 {

/// The answer about one drafted order. Checked are the antidepressants that are taken or may still act, not the other
/// medicines among themselves.
struct OrderCheck {
    std::string medicine;  ///< label, ingredients joined by " and "
    /// `acceptable` when nothing known speaks against it and the lists of medicines are complete; `ask_first` when
    /// they are not, or a fact that is not recorded could still forbid it.
    Verdict verdict = Verdict::acceptable;
    std::vector<Finding> findings;  ///< worst first
    /// The first day on which no interval forbids it any more; empty when time alone does not heal or nobody knows when
    /// the other drug was stopped.
    std::optional<Date> earliest;
    std::vector<std::string> notes;  ///< what the answer rests on, for the clinician
    Date as_of{};
    std::string edition;
    std::string hash;
};

}  // namespace v1
}  // namespace euthymia
