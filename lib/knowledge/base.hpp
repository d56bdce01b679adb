// SPDX-License-Identifier: Apache-2.0
// What the knowledge base holds once its files are read: every row typed, conditions still as text.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/container/flat_map.hpp>
#include <boost/container/small_vector.hpp>
#include <boost/container/static_vector.hpp>

#include "euthymia/advice.hpp"
#include "euthymia/code.hpp"
#include "euthymia/fact.hpp"
#include "euthymia/knowledge.hpp"
#include "euthymia/mass.hpp"
#include "euthymia/result.hpp"
#include "lib/core/text.hpp"
#include "lib/core/text_index.hpp"
#include "lib/core/text_store.hpp"

namespace euthymia::knowledge {

/// A file of the knowledge base: its path below the folder, with '/' between steps, and its text.
struct File {
    std::string path;
    std::string text;
};

/// Where a row stands, for messages: "substances/citalopram.json/rows/3".
struct Place {
    std::string file;
    std::string pointer;
    [[nodiscard]] std::string text() const { return file + pointer; }
};

// Of sources and rows there are thousands: their texts are parts of what keeps them, the base's store or the image
// they were read from.

struct Source {
    std::string_view id;
    std::string_view title;
    std::string_view address;
    std::string_view kind;  ///< label, guideline, paper, secondary, terminology, engineering
    std::string_view jurisdiction;  ///< empty: none
};

/// What is needed until an edition is compiled and indexed, or only by people who ask. Empty in one from an image.
template <class T>
struct NotInImage : std::vector<T> {
    using std::vector<T>::operator=;
    static void pass(auto& /*self*/, auto& /*archive*/) {}
};

/// Of "age_years_bound" or "age_years_bound_2", which tell if a printed limit is itself meant, "age_years"; of any
/// other figure nothing. Its values are above, at_least, below and at_most.
[[nodiscard]] inline std::string_view bound_of(std::string_view figure) {
    constexpr std::string_view suffix = "_bound";
    const std::size_t at = figure.rfind(suffix);
    if (at == std::string_view::npos) return {};
    const std::string_view rest = figure.substr(at + suffix.size());
    const bool is_counted =
        rest.size() > 1 && rest.front() == '_' && rest.find_first_not_of("0123456789", 1) == std::string_view::npos;
    return rest.empty() || is_counted ? figure.substr(0, at) : std::string_view{};
}
[[nodiscard]] inline bool is_bound(std::string_view figure) { return !bound_of(figure).empty(); }

/// One independent reading of the original.
struct Reading {
    std::string by;  ///< who read: "a", "b", ...; two readings count when they differ in it
    std::string document;  ///< source id
    std::string place;
    Date date;
    std::map<std::string, std::string> figures;  ///< numbers as decimal text, truths as "yes"/"no", choices as text

    /// Only the wording of a limit was read; it does not make the statement verified.
    [[nodiscard]] bool is_of_bounds_alone() const {
        return !figures.empty() &&
               std::all_of(figures.begin(), figures.end(), [](const auto& figure) { return is_bound(figure.first); });
    }
};

/// A list of mostly one thing, and a table of mostly one or two: those stand in the row itself.
template <class T>
using Few = boost::container::small_vector<T, 1>;
template <class T>
using FewByName = boost::container::flat_map<std::string_view, T, std::less<>,
                                             boost::container::small_vector<std::pair<std::string_view, T>, 2>>;

/// One statement. Which members mean something depends on `kind`; see `row_kinds()`.
struct Row {
    std::string_view id;
    std::string_view kind;
    std::string_view file;
    std::string_view pointer;  ///< to its place in the file, for complaints; empty once compiled
    Few<std::string_view> applies_to;  ///< substances, forms ("bupropion.xl"), groups or therapies; empty: the person
    std::string_view jurisdiction;  ///< empty: everywhere
    std::string_view guideline;  ///< of a line
    std::string_view condition;  ///< condition treated, where the statement is about one
    std::string_view when;  ///< condition text; empty: always, or compiled
    std::string_view message;  ///< wording id
    Effect effect = Effect::inform;
    boost::container::static_vector<Action, 4> on;  ///< actions it bears on
    std::string_view harm;
    std::string_view leave;
    std::string_view level;  ///< of an escalation
    Few<std::string_view> steps;  ///< wording ids of what to do, in order
    bool asks_first = false;  ///< while its condition is open the verdict is "ask first", whatever the effect
    FewByName<std::int64_t> numbers;  ///< thousandths of the field's unit
    FewByName<std::string_view> texts;
    std::string_view source;
    std::string_view place;
    std::string_view strength;
    std::optional<Date> reviewed;
    std::vector<Reading> readings;
    bool verified = false;  ///< computed: two independent readings agree with the row
    bool safety = false;  ///< computed from kind and effect

    [[nodiscard]] std::string where() const { return core::joined({file, pointer}); }
    /// A member of the row's kind; empty when the row does not have it.
    [[nodiscard]] std::string_view text(std::string_view name) const {
        const auto found = texts.find(name);
        return found == texts.end() ? std::string_view{} : found->second;
    }
    /// The same for a number, in thousandths of its unit.
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view name) const {
        const auto found = numbers.find(name);
        return found == numbers.end() ? std::nullopt : std::optional{found->second};
    }
};

/// A shape of a substance that needs its own limits: "xl".
struct Form {
    std::string id;
    std::string label;
    std::vector<std::string> words;  ///< lower-case phrases in a product's name that tell this form: "24 hr", "xl"
    bool otherwise = false;  ///< the form of a product whose name has none of the other forms' phrases
};

