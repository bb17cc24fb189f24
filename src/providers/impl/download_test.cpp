#include "base/testing/scratch_folder.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/download.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/hash.hpp"
#include "net/curl_http_client.hpp"
#include "net/testing/loopback_server.hpp"

namespace troupe::providers::impl {
namespace {

namespace fs = std::filesystem;
using net::testing::LoopbackServer;
using net::testing::Reply;
using ::testing::HasSubstr;

std::string sound() {
    std::string bytes("ID3");
    for (int i = 0; i < 100'000; ++i) bytes += static_cast<char>(i * 7 % 251);
    return bytes;
}

Reply whole(std::string const& body) { return net::testing::reply("200 OK", body, "Content-Type: audio/mpeg\r\n"); }
Reply broken(std::string const& body, std::size_t at) {
    return {{"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: " + std::to_string(body.size()) +
             "\r\n\r\n" + body.substr(0, at)},
            Reply::Then::close};
}
Reply part(std::string const& body, std::size_t from) {
    return net::testing::reply("206 Partial Content", body.substr(from),
                               "Content-Range: bytes " + std::to_string(from) + "-" + std::to_string(body.size() - 1) +
                                   "/" + std::to_string(body.size()) + "\r\n");
}

struct Bench {
    explicit Bench(std::deque<Reply> replies) : server(std::move(replies)) {
        fs::create_directories(file.parent_path());
    }
    ~Bench() { fs::remove_all(file.parent_path()); }
    Result<Downloaded> fetch(std::string const& path = "/a.mp3?signature=s", std::uint64_t most = 1'000'000) {
        return download({.url = server.url(path),
                         .file = file,
                         .allows_loopback = true,
                         .most_bytes = most,
                         .backoff = Seconds(0.001)},
                        http, {});
    }
    [[nodiscard]] std::string content() const {
        std::ostringstream bytes;
        bytes << std::ifstream(file, std::ios::binary).rdbuf();
        return bytes.str();
    }
    LoopbackServer server;
    net::CurlHttpClient http;
    fs::path file = troupe::testing::scratch_folder("suno_download") / "take.bin";
};

TEST(Download, FetchesAndHashes) {
    Bench bench({whole(sound())});
    auto const got = bench.fetch();
    ASSERT_TRUE(got) << got.error().message;
    EXPECT_EQ(bench.content(), sound());
    EXPECT_EQ(got->sha256, sha256_hex(sound()));
    EXPECT_EQ(got->bytes, sound().size());
}

TEST(Download, GoesOnWhereItBrokeOff) {
    Bench bench({broken(sound(), 60'000), part(sound(), 60'000)});
    ASSERT_TRUE(bench.fetch());
    EXPECT_EQ(bench.content(), sound());
    EXPECT_THAT(bench.server.requests().at(1), HasSubstr("Range: bytes=60000-"));
}

TEST(Download, BeginsAnewWhereTheServerKnowsNoParts) {
    Bench bench({broken(sound(), 60'000), whole(sound())});
    ASSERT_TRUE(bench.fetch());
    EXPECT_EQ(bench.content(), sound());
}

TEST(Download, AnotherFileInTheSecondAnswerIsNotKept) {
    Bench bench({broken(sound(), 60'000), whole(std::string(2'000, '<'))});
    EXPECT_FALSE(bench.fetch());
    EXPECT_FALSE(fs::exists(bench.file));
}

TEST(Download, APieceThatBreaksOffIsAskedForAgain) {
    auto half = part(sound(), 60'000);
    half.pieces[0].resize(half.pieces[0].size() - 1000);
    half.then = Reply::Then::close;
    Bench bench({broken(sound(), 60'000), half, part(sound(), 60'000)});
    ASSERT_TRUE(bench.fetch());
    EXPECT_EQ(bench.content(), sound());
}

TEST(Download, AnotherPartThanAskedForIsNotJoined) {
    Bench bench({broken(sound(), 60'000), part(sound(), 50'000), whole(sound())});
    ASSERT_TRUE(bench.fetch());
    EXPECT_EQ(bench.content(), sound());
}

TEST(Download, GivesUpInTheEndAndLeavesNothing) {
    Bench bench({broken(sound(), 10), net::testing::reply("503 Busy", ""), net::testing::reply("500 Oh", ""),
                 net::testing::reply("429 Slow", "")});
    auto const got = bench.fetch();
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, ErrorCode::unavailable);
    EXPECT_TRUE(fs::is_empty(bench.file.parent_path()));
    EXPECT_EQ(bench.server.requests().size(), 4U);
}

TEST(Download, RefusesWhatIsNoSound) {
    struct Case {
        Reply reply;
        char const* why;
    };
    std::string const page = "<!doctype html>" + std::string(1000, ' ');
    for (auto const& each :
         {Case{whole(page), "no sound behind the link"},
          Case{net::testing::reply("200 OK", sound(), "Content-Type: text/html\r\n"), "text/html"},
          Case{whole(""), "is empty"}, Case{whole(sound() + std::string(1'000'000, 'x')), "too large"},
          Case{net::testing::reply("403 No", ""), "HTTP 403"}, Case{net::testing::reply("410 Gone", ""), "is gone"}}) {
        Bench bench({each.reply});
        auto const got = bench.fetch();
        ASSERT_FALSE(got);
        EXPECT_THAT(got.error().message, HasSubstr(each.why));
        EXPECT_EQ(got.error().message.find("signature"), std::string::npos) << "a link may be a key";
        EXPECT_TRUE(fs::is_empty(bench.file.parent_path()));
        EXPECT_EQ(bench.server.requests().size(), 1U) << each.why;
    }
}

TEST(Download, FollowsAFewRedirectionsToSafePlaces) {
    auto const to = [](std::string const& path) {
        return net::testing::reply("302 Found", "", "Location: " + path + "\r\n");
    };
    Bench target({whole(sound())});
    LoopbackServer way({to(target.server.url("/c"))});
    auto const got =
        download({.url = way.url("/"), .file = target.file, .allows_loopback = true, .backoff = Seconds(0.001)},
                 target.http, {});
    EXPECT_TRUE(got);
    for (auto const* bad : {"http://songs.example/a.mp3", "file:///etc/passwd", "/relative", ""}) {
        Bench sent({to(bad)});
        EXPECT_EQ(sent.fetch().error().code, ErrorCode::unavailable) << bad;
        EXPECT_EQ(sent.server.requests().size(), 1U);
    }
}

TEST(Download, UsesNoOpenNetwork) {
    Bench bench({whole(sound())});
    auto const got = download({.url = bench.server.url(), .file = bench.file}, bench.http, {});
    EXPECT_THAT(got.error().message, HasSubstr("not encrypted"));
    EXPECT_TRUE(bench.server.requests().empty());
}

TEST(Download, AsksNoMachineOfTheHouse) {
    Bench bench({});
    for (auto const* url : {"https://169.254.169.254/latest", "https://[::1]/a", "https://localhost/a", "https://printer/a", "https://nas.local/a",
                            "https://a@b.example/", "https://key=hidden.example/", "https://nas%2elocal.example/", "https://10.0.0.1:8443/a", "https://0x7f.0x1/a"})
        EXPECT_THAT(download({.url = url, .file = bench.file}, bench.http, {}).error().message, HasSubstr("no public name")) << url;
    EXPECT_TRUE(is_public_name("https://videos.pexels.com/a.mp4"));
    EXPECT_TRUE(is_public_name("https://cdn2.example.co.uk:443/a"));
}

TEST(Download, TakesAVideoWhereAVideoIsExpected) {
    auto const film = std::string("\0\0\0\x18" "ftypmp42", 12) + std::string(1000, 'x');
    Bench bench({net::testing::reply("200 OK", film, "Content-Type: video/mp4\r\n"), whole(sound())});
    auto const fetch = [&] {
        return download({.url = bench.server.url("/a"), .file = bench.file, .allows_loopback = true, .kind = clip_file}, bench.http, {});
    };
    EXPECT_TRUE(fetch());
    EXPECT_EQ(bench.content(), film);
    EXPECT_THAT(fetch().error().message, HasSubstr("the clip cannot be fetched: 127.0.0.1"));
    EXPECT_FALSE(fs::exists(bench.file)) << "nothing remains";
}

TEST(Download, StopsAtOnce) {
    Bench bench({{.then = Reply::Then::hold}});
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(download({.url = bench.server.url(), .file = bench.file, .allows_loopback = true}, bench.http, stop.get_token())
                  .error()
                  .code,
              ErrorCode::cancelled);
}

}  // namespace
}  // namespace troupe::providers::impl
