// SPDX-License-Identifier: Apache-2.0
// What `advise`, `check` and `explain` need before they can ask: the day, the knowledge, the record.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "arguments.hpp"
#include "euthymia/euthymia.hpp"

namespace cli {

struct Question {
    euthymia::Advisor advisor;
    euthymia::AdviceOptions options;
    std::string day_origin;
    std::string path;
    std::string record;  ///< the text that was read
};

/// The options both commands share.
void add_question_options(Arguments& arguments);

/// Everything but the patient, or the exit code after a complaint.
[[nodiscard]] std::variant<Question, int> question_of(const Arguments& arguments);

/// One person of the record ("" for the only one); complaints go to standard error.
[[nodiscard]] std::optional<euthymia::Patient> patient_of(const Question& question, const std::string& who);

/// A refused question as a complaint about the option that caused it.
void complain(const euthymia::Error& error);

}  // namespace cli
