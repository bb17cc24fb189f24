#pragma once

#include <fmt/format.h>

#include "app/testing/temp_home.hpp"
#include "base/hash.hpp"
#include "distribution/delivery/testing/example_batch.hpp"
#include "flow/decide.hpp"
#include "flow/deliver.hpp"
#include "flow/release_checks.hpp"

namespace troupe::app::testing {

namespace fs = std::filesystem;
using catalog::ContentState;

/// An installation with two stores in folders, one for tests and a live one, and a release that nothing stands against.
class DeliveriesTest : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(make_folder(folder_));
        auto const stores = fmt::format(
            R"({{"stores": [{{"id": "mine", "name": "Mine", "ai": "accepted", "source": "this test", "verified_at": "2026-11-23",
            "delivery": {{"address": "folder:{0}/store", "control": "test"}}}},
            {{"id": "live", "name": "Live", "ai": "accepted", "source": "this test", "verified_at": "2026-11-23",
            "delivery": {{"address": "folder:{0}/live", "dpid": "PADPIDA2009101501Y"}}}}]}})",
            folder_.string());
        ASSERT_TRUE(write_file(folder_ / "stores.json", stores));
        add_release();
    }

    flow::Studio& studio() {
        if (!installation_)
            installation_ =
                Installation::open(Configuration::of({{"TROUPE_STORES_DB_PATH", (folder_ / "stores.json").string()}}),
                                   folder_ / "home")
                    .value();
        return installation_->studio();
    }
    void close() { installation_.reset(); }

    /// Made today, measured, out in forty days, and nobody has given it a code.
    void add_new_release(std::string const& title) {
        auto input = distribution::testing::sound_input();
        auto& release = input.release;
        distribution::testing::make_files(release, folder_ / "files");
        constexpr int seconds = 31;  // no store takes less
        media::Audio sound{Hertz{48'000}, {std::vector<float>(48'000 * seconds), std::vector<float>(48'000 * seconds)}};
        for (std::size_t i = 0; i < sound.frames(); ++i)
            sound.channels[0][i] = sound.channels[1][i] = 0.3F * std::sin(static_cast<float>(i) * 0.03F);
        ASSERT_TRUE(media::write_audio(folder_ / "files/master.flac", sound));
        release.tracks[0].seconds = Seconds(seconds);
        release.tracks[0].sha256 = sha256_of_file(folder_ / "files/master.flac").value();
        // No two share a cover or a week.
        auto const shade = static_cast<std::uint8_t>(90 + ++made_);
        ASSERT_TRUE(media::write_jpeg(folder_ / "files/cover.jpg",
                                      {300, 300, std::vector<std::uint8_t>(300 * 300 * 3, shade)}, {}));
        release.cover.sha256 = sha256_of_file(folder_ / "files/cover.jpg").value();
        auto const today = date_of(studio().clock.now());
        release.upc = release.tracks[0].isrc = {};
        release.title = release.tracks[0].title = title;
        release.release_date = plus_days(today, 32 + 8 * made_);
        release.p_line.year = release.c_line.year = static_cast<int>(release.release_date.year());
        input.audio[0].seconds = seconds;
        input.audio[0].recording = sha256_hex(title);
        catalog::Content content;
        content.id = flow::next_id<catalog::ContentTag>(studio());
        content.kind = catalog::ContentKind::release;
        content.state = ContentState::in_review;
        content.title = title;
        content.created = content.updated = studio().clock.now();
        release.id = to_string(content.id);
        flow::MeasuredRelease const measured{input.audio, input.cover, {}, {}};
        content.details = json::Object{{"release", json::to_value(release)}, {"measured", json::to_value(measured)}};
        for (auto const& [name, role] : {std::pair("master.flac", "master"), std::pair("cover.jpg", "cover")})
            ASSERT_TRUE(flow::add_file(studio(), content, folder_ / "files", folder_ / "files" / name, role));
        ASSERT_TRUE(studio().contents.insert(content));
        release_ = to_string(content.id);
    }
    void add_prefixes() {
        for (auto const& [kind, prefix] :
             {std::pair(distribution::CodeKind::isrc, "GBAYE"), std::pair(distribution::CodeKind::upc, "4006381"),
              std::pair(distribution::CodeKind::dpid, "PADPIDA2013042401U")})
            ASSERT_TRUE(studio().codes.add_prefix({kind, prefix, "test", studio().clock.now()}));
    }
    distribution::Release described() { return flow::release_of(now()).value(); }
    /// The stored bytes of a file of a revision.
    fs::path file_of(catalog::Content const& content, std::string const& name) {
        for (auto const& file : content.files)
            if (file.name == name) return studio().assets.path_of(file.asset).value();
        ADD_FAILURE() << "no " << name;
        return {};
    }

    void add_release() {
        auto input = distribution::testing::sound_input();
        auto release = distribution::testing::live_release();
        distribution::testing::make_files(release, folder_ / "files");
        catalog::Content content;
        content.id = flow::next_id<catalog::ContentTag>(studio());
        content.kind = catalog::ContentKind::release;
        content.state = ContentState::in_review;
        content.title = release.title;
        content.created = content.updated = studio().clock.now();
        release.id = to_string(content.id);
        input.release = release;
        content.details = json::Object{{"release", json::to_value(release)},
                                       {"preflight", json::to_value(distribution::Preflight{})}};
        for (auto const* name : {"master.flac", "cover.jpg"})
            ASSERT_TRUE(flow::add_file(studio(), content, folder_ / "files", folder_ / "files" / name, "package"));
        ASSERT_TRUE(studio().contents.insert(content));
        release_ = to_string(content.id);
    }

    catalog::Content now() { return flow::find_content(studio(), release_).value(); }
    void approve() { ASSERT_TRUE(flow::decide(studio(), release_, catalog::Decision::approved, "test", "")); }
    void take_back() {
        ASSERT_TRUE(studio().contents.update(
            catalog::change_state(now(), ContentState::in_review, studio().clock.now()).value()));
    }

    /// Runs the batch that is under way and keeps what became of it. `withdraw_at`: before that file the approval goes.
    Result<distribution::DeliveryRecord> run(distribution::DeliveryRecord const& begun, int withdraw_at) {
        int step = 0;
        auto const report = [&](double, std::string const&) {
            if (step++ == withdraw_at) take_back();
        };
        auto const record =
            TRY(flow::deliver(studio(), {begun.release, begun.store, begun.attempts.back().batch_id}, report, {}));
        return studio().deliveries.put(record);
    }

    std::size_t complete_batches(std::string const& store = "store") {
        std::size_t count = 0;
        if (!fs::exists(folder_ / store)) return 0;
        for (auto const& entry : fs::recursive_directory_iterator(folder_ / store))
            count += entry.path().filename().string().starts_with("BatchComplete_");
        return count;
    }

    fs::path folder_ = troupe::testing::scratch_folder(::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::unique_ptr<Installation> installation_;
    std::string release_;
    int made_ = 0;  ///< by `add_new_release`
};

}  // namespace troupe::app::testing
