#include "api/router.hpp"

#include <gtest/gtest.h>

#include <set>

#include "api/openapi.hpp"

namespace troupe::api {
namespace {

class RouterTest : public ::testing::Test {
protected:
    calls::Catalogue catalogue = calls::Catalogue::complete();
    Router router{catalogue};
};

TEST_F(RouterTest, EveryCallIsFoundAtItsOwnAddressAlone) {
    std::set<std::string> names, addresses;
    for (auto const& call : catalogue.calls()) {
        EXPECT_TRUE(names.insert(call.name).second) << call.name;
        EXPECT_TRUE(addresses.insert(call.http).second) << call.http;
        auto const found = router.find(call.method(), call.path());
        ASSERT_TRUE(found);
        ASSERT_NE(found->call, nullptr) << call.http;
        EXPECT_EQ(found->call->name, call.name);
    }
}

TEST_F(RouterTest, TheSevenAddressesOfTheBeginningAreThere) {
    for (auto const* address :
         {"POST /api/artists", "GET /api/artists/{artist_id}", "POST /api/artists/{artist_id}/content",
          "GET /api/artists/{artist_id}/content", "POST /api/artists/{artist_id}/plan",
          "GET /api/artists/{artist_id}/plan", "POST /api/artists/{artist_id}/evolve"}) {
        auto const is_there = std::any_of(catalogue.calls().begin(), catalogue.calls().end(),
                                          [&](auto const& call) { return call.http == address; });
        EXPECT_TRUE(is_there) << address;
    }
}

TEST_F(RouterTest, DecodesFieldsAndSaysWhichMethodsThereAre) {
    auto const found = router.find("HEAD", "/api/artists/a%20b");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->call->name, "artist.show");
    EXPECT_EQ(found->fields.front().value, "a b");
    auto const other = router.find("PUT", "/api/artists");
    EXPECT_EQ(other->call, nullptr);
    EXPECT_EQ(other->methods.size(), 2U);
    EXPECT_TRUE(router.find("GET", "/api/artists/")->methods.empty());
    EXPECT_FALSE(router.find("GET", "/api/artists/%zz"));
}

TEST_F(RouterTest, TheDocumentHasEveryCallWithItsRole) {
    auto const document = openapi_document(catalogue, "1");
    for (auto const& call : catalogue.calls()) {
        auto const& path = document.at("paths").at(call.path()).as_object();
        auto method = call.method();
        std::transform(method.begin(), method.end(), method.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        EXPECT_EQ(path.at(method).at("operationId").as_string(), call.name);
        EXPECT_EQ(path.at(method).at("x-role").as_string(), json::enum_name(call.role));
    }
}

}  // namespace
}  // namespace troupe::api
