// SPDX-License-Identifier: Apache-2.0
// What the words after a command mean.
#include "arguments.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <ctime>
#include <iostream>

#include "text.hpp"

namespace cli {

namespace po = boost::program_options;

Arguments::Arguments(std::string_view help, Words positional) : help_{help}, positional_{std::move(positional)} {
    named_.add_options()("help,h", "this help");
}

Arguments& Arguments::option(const char* name, const char* meaning) {
    named_.add_options()(name, po::value<std::string>(), meaning);
    return *this;
}

Arguments& Arguments::flag(const char* name, const char* meaning) {
    named_.add_options()(name, meaning);
    return *this;
}

std::optional<int> Arguments::read(const Words& words) {
    const auto asks_help = [](const std::string& word) { return word == "--help" || word == "-h"; };
    if (std::any_of(words.begin(), words.end(), asks_help)) {
        std::cout << help_ << named_;
        return answered;
    }
    po::options_description all;
    po::positional_options_description order;
    all.add(named_);
    for (const std::string& name : positional_) {
        all.add_options()(name.c_str(), po::value<std::string>());
        order.add(name.c_str(), 1);
    }
    try {
        // Options are not guessed from their beginnings: a typo is an error, not another option.
        const int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
        po::store(po::command_line_parser(words).options(all).positional(order).style(style).run(), values_);
        po::notify(values_);
    } catch (const po::error& problem) {
        std::cerr << "euthymia: " << printable(complaint(problem)) << "\nThe options are shown by --help.\n";
        return wrong_usage;
    }
    return std::nullopt;
}

std::string Arguments::complaint(const po::error& problem) const {
    const auto* unknown = dynamic_cast<const po::unknown_option*>(&problem);
    if (unknown == nullptr) return problem.what();
    std::string name = unknown->get_option_name();
    name.erase(0, name.find_first_not_of('-'));
    Words names;
    for (const auto& one : named_.options()) names.push_back(one->long_name());
    const auto near = nearest(name, names);
    return "no option is called --" + name + (near ? "; did you mean --" + *near + "?" : "");
}

std::string Arguments::text(const char* name) const { return has(name) ? values_[name].as<std::string>() : ""; }

int refuse(std::string_view option, std::string_view takes, std::string_view text) {
    std::cerr << "euthymia: --" << option << " takes " << takes << ", not \"" << printable(text) << "\"\n";
    return wrong_usage;
}

std::optional<euthymia::Mass> dose_of(const Arguments& arguments, const char* option) {
    const auto dose = euthymia::parse_mass(arguments.text(option));
    if (dose && *dose > euthymia::Mass{}) return dose;
    refuse(option, "an amount above 0 like 20mg", arguments.text(option));
    return std::nullopt;
}

std::optional<double> share_of(const Arguments& arguments, const char* option) {
    constexpr double hundred = 100.0;
    const std::string given = arguments.text(option);
    std::string_view text = given;
    while (!text.empty() && (text.back() == '%' || text.back() == ' ')) text.remove_suffix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size() && value > 0 && value <= hundred) {
        return value / hundred;
    }
    refuse(option, "a percentage above 0 and up to 100", given);
    return std::nullopt;
}

std::optional<std::string> choice_of(const Arguments& arguments, const char* option, const Words& choices) {
    if (!arguments.has(option)) return choices.front();
    std::string chosen = arguments.text(option);
    if (std::find(choices.begin(), choices.end(), chosen) != choices.end()) return chosen;
    std::string all;
    for (const std::string& choice : choices) {
        all += (all.empty() ? "" : &choice == &choices.back() ? " or " : ", ") + choice;
    }
    std::cerr << "euthymia: --" << option << " takes " << all << printable(did_you_mean(chosen, choices)) << '\n';
    return std::nullopt;
}

std::optional<Day> day_of(const Arguments& arguments, const char* option) {
    if (arguments.has(option)) {
        const auto date = euthymia::parse_date(arguments.text(option));
        if (date) return Day{*date, ""};
        refuse(option, "a day like 2026-11-23", arguments.text(option));
        return std::nullopt;
    }
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    const std::tm* here = std::localtime(&now);  // the clinician's day, not that of Greenwich
    if (here == nullptr) return Day{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()), "today"};
    const std::chrono::month month{static_cast<unsigned>(here->tm_mon + 1)};
    const std::chrono::day day{static_cast<unsigned>(here->tm_mday)};
    return Day{euthymia::Date{std::chrono::year{here->tm_year + 1900} / month / day}, "today; --as-of sets another"};
}

}  // namespace cli
