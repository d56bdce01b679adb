// SPDX-License-Identifier: Apache-2.0
// Write advice as JSON.
#pragma once

#include <string>

#include "euthymia/advice.hpp"
#include "euthymia/export.hpp"
#include "euthymia/heartbeat.hpp"
#include "euthymia/order.hpp"
#include "euthymia/plan.hpp"
#include "euthymia/taper.hpp"

namespace euthymia {
inline namespace v1 {

/// The advice as one JSON object, `"euthymia": "advice/1"`, schema in
/// share/euthymia/schema/advice.schema.json. The same advice gives the same bytes.
[[nodiscard]] EUTHYMIA_EXPORT std::string to_json(const Advice& advice);

/// The answer about an order as one JSON object: {"euthymia": "order-check/1", "as_of", "edition", "hash", "medicine",
/// "verdict", "earliest", "notes", "findings"}; findings as in advice.
[[nodiscard]] EUTHYMIA_EXPORT std::string to_json(const OrderCheck& check);

/// A taper as one JSON object, `"euthymia": "taper/1"`, schema in share/euthymia/schema/taper.schema.json. Shares are
/// whole millionths.
[[nodiscard]] EUTHYMIA_EXPORT std::string to_json(const TaperPlan& plan);

/// A titration or a switch as one JSON object, `"euthymia": "plan/1"`, schema in
/// share/euthymia/schema/plan.schema.json; alerts and findings as in advice.
[[nodiscard]] EUTHYMIA_EXPORT std::string to_json(const Plan& plan);

/// Counters as one JSON object: {"euthymia": "heartbeat/1", "edition", "hash", "answers", "rules": [{"rule", "fired",
/// "not_fired", "blocked"}]}, statements in order of id.
[[nodiscard]] EUTHYMIA_EXPORT std::string to_json(const Heartbeat& heartbeat);

}  // namespace v1
}  // namespace euthymia
