#include "distribution/manifest.hpp"

#include <gtest/gtest.h>

#include "base/json.hpp"

namespace troupe::distribution {
namespace {

Manifest example_manifest() {
    return {.batch = "N_20261122083000000",
            .sender = {"PADPIDA2013042401U", "Norra <Vang> & Co"},
            .recipient = {"", "A Store"},
            .created = *parse_time("2026-11-22T08:30:00.000Z"),
            .is_test = true,
            .message_id = "m1",
            .url = "4006381333931/4006381333931.xml",
            .release_id = "4006381333931",
            .id_kind = "ICPN",
            .hash = std::string(32, 'a')};
}

TEST(Manifest, IsReadAsItWasWritten) {
    auto const read = read_manifest(write_manifest(example_manifest()));
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(json::print(*read), json::print(example_manifest()));
    auto own = example_manifest();
    own.id_kind = "ProprietaryId";
    EXPECT_EQ(read_manifest(write_manifest(own))->id_kind, "ProprietaryId");
}

TEST(Manifest, NamesTheElementThatDoesNotBelong) {
    auto text = write_manifest(example_manifest());
    text.insert(text.find("<IsTestFlag>"), "<Extra>1</Extra>");
    auto const read = read_manifest(text);
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().message.find("Extra"), std::string::npos) << read.error().message;
    EXPECT_FALSE(read_manifest(""));
    EXPECT_FALSE(read_manifest("<ern-c-sftp:ManifestMessage/>"));
}

}  // namespace
}  // namespace troupe::distribution
