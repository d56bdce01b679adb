// SPDX-License-Identifier: Apache-2.0
// Which name is meant.
#include <algorithm>
#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/core/text.hpp"
#include "lib/rules/language.hpp"

namespace euthymia::rules {
namespace {

using Entry = std::pair<std::string, NameId>;

auto place_of(const std::vector<Entry>& index, std::string_view id) {
    return std::lower_bound(index.begin(), index.end(), id,
                            [](const Entry& entry, std::string_view wanted) { return entry.first < wanted; });
}

}  // namespace

NameId Names::add(Name name) {
    const auto place = place_of(index_, name.id);
    assert(place == index_.end() || place->first != name.id);
    const auto id = static_cast<NameId>(names_.size());
    index_.insert(place, {name.id, id});
    names_.push_back(std::move(name));
    return id;
}

std::optional<NameId> Names::find(std::string_view id) const {
    const auto place = place_of(index_, id);
    if (place == index_.end() || place->first != id) return std::nullopt;
    return place->second;
}

std::optional<std::string_view> Names::nearest(std::string_view id) const {
    std::vector<std::string_view> ids;
    ids.reserve(names_.size());
    for (const Entry& entry : index_) ids.push_back(entry.first);
    const std::optional<std::string> meant = core::nearest(id, std::span<const std::string_view>{ids});
    if (!meant) return std::nullopt;
    return place_of(index_, *meant)->first;
}

}  // namespace euthymia::rules
