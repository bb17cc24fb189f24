#include "providers/s3/s3_delivery.hpp"

#include <gtest/gtest.h>

#include "net/testing/scripted_http_client.hpp"

/// What a store may say that is none. The real exchange is tested with a server of its own: tests/peers.
namespace troupe::providers::s3 {
namespace {

struct S3Answers : ::testing::Test {
    FixedClock clock{*parse_time("2026-11-22T08:30:00Z")};
    net::testing::ScriptedHttpClient http;

    Result<std::vector<distribution::RemoteFile>> list() {
        Settings settings;
        settings.bucket.bucket = "bucket";
        settings.bucket.credentials = {"AKID", "secret", ""};
        settings.prefix = "in";
        return S3Delivery(settings, {http, clock}).list("batch", {});
    }
    static std::string page(std::string const& keys, std::string const& more = "") {
        return "<ListBucketResult>" + keys + more + "</ListBucketResult>";
    }
    static std::string key(std::string const& name) { return "<Contents><Key>" + name + "</Key><Size>5</Size></Contents>"; }
};

TEST_F(S3Answers, FilesOfOtherFoldersAndPathsThatLeadOutAreNotListed) {
    http.answer(200, page(key("in/batch/a.xml") + key("in/batch/../../etc/passwd") + key("elsewhere/b.xml") + key("in/batch//c") + key("in/batch/%0Ad")));
    auto const files = list();
    ASSERT_TRUE(files) << files.error().message;
    ASSERT_EQ(files->size(), 1U);
    EXPECT_EQ(files->front().path, "batch/a.xml");
}

TEST_F(S3Answers, AListThatNeverEndsIsGivenUp) {
    for (int i = 0; i < 3; ++i) http.answer(200, page("", "<IsTruncated>true</IsTruncated><NextContinuationToken>same</NextContinuationToken>"));
    auto const files = list();
    ASSERT_FALSE(files);
    EXPECT_EQ(files.error().code, ErrorCode::bad_response);
    EXPECT_EQ(http.requests().size(), 2U);
}

}  // namespace
}  // namespace troupe::providers::s3
