#include "access/key.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <set>
#include <thread>

#include "access/pepper.hpp"
#include "access/testing/memory_stores.hpp"
#include "base/files.hpp"
#include "base/testing/scratch_folder.hpp"

namespace troupe::access {
namespace {

using namespace std::chrono_literals;

class ApiKeys : public ::testing::Test {
protected:
    testing::MemoryKeyStore store;
    FixedClock clock{TimePoint{std::chrono::seconds{1'795'000'000}}};
    Keys keys{store, std::string(32, 'p'), clock};
};

TEST_F(ApiKeys, AreRecognisedByTheirSecretAlone) {
    auto const mine = keys.issue({.name = "Mine", .role = Role::editor, .per_minute = 60});
    auto const yours = keys.issue({.name = "Yours"});
    ASSERT_TRUE(mine && yours);
    EXPECT_EQ(keys.recognise(mine->secret)->id, mine->key.id);
    EXPECT_EQ(keys.recognise(mine->secret)->role, Role::editor);
    EXPECT_EQ(keys.recognise(yours->secret)->name, "Yours");
    EXPECT_EQ(mine->secret.size(), 50U);
    EXPECT_TRUE(mine->secret.starts_with("troupe_"));
}

TEST_F(ApiKeys, WrongOnesAreAllRefusedAlike) {
    auto secret = keys.issue({.name = "Mine"})->secret;
    auto const expiring = keys.issue({.name = "Short", .expires = clock.now() + 1h});
    auto const revoked = keys.issue({.name = "Lost"});
    ASSERT_TRUE(keys.recognise(expiring->secret) && keys.recognise(revoked->secret));
    ASSERT_TRUE(keys.revoke(revoked->key.id));
    clock.set(clock.now() + 1h);
    auto const unknown = keys.recognise("troupe_" + random_secret());
    for (auto const& wrong : {expiring->secret, revoked->secret, std::string(), std::string("troupe_"), secret + "A", secret.substr(0, 49),
                              secret.substr(7), "TROUPE_" + secret.substr(7), secret.substr(0, 49) + "=", std::string(5000, 'x')}) {
        auto const refused = keys.recognise(wrong);
        ASSERT_FALSE(refused) << wrong;
        EXPECT_EQ(refused.error().code, ErrorCode::not_found);
        EXPECT_EQ(refused.error().message, unknown.error().message);
    }
    EXPECT_TRUE(keys.recognise(secret));
}

TEST_F(ApiKeys, AreWorthNothingUnderAnotherPepper) {
    auto const secret = keys.issue({.name = "Mine"})->secret;
    Keys other(store, std::string(32, 'q'), clock);
    EXPECT_EQ(other.recognise(secret).error().code, ErrorCode::not_found);
}

TEST_F(ApiKeys, UseIsNotedOnceAMinute) {
    auto const issued = keys.issue({.name = "Mine"});
    clock.set(std::chrono::floor<std::chrono::minutes>(clock.now()) + 1min);
    auto const use = [&] {
        auto const key = keys.recognise(issued->secret);
        ASSERT_TRUE(key);
        if (keys.is_use_due(*key)) keys.note_use(key->id);
    };
    for (int i = 0; i < 100; ++i) use();
    EXPECT_EQ(store.uses(), 1);
    clock.set(clock.now() + 59s);
    use();
    EXPECT_EQ(store.uses(), 1);
    clock.set(clock.now() + 1s);
    use();
    EXPECT_EQ(keys.recognise(issued->secret)->last_used, clock.now());
    EXPECT_EQ(store.uses(), 2);
}

TEST_F(ApiKeys, NameTheWrongField) {
    auto const refuses = [&](NewKey const& wanted, std::string const& field) {
        auto const issued = keys.issue(wanted);
        return !issued && issued.error().code == ErrorCode::invalid_input && issued.error().message.starts_with(field + ":");
    };
    EXPECT_TRUE(refuses({.name = ""}, "name"));
    EXPECT_TRUE(refuses({.name = "  "}, "name"));
    EXPECT_TRUE(refuses({.name = std::string(81, 'x')}, "name"));
    EXPECT_TRUE(refuses({.name = "\xff"}, "name"));
    EXPECT_TRUE(refuses({.name = "x", .per_minute = 0}, "per_minute"));
    EXPECT_TRUE(refuses({.name = "x", .per_minute = 100'001}, "per_minute"));
    EXPECT_TRUE(refuses({.name = "x", .expires = clock.now()}, "expires"));
}

TEST(Pepper, IsMadeOnceForTheOwnerAlone) {
    auto const home = troupe::testing::scratch_folder("pepper") / "home";
    auto const none = Configuration::of({});
    std::set<std::string> seen;
    std::mutex guard;
    {
        std::vector<std::jthread> makers;
        for (int i = 0; i < 8; ++i)
            makers.emplace_back([&] {
                auto const pepper = load_pepper(none, home);
                std::lock_guard const lock(guard);
                seen.insert(pepper ? *pepper : pepper.error().message);
            });
    }
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen.begin()->size(), 43U);
    EXPECT_EQ(*load_pepper(none, home), *seen.begin());
    struct stat status{};
    ASSERT_EQ(::stat((home / "key-pepper").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(home), {}), 1) << "a draft was left";
}

TEST(Pepper, OfTheEnvironmentComesFirst) {
    auto const home = troupe::testing::scratch_folder("pepper-environment");
    std::string const given(32, 'g');
    EXPECT_EQ(*load_pepper(Configuration::of({{"TROUPE_KEY_PEPPER", given}}), home), given);
    EXPECT_FALSE(std::filesystem::exists(home / "key-pepper"));
    for (auto const& bad : {std::string("tiny"), std::string("your_pepper_goes_here_your_pepper_goes_here")}) {
        auto const refused = load_pepper(Configuration::of({{"TROUPE_KEY_PEPPER", bad}}), home);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
        EXPECT_TRUE(refused.error().message.starts_with("TROUPE_KEY_PEPPER:"));
        EXPECT_EQ(refused.error().message.find(bad), std::string::npos);
    }
}

TEST(Pepper, AnEmptiedFileIsNotReplaced) {
    auto const home = troupe::testing::scratch_folder("pepper-emptied");
    ASSERT_TRUE(write_file(home / "key-pepper", ""));
    auto const refused = load_pepper(Configuration::of({}), home);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(*read_file(home / "key-pepper"), "");
}

}  // namespace
}  // namespace troupe::access
