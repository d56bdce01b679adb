// SPDX-License-Identifier: Apache-2.0
// What plans look like: for a reader, and as a table for a program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "euthymia/euthymia.hpp"
#include "page.hpp"

namespace cli {

/// "title, place [not yet verified]"; empty where a sentence has no source.
[[nodiscard]] std::string basis_of(const std::string& source, const std::string& place, bool is_verified);
/// Texts with one basis stand together above it.
void print_notes(Page& page, const std::vector<euthymia::PlanNote>& notes);
/// "12.5"
[[nodiscard]] std::string milligrams(euthymia::Mass mass);
/// A field of a CSV line.
[[nodiscard]] std::string quoted(std::string_view text);

/// Does a plan begin with something that comes first?
[[nodiscard]] bool is_urgent(const std::vector<euthymia::Alert>& alerts);
/// What a record says of a taper: what is urgent, what forbids it and how to leave the drug instead, what to watch.
void print_checked(Page& page, const euthymia::TaperPlan& plan, const euthymia::Knowledge& knowledge);
/// A titration or a switch.
void print(Page& page, const euthymia::Plan& plan, const euthymia::Knowledge& knowledge);
void print_csv(const euthymia::Plan& plan);

}  // namespace cli
