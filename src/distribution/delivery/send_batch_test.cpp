#include "distribution/delivery/send_batch.hpp"

#include "base/random.hpp"
#include "distribution/delivery/builtin/folder_delivery.hpp"
#include "distribution/delivery/testing/delivery_contract.hpp"
#include "distribution/delivery/testing/example_batch.hpp"
#include "distribution/receive/receive.hpp"

namespace troupe::distribution::testing {
namespace {

namespace fs = std::filesystem;

struct FolderPlace {
    fs::path folder = troupe::testing::scratch_folder(::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::path store = folder / "store";
    builtin::FolderDelivery place{store};
    Delivery& delivery = place;
};
INSTANTIATE_TYPED_TEST_SUITE_P(Folder, DeliveryContract, FolderPlace);

TEST(FolderDelivery, FollowsNoLinks) {
    auto const folder = troupe::testing::scratch_folder("links");
    ASSERT_TRUE(write_file(folder / "outside/secret", "secret"));
    ASSERT_TRUE(write_file(folder / "local", "x"));
    ASSERT_TRUE(make_folder(folder / "store"));
    fs::create_directory_symlink(folder / "outside", folder / "store/link");
    builtin::FolderDelivery delivery(folder / "store");
    EXPECT_EQ(delivery.fetch("link/secret", folder / "got", 99, {}).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(delivery.put(folder / "local", "link/new", {}).error().code, ErrorCode::invalid_input);
    EXPECT_TRUE(delivery.list("", {})->empty());
}

TEST(FolderDelivery, LeavesNothingOfAKilledOneBehind) {
    auto const folder = troupe::testing::scratch_folder("killed");
    ASSERT_TRUE(write_file(folder / "local", "whole"));
    ASSERT_TRUE(write_file(folder / "store/b/.f.partial", "ha"));  // what a kill in mid-copy leaves
    builtin::FolderDelivery delivery(folder / "store");
    EXPECT_TRUE(delivery.list("", {})->empty());
    ASSERT_TRUE(delivery.put(folder / "local", "b/f", {}));
    EXPECT_EQ(*read_file(folder / "store/b/f"), "whole");
    EXPECT_FALSE(fs::exists(folder / "store/b/.f.partial"));
}

/// The connection breaks at a chosen call: before anything happened, or after all did and before we heard of it.
class Breaking final : public Delivery {
public:
    Breaking(Delivery& real, int at, bool is_late) : real_(real), left_(at), is_late_(is_late) {}
    std::vector<std::string> puts;  ///< that reached the store

    Result<void> put(fs::path const& local, std::string const& remote, std::stop_token stop) override {
        return broken([&] {
            puts.push_back(remote);
            return real_.put(local, remote, stop);
        });
    }
    Result<std::vector<RemoteFile>> list(std::string const& folder, std::stop_token stop) override {
        return broken([&] { return real_.list(folder, stop); });
    }
    Result<std::optional<std::uint64_t>> size(std::string const& remote, std::stop_token stop) override {
        return broken([&] { return real_.size(remote, stop); });
    }
    Result<void> fetch(std::string const& remote, fs::path const& local, std::uint64_t most,
                       std::stop_token stop) override {
        return broken([&] { return real_.fetch(remote, local, most, stop); });
    }

private:
    template <class Call>
    auto broken(Call const& call) -> decltype(call()) {
        bool const breaks = left_-- == 0;
        if (breaks && !is_late_) return fail(ErrorCode::unavailable, "the line is dead");
        auto result = call();
        if (breaks) return fail(ErrorCode::unavailable, "the line went dead");
        return result;
    }
    Delivery& real_;
    int left_;
    bool is_late_;
};

Result<void> no_report(double, std::string const&) { return {}; }

class SendBatchTest : public ::testing::Test {
protected:
    void SetUp() override {
        auto const package = write_package(example_batch("send"));
        ASSERT_TRUE(package) << package.error().message;
        batch_ = {package->manifest.parent_path(), package->manifest.filename().string()};
    }
    /// Byte for byte what we have, and nothing else.
    void expect_whole(fs::path const& store) {
        builtin::FolderDelivery there(store), here(batch_.folder.parent_path());
        auto const name = batch_.folder.filename().string();
        auto const sent = *there.list("", {});
        EXPECT_EQ(sent, *here.list(name, {}));
        for (auto const& file : sent)
            EXPECT_EQ(*sha256_of_file(store / file.path), *sha256_of_file(batch_.folder.parent_path() / file.path));
    }
    Batch batch_;
    fs::path scratch_ = troupe::testing::scratch_folder("read-back");
};

TEST_F(SendBatchTest, SendsTheManifestLast) {
    auto const store = troupe::testing::scratch_folder("manifest-last");
    builtin::FolderDelivery place(store);
    Breaking watched(place, -1, false);
    auto const sent = send_batch(watched, batch_, scratch_, no_report, {});
    ASSERT_TRUE(sent) << sent.error().message;
    EXPECT_EQ(sent->put, 4);
    EXPECT_EQ(watched.puts.size(), 4U);
    EXPECT_EQ(watched.puts.back(), batch_.folder.filename().string() + "/" + batch_.manifest);
    EXPECT_TRUE(*has_arrived(place, batch_.folder.filename().string(), batch_.manifest, {}));
    expect_whole(store);
}

TEST_F(SendBatchTest, AHundredBrokenDeliveriesArriveOnce) {
    Random random(20261123);
    int breaks = 0;
    for (int round = 0; round < 100; ++round) {
        auto const store = troupe::testing::scratch_folder("round-" + std::to_string(round));
        builtin::FolderDelivery place(store);
        int manifests = 0;
        for (int attempt = 0;; ++attempt) {
            ASSERT_LT(attempt, 20);
            Breaking line(place, attempt < 4 ? random.between(0, 14) : -1, random.chance(0.5));
            auto const sent = send_batch(line, batch_, scratch_, no_report, {});
            for (std::size_t i = 0; i < line.puts.size(); ++i) {
                if (!line.puts[i].ends_with(batch_.manifest)) continue;
                ++manifests;
                EXPECT_EQ(i + 1, line.puts.size()) << "something was sent behind the manifest";
            }
            if (sent) break;
            ++breaks;
            EXPECT_EQ(sent.error().code, ErrorCode::unavailable) << sent.error().message;
        }
        EXPECT_EQ(manifests, 1);
        expect_whole(store);
        fs::remove_all(store);
    }
    EXPECT_GE(breaks, 100);
}

TEST_F(SendBatchTest, MendsWhatABrokenStoreLeftBehind) {
    auto const store = troupe::testing::scratch_folder("left-behind");
    builtin::FolderDelivery place(store);
    auto const name = batch_.folder.filename().string();
    auto const first = place.put(batch_.folder / batch_.manifest, name + "/4006381333931/4006381333931.xml", {});
    ASSERT_TRUE(first) << first.error().message;  // another file under the name of the message
    auto const sent = send_batch(place, batch_, scratch_, no_report, {});
    ASSERT_TRUE(sent) << sent.error().message;
    expect_whole(store);
}

TEST_F(SendBatchTest, NeverTouchesTheBatchOfAnother) {
    auto const store = troupe::testing::scratch_folder("another");
    builtin::FolderDelivery place(store);
    auto const name = batch_.folder.filename().string();
    ASSERT_TRUE(write_file(store / name / batch_.manifest, "<other/>"));
    EXPECT_EQ(send_batch(place, batch_, scratch_, no_report, {}).error().code, ErrorCode::conflict);
    fs::remove_all(store);
    ASSERT_TRUE(write_file(store / name / "stranger/file.flac", "x"));
    EXPECT_EQ(send_batch(place, batch_, scratch_, no_report, {}).error().code, ErrorCode::conflict);
    EXPECT_EQ(place.list("", {})->size(), 1U);
}

TEST_F(SendBatchTest, IsStoppedRightBeforeTheManifest) {
    auto const store = troupe::testing::scratch_folder("objection");
    builtin::FolderDelivery place(store);
    auto const object = [&](double, std::string const& file) -> Result<void> {
        if (file.ends_with(batch_.manifest)) return fail(ErrorCode::conflict, "approval was taken back");
        return {};
    };
    auto const sent = send_batch(place, batch_, scratch_, object, {});
    EXPECT_EQ(sent.error().message, "approval was taken back");
    EXPECT_FALSE(*has_arrived(place, batch_.folder.filename().string(), batch_.manifest, {}));
}

}  // namespace
}  // namespace troupe::distribution::testing
