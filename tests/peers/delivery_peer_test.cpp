#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>

#include "base/json.hpp"
#include "base/testing/scratch_folder.hpp"
#include "distribution/delivery/send_batch.hpp"
#include "distribution/delivery/testing/delivery_contract.hpp"
#include "distribution/delivery/testing/example_batch.hpp"
#include "distribution/receive/receive.hpp"
#include "net/curl_http_client.hpp"
#include "providers/s3/s3_delivery.hpp"
#include "providers/sftp/sftp_delivery.hpp"

/// Deliveries to servers that somebody else wrote: delivery_peer_test.py starts them and says where they are.
namespace troupe::distribution::testing {
namespace {

namespace fs = std::filesystem;

std::string environment(char const* name) {
    auto const* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// A folder of this test's own at the server, and one here.
std::string fresh_name() {
    return fmt::format("{}-{}", ::getpid(), ::testing::UnitTest::GetInstance()->current_test_info()->name());
}

providers::sftp::Settings sftp_settings() {
    return {.host = "127.0.0.1",
            .port = std::atoi(environment("PEER_SFTP_PORT").c_str()),
            .user = environment("PEER_SFTP_USER"),
            .folder = environment("PEER_SFTP_FOLDER") + "/" + fresh_name(),
            .known_hosts = environment("PEER_SFTP_KNOWN_HOSTS"),
            .key_file = environment("PEER_SFTP_KEY"),
            .connect = Seconds(5),
            .idle = Seconds(5)};
}

providers::s3::Settings s3_settings() {
    return {.bucket = {.bucket = environment("PEER_S3_BUCKET"),
                       .region = "us-east-1",
                       .endpoint = environment("PEER_S3_ENDPOINT"),
                       .path_style = true,
                       .credentials = {environment("PEER_S3_KEY"), environment("PEER_S3_SECRET"), ""},
                       .backoff = Seconds(0.01)},
            .prefix = fresh_name()};
}

struct SftpPlace {
    fs::path folder = troupe::testing::scratch_folder(fresh_name());
    providers::sftp::SftpDelivery place{sftp_settings()};
    Delivery& delivery = place;
};

struct S3Place {
    SystemClock clock;
    net::CurlHttpClient http;
    fs::path folder = troupe::testing::scratch_folder(fresh_name());
    providers::s3::S3Delivery place{s3_settings(), {http, clock}};
    Delivery& delivery = place;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Sftp, DeliveryContract, SftpPlace);
INSTANTIATE_TYPED_TEST_SUITE_P(S3, DeliveryContract, S3Place);

/// The batch as it lies at the server, fetched into a folder here.
fs::path fetched_batch(Delivery& delivery, std::string const& batch, fs::path const& folder) {
    auto const files = *delivery.list(batch, {});
    for (auto const& file : files) EXPECT_TRUE(delivery.fetch(file.path, folder / file.path, 1U << 30U, {}));
    return folder / batch;
}

template <class Place>
void send_and_receive() {
    Place place;
    auto const request = example_batch(fresh_name() + "-album", live_album(3));
    auto const package = write_package(request);
    ASSERT_TRUE(package) << package.error().message;
    Batch const batch{package->manifest.parent_path(), package->manifest.filename().string()};
    auto const report = [](double, std::string const&) -> Result<void> { return {}; };
    auto const sent = send_batch(place.delivery, batch, place.folder / "scratch", report, {});
    ASSERT_TRUE(sent) << sent.error().message;
    EXPECT_EQ(sent->put, 6);
    auto const again = send_batch(place.delivery, batch, place.folder / "scratch", report, {});
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(again->put, 0);
    auto const receipt =
        receive({fetched_batch(place.delivery, package->batch, place.folder / "store"), request.schemas});
    ASSERT_TRUE(receipt) << receipt.error().message;
    EXPECT_TRUE(receipt->is_accepted) << json::pretty(json::to_value(receipt->problems));
    auto const found = differences(request.release, *receipt->release);
    EXPECT_TRUE(found.empty()) << json::pretty(json::to_value(found));
}

TEST(SftpPeer, ABatchArrivesFieldForField) { send_and_receive<SftpPlace>(); }
TEST(S3Peer, ABatchArrivesFieldForField) { send_and_receive<S3Place>(); }

Error put_error(Delivery& delivery) {
    auto const file = troupe::testing::scratch_folder("put-error");
    EXPECT_TRUE(write_file(file, "x"));
    auto const put = delivery.put(file, "b/f", {});
    return put ? Error{} : put.error();
}

TEST(SftpPeer, RefusesAnotherHostsKey) {
    auto settings = sftp_settings();
    settings.known_hosts = environment("PEER_SFTP_WRONG_HOSTS");
    providers::sftp::SftpDelivery delivery(settings);
    auto const error = put_error(delivery);
    EXPECT_EQ(error.code, ErrorCode::forbidden) << error.message;
    EXPECT_NE(error.message.find("host key"), std::string::npos) << error.message;
}

TEST(SftpPeer, RefusesAHostThatNobodyKnows) {
    auto settings = sftp_settings();
    settings.known_hosts = environment("PEER_SFTP_NO_HOSTS");
    providers::sftp::SftpDelivery delivery(settings);
    EXPECT_EQ(put_error(delivery).code, ErrorCode::forbidden);
}

TEST(SftpPeer, IsNotLetInWithAnotherKey) {
    auto settings = sftp_settings();
    settings.key_file = environment("PEER_SFTP_WRONG_KEY");
    settings.password = "pass-secret-0815";
    providers::sftp::SftpDelivery delivery(settings);
    auto const error = put_error(delivery);
    EXPECT_EQ(error.code, ErrorCode::forbidden) << error.message;
    EXPECT_EQ(error.message.find("0815"), std::string::npos);
}

TEST(SftpPeer, SaysThatNobodyIsThereOrNobodyAnswers) {
    auto settings = sftp_settings();
    settings.port = std::atoi(environment("PEER_CLOSED_PORT").c_str());
    providers::sftp::SftpDelivery closed(settings);
    EXPECT_EQ(put_error(closed).code, ErrorCode::unavailable);
    settings.port = std::atoi(environment("PEER_SILENT_PORT").c_str());
    settings.connect = Seconds(1);
    settings.idle = Seconds(1);
    providers::sftp::SftpDelivery silent(settings);
    EXPECT_EQ(put_error(silent).code, ErrorCode::unavailable);
}

TEST(SftpPeer, OfABrokenUploadNothingIsThere) {
    SftpPlace place;
    auto const large = place.folder / "large";
    ASSERT_TRUE(write_file(large, std::string(4U << 20U, 'x')));
    auto settings = sftp_settings();
    settings.port = std::atoi(environment("PEER_CUT_PORT").c_str());
    settings.known_hosts = environment("PEER_CUT_HOSTS");
    {
        providers::sftp::SftpDelivery cut(settings);
        auto const put = cut.put(large, "b/large", {});
        ASSERT_FALSE(put);
        EXPECT_EQ(put.error().code, ErrorCode::unavailable) << put.error().message;
    }
    EXPECT_TRUE(place.delivery.list("b", {})->empty());
    ASSERT_TRUE(place.delivery.put(large, "b/large", {}));
    EXPECT_EQ(*place.delivery.size("b/large", {}), std::optional<std::uint64_t>(4U << 20U));
    EXPECT_EQ(place.delivery.list("b", {})->size(), 1U);
}

TEST(SftpPeer, SaysThatTheFolderIsNotOurs) {
    auto settings = sftp_settings();
    settings.folder = environment("PEER_SFTP_FORBIDDEN");
    providers::sftp::SftpDelivery delivery(settings);
    auto const error = put_error(delivery);
    EXPECT_TRUE(error.code == ErrorCode::forbidden || error.code == ErrorCode::unavailable) << error.message;
    EXPECT_NE(error.message.find(settings.folder), std::string::npos);
}

TEST(S3Peer, IsNotLetInWithAnotherSecret) {
    S3Place place;
    auto settings = s3_settings();
    settings.bucket.credentials.secret_key = "another-secret-4711";
    providers::s3::S3Delivery delivery(settings, {place.http, place.clock});
    auto const error = put_error(delivery);
    EXPECT_EQ(error.code, ErrorCode::forbidden) << error.message;
    EXPECT_EQ(error.message.find("4711"), std::string::npos);
}

TEST(S3Peer, NamesABucketThatIsNotThere) {
    S3Place place;
    auto settings = s3_settings();
    settings.bucket.bucket = "no-such-bucket";
    providers::s3::S3Delivery delivery(settings, {place.http, place.clock});
    EXPECT_NE(put_error(delivery).message.find("no-such-bucket"), std::string::npos);
}

}  // namespace
}  // namespace troupe::distribution::testing
