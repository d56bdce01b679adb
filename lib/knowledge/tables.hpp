// SPDX-License-Identifier: Apache-2.0
// The readers of the tables: facts, terms and small registers. One function per file schema.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "euthymia/json.hpp"
#include "lib/knowledge/base.hpp"

namespace euthymia::knowledge {

/// What a table reader works on. `file` is the file's path.
struct Table {
    JsonValue root;
    const std::string& file;
    Base& base;
    std::vector<Error>& errors;
};

void read_edition(Table table);
void read_sources(Table table);
void read_messages(Table table);
void read_definitions(Table table);
void read_conditions(Table table);
void read_facts(Table table);
void read_value_sets(Table table);
void read_code_systems(Table table);
void read_groups(Table table);
void read_medicines(Table table);
void read_products(Table table);
void read_substance(Table table);
void read_therapy(Table table);
void read_topic(Table table);
void read_guideline(Table table);

/// The closed set of ways in which a fact may get its value from records.
[[nodiscard]] std::span<const std::string_view> fact_reducers();
/// The closed set of ways in which a family of names looks at the medicines.
[[nodiscard]] std::span<const std::string_view> family_reducers();

}  // namespace euthymia::knowledge
