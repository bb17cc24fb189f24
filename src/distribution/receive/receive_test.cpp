#include "distribution/receive/receive.hpp"

#include "base/json.hpp"
#include "base/random.hpp"
#include "distribution/delivery/acknowledgement.hpp"
#include "distribution/delivery/testing/example_batch.hpp"
#include "distribution/manifest.hpp"

namespace troupe::distribution::testing {
namespace {

namespace fs = std::filesystem;

std::string text_of(std::vector<Difference> const& differences) { return json::pretty(json::to_value(differences)); }
std::string text_of(Receipt const& receipt) { return json::pretty(json::to_value(receipt.problems)); }

fs::path batch_of(PackageRequest const& request) {
    auto const package = write_package(request);
    EXPECT_TRUE(package) << package.error().message;
    return package ? package->manifest.parent_path() : fs::path();
}

void expect_equal(PackageRequest const& request) {
    auto const receipt = receive({batch_of(request), request.schemas});
    ASSERT_TRUE(receipt) << receipt.error().message;
    ASSERT_TRUE(receipt->is_accepted) << text_of(*receipt);
    auto const found = differences(request.release, *receipt->release);
    EXPECT_TRUE(found.empty()) << text_of(found);
}

TEST(Receive, ReadsEveryFieldOfASingle) {
    auto request = example_batch("single");
    request.message.hash = HashAlgorithm::sha256;
    expect_equal(request);
}

TEST(Receive, ReadsEveryFieldOfAnAlbum) { expect_equal(example_batch("album", live_album(8))); }

TEST(Receive, ReadsWhatAiMade) {
    auto settings = live_settings();
    settings.version = ErnVersion::ern_432;
    auto release = with_records(live_release(), {.vocals = media::AiShare::all, .composition = media::AiShare::partly},
                                media::AiShare::all);
    auto const request = example_batch("ai", release, settings);
    auto copy = request;
    copy.schemas.clear();
    expect_equal(copy);
}

TEST(Receive, NamesADifference) {
    auto const request = example_batch("difference");
    auto const receipt = receive({batch_of(request), {}});
    ASSERT_TRUE(receipt);
    auto other = request.release;
    other.tracks[0].isrc.value = "GBAYE6900532";
    auto const found = differences(other, *receipt->release);
    ASSERT_EQ(found.size(), 1U) << text_of(found);
    EXPECT_EQ(found[0].field, "tracks[0].isrc");
}

TEST(Receive, RefusesASingleFlippedByteByName) {
    auto const batch = batch_of(example_batch("flipped"));
    ASSERT_TRUE(receive({batch, {}})->is_accepted);
    Random random(20261123);
    for (auto const& entry : fs::recursive_directory_iterator(batch)) {
        if (!entry.is_regular_file()) continue;
        auto const name = entry.path().lexically_relative(batch).generic_string();
        auto const bytes = *read_file(entry.path());
        int const rounds = name.ends_with(".xml") ? 60 : 6;
        for (int round = 0; round < rounds; ++round) {
            auto broken = bytes;
            auto const at = random.below(broken.size());
            broken[at] = static_cast<char>(broken[at] ^ (1 << random.below(8)));
            ASSERT_TRUE(write_file(entry.path(), broken));
            auto const receipt = receive({batch, {}});
            ASSERT_TRUE(receipt) << receipt.error().message;
            ASSERT_FALSE(receipt->is_accepted) << name << " byte " << at;
            auto const told = text_of(*receipt);
            EXPECT_TRUE(told.find(fs::path(name).filename().string()) != told.npos ||
                        told.find("the manifest says") != told.npos)
                << name << " byte " << at << told;
        }
        ASSERT_TRUE(write_file(entry.path(), bytes));
    }
    EXPECT_TRUE(receive({batch, {}})->is_accepted);
}

TEST(Receive, RefusesWhatIsMissingCutOrTooMuch) {
    auto const request = example_batch("cut");
    auto const batch = batch_of(request);
    auto const sound = batch / "4006381333931/resources/4006381333931_T1_audio.flac";
    auto const bytes = *read_file(sound);
    auto const refused = [&] {
        auto const receipt = receive({batch, {}});
        return receipt && !receipt->is_accepted ? text_of(*receipt) : std::string("accepted");
    };
    ASSERT_TRUE(write_file(sound, bytes.substr(0, bytes.size() / 2)));
    EXPECT_NE(refused().find("4006381333931_T1_audio.flac"), std::string::npos);
    fs::remove(sound);
    EXPECT_NE(refused().find("4006381333931_T1_audio.flac"), std::string::npos);
    ASSERT_TRUE(write_file(sound, bytes));
    ASSERT_TRUE(write_file(batch / "4006381333931/resources/extra.flac", "x"));
    EXPECT_NE(refused().find("extra.flac"), std::string::npos);
    fs::remove(batch / "4006381333931/resources/extra.flac");
    fs::rename(sound, request.target / "elsewhere.flac");
    fs::create_symlink(request.target / "elsewhere.flac", sound);
    EXPECT_NE(refused().find("is a link"), std::string::npos);
}

TEST(Receive, RefusesABatchThatIsNotComplete) {
    auto const request = example_batch("incomplete");
    auto const batch = batch_of(request);
    fs::remove(batch / manifest_name("20261122083000000"));
    auto const receipt = receive({batch, {}});
    ASSERT_TRUE(receipt);
    EXPECT_FALSE(receipt->is_accepted);
    EXPECT_NE(text_of(*receipt).find("not complete"), std::string::npos);
    EXPECT_EQ(receive({request.target / "none", {}}).error().code, ErrorCode::not_found);
}

TEST(Receive, TakesASemaphoreForAManifest) {
    auto request = example_batch("semaphore");
    request.style = {"N", ManifestKind::semaphore};
    auto const batch = batch_of(request);
    EXPECT_EQ(batch.filename(), "N_20261122083000000");
    EXPECT_EQ(fs::file_size(batch / manifest_name("20261122083000000")), 0U);
    auto const receipt = receive({batch, {}});
    ASSERT_TRUE(receipt);
    EXPECT_TRUE(receipt->is_accepted) << text_of(*receipt);
}

TEST(Receive, TakesATakedownWithoutFiles) {
    auto settings = live_settings();
    settings.kind = MessageKind::takedown;
    settings.created = TimePoint(std::chrono::sys_days(std::chrono::year(2027) / 3 / 1));
    settings.brings_files = false;
    auto const request = example_batch("takedown", sent_release(live_release()), settings);
    auto const receipt = receive({batch_of(request), request.schemas});
    ASSERT_TRUE(receipt) << receipt.error().message;
    EXPECT_TRUE(receipt->is_accepted) << text_of(*receipt);
    EXPECT_EQ(receipt->delivery_type, "TakeDown");
    EXPECT_EQ(receipt->files.size(), 1U);
}

TEST(Receive, ReadsNoBombsAndNoWayOut) {
    auto const request = example_batch("hostile");
    auto const batch = batch_of(request);
    auto const manifest = batch / manifest_name("20261122083000000");
    auto const text = *read_file(manifest);
    auto const refused = [&](std::string const& changed) {
        EXPECT_TRUE(write_file(manifest, changed));
        auto const receipt = receive({batch, {}});
        return receipt && !receipt->is_accepted;
    };
    auto changed = text;
    changed.replace(changed.find("4006381333931/4006381333931.xml"), 31, "../../release/cover.jpg");
    EXPECT_TRUE(refused(changed));
    changed = text;
    changed.insert(changed.find("<ern-c"), "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>");
    EXPECT_TRUE(refused(changed));
    changed = text;
    changed.insert(changed.find("</MessageInBatch>"), std::string(100'000, '<'));
    EXPECT_TRUE(refused(changed));
    std::string deep;
    for (int i = 0; i < 20'000; ++i) deep += "<a>";
    EXPECT_TRUE(refused("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + deep));
    EXPECT_FALSE(refused(text));
}

TEST(Receive, AnswersAsStoresDo) {
    auto const request = example_batch("answers");
    auto const batch = batch_of(request);
    auto const answers = request.target / "acknowledgements";
    auto const good = acknowledge(*receive({batch, {}}), answers, live_settings().created);
    ASSERT_TRUE(good) << good.error().message;
    EXPECT_EQ(good->filename(), "ACK_20261122083000000_4006381333931.xml");
    EXPECT_TRUE(read_acknowledgement(*read_file(*good))->at(0).is_accepted);
    ASSERT_TRUE(write_file(batch / "4006381333931/resources/4006381333931_T2_cover.jpg", "no cover"));
    auto const bad = acknowledge(*receive({batch, {}}), answers, live_settings().created);
    auto const answer = read_acknowledgement(*read_file(*bad))->at(0);
    EXPECT_FALSE(answer.is_accepted);
    EXPECT_NE(answer.words.find("4006381333931_T2_cover.jpg"), std::string::npos) << answer.words;
}

}  // namespace
}  // namespace troupe::distribution::testing
