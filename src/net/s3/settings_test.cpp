#include "net/s3/settings.hpp"

#include <gtest/gtest.h>

namespace troupe::net::s3 {
namespace {

std::map<std::string, std::string> const whole{
    {"AWS_ACCESS_KEY_ID", "AKID"}, {"AWS_SECRET_ACCESS_KEY", "s3cr3t"}, {"AWS_REGION", "eu-west-1"}};

Result<BucketSettings> read_with(std::string const& name, std::string const& value) {
    auto values = whole;
    values[name] = value;
    return read_bucket_settings(Configuration::of(values), "label-assets", "S3_BUCKET_NAME");
}

TEST(BucketSettings, KnowAmazonAndThoseLikeIt) {
    auto const amazon = read_with("AWS_SESSION_TOKEN", "token");
    ASSERT_TRUE(amazon) << amazon.error().message;
    EXPECT_EQ(origin_of(*amazon), "https://label-assets.s3.eu-west-1.amazonaws.com");
    EXPECT_EQ(amazon->credentials.session_token, "token");
    auto const other = read_with("AWS_ENDPOINT_URL_S3", "https://store.example.com/");
    ASSERT_TRUE(other) << other.error().message;
    EXPECT_TRUE(other->path_style);
    EXPECT_EQ(origin_of(*other), "https://store.example.com");
}

TEST(BucketSettings, NameTheVariableThatIsWrong) {
    struct Row {
        std::string name, value;
    };
    for (auto const& row : {Row{"AWS_ACCESS_KEY_ID", "your_aws_access_key"},
                            {"AWS_SECRET_ACCESS_KEY", "your_aws_secret_key"},
                            {"AWS_SECRET_ACCESS_KEY", ""},
                            {"AWS_SESSION_TOKEN", "two words"},
                            {"AWS_REGION", "eu west"},
                            {"TROUPE_S3_STYLE", "host"},
                            {"AWS_ENDPOINT_URL_S3", "store.example.com"},
                            {"AWS_ENDPOINT_URL_S3", "http://store.example.com"},
                            {"AWS_ENDPOINT_URL_S3", "http://8.8.8.8:9000"},
                            {"AWS_ENDPOINT_URL_S3", "https://store.example.com/bucket"},
                            {"AWS_ENDPOINT_URL_S3", "https://user:pass@store.example.com"}}) {
        auto const read = read_with(row.name, row.value);
        ASSERT_FALSE(read) << row.name << "=" << row.value;
        EXPECT_EQ(read.error().code, ErrorCode::invalid_input);
        EXPECT_NE(read.error().message.find(row.name), std::string::npos) << read.error().message;
        EXPECT_EQ(read.error().message.find("s3cr3t"), std::string::npos);
    }
}

TEST(BucketSettings, LetFilesGoUnencryptedOverNetworksOfOnesOwnAlone) {
    for (auto const* good : {"http://127.0.0.1:9000", "http://[::1]:9000", "http://localhost:9000", "http://minio:9000",
                             "http://10.1.2.3", "http://s3.store.svc.cluster.local"})
        EXPECT_TRUE(read_with("AWS_ENDPOINT_URL_S3", good)) << good;
}

TEST(BucketSettings, KnowWhatABucketMayBeCalled) {
    EXPECT_TRUE(check_bucket_name("ai-artist-assets"));
    for (auto const* bad : {"ab", "Upper-Case", "under_score", "a/b", ""}) EXPECT_FALSE(check_bucket_name(bad)) << bad;
}

}  // namespace
}  // namespace troupe::net::s3
