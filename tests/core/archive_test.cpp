// SPDX-License-Identifier: Apache-2.0
// What goes into an archive comes out of it, and nothing that points is copied as it lies.
#include "lib/core/archive.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <boost/container/small_vector.hpp>

namespace {

using namespace euthymia::core;

struct Flat {
    std::uint32_t number;
    std::array<char, 4> letters;
    bool operator==(const Flat&) const = default;
};
struct Named {
    std::string_view name;
    std::vector<std::string_view> others;
    boost::container::small_vector<Flat, 1> flats;
    boost::container::flat_map<std::string_view, std::int64_t> numbers;
    bool operator==(const Named&) const = default;
};
struct OnlyViews {
    std::string_view a, b;
};

static_assert(Plain<Flat>);
static_assert(Plain<std::uint64_t>);
static_assert(!Plain<std::string_view>);
static_assert(!Plain<OnlyViews>);
static_assert(!Plain<const char*>);
static_assert(!Plain<std::array<std::string_view, 2>>);
static_assert(!Plain<double>);

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span{text}); }

TEST(Archive, GivesBackWhatWasPut) {
    const Named put{"sertraline", {"ssri", "", "ssri"}, {{1, {'a'}}, {2, {}}, {3, {}}}, {{"days", 14}, {"mg", -5}}};
    ArchiveWriter writer;
    writer(put, std::vector<Named>{put, {}});
    const std::string written = writer.take();
    ArchiveReader reader{bytes_of(written)};
    Named one;
    std::vector<Named> all;
    reader(one, all);
    EXPECT_TRUE(reader.whole());
    EXPECT_TRUE(one == put);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_TRUE(all[0] == put);
    EXPECT_TRUE(all[1] == Named{});
}

TEST(Archive, ViewsLieInWhatIsRead) {
    ArchiveWriter writer;
    writer(std::vector<OnlyViews>{{"first", "second"}});
    const std::string written = writer.take();
    ArchiveReader reader{bytes_of(written)};
    std::vector<OnlyViews> all;
    reader(all);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].b, "second");
    EXPECT_GE(all[0].b.data(), written.data());
    EXPECT_LE(all[0].b.data() + all[0].b.size(), written.data() + written.size());
}

TEST(Archive, EveryCutIsNoticed) {
    ArchiveWriter writer;
    writer(std::vector<std::string>{"one", "two"}, std::uint32_t{7});
    const std::string written = writer.take();
    for (std::size_t size = 0; size < written.size(); ++size) {
        const std::string cut = written.substr(0, size);
        ArchiveReader reader{bytes_of(cut)};
        std::vector<std::string> texts;
        std::uint32_t number = 0;
        reader(texts, number);
        EXPECT_FALSE(reader.whole()) << size;
    }
}

}  // namespace
