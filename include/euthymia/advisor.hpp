// SPDX-License-Identifier: Apache-2.0
// Ask for advice about one person.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "euthymia/advice.hpp"
#include "euthymia/date.hpp"
#include "euthymia/export.hpp"
#include "euthymia/heartbeat.hpp"
#include "euthymia/knowledge.hpp"
#include "euthymia/order.hpp"
#include "euthymia/patient.hpp"
#include "euthymia/result.hpp"

namespace euthymia {
inline namespace v1 {

struct AdviceOptions {
    Date as_of{};  ///< the day of the question; must be set
    std::string profile{};  ///< guideline whose lines order the options; empty: the edition's for the condition
    std::string jurisdiction{};  ///< "US", "UK", ...; empty: the strictest row of any country binds
};

/// Answers questions from one edition of the knowledge. Immutable; safe to share between threads.
class EUTHYMIA_EXPORT Advisor {
public:
    explicit Advisor(Knowledge knowledge);

    /// Advice for one patient. Refuses an unset date and unknown profile or jurisdiction names.
    [[nodiscard]] Result<Advice> advise(const Patient& patient, const AdviceOptions& options) const;

    /// The same, and counts what became of each statement. Refuses counters of another edition; a refused question
    /// is not counted.
    [[nodiscard]] Result<Advice> advise(const Patient& patient, const AdviceOptions& options,
                                        Heartbeat& heartbeat) const;

    /// Every rule about one candidate, fired, blocked or not: its condition as a tree with the value of
    /// each part, as text for a terminal. Refuses an unknown candidate.
    [[nodiscard]] Result<std::string> explain(const Patient& patient, const AdviceOptions& options,
                                              std::string_view candidate) const;

    /// What speaks against a new order beside the antidepressants that are taken or may still act: any medicine the
    /// knowledge knows, one record per ingredient (see `read_order`). Refuses an unset date, unknown names, and an
    /// order without a medicine.
    [[nodiscard]] Result<OrderCheck> check(const Patient& patient, std::span<const MedicineRecord> order,
                                           const AdviceOptions& options) const;

    [[nodiscard]] const Knowledge& knowledge() const noexcept;

private:
    [[nodiscard]] Result<Advice> answer(const Patient& patient, const AdviceOptions& options,
                                        Heartbeat* heartbeat) const;

    Knowledge knowledge_;
};

}  // namespace v1
}  // namespace euthymia
