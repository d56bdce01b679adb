// SPDX-License-Identifier: Apache-2.0
// How outside JSON comes in: the fast parser, and the checks it does not make.
#include "euthymia/json.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>
#include <variant>
#include <vector>

#include "lib/core/json_fault.hpp"

#include <simdjson.h>

namespace euthymia {
inline namespace v1 {

namespace dom = simdjson::dom;

struct JsonDocument::Held {
    dom::document tree;
};

/// The way between our two words and the parser's.
struct JsonAccess {
    static_assert(sizeof(dom::element) == sizeof(JsonValue));
    static_assert(std::is_trivially_copyable_v<dom::element>);

    static dom::element element(const JsonValue& value) noexcept { return std::bit_cast<dom::element>(value.at_); }
    static JsonValue value(const dom::element& element) noexcept {
        JsonValue value;
        value.at_ = std::bit_cast<decltype(value.at_)>(element);
        return value;
    }
    /// False for a value nobody took from a document; it reads as null.
    static bool is_set(const JsonValue& value) noexcept { return value.at_[0] != 0; }
};

namespace {

// simdjson counts the elements of an array or object in 24 bits and stops at the last.
constexpr std::size_t most_counted = 0xFFFFFF;

// ---- Parsing

// Chosen here rather than by simdjson's own default, which asks the environment variable
// SIMDJSON_FORCE_IMPLEMENTATION; and used directly, because the default is one per process and may be
// the host's too. simdjson's "builtin" one would be its slowest: a distribution compiles for any x86-64.
const simdjson::implementation& fastest() {
    static const simdjson::implementation* const best =
        simdjson::get_available_implementations().detect_best_supported();
    return *best;
}

void refuse_without_memory(simdjson::error_code outcome) {
    if (outcome == simdjson::MEMALLOC) throw std::bad_alloc{};
}

// Parses into `tree`; says what simdjson says.
simdjson::error_code parse_fast(std::string_view text, std::size_t depth, dom::document& tree) {
    // The parser reads in blocks past the end.
    const auto padded = std::make_unique_for_overwrite<std::uint8_t[]>(text.size() + simdjson::SIMDJSON_PADDING);
    std::memcpy(padded.get(), text.data(), text.size());
    std::memset(padded.get() + text.size(), 0, simdjson::SIMDJSON_PADDING);
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    simdjson::error_code outcome = tree.allocate(text.size());
    if (outcome == simdjson::SUCCESS) {
        outcome = fastest().create_dom_parser_implementation(text.size(), depth, parser);
    }
    if (outcome == simdjson::SUCCESS) outcome = parser->parse(padded.get(), text.size(), tree);
    refuse_without_memory(outcome);
    return outcome;
}

// The text with each integer beyond int64 written as a real: valid JSON that simdjson refuses.
std::string with_reals(std::string_view text, const std::vector<std::size_t>& ends) {
    std::string result;
    result.reserve(text.size() + 2 * ends.size());
    std::size_t from = 0;
    for (const std::size_t end : ends) {
        result.append(text.substr(from, end - from)).append("e0");
        from = end;
    }
    return result.append(text.substr(from));
}

std::optional<Error> parse_into(dom::document& tree, std::string_view text, const JsonLimits& limits) {
    // Two more than allowed, so that the exact limit is checked in one place, below; never more than
    // the text could need, because the parser reserves memory for each.
    const std::size_t depth = std::min(limits.depth, text.size()) + 2;
    simdjson::error_code outcome = parse_fast(text, depth, tree);
    if (outcome == simdjson::SUCCESS) return std::nullopt;

    core::JsonReading slow = core::read_slowly(text, limits.depth);
    if (slow.fault) return std::move(slow.fault);
    if (!slow.wide_integers.empty()) {
        outcome = parse_fast(with_reals(text, slow.wide_integers), depth, tree);
        if (outcome == simdjson::SUCCESS) return std::nullopt;
    }
    return Error{ErrorCode::malformed_text, "", simdjson::error_message(outcome)};
}

// ---- Checks before parsing

std::optional<Error> check_text(std::string_view text, const JsonLimits& limits) {
    const std::size_t most = std::min<std::size_t>(limits.bytes, simdjson::SIMDJSON_MAXSIZE_BYTES);
    if (text.size() > most) {
        return Error{ErrorCode::too_large, "", "over " + std::to_string(most) + " bytes"};
    }
    if (const std::size_t nul = text.find('\0'); nul != text.npos) {
        return Error{ErrorCode::nul_byte, "", "a zero byte in the text", nul};
    }
    if (text.starts_with("\xEF\xBB\xBF")) {
        return Error{ErrorCode::malformed_text, "", "starts with a byte order mark; remove it", 0};
    }
    if (text.empty()) return Error{ErrorCode::malformed_text, "", "the text is empty", 0};
    return std::nullopt;
}

// ---- Checks on the tree

// Walks every value of a parsed tree. The way down is kept on a list, not on the stack: the host may
// allow any depth.
class TreeCheck {
public:
    TreeCheck(const dom::document& tree, std::string_view text, const JsonLimits& limits)
        : tree_{tree}, text_{text}, limits_{limits} {}

    std::optional<Error> run() {
        enter(tree_.root());
        while (!error_ && !open_.empty()) {
            if (const std::optional<dom::element> next = open_.back().next()) {
                enter(*next);
            } else {
                open_.pop_back();
            }
        }
        return std::move(error_);
    }

private:
    // An array or object being walked, and where in it.
    struct Open {
        std::variant<dom::array, dom::object> container;
        std::variant<dom::array::iterator, dom::object::iterator> at;
        std::size_t visited = 0;
        std::string_view key{};

        std::optional<dom::element> next() {
            if (const dom::array* array = std::get_if<dom::array>(&container)) {
                auto& it = std::get<dom::array::iterator>(at);
                if (visited > 0) ++it;
                if (it == array->end()) return std::nullopt;
                ++visited;
                return *it;
            }
            auto& it = std::get<dom::object::iterator>(at);
            if (visited > 0) ++it;
            if (it == std::get<dom::object>(container).end()) return std::nullopt;
            ++visited;
            key = it.key();
            return it.value();
        }

        [[nodiscard]] std::string step() const {
            const bool is_array = std::holds_alternative<dom::array>(container);
            return is_array ? "/" + std::to_string(visited - 1) : pointer_step(key);
        }
    };

    void enter(const dom::element& value) {
        switch (value.type()) {
            case dom::element_type::STRING:
                return check_string(value);
            case dom::element_type::ARRAY:
                return enter_array(value);
            case dom::element_type::OBJECT:
                return enter_object(value);
            default:
                return;
        }
    }

    void check_string(const dom::element& value) {
        if (value.get_string_length().value_unsafe() <= limits_.string_bytes) return;
        fail(ErrorCode::string_too_long, "string", where());
    }

    void enter_array(const dom::element& value) {
        const dom::array array = value.get_array().value_unsafe();
        open({array, array.begin()});
    }

    void enter_object(const dom::element& value) {
        const dom::object object = value.get_object().value_unsafe();
        check_keys(object);
        open({object, object.begin()});
    }

    void open(Open container) {
        if (error_) return;
        if (open_.size() < limits_.depth) return open_.push_back(std::move(container));
        error_ = core::read_slowly(text_, limits_.depth).fault;  // it knows the position
    }

    void check_keys(const dom::object& object) {
        keys_.clear();
        for (auto it = object.begin(); it != object.end(); ++it) {
            keys_.push_back(it.key());
            if (keys_.back().size() > limits_.string_bytes) {
                return fail(ErrorCode::string_too_long, "a member's name", where());
            }
        }
        if (const std::optional<std::string_view> twice = repeated_key()) {
            fail(ErrorCode::duplicate_key, "the same member twice", where() + pointer_step(*twice));
        }
    }

    // The alphabetically first key that occurs twice.
    std::optional<std::string_view> repeated_key() {
        // Most objects are small, and comparing each pair needs no moves.
        constexpr std::size_t small = 8;
        if (keys_.size() <= small && !has_pair()) return std::nullopt;
        std::sort(keys_.begin(), keys_.end());
        const auto pair = std::adjacent_find(keys_.begin(), keys_.end());
        return pair == keys_.end() ? std::nullopt : std::optional{*pair};
    }

    [[nodiscard]] bool has_pair() const {
        for (auto key = keys_.begin(); key != keys_.end(); ++key) {
            if (std::find(keys_.begin(), key, *key) != key) return true;
        }
        return false;
    }

    void fail(ErrorCode code, std::string_view what, std::string pointer) {
        std::string detail{what};
        if (code == ErrorCode::string_too_long) {
            detail += " of over " + std::to_string(limits_.string_bytes) + " bytes";
        }
        error_ = Error{code, std::move(pointer), std::move(detail)};
    }

    [[nodiscard]] std::string where() const {
        std::string pointer;
        for (const Open& container : open_) pointer += container.step();
        return pointer;
    }

    const dom::document& tree_;
    std::string_view text_;
    const JsonLimits& limits_;
    std::vector<Open> open_;
    std::vector<std::string_view> keys_;
    std::optional<Error> error_;
};

template <class Container>
std::size_t count(const Container& container) noexcept {
    const std::size_t counted = container.size();
    if (counted < most_counted) return counted;
    std::size_t exact = 0;
    for (auto it = container.begin(); it != container.end(); ++it) ++exact;
    return exact;
}

// The value as `Native`, when it is one.
template <class Native>
std::optional<Native> as(const JsonValue& value) noexcept {
    Native native;
    if (!JsonAccess::is_set(value)) return std::nullopt;
    if (JsonAccess::element(value).get(native) != simdjson::SUCCESS) return std::nullopt;
    return native;
}

}  // namespace

// ---- JsonValue

JsonType JsonValue::type() const noexcept {
    if (!JsonAccess::is_set(*this)) return JsonType::null;
    switch (JsonAccess::element(*this).type()) {
        case dom::element_type::ARRAY:
            return JsonType::array;
        case dom::element_type::OBJECT:
            return JsonType::object;
        case dom::element_type::INT64:
            return JsonType::integer;
        case dom::element_type::UINT64:
            return JsonType::real;  // only those no int64 holds
        case dom::element_type::DOUBLE:
            return JsonType::real;
        case dom::element_type::STRING:
            return JsonType::string;
        case dom::element_type::BOOL:
            return JsonType::boolean;
        case dom::element_type::NULL_VALUE:
            return JsonType::null;
    }
    return JsonType::null;
}

std::optional<bool> JsonValue::boolean() const noexcept { return as<bool>(*this); }

std::optional<std::int64_t> JsonValue::integer() const noexcept {
    if (!is(JsonType::integer)) return std::nullopt;
    return as<std::int64_t>(*this);
}

std::optional<double> JsonValue::number() const noexcept { return as<double>(*this); }

std::optional<std::string_view> JsonValue::string() const noexcept { return as<std::string_view>(*this); }

std::size_t JsonValue::size() const noexcept {
    if (const auto array = as<dom::array>(*this)) return count(*array);
    if (const auto object = as<dom::object>(*this)) return count(*object);
    return 0;
}

std::optional<JsonValue> JsonValue::find(std::string_view key) const noexcept {
    const auto object = as<dom::object>(*this);
    if (!object) return std::nullopt;
    for (auto it = object->begin(); it != object->end(); ++it) {
        if (it.key() == key) return JsonAccess::value(it.value());
    }
    return std::nullopt;
}

std::string_view JsonValue::text(std::string_view key) const noexcept {
    const std::optional<JsonValue> member = find(key);
    return member ? member->string().value_or(std::string_view{}) : std::string_view{};
}

std::string JsonValue::minified() const {
    return JsonAccess::is_set(*this) ? simdjson::minify(JsonAccess::element(*this)) : "null";
}

void JsonValue::visit_elements(void (*step)(void*, std::size_t, JsonValue), void* to) const {
    const auto array = as<dom::array>(*this);
    if (!array) return;
    std::size_t index = 0;
    for (auto it = array->begin(); it != array->end(); ++it) step(to, index++, JsonAccess::value(*it));
}

void JsonValue::visit_members(void (*step)(void*, std::string_view, JsonValue), void* to) const {
    const auto object = as<dom::object>(*this);
    if (!object) return;
    for (auto it = object->begin(); it != object->end(); ++it) {
        step(to, it.key(), JsonAccess::value(it.value()));
    }
}

// ---- JsonDocument

Result<JsonDocument> JsonDocument::parse(std::string_view text, const JsonLimits& limits) {
    if (std::optional<Error> error = check_text(text, limits)) return *std::move(error);
    const auto held = std::make_shared<Held>();
    if (std::optional<Error> error = parse_into(held->tree, text, limits)) return *std::move(error);
    if (std::optional<Error> error = TreeCheck{held->tree, text, limits}.run()) return *std::move(error);
    return JsonDocument{held};
}

JsonValue JsonDocument::root() const noexcept { return JsonAccess::value(held_->tree.root()); }

std::string pointer_step(std::string_view key) {
    std::string step{"/"};
    for (const char c : key) {
        if (c == '~')
            step += "~0";
        else if (c == '/')
            step += "~1";
        else
            step += c;
    }
    return step;
}

}  // namespace v1
}  // namespace euthymia
