#include "net/sigv4.hpp"

#include <gtest/gtest.h>

#include <map>

#include "base/files.hpp"
#include "base/json.hpp"

namespace troupe::net {
namespace {

/// The keys and the moment of the examples in Amazon's "Signature Calculations for the Authorization Header".
AwsCredentials const example{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", ""};
constexpr auto origin = "https://examplebucket.s3.amazonaws.com";

HttpRequest signed_example(AwsRequest request) {
    request.origin = origin;
    return sign_aws(std::move(request), example, "us-east-1", "s3", *parse_time("2013-05-24T00:00:00.000Z"));
}

std::string signature(HttpRequest const& request) {
    for (auto const& [name, value] : request.headers)
        if (name == "Authorization") return value.substr(value.find("Signature=") + 10);
    return {};
}

TEST(SignAws, AgreesWithTheDocumentedExamples) {
    EXPECT_EQ(signature(signed_example({.path = "/test.txt", .headers = {{"Range", "bytes=0-9"}}})),
              "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    EXPECT_EQ(signature(signed_example({.query = {{"lifecycle", ""}}})),
              "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    EXPECT_EQ(signature(signed_example({.query = {{"prefix", "J"}, {"max-keys", "2"}}})),
              "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    EXPECT_EQ(signature(signed_example({.method = "PUT",
                                        .path = "/test$file.text",
                                        .headers = {{"Date", "Fri, 24 May 2013 00:00:00 GMT"},
                                                    {"X-Amz-Storage-Class", "REDUCED_REDUNDANCY"}},
                                        .body = "Welcome to Amazon S3."})),
              "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
}

/// Requests with odd names, signed by Amazon's own library: tests/peers/sigv4_vectors.py.
struct Vector {
    std::string method, origin, path;
    std::vector<std::vector<std::string>> query;
    std::map<std::string, std::string> headers;
    std::string body, region;
    bool has_token = false;
    int expires = 0;
    std::string signature;
};
BOOST_DESCRIBE_STRUCT(Vector, (), (method, origin, path, query, headers, body, region, has_token, expires, signature))
struct Vectors {
    std::string access_key, secret_key, session_token;
    TimePoint time{};
    std::vector<Vector> cases;
};
BOOST_DESCRIBE_STRUCT(Vectors, (), (access_key, secret_key, session_token, time, cases))

AwsRequest request_of(Vector const& vector) {
    AwsRequest request{.method = vector.method,
                       .origin = vector.origin,
                       .path = vector.path,
                       .query = {},
                       .headers = {},
                       .body = vector.body};
    for (auto const& pair : vector.query) request.query.push_back({pair.at(0), pair.at(1)});
    for (auto const& [name, value] : vector.headers) request.headers.push_back({name, value});
    return request;
}

TEST(SignAws, AgreesWithAmazonsLibraryOnOddNames) {
    auto const text = read_file(TROUPE_TEST_DATA "/sigv4_vectors.json");
    ASSERT_TRUE(text) << text.error().message;
    auto const vectors = json::parse<Vectors>(*text);
    ASSERT_TRUE(vectors) << vectors.error().message;
    ASSERT_GT(vectors->cases.size(), 100U);
    for (auto const& each : vectors->cases) {
        AwsCredentials const keys{vectors->access_key, vectors->secret_key,
                                  each.has_token ? vectors->session_token : ""};
        auto const about = each.method + " " + each.origin + each.path + (each.expires > 0 ? " as a link" : "");
        if (each.expires > 0) {
            auto const url = presigned_aws(request_of(each), keys, each.region, "s3", vectors->time,
                                           std::chrono::seconds(each.expires));
            EXPECT_EQ(url.substr(url.find("X-Amz-Signature=") + 16), each.signature) << about;
        } else {
            EXPECT_EQ(signature(sign_aws(request_of(each), keys, each.region, "s3", vectors->time)), each.signature)
                << about;
        }
    }
}

/// The example of Amazon's "Authenticating Requests: Using Query Parameters".
TEST(PresignAws, AgreesWithTheDocumentedExample) {
    auto const url = presigned_aws({.origin = origin, .path = "/test.txt"}, example, "us-east-1", "s3",
                                   *parse_time("2013-05-24T00:00:00.000Z"), std::chrono::seconds(86400));
    EXPECT_TRUE(url.ends_with("X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"))
        << url;
    EXPECT_EQ(url.find(example.secret_key), std::string::npos);
}

TEST(SignAws, WritesTheUrlAsItWasSigned) {
    auto const request = signed_example({.path = "/a b/é+(1).flac", .query = {{"uploads", ""}, {"a", "x/y"}}});
    EXPECT_EQ(request.url, std::string(origin) + "/a%20b/%C3%A9%2B%281%29.flac?a=x%2Fy&uploads=");
}

TEST(SignAws, SendsTheTokenOfTemporaryKeysButNeverTheSecret) {
    auto keys = example;
    keys.session_token = "token/1";
    auto const request = sign_aws({.origin = origin}, keys, "eu-west-1", "s3", TimePoint{});
    std::string all;
    for (auto const& [name, value] : request.headers) all += name + ": " + value + "\n";
    EXPECT_NE(all.find("X-Amz-Security-Token: token/1"), std::string::npos);
    EXPECT_NE(all.find("x-amz-security-token"), std::string::npos);
    EXPECT_EQ(all.find(keys.secret_key), std::string::npos);
}

}  // namespace
}  // namespace troupe::net
