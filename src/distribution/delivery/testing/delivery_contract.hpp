#pragma once

#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.hpp"
#include "distribution/delivery/delivery.hpp"

namespace troupe::distribution::testing {

/// What every Delivery promises; an adapter's test only instantiates it. `Fixture` is default-constructible and has
/// `Delivery& delivery`, an empty place, and `std::filesystem::path folder` for files of the test.
template <class Fixture>
class DeliveryContract : public ::testing::Test {
protected:
    std::filesystem::path file(std::string const& name, std::string const& bytes) {
        auto const path = fixture.folder / name;
        EXPECT_TRUE(write_file(path, bytes));
        return path;
    }
    std::string there(std::string const& remote, std::uint64_t most = 64 << 20) {
        auto const fetched = fixture.delivery.fetch(remote, fixture.folder / "fetched", most, {});
        return fetched ? *read_file(fixture.folder / "fetched") : "error: " + fetched.error().message;
    }
    Fixture fixture;
};
TYPED_TEST_SUITE_P(DeliveryContract);

TYPED_TEST_P(DeliveryContract, GivesBackTheBytes) {
    auto& delivery = this->fixture.delivery;
    std::string const bytes("a\0b\xFF\r\n", 6);
    auto const put = delivery.put(this->file("local", bytes), "20261122/salt é+(1)/resources/a b.flac", {});
    ASSERT_TRUE(put) << put.error().message;
    EXPECT_EQ(this->there("20261122/salt é+(1)/resources/a b.flac"), bytes);
    EXPECT_EQ(*delivery.size("20261122/salt é+(1)/resources/a b.flac", {}), std::optional<std::uint64_t>(6));
}

TYPED_TEST_P(DeliveryContract, ReplacesAFileWhole) {
    auto& delivery = this->fixture.delivery;
    ASSERT_TRUE(delivery.put(this->file("local", std::string(70'000, 'x')), "b/f", {}));
    ASSERT_TRUE(delivery.put(this->file("local", "short"), "b/f", {}));
    EXPECT_EQ(this->there("b/f"), "short");
    ASSERT_TRUE(delivery.put(this->file("local", ""), "b/empty", {}));
    EXPECT_EQ(*delivery.size("b/empty", {}), std::optional<std::uint64_t>(0));
    EXPECT_EQ(this->there("b/empty"), "");
    auto const listed = delivery.list("b", {});
    ASSERT_TRUE(listed) << listed.error().message;
    EXPECT_EQ(listed->size(), 2U);
}

TYPED_TEST_P(DeliveryContract, CarriesLargeFiles) {
    auto& delivery = this->fixture.delivery;
    std::string large(static_cast<std::size_t>(18) << 20, '\0');
    for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>((i * 2'654'435'761U) >> 13U);
    auto const put = delivery.put(this->file("large", large), "b/large.wav", {});
    ASSERT_TRUE(put) << put.error().message;
    EXPECT_EQ(*delivery.size("b/large.wav", {}), std::optional<std::uint64_t>(large.size()));
    EXPECT_TRUE(this->there("b/large.wav") == large);
}

TYPED_TEST_P(DeliveryContract, ListsAllUnderAFolder) {
    auto& delivery = this->fixture.delivery;
    EXPECT_TRUE(delivery.list("batch", {})->empty());
    for (auto const* name : {"batch/b.xml", "batch/a/resources/1", "batch/a/a.xml", "batches/no", "other"})
        ASSERT_TRUE(delivery.put(this->file("local", name), name, {}));
    auto const listed = delivery.list("batch", {});
    ASSERT_TRUE(listed) << listed.error().message;
    std::vector<RemoteFile> const expected{{"batch/a/a.xml", 13}, {"batch/a/resources/1", 19}, {"batch/b.xml", 11}};
    EXPECT_EQ(*listed, expected);
    EXPECT_EQ(delivery.list("", {})->size(), 5U);
}

TYPED_TEST_P(DeliveryContract, SaysWhatIsNotThere) {
    auto& delivery = this->fixture.delivery;
    EXPECT_EQ(*delivery.size("b/none", {}), std::nullopt);
    EXPECT_EQ(delivery.fetch("b/none", this->fixture.folder / "to", 100, {}).error().code, ErrorCode::not_found);
    EXPECT_FALSE(std::filesystem::exists(this->fixture.folder / "to"));
    EXPECT_EQ(delivery.put(this->fixture.folder / "none", "b/f", {}).error().code, ErrorCode::not_found);
    EXPECT_TRUE(delivery.list("b", {})->empty());
}

TYPED_TEST_P(DeliveryContract, FetchesNoMoreThanAskedFor) {
    auto& delivery = this->fixture.delivery;
    ASSERT_TRUE(delivery.put(this->file("local", "12345"), "f", {}));
    EXPECT_EQ(delivery.fetch("f", this->fixture.folder / "to", 4, {}).error().code, ErrorCode::bad_response);
    EXPECT_FALSE(std::filesystem::exists(this->fixture.folder / "to"));
}

TYPED_TEST_P(DeliveryContract, RefusesPathsThatLeadAway) {
    auto& delivery = this->fixture.delivery;
    auto const local = this->file("local", "x");
    for (auto const* bad : {"../x", "a/../x", "/x", "a//x", "a/./x", "a\\x", "a\nx", "a/", "\xFF"}) {
        EXPECT_EQ(delivery.put(local, bad, {}).error().code, ErrorCode::invalid_input) << bad;
        EXPECT_EQ(delivery.size(bad, {}).error().code, ErrorCode::invalid_input) << bad;
        EXPECT_EQ(delivery.fetch(bad, this->fixture.folder / "to", 9, {}).error().code, ErrorCode::invalid_input)
            << bad;
    }
    EXPECT_EQ(delivery.list("../x", {}).error().code, ErrorCode::invalid_input);
    EXPECT_TRUE(delivery.list("", {})->empty());
}

TYPED_TEST_P(DeliveryContract, StopsWhenItIsTold) {
    std::stop_source stop;
    stop.request_stop();
    auto const put = this->fixture.delivery.put(this->file("local", "x"), "b/f", stop.get_token());
    EXPECT_EQ(put.error().code, ErrorCode::cancelled);
    EXPECT_EQ(*this->fixture.delivery.size("b/f", {}), std::nullopt);
}

REGISTER_TYPED_TEST_SUITE_P(DeliveryContract, GivesBackTheBytes, ReplacesAFileWhole, CarriesLargeFiles,
                            ListsAllUnderAFolder, SaysWhatIsNotThere, FetchesNoMoreThanAskedFor,
                            RefusesPathsThatLeadAway, StopsWhenItIsTold);

}  // namespace troupe::distribution::testing
