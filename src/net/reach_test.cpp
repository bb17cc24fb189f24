#include "net/reach.hpp"

#include <gtest/gtest.h>

#include "net/curl_http_client.hpp"
#include "net/testing/loopback_server.hpp"

namespace troupe::net {
namespace {

using testing::LoopbackServer;
using testing::reply;

TEST(Reach, KnowsWhatIsNotOnTheInternet) {
    for (auto const* closed :
         {"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1", "169.254.0.1",
          "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.7", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1",
          "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
          // IPv6: unspecified, loopback, local, site-local, multicast, documentation, discard, benchmarks
          "::", "::1", "fc00::1", "fd12:3456:789a::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "ff0e::1", "2001:db8::1", "3fff::1", "100::1",
          "2001:2::1", "2001:10::1", "5f00::1", "4000::1",
          // and addresses of IPv4 in disguise: mapped, compatible, 6to4, NAT64, local NAT64, Teredo
          "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::7f00:1", "2002:7f00:1::", "2002:a00:1::1",
          "2002:c0a8:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "::ffff:0:7f00:1"}) {
        auto const address = IpAddress::parse(closed);
        ASSERT_TRUE(address) << closed;
        EXPECT_FALSE(is_on_the_internet(*address)) << closed;
    }
}

TEST(Reach, KnowsWhatIs) {
    for (auto const* open : {"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1",
                             "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.1", "192.167.255.255", "192.169.0.0",
                             "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700:4700::1111", "2a00:1450:4001::1", "2001:4860:4860::8888",
                             "2001:db7::1", "::ffff:8.8.8.8", "2002:808:808::1", "64:ff9b::808:808"}) {
        auto const address = IpAddress::parse(open);
        ASSERT_TRUE(address) << open;
        EXPECT_TRUE(is_on_the_internet(*address)) << open;
    }
    for (auto const* none : {"", "localhost", "127.1", "0x7f.1", "2130706433", "1.2.3.4.5", ":::", "::1%lo"}) EXPECT_FALSE(IpAddress::parse(none)) << none;
}

TEST(AllowedHosts, AreThoseOfTheListAlone) {
    auto const allowed = AllowedHosts::parse(" hooks.local, Radio.local:8080 ,10.1.0.0/16,[fd00::5]:99,fd01::/32, ::1 ");
    ASSERT_TRUE(allowed) << allowed.error().message;
    auto const inside = *IpAddress::parse("192.168.1.1");
    EXPECT_TRUE(allowed->allows("HOOKS.local", 1234, inside));
    EXPECT_TRUE(allowed->allows("radio.local", 8080, inside));
    EXPECT_FALSE(allowed->allows("radio.local", 8081, inside));
    EXPECT_FALSE(allowed->allows("x.hooks.local", 80, inside));
    EXPECT_TRUE(allowed->allows("any", 80, *IpAddress::parse("10.1.255.255")));
    EXPECT_FALSE(allowed->allows("any", 80, *IpAddress::parse("10.2.0.0")));
    EXPECT_TRUE(allowed->allows("fd00::5", 99, inside));
    EXPECT_FALSE(allowed->allows("fd00::5", 98, inside));
    EXPECT_TRUE(allowed->allows("any", 80, *IpAddress::parse("fd01::77")));
    EXPECT_TRUE(allowed->allows("::1", 80, inside));
    EXPECT_FALSE(AllowedHosts::parse("")->allows("hooks.local", 80, inside));
    for (auto const* bad : {",", "a,,b", "a b", "host:0", "host:65536", "host:x", "10.0.0.0/33", "fd00::/129", "10.0.0/8", "host/8", "10.0.0.0/-1",
                            "*.local", "user@host", ":80", "[]"}) {
        auto const refused = AllowedHosts::parse(bad);
        ASSERT_FALSE(refused) << bad;
        EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
    }
}

HttpRequest outside(std::string url) { return {.method = "POST", .url = std::move(url), .body = "x", .timeouts = {.total = Seconds(20)}, .reach = Reach::internet_only}; }

TEST(CurlHttpClient, DoesNotReachIntoOurNetwork) {
    LoopbackServer server({reply("200 OK", "secret")});
    auto const port = server.url().substr(17);
    CurlHttpClient client;
    for (auto const* host : {"127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "0", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]"}) {
        auto const result = client.send(outside(std::string("http://") + host + ":" + port), {});
        ASSERT_FALSE(result) << host;
        EXPECT_EQ(result.error().code, ErrorCode::invalid_input) << host << ": " << result.error().message;
        EXPECT_FALSE(result.error().may_have_arrived);
        EXPECT_EQ(result.error().message.find("secret"), std::string::npos);
    }
    EXPECT_EQ(server.connections(), 0);
}

TEST(CurlHttpClient, TakesNoKeptConnectionIntoOurNetwork) {
    LoopbackServer server({reply("200 OK", "mine"), reply("200 OK", "not yours")});
    CurlHttpClient client;
    auto request = outside(server.url());
    request.reach = Reach::anywhere;
    ASSERT_TRUE(client.send(request, {}));
    request.reach = Reach::internet_only;
    EXPECT_EQ(client.send(request, {}).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(server.connections(), 1);
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST(CurlHttpClient, AsksNoProxyToReachIntoOurNetwork) {
    LoopbackServer proxy({reply("200 OK", "secret")});
    ::setenv("http_proxy", proxy.url().c_str(), 1);
    auto const result = CurlHttpClient().send(outside("http://10.0.0.1/"), {});
    ::unsetenv("http_proxy");
    EXPECT_EQ(result.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(proxy.connections(), 0);
}

TEST(CurlHttpClient, ReachesWhatIsAllowed) {
    LoopbackServer server({reply("200 OK", "one"), reply("200 OK", "two")});
    CurlHttpClient by_network(*AllowedHosts::parse("127.0.0.0/8"));
    EXPECT_EQ(by_network.send(outside(server.url()), {})->body, "one");
    auto const url = server.url();
    CurlHttpClient by_host(*AllowedHosts::parse("127.0.0.1:" + url.substr(17, url.find('/', 17) - 17)));
    EXPECT_EQ(by_host.send(outside(url), {})->body, "two");
    CurlHttpClient other_port(*AllowedHosts::parse("127.0.0.1:1"));
    EXPECT_FALSE(other_port.send(outside(url), {}));
}

}  // namespace
}  // namespace troupe::net
