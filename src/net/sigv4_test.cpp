#include "net/sigv4.hpp"

#include <gtest/gtest.h>

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
