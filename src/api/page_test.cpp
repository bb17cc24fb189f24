#include "api/page.hpp"

#include <gtest/gtest.h>

#include "api/replies.hpp"

namespace troupe::api {
namespace {

net::ServerRequest get(std::string path, std::vector<net::Header> headers = {}) {
    net::ServerRequest request;
    request.method = "GET";
    request.path = std::move(path);
    request.headers = std::move(headers);
    return request;
}

std::string header_of(net::ServerAnswer const& answer, std::string const& name) {
    for (auto const& each : answer.headers)
        if (each.name == name) return each.value;
    return "";
}

std::string body(net::ServerAnswer const& answer) { return std::get<std::string>(answer.body); }

std::string bundle() {
    return R"([{"name":"/index.html","type":"text/html; charset=utf-8","size":9,"zipped_size":0},)"
           R"({"name":"/assets/a-1.js","type":"text/javascript","size":6,"zipped_size":3}])"
           "\n<p>hi</p>hello!zip";
}

TEST(Page, ShowsTheSameDocumentOnEveryScreen) {
    auto const text = bundle();
    Page const page(text);
    for (auto const* path : {"/", "/artists/x", "/releases/x", "/approvals", "/activity"}) {
        EXPECT_TRUE(page.serves(path)) << path;
        EXPECT_EQ(body(page.answer(get(path))), "<p>hi</p>") << path;
    }
    for (auto const* path : {"/api/artists", "/assets/b-2.js", "/artistsx", "/docs"})
        EXPECT_FALSE(page.serves(path)) << path;
}

TEST(Page, KeepsHashedNamesForAYearAndAsksAgainForTheRest) {
    auto const text = bundle();
    Page const page(text);
    auto const script = page.answer(get("/assets/a-1.js"));
    EXPECT_NE(header_of(script, "Cache-Control").find("immutable"), std::string::npos);
    EXPECT_EQ(header_of(script, "Content-Type"), "text/javascript");
    auto const document = page.answer(get("/"));
    EXPECT_EQ(header_of(document, "Cache-Control"), "no-cache");
    auto const again = page.answer(get("/", {{"If-None-Match", header_of(document, "ETag")}}));
    EXPECT_EQ(again.status, 304);
}

TEST(Page, IsZippedForWhoReadsThat) {
    auto const text = bundle();
    Page const page(text);
    EXPECT_EQ(body(page.answer(get("/assets/a-1.js"))), "hello!");
    auto const zipped = page.answer(get("/assets/a-1.js", {{"Accept-Encoding", "br, gzip"}}));
    EXPECT_EQ(body(zipped), "zip");
    EXPECT_EQ(header_of(zipped, "Content-Encoding"), "gzip");
}

TEST(Page, LetsNothingInFromElsewhere) {
    auto const text = bundle();
    auto const policy = header_of(Page(text).answer(get("/")), "Content-Security-Policy");
    EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    EXPECT_EQ(policy.find("http"), std::string::npos);
}

TEST(Page, LetsFilesInFromWhereItsServerSendsItAndNothingElse) {
    auto const text = bundle();
    auto const policy = header_of(Page(text, "https://label.s3.eu-west-1.amazonaws.com").answer(get("/")), "Content-Security-Policy");
    for (auto const* allowed : {"img-src 'self' data: https://label.s3.eu-west-1.amazonaws.com;", "media-src 'self' https://label.s3.eu-west-1.amazonaws.com;",
                                "connect-src 'self' https://label.s3.eu-west-1.amazonaws.com;", "script-src 'self';", "default-src 'none';"})
        EXPECT_NE(policy.find(allowed), std::string::npos) << policy;
}

TEST(Page, SaysHowToGetItWhereItWasNotBuilt) {
    for (auto const* broken : {"", "no bundle", "[]",
                               R"([{"name":"/index.html","type":"x","size":900,"zipped_size":0}])"
                               "\n<p>"}) {
        Page const page(broken);
        EXPECT_FALSE(page.is_there());
        EXPECT_NE(body(page.answer(get("/"))).find("make build"), std::string::npos) << broken;
    }
}

}  // namespace
}  // namespace troupe::api
