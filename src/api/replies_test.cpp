#include "api/replies.hpp"

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "base/testing/scratch_folder.hpp"

namespace troupe::api {
namespace {

net::ServerRequest with(std::vector<net::Header> headers) {
    net::ServerRequest request;
    request.method = "GET";
    request.headers = std::move(headers);
    return request;
}

std::string header(net::ServerAnswer const& answer, std::string const& name) {
    for (auto const& each : answer.headers)
        if (each.name == name) return each.value;
    return "";
}

class FileReply : public ::testing::Test {
protected:
    FileReply() { EXPECT_TRUE(write_file(temp / "song", std::string(1000, 'x'))); }
    net::ServerAnswer ask(std::vector<net::Header> headers) {
        return file_reply(with(std::move(headers)), {temp / "song", "audio/mpeg", "abc", "a \"song\".mp3"});
    }
    std::filesystem::path temp = troupe::testing::scratch_folder("api") / "file_reply";
};

TEST_F(FileReply, GivesTheRangesOfTheStandard) {
    struct Case {
        char const* range;
        int status;
        char const* content_range;
        std::uint64_t length;
    };
    for (auto const& each :
         {Case{"bytes=0-99", 206, "bytes 0-99/1000", 100}, Case{"bytes=900-", 206, "bytes 900-999/1000", 100},
          Case{"bytes=-1", 206, "bytes 999-999/1000", 1}, Case{"bytes=-5000", 206, "bytes 0-999/1000", 1000},
          Case{"bytes=999-5000", 206, "bytes 999-999/1000", 1}, Case{"bytes=0-1,5-6", 200, "", 1000},
          Case{"bytes=5-2", 200, "", 1000}, Case{"lines=1-2", 200, "", 1000}, Case{"bytes=x-", 200, "", 1000}}) {
        auto const answer = ask({{"Range", each.range}});
        EXPECT_EQ(answer.status, each.status) << each.range;
        EXPECT_EQ(header(answer, "Content-Range"), each.content_range) << each.range;
        EXPECT_EQ(std::get<net::FileBody>(answer.body).length, each.length) << each.range;
    }
    for (auto const* beyond : {"bytes=1000-", "bytes=-0"}) EXPECT_EQ(ask({{"Range", beyond}}).status, 416) << beyond;
}

TEST_F(FileReply, KnowsWhatTheClientHas) {
    EXPECT_EQ(ask({{"If-None-Match", "\"other\", \"abc\""}}).status, 304);
    EXPECT_EQ(ask({{"Range", "bytes=0-9"}, {"If-Range", "\"other\""}}).status, 200);
    EXPECT_EQ(ask({{"Range", "bytes=0-9"}, {"If-Range", "\"abc\""}}).status, 206);
    EXPECT_EQ(header(ask({}), "Content-Disposition"), "inline; filename=\"a _song_.mp3\"");
    EXPECT_NE(header(ask({}), "Content-Security-Policy").find("sandbox"), std::string::npos);
}

TEST(JsonReply, IsZippedForWhoReadsThatAndNotSentTwice) {
    auto const text = std::string(5000, 'a');
    EXPECT_EQ(header(json_reply(with({{"Accept-Encoding", "br, gzip;q=0.8"}}), 200, text, {}), "Content-Encoding"),
              "gzip");
    EXPECT_EQ(header(json_reply(with({{"Accept-Encoding", "gzip;q=0"}}), 200, text, {}), "Content-Encoding"), "");
    EXPECT_EQ(header(json_reply(with({}), 200, text, {}), "Content-Encoding"), "");
    EXPECT_EQ(json_reply(with({{"If-None-Match", "\"3\""}}), 200, text, 3).status, 304);
    EXPECT_EQ(json_reply(with({{"If-None-Match", "\"2\""}}), 200, text, 3).status, 200);
}

TEST(Versions, AreETagsInQuotes) {
    EXPECT_EQ(*version_of("\"12\""), 12);
    EXPECT_EQ(*version_of(std::nullopt), std::nullopt);
    EXPECT_EQ(*version_of("*"), std::nullopt);
    for (auto const* wrong : {"12", "\"\"", "\"x\"", "W/\"12\"", "\"99999999999\""})
        EXPECT_EQ(version_of(wrong).error().field, "If-Match") << wrong;
}

TEST(LinkReply, SendsElsewhereForHalfOfTheTimeThatItIsGood) {
    auto const answer = link_reply("https://bucket.example/ab?X-Amz-Signature=1", std::chrono::minutes(10));
    EXPECT_EQ(answer.status, 307);
    EXPECT_EQ(header(answer, "Location"), "https://bucket.example/ab?X-Amz-Signature=1");
    EXPECT_EQ(header(answer, "Cache-Control"), "private, max-age=300");
}

}  // namespace
}  // namespace troupe::api
