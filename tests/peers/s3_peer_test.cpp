#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/testing/scratch_folder.hpp"
#include "catalog/testing/assets_contract.hpp"
#include "net/curl_http_client.hpp"
#include "net/s3/bucket.hpp"
#include "storage/s3_assets.hpp"

/// A bucket at servers that somebody else wrote: s3_peer_test.py starts them, says where they are, and looks at what is left with Amazon's
/// own library.
namespace troupe::net::s3 {
namespace {

namespace fs = std::filesystem;

std::string environment(char const* name) {
    auto const* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

BucketSettings peer_settings() {
    return {.bucket = environment("PEER_S3_BUCKET"),
            .region = "us-east-1",
            .endpoint = environment("PEER_S3_ENDPOINT"),
            .path_style = true,
            .credentials = {environment("PEER_S3_KEY"), environment("PEER_S3_SECRET"), ""},
            .part_bytes = 5U << 20U,
            .backoff = Seconds(0.05)};
}

/// A folder of this test's own in the bucket.
std::string fresh_prefix() { return fmt::format("{}-{}", ::getpid(), ::testing::UnitTest::GetInstance()->current_test_info()->name()); }

struct Peer : ::testing::Test {
    std::string at(std::string const& key) const { return prefix + "/" + key; }
    /// Every piece different, so that no part can stand in for another.
    fs::path file_of(std::size_t bytes) {
        std::string content(bytes, '\0');
        std::uint64_t state = bytes;
        for (auto& c : content) c = static_cast<char>((state = state * 6364136223846793005ULL + 1442695040888963407ULL) >> 56U);
        auto const file = troupe::testing::scratch_folder(prefix) / "file";
        EXPECT_TRUE(write_file(file, content));
        return file;
    }
    std::optional<HttpResponse> open(std::string const& url) {
        auto const answer = http.send({.url = url}, {});
        return answer ? std::optional(*answer) : std::nullopt;
    }

    std::string prefix = fresh_prefix();
    SystemClock clock;
    CurlHttpClient http;
    Bucket bucket{peer_settings(), {http, clock}};
};
using S3Peer = Peer;
using StrictS3Peer = Peer;  ///< what the light server does not do as Amazon does

/// Lists of s3rver give names with & and ' wrongly: those are for Swift alone.
void keep_and_remove(Bucket& bucket, std::string const& prefix, std::vector<std::string> const& keys) {
    auto const at = [&](std::string const& key) { return prefix + "/" + key; };
    for (auto const& key : keys) {
        ASSERT_TRUE(bucket.put(at(key), "bytes of " + key, {}, {})) << key;
        auto const got = bucket.get(at(key), {}, 1000, {});
        ASSERT_TRUE(got) << key << ": " << got.error().message;
        EXPECT_EQ(*got, "bytes of " + key);
    }
    auto const list = bucket.list({.prefix = prefix + "/"}, {});
    ASSERT_TRUE(list) << list.error().message;
    EXPECT_EQ(list->size(), keys.size());
    for (auto const& object : *list) {
        EXPECT_TRUE(*bucket.head(object.key, {})) << object.key;
        EXPECT_TRUE(bucket.remove(object.key, {}));
    }
    EXPECT_TRUE(bucket.list({.prefix = prefix + "/"}, {})->empty());
}

TEST_F(S3Peer, KeepsBytesUnderOddNames) {
    keep_and_remove(bucket, prefix, {"plain", "a b", "plus+equals=", "(1)*!$,;:@", "é/ü/日本語.flac", "🎧.wav", "50%", "~-_.x", "#?[]"});
}
TEST_F(StrictS3Peer, KeepsBytesUnderTheOddestNames) { keep_and_remove(bucket, prefix, {"and&amp;", "it's \"<so>\"", "a//b", "\x01\x7F"}); }

TEST_F(S3Peer, TellsSizeAndMetadata) {
    ASSERT_TRUE(bucket.put(at("k"), "12345", {.content_type = "audio/flac", .metadata = {{"sha256", sha256_hex("12345")}}}, {}));
    auto const object = bucket.head(at("k"), {});
    ASSERT_TRUE(object && *object) << object.error().message;
    EXPECT_EQ((*object)->size_bytes, 5U);
    EXPECT_EQ((*object)->metadata.at("sha256"), sha256_hex("12345"));
    EXPECT_FALSE(*bucket.head(at("another"), {}));
    EXPECT_TRUE(bucket.put(at("empty"), "", {}, {}));
    EXPECT_EQ((*bucket.head(at("empty"), {}))->size_bytes, 0U);
}

TEST_F(S3Peer, GivesRanges) {
    ASSERT_TRUE(bucket.put(at("k"), "0123456789", {}, {}));
    EXPECT_EQ(bucket.get(at("k"), ByteRange{0, 2}, 100, {}).value(), "01");
    EXPECT_EQ(bucket.get(at("k"), ByteRange{3, 4}, 100, {}).value(), "3456");
    EXPECT_EQ(bucket.get(at("k"), ByteRange{8, 100}, 100, {}).value(), "89");
    EXPECT_EQ(bucket.get(at("k"), ByteRange{10, 1}, 100, {}).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(bucket.get(at("none"), {}, 100, {}).error().code, ErrorCode::not_found);
}

TEST_F(StrictS3Peer, GivesTheFirstByteAlone) {
    ASSERT_TRUE(bucket.put(at("k"), "0123456789", {}, {}));
    EXPECT_EQ(bucket.get(at("k"), ByteRange{0, 1}, 100, {}).value(), "0");  // s3rver gives all of them
}

TEST_F(S3Peer, CarriesTwelveMegabytesInParts) {
    auto const file = file_of(12U << 20U);
    auto const sha256 = *sha256_of_file(file);
    auto const put = bucket.put_file(at("large"), file, {.metadata = {{"sha256", sha256}}, .sha256 = sha256}, {});
    ASSERT_TRUE(put) << put.error().message;
    auto const object = *bucket.head(at("large"), {});
    ASSERT_TRUE(object);
    EXPECT_EQ(object->size_bytes, 12U << 20U);
    EXPECT_EQ(object->metadata.at("sha256"), sha256);
    auto const back = file.parent_path() / "back";
    ASSERT_TRUE(bucket.fetch(at("large"), back, 1U << 30U, {}));
    EXPECT_EQ(*sha256_of_file(back), sha256);
    auto const across = *bucket.get(at("large"), ByteRange{(5U << 20U) - 3, 6}, 100, {});
    EXPECT_EQ(across, read_file(file)->substr((5U << 20U) - 3, 6));
}

/// s3_peer_test.py sees that no parts are left.
TEST_F(StrictS3Peer, OfAnUploadThatFailsNothingIsThere) {
    auto const put = bucket.put_file(at("changed"), file_of(12U << 20U), {.sha256 = sha256_hex("what it was before")}, {});
    ASSERT_FALSE(put);
    EXPECT_EQ(put.error().code, ErrorCode::unavailable) << put.error().message;
    EXPECT_FALSE(*bucket.head(at("changed"), {}));
}

TEST_F(S3Peer, ListsAllPages) {
    for (int i = 0; i < 23; ++i) ASSERT_TRUE(bucket.put(at(fmt::format("n{:02}/a b", i)), "x", {}, {}));
    auto const list = bucket.list({.prefix = prefix + "/", .page = 5}, {});
    ASSERT_TRUE(list) << list.error().message;
    ASSERT_EQ(list->size(), 23U);
    EXPECT_EQ(list->back().key, at("n22/a b"));
    EXPECT_EQ(bucket.list({.prefix = prefix + "/", .page = 5, .most = 10}, {}).error().code, ErrorCode::bad_response);
}

TEST_F(S3Peer, RemovesManyAtOnce) {
    std::vector<std::string> const keys{at("a&b"), at("ü <x>"), at("was not there")};
    ASSERT_TRUE(bucket.put(keys[0], "x", {}, {}));
    ASSERT_TRUE(bucket.put(keys[1], "x", {}, {}));
    auto const removed = bucket.remove_all(keys, {});
    ASSERT_TRUE(removed) << removed.error().message;
    EXPECT_TRUE(bucket.list({.prefix = prefix + "/"}, {})->empty());
}

/// Swift knows no "If-None-Match: *" and says so; s3rver pays no attention to it.
TEST_F(S3Peer, StoresWhatIsAbsentWithOrWithoutConditions) {
    ASSERT_EQ(bucket.put(at("k"), "first", {.only_if_absent = true}, {}).value(), PutOutcome::stored);
    ASSERT_EQ(bucket.put(at("l"), "second", {.only_if_absent = true}, {}).value(), PutOutcome::stored);
    EXPECT_EQ(bucket.get(at("l"), {}, 100, {}).value(), "second");
}

TEST_F(S3Peer, RefusesAnotherSecretAndNamesTheVariable) {
    auto settings = peer_settings();
    settings.credentials.secret_key = "another-secret-4711";
    Bucket wrong(settings, {http, clock});
    for (auto const& error : {wrong.put(at("k"), "x", {}, {}).error(), wrong.head(at("k"), {}).error(), wrong.check({}).error()}) {
        EXPECT_EQ(error.code, ErrorCode::forbidden) << error.message;
        EXPECT_NE(error.message.find("AWS_SECRET_ACCESS_KEY"), std::string::npos) << error.message;
        EXPECT_EQ(error.message.find("4711"), std::string::npos);
    }
}

TEST_F(S3Peer, NamesABucketThatIsNotThere) {
    auto settings = peer_settings();
    settings.bucket = "no-such-bucket";
    Bucket wrong(settings, {http, clock});
    for (auto const& error : {wrong.put(at("k"), "x", {}, {}).error(), wrong.check({}).error()}) {
        EXPECT_EQ(error.code, ErrorCode::invalid_input) << error.message;
        EXPECT_NE(error.message.find("no-such-bucket"), std::string::npos) << error.message;
    }
    EXPECT_TRUE(bucket.check({}));
}

TEST_F(StrictS3Peer, NamesTheRegionTheClockAndTheRights) {
    auto settings = peer_settings();
    settings.region = "eu-west-9";
    EXPECT_NE(Bucket(settings, {http, clock}).put(at("k"), "x", {}, {}).error().message.find("AWS_REGION to us-east-1"), std::string::npos);
    FixedClock const slow{SystemClock().now() - std::chrono::hours(2)};
    auto const skewed = Bucket(peer_settings(), {http, slow}).put(at("k"), "x", {}, {}).error();
    EXPECT_NE(skewed.message.find("clock"), std::string::npos) << skewed.message;
    settings = peer_settings();
    settings.credentials = {environment("PEER_S3_READER"), environment("PEER_S3_READER_SECRET"), ""};
    auto const reader = Bucket(settings, {http, clock}).put(at("k"), "x", {}, {}).error();
    EXPECT_EQ(reader.code, ErrorCode::forbidden);
    EXPECT_NE(reader.message.find("rights"), std::string::npos) << reader.message;
}

TEST_F(S3Peer, ALinkGivesTheFileToWhoeverHasIt) {
    ASSERT_TRUE(bucket.put(at("é song.mp3"), "sound", {}, {}));
    auto const link = bucket.link(at("é song.mp3"), {.lifetime = std::chrono::seconds(300), .content_type = "audio/mpeg", .disposition = "inline; filename=\"s.mp3\""});
    auto const answer = open(link);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200) << answer->body;
    EXPECT_EQ(answer->body, "sound");
    EXPECT_EQ(answer->header("content-type"), "audio/mpeg");
    EXPECT_EQ(answer->header("content-disposition"), "inline; filename=\"s.mp3\"");
}

TEST_F(S3Peer, ALinkThatWasChangedIsRefused) {
    ASSERT_TRUE(bucket.put(at("song"), "sound", {}, {}));
    ASSERT_TRUE(bucket.put(at("other"), "secret", {}, {}));
    auto const link = bucket.link(at("song"), {});
    auto other = link;
    other.replace(other.find("song?"), 5, "other?");
    EXPECT_EQ(open(other)->status, 403);
    auto longer = link;
    longer.replace(longer.find("X-Amz-Expires=600"), 17, "X-Amz-Expires=900");
    EXPECT_EQ(open(longer)->status, 403);
}

TEST_F(StrictS3Peer, ALinkExpires) {
    ASSERT_TRUE(bucket.put(at("song"), "sound", {}, {}));
    FixedClock const earlier{SystemClock().now() - std::chrono::minutes(11)};
    Bucket then(peer_settings(), {http, earlier});
    EXPECT_EQ(open(then.link(at("song"), {.lifetime = std::chrono::minutes(10)}))->status, 403);
    EXPECT_EQ(open(then.link(at("song"), {.lifetime = std::chrono::minutes(20)}))->status, 200);
}

/// A way to the server that breaks connections and says "slow down" is the endpoint of its own run of this suite.
TEST_F(S3Peer, ComesThroughWhateverTheWayIsLike) {
    auto settings = peer_settings();
    settings.endpoint = environment("PEER_S3_FAULTY");
    settings.most_attempts = 12;
    if (settings.endpoint.empty()) GTEST_SKIP() << "no faulty way to this server";
    Bucket faulty(settings, {http, clock});
    auto const large = file_of(12U << 20U);
    for (int i = 0; i < 10; ++i) ASSERT_TRUE(faulty.put(at(fmt::format("{}", i)), std::string(10'000, 'x'), {}, {})) << i;
    auto const put = faulty.put_file(at("large"), large, {.sha256 = *sha256_of_file(large)}, {});
    ASSERT_TRUE(put) << put.error().message;
    auto const back = large.parent_path() / "back";
    auto const fetched = faulty.fetch(at("large"), back, 1U << 30U, {});
    ASSERT_TRUE(fetched) << fetched.error().message;
    EXPECT_EQ(*sha256_of_file(back), *sha256_of_file(large));
    EXPECT_EQ(faulty.list({.prefix = prefix + "/"}, {})->size(), 11U);
}

}  // namespace
}  // namespace troupe::net::s3

namespace troupe::storage {
namespace {

/// An empty folder of a bucket.
struct AssetsInABucket {
    std::filesystem::path folder = troupe::testing::scratch_folder(net::s3::fresh_prefix());
    SystemClock clock;
    net::CurlHttpClient http;
    S3Assets s3_assets{{.bucket = net::s3::peer_settings(),
                        .prefix = net::s3::fresh_prefix(),
                        .cache = {.folder = folder / "cache"}},
                       {http, clock}};
    catalog::Assets& assets = s3_assets;
    net::s3::Bucket bucket{net::s3::peer_settings(), {http, clock}};

    std::string key_of(std::string const& sha256) { return net::s3::fresh_prefix() + "/" + sha256.substr(0, 2) + "/" + sha256.substr(2); }
};

TEST(S3Assets, GivesALinkThatAnyoneCanOpen) {
    AssetsInABucket rig;
    auto const put = rig.assets.put_bytes("sound");
    ASSERT_TRUE(put) << put.error().message;
    auto const link = rig.s3_assets.link_to({put->sha256, "audio/mpeg", "inline; filename=\"song.mp3\"", std::chrono::minutes(10)});
    ASSERT_TRUE(link) << link.error().message;
    EXPECT_TRUE(link->starts_with(rig.s3_assets.origin() + "/"));
    EXPECT_EQ(rig.s3_assets.link_to({"../../etc/passwd", "", ""}).error().code, ErrorCode::invalid_input);
    auto const answer = rig.http.send({.url = *link}, {});
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "sound");
}

TEST(S3Assets, FindsWhatTheBucketHoldsDamaged) {
    AssetsInABucket rig;
    auto const put = rig.assets.put_bytes("sound");
    ASSERT_TRUE(put) << put.error().message;
    ASSERT_TRUE(rig.bucket.put(rig.key_of(put->sha256), "noise", {.metadata = {{"sha256", put->sha256}}}, {}));
    EXPECT_EQ(rig.assets.verify(put->sha256).error().code, ErrorCode::conflict);
    // The local copy is whole still; without it nothing wrong is given out.
    EXPECT_EQ(*read_file(*rig.assets.path_of(put->sha256)), "sound");
    std::filesystem::remove_all(rig.folder / "cache");
    EXPECT_EQ(rig.assets.path_of(put->sha256).error().code, ErrorCode::bad_response);
}

TEST(S3Assets, PutsRightWhatLiesThereHalf) {
    AssetsInABucket rig;
    auto const sha256 = sha256_hex("sound");
    ASSERT_TRUE(rig.bucket.put(rig.key_of(sha256), "sou", {}, {}));
    ASSERT_TRUE(rig.assets.put_bytes("sound"));
    EXPECT_TRUE(rig.assets.verify(sha256));
}

TEST(S3Assets, BringsBackWhatTheCacheLostOrHarmed) {
    AssetsInABucket rig;
    auto const put = rig.assets.put_bytes("sound");
    ASSERT_TRUE(put) << put.error().message;
    std::filesystem::remove_all(rig.folder / "cache");
    auto const file = *rig.assets.path_of(put->sha256);
    EXPECT_EQ(*read_file(file), "sound");
    ASSERT_TRUE(write_file(file, "noise"));
    EXPECT_EQ(*read_file(*rig.assets.path_of(put->sha256)), "sound");
}

}  // namespace
}  // namespace troupe::storage

namespace troupe::catalog::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(S3, AssetsContract, storage::AssetsInABucket);
}
