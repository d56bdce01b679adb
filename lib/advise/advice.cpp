// SPDX-License-Identifier: Apache-2.0
// The answer: what is urgent, what fits, what does not and why, what to ask next.
#include "euthymia/advice.hpp"

#include "lib/advise/held.hpp"

namespace euthymia {
inline namespace v1 {

Date Advice::as_of() const noexcept { return held_->as_of; }
std::string_view Advice::edition() const noexcept { return held_->edition; }
std::string_view Advice::hash() const noexcept { return held_->hash; }
bool Advice::stale() const noexcept { return held_->stale; }
std::string_view Advice::profile() const noexcept { return held_->profile; }
std::string_view Advice::jurisdiction() const noexcept { return held_->jurisdiction; }
std::span<const Alert> Advice::alerts() const noexcept { return held_->alerts; }
std::span<const Option> Advice::options() const noexcept { return held_->options; }
std::span<const Question> Advice::questions() const noexcept { return held_->questions; }
std::span<const NotRead> Advice::not_read() const noexcept { return held_->not_read; }
std::span<const Regimen> Advice::regimens() const noexcept { return held_->regimens; }
std::span<const FactRead> Advice::known_facts() const noexcept { return held_->known_facts; }
std::span<const FactRead> Advice::assumed() const noexcept { return held_->assumed; }
std::span<const std::string> Advice::notes() const noexcept { return held_->notes; }
std::span<const std::string> Advice::conditions() const noexcept { return held_->conditions; }
std::string_view Advice::person() const noexcept { return held_->person; }

}  // namespace v1
}  // namespace euthymia
