// SPDX-License-Identifier: Apache-2.0
// How a condition becomes a formula.
#include "tests/verify/world.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "lib/core/text.hpp"

namespace euthymia::verify {

namespace {

using rules::Condition;
using rules::Node;
using rules::Op;

constexpr int never = 20000;  // days: longer than any interval

std::int64_t power_of_ten(int n) {
    std::int64_t power = 1;
    for (int i = 0; i < n; ++i) power *= 10;
    return power;
}

}  // namespace

World::World(z3::context& context, const rules::RuleBase& rules, rules::Column column, Action action,
             std::string jurisdiction)
    : context_{context},
      rules_{rules},
      column_{column},
      action_{action},
      jurisdiction_{std::move(jurisdiction)},
      limits_{context} {}

z3::expr World::holds(const Condition& condition) {
    return truth(condition, static_cast<std::uint32_t>(condition.nodes.size() - 1));
}

World::Term World::term(const Condition& condition, std::uint32_t at) {
    const Node& node = condition.nodes[at];
    if (node.op == Op::name) return named(node.name);
    if (node.op != Op::literal) return operation(condition, node);
    const rules::Value& value = node.literal;
    if (value.kind == rules::Value::Kind::truth) return {context_.bool_val(value.truth == Truth::yes)};
    if (value.kind == rules::Value::Kind::choice) return {context_.int_val(static_cast<int>(value.choice))};
    return {context_.int_val(static_cast<std::int64_t>(value.number.at_least)), node.type.decimals};
}

std::pair<z3::expr, z3::expr> World::numbers(const Condition& condition, std::uint32_t a, std::uint32_t b) {
    const Term left = term(condition, a);
    const Term right = term(condition, b);
    const int common = std::max(left.decimals, right.decimals);
    const auto scaled = [&](const Term& one) {
        return one.decimals == common ? one.value : one.value * context_.int_val(power_of_ten(common - one.decimals));
    };
    return {scaled(left), scaled(right)};
}

World::Term World::operation(const Condition& condition, const Node& node) {
    const auto& of = node.children;
    const auto compared = [&](std::uint32_t a, std::uint32_t b) {
        if (condition.nodes[a].type.kind == FactType::number) return numbers(condition, a, b);
        return std::pair{term(condition, a).value, term(condition, b).value};
    };
    const auto joined = [&](bool all) {
        z3::expr_vector parts{context_};
        for (const std::uint32_t one : of) parts.push_back(truth(condition, one));
        return all ? z3::mk_and(parts) : z3::mk_or(parts);
    };
    const auto at_most = [&](std::uint32_t a, std::uint32_t b) {
        const auto [left, right] = numbers(condition, a, b);
        return left <= right;
    };
    switch (node.op) {
        case Op::and_:
            return {joined(true)};
        case Op::or_:
            return {joined(false)};
        case Op::xor_:
            return {truth(condition, of[0]) != truth(condition, of[1])};
        case Op::implies:
            return {z3::implies(truth(condition, of[0]), truth(condition, of[1]))};
        case Op::not_:
            return {!truth(condition, of[0])};
        case Op::equal:
        case Op::not_equal: {
            const auto [left, right] = compared(of[0], of[1]);
            return {node.op == Op::equal ? left == right : left != right};
        }
        case Op::less:
            return {!at_most(of[1], of[0])};
        case Op::less_or_equal:
            return {at_most(of[0], of[1])};
        case Op::greater:
            return {!at_most(of[0], of[1])};
        case Op::greater_or_equal:
            return {at_most(of[1], of[0])};
        case Op::between:
            return {at_most(of[1], of[0]) && at_most(of[0], of[2])};
        case Op::add:
        case Op::subtract: {
            const auto [left, right] = numbers(condition, of[0], of[1]);
            const int decimals = std::max(condition.nodes[of[0]].type.decimals, condition.nodes[of[1]].type.decimals);
            return {node.op == Op::add ? left + right : left - right, decimals};
        }
        case Op::multiply:
            return {term(condition, of[0]).value * term(condition, of[1]).value, node.type.decimals};
        case Op::negate:
            return {-term(condition, of[0]).value, node.type.decimals};
        // Everything is known.
        case Op::is_null:
            return {context_.bool_val(false)};
        case Op::is_not_null:
            return {context_.bool_val(true)};
        case Op::is_true:
        case Op::is_not_false:
            return {truth(condition, of[0])};
        case Op::is_false:
        case Op::is_not_true:
            return {!truth(condition, of[0])};
        case Op::in: {
            z3::expr_vector parts{context_};
            for (std::size_t i = 1; i < of.size(); ++i) {
                const auto [left, right] = compared(of[0], of[i]);
                parts.push_back(left == right);
            }
            return {z3::mk_or(parts)};
        }
        default:
            throw std::logic_error{"an operator nobody told the solver about"};
    }
}

World::Term World::named(rules::NameId name) {
    if (const auto found = names_.find(name); found != names_.end()) return found->second;
    const rules::Origin& origin = rules_.origins[name];
    std::optional<Term> made;
    if (origin.kind == rules::Origin::Kind::definition) {
        const Condition& definition = *rules_.definitions[name];
        made = term(definition, static_cast<std::uint32_t>(definition.nodes.size() - 1));
    } else if (origin.kind == rules::Origin::Kind::family) {
        made = family(name, origin);
    } else {
        made = fact(name);
    }
    return names_.emplace(name, *made).first->second;
}

World::Term World::fact(rules::NameId name) {
    const rules::Name& what = rules_.names[name];
    const Fact& fact = rules_.base.facts[rules_.origins[name].index];
    if (what.kind == rules::NameKind::setting) {
        const std::string_view wanted = what.id == "action" ? name_of(action_) : std::string_view{jurisdiction_};
        const auto found = std::find(what.type.choices.begin(), what.type.choices.end(), wanted);
        return {context_.int_val(static_cast<int>(found - what.type.choices.begin()))};
    }
    if (what.type.kind == FactType::truth) {
        const z3::expr holds = context_.bool_const(what.id.c_str());
        for (const std::string& implied : fact.implies) {
            limits_.push_back(z3::implies(holds, context_.bool_const(implied.c_str())));
        }
        return {holds};
    }
    z3::expr value = context_.int_const(what.id.c_str());
    if (what.type.kind == FactType::choice) {
        limits_.push_back(value >= 0 && value < static_cast<int>(what.type.choices.size()));
        return {value};
    }
    limits_.push_back(value >= context_.int_val(fact.at_least) && value <= context_.int_val(fact.at_most));
    return {value, what.type.decimals};
}

std::vector<std::string> World::members(const std::string& group, bool without_own) const {
    std::vector<std::string> all;
    const auto found = rules_.members.find(group);
    if (found != rules_.members.end()) all = found->second;
    if (rules_.base.substance(group) != nullptr) all.push_back(group);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (without_own && column_ != rules_.person_column() && rules_.candidates[column_].substance != nullptr) {
        std::erase(all, rules_.candidates[column_].substance->id);
    }
    return all;
}

z3::expr World::days_since(const std::string& substance) {
    const auto found = days_.find(substance);
    if (found != days_.end()) return found->second;
    const z3::expr days = context_.int_const(("days since " + substance).c_str());
    limits_.push_back(days >= 0 && days <= never);
    return days_.emplace(substance, days).first->second;
}

World::Term World::family(rules::NameId name, const rules::Origin& origin) {
    const knowledge::Family& family = rules_.base.families[origin.index];
    if (family.attribute) {
        return {context_.bool_val(rules::attribute_of(rules_, column_, name).truth == Truth::yes)};
    }
    const std::vector<std::string> all = members(origin.group, family.relation);
    if (family.reducer == "taking" || family.reducer == "other") {
        z3::expr_vector parts{context_};
        for (const std::string& one : all) parts.push_back(days_since(one) == 0);
        return {all.empty() ? context_.bool_val(false) : z3::mk_or(parts)};
    }
    if (family.reducer.starts_with("days_since")) {
        z3::expr least = context_.int_val(never);
        for (const std::string& one : all) least = z3::ite(days_since(one) < least, days_since(one), least);
        return {least, rules_.names[name].type.decimals};
    }
    if (family.reducer == "count_other") {
        z3::expr count = context_.int_val(0);
        for (const std::string& one : all) {
            count = count + z3::ite(days_since(one) == 0, context_.int_val(1), context_.int_val(0));
        }
        return {count, rules_.names[name].type.decimals};
    }
    const z3::expr free = context_.int_const(rules_.names[name].id.c_str());
    limits_.push_back(free >= 0);
    return {free, rules_.names[name].type.decimals};
}

std::string World::person(const z3::model& model) const {
    std::string facts;
    std::string medicines;
    const auto add = [](std::string& list, const std::string& one) { list += (list.empty() ? "" : ",") + one; };
    for (const auto& [name, term] : names_) {
        const rules::Name& what = rules_.names[name];
        const rules::Origin& origin = rules_.origins[name];
        if (origin.kind != rules::Origin::Kind::fact || what.kind != rules::NameKind::fact) continue;
        if (!rules_.base.derivations[origin.index].reducer.empty() &&
            rules_.base.derivations[origin.index].reducer != "any" &&
            rules_.base.derivations[origin.index].reducer != "latest") {
            continue;
        }
        const z3::expr value = model.eval(term.value, true);
        std::string text = "true";
        if (what.type.kind == FactType::truth) {
            text = value.is_true() ? "true" : "false";
        } else if (what.type.kind == FactType::choice) {
            text = "\"" + what.type.choices[static_cast<std::size_t>(value.get_numeral_int64())] + "\"";
        } else {
            text = core::format_decimal(value.get_numeral_int64(), what.type.decimals);
        }
        const std::string unit = what.type.unit.empty() ? "" : ",\"unit\":\"" + what.type.unit + "\"";
        add(facts, "{\"fact\":\"" + what.id + "\",\"value\":" + text + unit + ",\"when\":\"2026-11-23\"}");
    }
    for (const auto& [substance, days] : days_) {
        const std::int64_t since = model.eval(days, true).get_numeral_int64();
        if (since > 1000) continue;
        const Date day = Date{std::chrono::sys_days{*parse_date("2026-11-23")} - std::chrono::days{since}};
        const std::string when =
            since == 0 ? "\"status\":\"taking\"" : "\"status\":\"stopped\",\"stop\":\"" + to_string(day) + "\"";
        const std::string& label = rules_.base.substance(substance)->label;
        add(medicines, "{\"name\":\"" + label + "\"," + when + "}");
    }
    std::string reviews;
    for (const knowledge::ReviewScope& scope : rules_.base.reviews) {
        add(reviews, "{\"scope\":\"" + scope.id + "\",\"when\":\"2026-11-23\"}");
    }
    return "{\"euthymia\":\"patient/1\",\"patient\":{\"born\":\"1986-05-01\"},\"facts\":[" + facts +
           "],\"medicines\":[" + medicines + "],\"reviews\":[" + reviews + "],\"lists\":[\"conditions\"]}";
}

}  // namespace euthymia::verify
