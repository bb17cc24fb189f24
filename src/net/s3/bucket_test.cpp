#include "net/s3/bucket.hpp"

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/testing/scratch_folder.hpp"
#include "net/testing/scripted_http_client.hpp"

namespace troupe::net::s3 {
namespace {

constexpr auto secret = "secret-key-0815";

std::string refusal(std::string const& code, std::string const& more = "") {
    return "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code>" + more + "</Error>";
}

/// A bucket behind a script.
struct Rig {
    FixedClock clock{*parse_time("2026-11-22T03:04:05.000Z")};
    net::testing::ScriptedHttpClient http;
    BucketSettings settings{.bucket = "label-assets",
                            .region = "eu-west-1",
                            .endpoint = "http://127.0.0.1:9000",
                            .path_style = true,
                            .credentials = {"AKIDEXAMPLE", secret, ""},
                            .part_bytes = 10,
                            .backoff = Seconds(0)};
    Bucket bucket() { return Bucket(settings, {http, clock}); }
    [[nodiscard]] std::vector<std::string> asked() const {
        std::vector<std::string> lines;
        for (auto const& each : http.requests())
            lines.push_back(each.method + " " + each.url.substr(each.url.find("9000") + 4));
        return lines;
    }
};

TEST(Bucket, StandsInThePathOrInTheHostsName) {
    Rig rig;
    rig.http.answer(200, "");
    rig.http.answer(200, "");
    ASSERT_TRUE(rig.bucket().put("a b/c", "x", {}, {}));
    EXPECT_EQ(rig.http.requests()[0].url, "http://127.0.0.1:9000/label-assets/a%20b/c");
    rig.settings.endpoint.clear();
    rig.settings.path_style = false;
    ASSERT_TRUE(rig.bucket().put("a b/c", "x", {}, {}));
    EXPECT_EQ(rig.http.requests()[1].url, "https://label-assets.s3.eu-west-1.amazonaws.com/a%20b/c");
}

TEST(Bucket, TriesAgainWhatMayPassAndNothingElse) {
    for (auto const& [status, code] : {std::pair{503, "SlowDown"},
                                       {500, "InternalError"},
                                       {400, "RequestTimeout"},
                                       {429, ""},
                                       {409, "OperationAborted"}}) {
        Rig rig;
        rig.http.answer(status, refusal(code));
        rig.http.fail({{ErrorCode::unavailable, "the connection was closed"}, true});
        rig.http.answer(200, "");
        EXPECT_TRUE(rig.bucket().put("k", "x", {}, {})) << code;
        EXPECT_EQ(rig.http.requests().size(), 3U) << code;
    }
    Rig rig;
    rig.http.answer(400, refusal("InvalidRequest"));
    EXPECT_EQ(rig.bucket().put("k", "x", {}, {}).error().code, ErrorCode::bad_response);
    EXPECT_EQ(rig.http.requests().size(), 1U);
}

TEST(Bucket, GivesUpAfterItsAttempts) {
    Rig rig;
    for (int i = 0; i < 5; ++i) rig.http.answer(503, refusal("SlowDown"));
    auto const put = rig.bucket().put("k", "x", {}, {});
    EXPECT_EQ(put.error().code, ErrorCode::unavailable);
    EXPECT_NE(put.error().message.find("SlowDown"), std::string::npos);
    EXPECT_EQ(rig.http.requests().size(), 5U);
}

TEST(Bucket, NamesTheVariableToLookAtAndNeverTheKey) {
    struct Row {
        int status;
        std::string code, more, named;
    };
    for (auto const& row :
         {Row{403, "SignatureDoesNotMatch", "", "AWS_SECRET_ACCESS_KEY"},
          {403, "InvalidAccessKeyId", "", "AWS_ACCESS_KEY_ID"},
          {403, "AccessDenied", "", "rights"},
          {400, "ExpiredToken", "", "AWS_SESSION_TOKEN"},
          {403, "RequestTimeTooSkewed", "", "clock"},
          {301, "PermanentRedirect", "", "AWS_REGION"},
          {400, "AuthorizationHeaderMalformed", "<Region>eu-north-1</Region>", "AWS_REGION to eu-north-1"},
          {404, "NoSuchBucket", "", "no such bucket"}}) {
        Rig rig;
        rig.http.answer(row.status, refusal(row.code, row.more));
        auto const put = rig.bucket().put("k", "x", {}, {});
        ASSERT_FALSE(put) << row.code;
        EXPECT_NE(put.error().message.find(row.named), std::string::npos) << put.error().message;
        EXPECT_NE(put.error().message.find("label-assets"), std::string::npos) << put.error().message;
        EXPECT_EQ(put.error().message.find(secret), std::string::npos);
        EXPECT_EQ(rig.http.requests().size(), 1U) << row.code;
    }
}

TEST(Bucket, AsksWhyALookWasRefused) {
    Rig rig;
    rig.http.answer(403, "");
    rig.http.answer(403, refusal("SignatureDoesNotMatch"));
    EXPECT_NE(rig.bucket().head("k", {}).error().message.find("AWS_SECRET_ACCESS_KEY"), std::string::npos);
    EXPECT_EQ(rig.asked(), (std::vector<std::string>{"HEAD /label-assets/k", "GET /label-assets/k"}));
}

TEST(Bucket, ReadsWhatALookTells) {
    Rig rig;
    rig.http.answer(200, "", {{"Content-Length", "123"}, {"ETag", "\"abc\""}, {"X-Amz-Meta-SHA256", "ff"}});
    rig.http.answer(404, "");
    rig.http.answer(200, "", {{"Content-Length", "12x"}});
    auto const object = rig.bucket().head("k", {});
    ASSERT_TRUE(object && *object);
    EXPECT_EQ((*object)->size_bytes, 123U);
    EXPECT_EQ((*object)->metadata.at("sha256"), "ff");
    EXPECT_FALSE(*rig.bucket().head("k", {}));
    EXPECT_EQ(rig.bucket().head("k", {}).error().code, ErrorCode::bad_response);
}

TEST(Bucket, KeepsWhatLiesThereWhereItIsAskedTo) {
    Rig rig;
    rig.http.answer(412, refusal("PreconditionFailed"));
    EXPECT_EQ(rig.bucket().put("k", "x", {.only_if_absent = true}, {}).value(), PutOutcome::was_there);
    auto const headers = rig.http.requests()[0].headers;
    EXPECT_TRUE(std::any_of(headers.begin(), headers.end(),
                            [](Header const& each) { return each.name == "If-None-Match" && each.value == "*"; }));
}

TEST(Bucket, DoesWithoutConditionsWhereTheServiceKnowsNone) {
    Rig rig;
    auto bucket = rig.bucket();
    rig.http.answer(501, refusal("NotImplemented"));
    rig.http.answer(200, "");
    rig.http.answer(200, "");
    EXPECT_EQ(bucket.put("k", "x", {.only_if_absent = true}, {}).value(), PutOutcome::stored);
    EXPECT_EQ(bucket.put("l", "x", {.only_if_absent = true}, {}).value(), PutOutcome::stored);
    EXPECT_EQ(rig.http.requests().size(), 3U);  // asked once, and not again
    EXPECT_EQ(rig.http.requests()[1].body, "x");
}

TEST(Bucket, SendsALargeFileInPartsAndReadsTheFailureInA200) {
    Rig rig;
    auto const file = troupe::testing::scratch_folder("parts") / "f";
    ASSERT_TRUE(write_file(file, "0123456789abcde"));
    rig.http.answer(200, "<InitiateMultipartUploadResult><UploadId>u/1</UploadId></InitiateMultipartUploadResult>");
    rig.http.answer(200, "", {{"ETag", "\"1\""}});
    rig.http.answer(200, "", {{"ETag", "\"2\""}});
    rig.http.answer(200, refusal("InternalError"));
    rig.http.answer(200, "<CompleteMultipartUploadResult/>");
    ASSERT_TRUE(rig.bucket().put_file("k", file, {.sha256 = sha256_hex("0123456789abcde")}, {}));
    EXPECT_EQ(rig.asked(), (std::vector<std::string>{
                               "POST /label-assets/k?uploads=", "PUT /label-assets/k?partNumber=1&uploadId=u%2F1",
                               "PUT /label-assets/k?partNumber=2&uploadId=u%2F1", "POST /label-assets/k?uploadId=u%2F1",
                               "POST /label-assets/k?uploadId=u%2F1"}));
    EXPECT_EQ(rig.http.requests()[2].body, "abcde");
}

TEST(Bucket, ThrowsAwayThePartsOfAnUploadThatFails) {
    Rig rig;
    auto const file = troupe::testing::scratch_folder("abort") / "f";
    ASSERT_TRUE(write_file(file, "0123456789abcde"));
    rig.http.answer(200, "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
    rig.http.answer(200, "", {{"ETag", "\"1\""}});
    rig.http.answer(403, refusal("AccessDenied"));
    rig.http.answer(204, "");
    EXPECT_EQ(rig.bucket().put_file("k", file, {}, {}).error().code, ErrorCode::forbidden);
    EXPECT_EQ(rig.asked().back(), "DELETE /label-assets/k?uploadId=u1");
}

TEST(Bucket, DoesNotKeepAFileThatIsNotWhatItWas) {
    Rig rig;
    auto const file = troupe::testing::scratch_folder("changed") / "f";
    ASSERT_TRUE(write_file(file, "0123456789abcde"));
    rig.http.answer(200, "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
    rig.http.answer(200, "", {{"ETag", "\"1\""}});
    rig.http.answer(200, "", {{"ETag", "\"2\""}});
    rig.http.answer(204, "");
    EXPECT_EQ(rig.bucket().put_file("k", file, {.sha256 = sha256_hex("what it was")}, {}).error().code,
              ErrorCode::unavailable);
    EXPECT_EQ(rig.asked().back(), "DELETE /label-assets/k?uploadId=u1");
}

TEST(Bucket, ListsPageAfterPage) {
    Rig rig;
    rig.http.answer(200,
                    "<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>true</"
                    "IsTruncated><NextContinuationToken>t=1</NextContinuationToken>"
                    "<Contents><Key>p/z+%C3%A9</Key><Size>3</Size></Contents></ListBucketResult>");
    rig.http.answer(200,
                    "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>p/a+b</Key><Size>4</Size></"
                    "Contents></ListBucketResult>");
    auto const list = rig.bucket().list({.prefix = "p/", .page = 1}, {});
    ASSERT_TRUE(list) << list.error().message;
    ASSERT_EQ(list->size(), 2U);
    EXPECT_EQ((*list)[0].key, "p/a+b");  // told as it is: not encoded
    EXPECT_EQ((*list)[1].key, "p/z é");
    EXPECT_EQ((*list)[1].size_bytes, 3U);
    EXPECT_NE(rig.asked()[1].find("continuation-token=t%3D1"), std::string::npos);
}

TEST(Bucket, RefusesAListThatDoesNotEnd) {
    auto const page =
        "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken></"
        "ListBucketResult>";
    Rig rig;
    rig.http.answer(200, page);
    rig.http.answer(200, page);
    rig.http.answer(200, "<html>");
    EXPECT_EQ(rig.bucket().list({}, {}).error().code, ErrorCode::bad_response);
    EXPECT_EQ(rig.bucket().list({}, {}).error().code, ErrorCode::bad_response);
}

TEST(Bucket, FetchesAnewWhatBrokeOff) {
    Rig rig;
    auto const file = troupe::testing::scratch_folder("fetch") / "f";
    rig.http.break_off("half of", {{ErrorCode::unavailable, "broke off"}, true});
    rig.http.answer(200, "all of it");
    rig.http.answer(404, refusal("NoSuchKey"));
    ASSERT_TRUE(rig.bucket().fetch("k", file, 100, {}));
    EXPECT_EQ(*read_file(file), "all of it");
    EXPECT_EQ(rig.bucket().fetch("k", file, 100, {}).error().code, ErrorCode::not_found);
}

TEST(Bucket, GivesARange) {
    Rig rig;
    rig.http.answer(206, "bcd");
    rig.http.answer(416, refusal("InvalidRange"));
    rig.http.answer(200, "abcdef");
    EXPECT_EQ(rig.bucket().get("k", ByteRange{1, 3}, 100, {}).value(), "bcd");
    EXPECT_EQ(rig.bucket().get("k", ByteRange{99, 1}, 100, {}).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(rig.bucket().get("k", ByteRange{1, 3}, 100, {}).error().code, ErrorCode::bad_response);
}

TEST(Bucket, TellsWhichFileWasNotRemoved) {
    Rig rig;
    rig.http.answer(200, "<DeleteResult/>");
    rig.http.answer(200, "<DeleteResult><Error><Key>b&amp;c</Key><Code>AccessDenied</Code></Error></DeleteResult>");
    EXPECT_TRUE(rig.bucket().remove_all({"a", "b&c"}, {}));
    EXPECT_NE(rig.http.requests()[0].body.find("<Key>b&amp;c</Key>"), std::string::npos);
    EXPECT_NE(rig.bucket().remove_all({"a", "b&c"}, {}).error().message.find("b&c (AccessDenied)"), std::string::npos);
}

TEST(Bucket, RefusesKeysThatWouldBecomeOthersOnTheirWay) {
    Rig rig;
    for (auto const& bad : std::vector<std::string>{"", "a/../b", "./a", "..", "a\xFF", std::string(1025, 'x')})
        EXPECT_EQ(rig.bucket().put(bad, "x", {}, {}).error().code, ErrorCode::invalid_input) << bad;
    EXPECT_TRUE(rig.http.requests().empty());
}

TEST(Bucket, LinksWithoutItsSecret) {
    Rig rig;
    auto const link = rig.bucket().link(
        "a b.mp3", {.lifetime = std::chrono::seconds(300), .content_type = "audio/mpeg", .disposition = "inline"});
    EXPECT_TRUE(link.starts_with("http://127.0.0.1:9000/label-assets/a%20b.mp3?X-Amz-Algorithm=AWS4-HMAC-SHA256&"))
        << link;
    EXPECT_NE(link.find("X-Amz-Expires=300&"), std::string::npos);
    EXPECT_NE(link.find("response-content-type=audio%2Fmpeg&"), std::string::npos) << link;
    EXPECT_EQ(link.find(secret), std::string::npos);
}

TEST(Bucket, StopsWhenItIsAskedTo) {
    Rig rig;
    rig.settings.backoff = Seconds(3600);
    std::stop_source stop;
    stop.request_stop();
    rig.http.answer(503, "");
    EXPECT_EQ(rig.bucket().put("k", "x", {}, stop.get_token()).error().code, ErrorCode::cancelled);
}

}  // namespace
}  // namespace troupe::net::s3