struct Substance {
    std::string id;
    std::string label;
    std::string drug_class;  ///< group id; empty for medicines that are no candidate
    bool candidate = false;
    std::vector<Form> forms;  ///< empty: one form
    std::vector<std::string> groups;  ///< closed upward: includes what its groups belong to, and its own id
    NotInImage<Code> codes;
    std::vector<std::string> names;  ///< generic, brand and salt names, lower case
    std::vector<std::string> ingredients;  ///< of a combination: substance ids
};

struct Product {
    std::string rxcui;
    std::string name;
    struct Part {
        std::string substance;
        std::string form;
        std::optional<Mass> strength;
    };
    std::vector<Part> parts;
};

struct Group {
    std::string id;
    std::string label;
    std::vector<std::string> includes;
};

struct Therapy {
    std::string id;
    std::string label;
    std::vector<std::string> groups;  ///< closed upward
};

/// A condition that advice treats; its id is the id of the fact that records it.
struct ConditionTreated {
    std::string id;
    std::string label;
    std::string profile;  ///< guideline that orders options when nobody chooses one; empty: the edition's
};

/// How a dictionary fact gets its value from what is recorded.
struct Derivation {
    std::string reducer;  ///< one of `fact_reducers()`; "any" and "latest" read the fact's own records
    std::string of;  ///< fact id the reducer looks at
    int days = 0;  ///< window, where the reducer has one
    bool relation = false;  ///< depends on the candidate
    bool setting = false;  ///< part of the question: jurisdiction, action
    std::vector<std::string> implied_by;  ///< facts that imply it
};

/// A pattern of names, one per group: "taking_*".
struct Family {
    std::string prefix;  ///< "taking_"
    std::string reducer;  ///< one of `family_reducers()`
    FactType type = FactType::truth;
    std::string unit;
    int decimals = 0;
    bool relation = false;  ///< depends on the candidate
    bool attribute = false;  ///< of the candidate alone: no patient changes it
    std::string label;  ///< with "{group}"
    std::string ask;  ///< with "{group}"
};

/// A list that a clinician can go through at once, and how long that answer stands.
struct ReviewScope {
    std::string id;  ///< "safety", "medicines", "recent_medicines", "allergies"
    std::string label;
    std::string ask;
    std::chrono::days valid{};
};

struct Definition {
    std::string id;
    std::string label;
    std::string expression;
    Place place_in_file;
};

struct Guideline {
    std::string id;
    std::string label;
    std::string jurisdiction;
    std::string source;
};

/// Crisis and emergency numbers of one country.
struct Locality {
    std::string jurisdiction;
    std::string crisis_line;
    std::string emergency;
    std::string source;
};

/// Codes that mean one thing. Descendants count by prefix where the system is hierarchical by its text (ICD).
struct ValueSet {
    std::string id;
    std::string label;
    struct Member {
        Code code;
        bool descendants = false;
    };
    std::vector<Member> members;
    std::vector<Member> except;
    Place place_in_file;
};

/// A code that is known and bears on no fact.
struct KnownOther {
    Code code;
    bool descendants = false;
};

/// A code system as somebody's records name it, and what it really is.
struct CodeSystem {
    std::string address;
    std::string canonical;  ///< empty: itself
    std::string label;
    bool icd_without_dot = false;
};

struct Base {
    std::string edition;
    std::string hash;
    Date review_by{};
    std::string default_profile;  ///< guideline that orders options when nobody chooses one
    std::vector<std::string> jurisdictions;

    std::vector<Source> sources;
    std::vector<Fact> facts;
    std::vector<Derivation> derivations;  ///< one per fact, same order
    std::vector<Family> families;
    std::vector<ReviewScope> reviews;
    std::vector<Definition> definitions;
    std::vector<Group> groups;
    std::vector<Substance> substances;
    std::vector<Product> products;
    std::vector<Therapy> therapies;
    std::vector<ConditionTreated> conditions;
    std::vector<Guideline> guidelines;
    std::vector<Locality> localities;
    std::vector<Row> rows;
    NotInImage<Statement> statements;  ///< one per row, as it was written, for people; sorted by id
    std::map<std::string, std::string, std::less<>> messages;
    NotInImage<ValueSet> value_sets;
    NotInImage<KnownOther> known_other;
    std::map<std::string, CodeSystem, std::less<>> systems;  ///< by address as recorded

    // Indices, made once all is read.
    core::TextIndex fact_index, substance_index, group_index, source_index;
    core::TextStore texts;  ///< of rows and sources that were not read from an image

    // By id; null where there is none.
    [[nodiscard]] const Fact* fact(std::string_view id) const { return in(facts, fact_index.find(id)); }
    [[nodiscard]] const Substance* substance(std::string_view id) const {
        return in(substances, substance_index.find(id));
    }
    [[nodiscard]] const Group* group(std::string_view id) const { return in(groups, group_index.find(id)); }
    [[nodiscard]] const Source* source(std::string_view id) const { return in(sources, source_index.find(id)); }

private:
    template <class Named>
    static const Named* in(const std::vector<Named>& all, std::optional<std::uint32_t> index) {
        return index ? &all[*index] : nullptr;
    }
};

/// Reads all files. Every complaint is listed, each with file, pointer and row id; `base` is whole only when
/// there is none.
struct Loaded {
    Base base;
    std::vector<Error> errors;
};
[[nodiscard]] Loaded load(std::span<const File> files);

/// The files of a folder on disk, sorted by path.
[[nodiscard]] Result<std::vector<File>> read_folder(std::string_view path);

}  // namespace euthymia::knowledge
