// SPDX-License-Identifier: Apache-2.0
// Which name is meant.
#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/core/text.hpp"
#include "lib/rules/language.hpp"

namespace euthymia::rules {

NameId Names::add(Name name) {
    const auto id = static_cast<NameId>(names_.size());
    [[maybe_unused]] const bool is_new = index_.try_emplace(name.id, id).second;
    assert(is_new);
    names_.push_back(std::move(name));
    return id;
}

std::optional<NameId> Names::find(std::string_view id) const {
    const auto found = index_.find(id);
    if (found == index_.end()) return std::nullopt;
    return found->second;
}

std::optional<std::string_view> Names::nearest(std::string_view id) const {
    std::vector<std::string_view> ids;
    ids.reserve(names_.size());
    for (const auto& entry : index_) ids.push_back(entry.first);
    const std::optional<std::string> meant = core::nearest(id, std::span<const std::string_view>{ids});
    if (!meant) return std::nullopt;
    return index_.find(*meant)->first;
}

}  // namespace euthymia::rules
