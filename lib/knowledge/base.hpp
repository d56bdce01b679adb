// SPDX-License-Identifier: Apache-2.0
// What the knowledge base holds once its files are read: every row typed, conditions still as text.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "euthymia/advice.hpp"
#include "euthymia/code.hpp"
#include "euthymia/fact.hpp"
#include "euthymia/knowledge.hpp"
#include "euthymia/mass.hpp"
#include "euthymia/result.hpp"

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

struct Source {
    std::string id;
    std::string title;
    std::string address;
    std::string kind;  ///< label, guideline, paper, secondary, terminology, engineering
    std::string jurisdiction;  ///< empty: none
};

/// One independent reading of the original.
struct Reading {
    std::string by;  ///< who read: "a", "b", ...; two readings count when they differ in it
    std::string document;  ///< source id
    std::string place;
    Date date;
    std::map<std::string, std::string> figures;  ///< numbers as decimal text, truths as "yes"/"no", choices as text
};

/// One statement. Which members mean something depends on `kind`; see `row_kinds()`.
struct Row {
    std::string id;
    std::string kind;
    Place place_in_file;
    std::vector<std::string>
        applies_to;  ///< substances, forms ("bupropion.xl"), groups or therapies; empty: the person
    std::string jurisdiction;  ///< empty: everywhere
    std::string guideline;  ///< of a line
    std::string condition;  ///< condition treated, where the statement is about one
    std::string when;  ///< condition text; empty: always
    std::string message;  ///< wording id
    Effect effect = Effect::inform;
    std::vector<Action> on;  ///< actions it bears on
    std::string harm;
    std::string leave;
    std::string level;  ///< of an escalation
    std::vector<std::string> steps;  ///< wording ids of what to do, in order
    bool asks_first = false;  ///< while its condition is open the verdict is "ask first", whatever the effect
    std::map<std::string, std::int64_t> numbers;  ///< thousandths of the field's unit (mg, days, ...)
    std::map<std::string, std::string> texts;
    std::string source;
    std::string place;
    std::string strength;
    std::optional<Date> reviewed;
    std::vector<Reading> readings;
    bool verified = false;  ///< computed: two independent readings agree with the row
    bool safety = false;  ///< computed from kind and effect
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
    std::vector<Code> codes;
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
};

/// A condition that advice treats; its id is the id of the fact that records it.
struct ConditionTreated {
    std::string id;
    std::string label;
};

/// How a dictionary fact gets its value from what is recorded.
struct Derivation {
    std::string reducer;  ///< one of `fact_reducers()`; "any" and "latest" read the fact's own records
    std::string of;  ///< fact id the reducer looks at
    int days = 0;  ///< window, where the reducer has one
    bool relation = false;  ///< depends on the candidate
    bool setting = false;  ///< part of the question: jurisdiction, action
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

/// Statements as their files have them, for people who look them up. They stay out of what is read at every start.
struct Statements {
    std::vector<Statement> all;
    static void pass(auto& /*self*/, auto& /*archive*/) {}
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
    Statements statements;  ///< one per row, as it was written; sorted by id; empty when read from an image
    std::map<std::string, std::string, std::less<>> messages;
    std::vector<ValueSet> value_sets;
    std::vector<KnownOther> known_other;
    std::map<std::string, CodeSystem, std::less<>> systems;  ///< by address as recorded

    // Indices, made once all is read.
    std::unordered_map<std::string, std::size_t> fact_index, substance_index, group_index, source_index;
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
