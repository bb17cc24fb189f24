#include "app/assets.hpp"

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/testing/scratch_folder.hpp"
#include "catalog/push_assets.hpp"
#include "net/curl_http_client.hpp"
#include "storage/file_assets.hpp"

namespace troupe::app {
namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> const in_a_bucket{{"S3_BUCKET_NAME", "label-assets"},
                                                     {"AWS_ACCESS_KEY_ID", "AKID"},
                                                     {"AWS_SECRET_ACCESS_KEY", "s3cr3t"},
                                                     {"AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9"}};

Result<AssetSettings> read_bucket_with(std::string const& name, std::string const& value) {
    auto values = in_a_bucket;
    values[name] = value;
    return read_asset_settings(Configuration::of(values), "/home");
}

TEST(AssetSettings, AreAFolderUnlessABucketIsNamed) {
    auto values = in_a_bucket;
    values.erase("S3_BUCKET_NAME");
    auto const folder = read_asset_settings(Configuration::of(values), "/home");
    ASSERT_TRUE(folder);
    EXPECT_FALSE(folder->bucket);
    EXPECT_EQ(folder->folder, "/home/assets");
    auto const bucket = read_bucket_with("TROUPE_S3_PREFIX", "label/one/");
    ASSERT_TRUE(bucket && bucket->bucket) << bucket.error().message;
    EXPECT_EQ(bucket->bucket->prefix, "label/one");
    EXPECT_EQ(bucket->bucket->cache.folder, "/home/cache/assets");
}

TEST(AssetSettings, NameTheVariableThatIsWrong) {
    struct Row {
        std::string name, value;
    };
    for (auto const& row : {Row{"S3_BUCKET_NAME", "your_bucket"},
                            {"S3_BUCKET_NAME", "Label"},
                            {"AWS_ACCESS_KEY_ID", ""},
                            {"TROUPE_S3_PREFIX", "a//b"},
                            {"TROUPE_S3_PREFIX", "../b"},
                            {"TROUPE_S3_PREFIX", "a b"},
                            {"TROUPE_S3_CACHE_MB", "15"},
                            {"TROUPE_S3_LINKS", "2"}}) {
        auto const read = read_bucket_with(row.name, row.value);
        ASSERT_FALSE(read) << row.name << "=" << row.value;
        EXPECT_EQ(read.error().code, ErrorCode::invalid_input);
        EXPECT_NE(read.error().message.find(row.name), std::string::npos) << read.error().message;
    }
}

TEST(AssetSettings, GiveLinksWhereThatIsAskedForAlone) {
    net::CurlHttpClient http;
    SystemClock const clock;
    ChosenAssets with(*read_bucket_with("TROUPE_S3_LINKS", "1"), http, clock);
    ASSERT_NE(with.links(), nullptr);
    EXPECT_EQ(with.links()->origin(), "http://127.0.0.1:9");
    EXPECT_EQ(ChosenAssets(*read_bucket_with("TROUPE_S3_LINKS", "0"), http, clock).links(), nullptr);
    EXPECT_EQ(ChosenAssets(*read_asset_settings(Configuration::of({}), "/home"), http, clock).links(), nullptr);
}

/// A push between folders: the bucket's own is in tests/peers.
struct Push {
    fs::path from, to;
    storage::FileAssets source{from}, target{to};
    int reports = 0;

    explicit Push(std::string const& name)
        : from(troupe::testing::scratch_folder(name + "-from")), to(troupe::testing::scratch_folder(name + "-to")) {}
    Result<catalog::Pushed> run(std::stop_token const& stop = {}) {
        return catalog::push_assets(
            target, {from, true}, [this](int, int) { ++reports; }, stop);
    }
};

TEST(PushAssets, CopiesWhatIsAnAssetAndTellsWhatIsDamaged) {
    Push push("push-all");
    auto const song = push.source.put_bytes("song")->sha256;
    auto const harmed = push.source.put_bytes("cover")->sha256;
    ASSERT_TRUE(write_file(push.from / harmed.substr(0, 2) / harmed.substr(2), "c0ver"));
    ASSERT_TRUE(write_file(push.from / "notes.txt", "no asset"));
    auto const pushed = push.run();
    ASSERT_TRUE(pushed) << pushed.error().message;
    EXPECT_EQ(pushed->files, 1);
    EXPECT_EQ(pushed->bytes, 4U);
    ASSERT_EQ(pushed->problems.size(), 1U);
    EXPECT_NE(pushed->problems[0].find(harmed.substr(2)), std::string::npos);
    EXPECT_EQ(push.reports, 2);
    EXPECT_TRUE(push.target.verify(song));
    EXPECT_FALSE(*push.target.has(harmed));
}

TEST(PushAssets, StopsAndGoesOn) {
    Push push("push-stop");
    ASSERT_TRUE(push.source.put_bytes("song"));
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(push.run(stop.get_token()).error().code, ErrorCode::cancelled);
    EXPECT_EQ(push.run()->files, 1);
    EXPECT_EQ(push.run()->files, 1);
}

TEST(PushAssets, SaysThatThereIsNoFolder) { EXPECT_EQ(Push("push-none").run().error().code, ErrorCode::not_found); }

}  // namespace
}  // namespace troupe::app
