#include "api/gate.hpp"

#include <gtest/gtest.h>

#include "access/testing/memory_stores.hpp"

namespace troupe::api {
namespace {

using access::Role;

class GateTest : public ::testing::Test {
protected:
    static net::ServerRequest from(std::string const& address, std::vector<net::Header> headers = {}) {
        net::ServerRequest request;
        request.remote = address;
        request.is_local = address == "127.0.0.1";
        request.headers = std::move(headers);
        request.headers.push_back({"Host", "127.0.0.1:8000"});
        return request;
    }
    int status(net::ServerRequest const& request) {
        auto const caller = gate.let_in(request);
        return caller ? 200 : caller.error().status;
    }
    FixedClock clock{TimePoint{std::chrono::seconds{1'795'000'000}}};
    access::testing::MemoryKeyStore store;
    access::Keys keys{store, std::string(32, 'p'), clock};
    Gate gate{keys, clock, {true, {"https://label.example"}}};
};

TEST_F(GateTest, ThisMachineIsItsOwnerWithoutAKeyAndOthersAreNobody) {
    auto const owner = gate.let_in(from("127.0.0.1"));
    ASSERT_TRUE(owner);
    EXPECT_EQ(owner->role, Role::admin);
    EXPECT_EQ(status(from("192.0.2.7")), 401);
    Gate closed(keys, clock, {false, {}});
    EXPECT_EQ(closed.let_in(from("127.0.0.1")).error().status, 401);
}

TEST_F(GateTest, AKeySaysWhoAndAWrongOneOpensNothingEvenHere) {
    auto const issued = keys.issue({.name = "Ana", .role = Role::approver});
    auto const caller = gate.let_in(from("192.0.2.7", {{"Authorization", "Bearer " + issued->secret}}));
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->name, "Ana");
    EXPECT_EQ(caller->role, Role::approver);
    EXPECT_TRUE(caller->is_use_due);
    gate.note(*caller);
    EXPECT_TRUE(store.find(issued->key.id)->last_used);
    EXPECT_EQ(status(from("127.0.0.1", {{"Authorization", "Bearer troupe_wrong"}})), 401);
    EXPECT_EQ(status(from("127.0.0.1", {{"Authorization", "Basic YTpi"}})), 401);
    ASSERT_TRUE(keys.revoke(issued->key.id));
    EXPECT_EQ(status(from("192.0.2.7", {{"Authorization", "Bearer " + issued->secret}})), 401);
}

TEST_F(GateTest, ABrowserMayBringTheKeyAsACookie) {
    auto const issued = keys.issue({.name = "Ana", .role = Role::editor});
    auto const caller = gate.let_in(from("192.0.2.7", {{"Cookie", "theme=dark; troupe_key=" + issued->secret}}));
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->name, "Ana");
    EXPECT_EQ(status(from("192.0.2.7", {{"Cookie", "troupe_key=troupe_wrong"}})), 401);
    EXPECT_EQ(status(from("192.0.2.7", {{"Cookie", "troupe_keys=" + issued->secret}})), 401);
    EXPECT_EQ(status(from("192.0.2.7", {{"Cookie", "troupe_key=" + issued->secret}, {"Origin", "https://evil.example"}})), 403);
    // On the machine itself an old cookie locks nobody out.
    EXPECT_EQ(gate.let_in(from("127.0.0.1", {{"Cookie", "troupe_key=troupe_old"}}))->name, "owner");
}

TEST_F(GateTest, PagesOfOthersMayNotAskEvenUnderOurName) {
    EXPECT_EQ(status(from("127.0.0.1", {{"Origin", "https://evil.example"}})), 403);
    EXPECT_EQ(status(from("127.0.0.1", {{"Origin", "null"}})), 403);
    EXPECT_EQ(status(from("127.0.0.1", {{"Origin", "http://127.0.0.1:8000"}})), 200);
    EXPECT_EQ(status(from("127.0.0.1", {{"Origin", "https://label.example"}})), 200);
    net::ServerRequest rebound = from("127.0.0.1");
    rebound.headers = {{"Host", "evil.example"}};
    EXPECT_EQ(status(rebound), 403);
}

TEST_F(GateTest, WhoAsksTooOftenIsToldWhenToComeBack) {
    auto const issued = keys.issue({.name = "hasty", .role = Role::viewer, .per_minute = 60});
    auto const request = from("192.0.2.7", {{"Authorization", "Bearer " + issued->secret}});
    for (int i = 0; i < 10; ++i) EXPECT_EQ(status(request), 200);
    auto const refused = gate.let_in(request);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().status, 429);
    EXPECT_EQ(refused.error().retry_after_s, 1);
    clock.set(clock.now() + std::chrono::seconds(1));
    EXPECT_EQ(status(request), 200);
    EXPECT_EQ(status(request), 429);
}

}  // namespace
}  // namespace troupe::api
