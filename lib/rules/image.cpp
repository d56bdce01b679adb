// SPDX-License-Identifier: Apache-2.0
// How an edition becomes bytes, and bytes an edition.
#include "lib/rules/image.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

#include "euthymia/version.hpp"
#include "lib/core/archive.hpp"

namespace euthymia::rules {

namespace {

// What must be equal where the image is written and read.
struct Kind {
    std::array<char, 16> name;
    std::uint32_t layout;  // raised when what is archived changes in a way that the sizes do not tell
    std::uint32_t sizes;
    std::uint32_t big_endian;
    std::uint32_t row_grain;
};

Kind kind() {
    constexpr std::uint32_t sizes = sizeof(knowledge::Row) + 3 * sizeof(knowledge::Base) + 7 * sizeof(RuleBase) +
                                    11 * sizeof(Program) + 13 * sizeof(Node) + 17 * sizeof(Fact);
    return {{"euthymia image"}, 2, sizes, std::endian::native == std::endian::big, row_grain};
}

// Four sums side by side, so that one need not wait for the other.
std::uint64_t checksum(std::span<const std::byte> bytes) {
    constexpr std::uint64_t prime = 0x100000001b3;
    const auto word = [&](std::size_t at) {
        std::uint64_t read = 0;
        std::memcpy(&read, bytes.data() + at, sizeof read);
        return read;
    };
    std::uint64_t a = 1;
    std::uint64_t b = 2;
    std::uint64_t c = 3;
    std::uint64_t d = 4;
    std::size_t at = 0;
    for (constexpr std::size_t step = 4 * sizeof a; at + step <= bytes.size(); at += step) {
        a = (a ^ word(at)) * prime;
        b = (b ^ word(at + sizeof a)) * prime;
        c = (c ^ word(at + 2 * sizeof a)) * prime;
        d = (d ^ word(at + 3 * sizeof a)) * prime;
    }
    std::uint64_t sum = bytes.size();
    for (const std::uint64_t one : {a, b, c, d}) sum = (sum ^ (one ^ one >> 32)) * prime;
    for (; at < bytes.size(); ++at) sum = (sum ^ static_cast<std::uint64_t>(bytes[at])) * prime;
    return sum;
}

struct Heading {
    Kind kind;
    std::uint64_t checksum;
};

constexpr std::uint32_t none = ~std::uint32_t{0};

// Pointers into the base travel as indices.
struct CandidateImage {
    std::string id, label, form;
    std::vector<std::string> groups;
    std::uint32_t substance = none;
};
struct RuleImage {
    std::uint32_t row = 0;
    std::string_view condition;
    Strictness strictness = Strictness::monotone;
    std::vector<NameId> reads;
    std::vector<std::uint32_t> candidates;
};

std::vector<CandidateImage> candidate_images(const RuleBase& rules) {
    std::vector<CandidateImage> images;
    for (const Candidate& one : rules.candidates) {
        const auto substance =
            one.substance == nullptr ? none : static_cast<std::uint32_t>(one.substance - rules.base.substances.data());
        images.push_back({one.id, one.label, one.form, one.groups, substance});
    }
    return images;
}

std::vector<RuleImage> rule_images(const RuleBase& rules) {
    std::vector<RuleImage> images;
    for (const Rule& one : rules.rules) {
        images.push_back({static_cast<std::uint32_t>(one.row - rules.base.rows.data()), one.condition, one.strictness,
                          one.reads, one.candidates});
    }
    return images;
}

void put_candidates(std::vector<CandidateImage> images, RuleBase& rules) {
    for (CandidateImage& one : images) {
        const auto* const substance = one.substance == none ? nullptr : &rules.base.substances[one.substance];
        rules.candidates.push_back(
            {std::move(one.id), std::move(one.label), substance, std::move(one.form), std::move(one.groups)});
    }
}

void put_rules(std::vector<RuleImage> images, RuleBase& rules) {
    rules.rules.reserve(images.size());
    for (RuleImage& one : images) {
        rules.rules.push_back({&rules.base.rows[one.row], one.condition, one.strictness, std::move(one.reads),
                               std::move(one.candidates)});
    }
}

// Everything that travels as it is.
void pass(auto& held, auto& rules, auto& archive) {
    archive(rules.base, rules.names, rules.origins, rules.definitions, rules.members, rules.in_force,
            rules.about_person, rules.inputs);
    archive(held.bindings, held.uses, held.uses_below, held.known_other, held.products, held.substances_by_code,
            held.substances_by_name, held.longest_name, held.labels, held.label_texts);
}

// An image that was read keeps the statements as it found them.
std::string packed_statements(const Knowledge::Held& held) {
    if (!held.packed_statements.empty()) return std::string{held.packed_statements};
    core::ArchiveWriter writer;
    writer(static_cast<const std::vector<Statement>&>(held.rules->base.statements));
    return writer.take();
}

Error refusal(const char* detail) { return {ErrorCode::unsupported, "embedded knowledge", detail}; }

}  // namespace

std::string write_image(const Knowledge::Held& held) {
    const RuleBase& rules = *held.rules;
    core::ArchiveWriter writer;
    pass(held, rules, writer);
    writer(candidate_images(rules), rule_images(rules), *rules.program, packed_statements(held));
    const std::string body = writer.take();
    core::ArchiveWriter heading;
    heading(Heading{kind(), checksum(std::as_bytes(std::span{body}))});
    return heading.take() + body;
}

Result<std::shared_ptr<const Knowledge::Held>> read_image(std::span<const std::byte> image) {
    Heading heading{};
    if (image.size() < sizeof heading) return refusal("the image is cut short");
    std::memcpy(&heading, image.data(), sizeof heading);
    const Kind expected = kind();
    if (std::memcmp(&heading.kind, &expected, sizeof expected) != 0) {
        return refusal("the image is of another version or machine; build the library anew");
    }
    const auto body = image.subspan(sizeof heading);
    if (checksum(body) != heading.checksum) return refusal("the image is damaged");

    auto held = std::make_shared<Knowledge::Held>();
    auto rules = std::make_shared<RuleBase>();
    core::ArchiveReader reader{body};
    std::vector<CandidateImage> candidates;
    std::vector<RuleImage> rows;
    pass(*held, *rules, reader);
    reader(candidates, rows);
    rules->program.emplace(rules->names, rules->definitions);
    reader(*rules->program, held->packed_statements);
    if (!reader.whole()) return refusal("the image is cut short");
    put_candidates(std::move(candidates), *rules);
    put_rules(std::move(rows), *rules);
    held->rules = std::move(rules);
    return std::shared_ptr<const Knowledge::Held>{std::move(held)};
}

const std::vector<Statement>& statements_of(const Knowledge::Held& held) {
    if (held.packed_statements.empty()) return held.rules->base.statements;
    std::call_once(held.unpacked, [&] {
        core::ArchiveReader reader{std::as_bytes(std::span{held.packed_statements})};
        std::vector<Statement> all;
        reader(all);
        held.statements = std::move(all);
    });
    return held.statements;
}

}  // namespace euthymia::rules
