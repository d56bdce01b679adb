// SPDX-License-Identifier: Apache-2.0
// Whether errors say what and where on one line, and the version is the header's.
#include "euthymia/result.hpp"

#include <set>

#include "euthymia/version.hpp"

#include <gtest/gtest.h>

namespace euthymia {
namespace {

TEST(ErrorName, IsDistinctForEachCode) {
    std::set<std::string_view> names;
    for (std::uint16_t code = 1; code <= 21; ++code) names.insert(name_of(static_cast<ErrorCode>(code)));

    EXPECT_EQ(names.size(), 21U);
    EXPECT_EQ(names.count("unnamed_error"), 0U);
    EXPECT_EQ(name_of(ErrorCode::duplicate_key), "duplicate_key");
    EXPECT_EQ(name_of(static_cast<ErrorCode>(999)), "unnamed_error");
}

TEST(ErrorText, NamesCodePlaceAndDetail) {
    EXPECT_EQ(to_string(Error{ErrorCode::duplicate_key, "/entry/3", "the same member twice"}),
              "duplicate_key at /entry/3: the same member twice");
    EXPECT_EQ(to_string(Error{ErrorCode::malformed_text, "", "expected ':'", 12}),
              "malformed_text at byte 12: expected ':'");
    EXPECT_EQ(to_string(Error{ErrorCode::too_large, "", ""}), "too_large");
}

TEST(ErrorText, StaysOnOneLineWhateverTheKey) {
    EXPECT_EQ(to_string(Error{ErrorCode::wrong_type, "/a\nb", "x\r\ty"}), "wrong_type at /a?b: x??y");
}

TEST(Result, HoldsAValueOrAnError) {
    const Result<int> value = 7;
    const Result<int> none = Error{ErrorCode::not_found, "/a", ""};

    ASSERT_TRUE(value);
    EXPECT_EQ(*value, 7);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::not_found);
}

TEST(Version, IsThatOfTheHeader) {
    const std::string expected = std::to_string(EUTHYMIA_VERSION_MAJOR) + "." + std::to_string(EUTHYMIA_VERSION_MINOR) +
                                 "." + std::to_string(EUTHYMIA_VERSION_PATCH);
    EXPECT_EQ(version(), expected);
}

}  // namespace
}  // namespace euthymia
