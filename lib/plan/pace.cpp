// SPDX-License-Identifier: Apache-2.0
// How fast a dose may come down.
#include "lib/plan/pace.hpp"

#include <algorithm>

namespace euthymia::plan {

Pace pace_of(const DrugRows& drug, std::string_view country) {
    using std::chrono::days;
    constexpr double percent = 100'000;  // a hundred percent, in thousandths
    Pace pace;
    const auto lower = [](std::optional<double>& limit, std::optional<std::int64_t> number) {
        if (number) limit = std::min(limit.value_or(1.0), static_cast<double>(*number) / percent);
    };
    const auto raise = [](std::optional<days>& limit, std::optional<days> length) {
        if (length) limit = std::max(limit.value_or(days{1}), *length);
    };
    for (const knowledge::Row* row : drug.rows()) {
        if (row->kind != "taper" || !is_for(*row, country)) continue;
        lower(pace.cut, row->number("most_percent"));
        lower(pace.usual_step, row->number("usual_step_percent"));
        raise(pace.interval, days_of(*row, "at_least_days"));
        raise(pace.usual_interval, days_of(*row, "usual_days"));
    }
    return pace;
}

}  // namespace euthymia::plan
