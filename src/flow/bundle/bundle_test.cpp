#include "flow/bundle/bundle.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>

#include "artist/testing/example_profile.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "flow/bundle/impl/archive.hpp"
#include "flow/bundle/impl/cargo.hpp"

/// Bundles that somebody made or broke on purpose. Whole ones, on the real stores, are tested in app/.
namespace troupe::flow::bundle {
namespace {

namespace fs = std::filesystem;

constexpr auto artist_id = "018f3c1e-7b2a-7c3d-9e4f-0123456789ab";
constexpr auto content_id = "018f3c1e-7b2a-7c3d-9e4f-0123456789ac";

impl::Cargo cargo() {
    impl::Cargo made;
    artist::Authorship const author{"test", "for a test", TimePoint{std::chrono::milliseconds{1'795'000'000'000}}, nullptr};
    artist::NewArtist artist{*parse_id<artist::ArtistTag>(artist_id), artist::testing::example_profile(), 7, artist::State::active, false};
    made.versions.push_back(artist::create(std::move(artist), author).value());
    made.versions.push_back(artist::change_state(made.versions[0], artist::State::paused, author).value());
    catalog::Content content;
    content.id = *parse_id<catalog::ContentTag>(content_id);
    content.artist = made.artist().id;
    content.title = "Low Water";
    content.files = {{"song.wav", "master", sha256_hex("sound"), "audio/wav", 5}};
    made.contents.push_back({{content}, {}});
    return made;
}

/// The members of a bundle with their bytes, in the order in which they shall stand in the file.
struct Parts {
    Manifest manifest;
    std::vector<std::pair<std::string, std::string>> members;

    explicit Parts(impl::Cargo const& from = cargo()) {
        for (auto const& content : from.contents) add(content_name(to_string(content.revisions.back().id)), json::print(content));
        for (auto const& version : from.versions) add(version_name(version.version.number), json::print(version));
        members.insert(members.begin(), {asset_name(sha256_hex("sound")), "sound"});
        auto const& artist = from.artist();
        manifest.artist = {to_string(artist.id), artist.name(), artist.version.number, artist.version.hash};
        manifest.counts = from.counts();
        list();
    }
    void add(std::string const& name, std::string const& bytes) { members.emplace_back(name, bytes); }
    void list() {
        manifest.members.clear();
        for (auto const& [name, bytes] : members) manifest.members.push_back({name, sha256_hex(bytes), bytes.size()});
    }
    std::string& bytes_of(std::string const& name) {
        for (auto& [each, bytes] : members)
            if (each == name) return bytes;
        throw std::out_of_range(name);
    }
};

class Bundle : public ::testing::Test {
protected:
    Bundle() {
        auto pattern = (fs::temp_directory_path() / "troupe-bundle-XXXXXX").string();
        folder_ = ::mkdtemp(pattern.data());
        file = folder_ / "artist.troupe";
    }
    ~Bundle() override { fs::remove_all(folder_); }

    void write(Parts const& parts) {
        auto writer = impl::ArchiveWriter::create(file).value();
        auto const add = [&](std::string const& name, std::string const& bytes) {
            ASSERT_TRUE(writer.begin(name, bytes.size()));
            ASSERT_TRUE(writer.write(bytes));
        };
        add(manifest_name, json::pretty(parts.manifest));
        for (auto const& [name, bytes] : parts.members) add(name, bytes);
        ASSERT_TRUE(writer.finish());
    }
    /// Other bytes in its place.
    void spoil(std::string_view bytes) { std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes; }
    /// What reading it says: "" when it is whole.
    std::string read() {
        auto const cargo = impl::read_cargo(file, {});
        if (cargo) return "";
        EXPECT_EQ(cargo.error().code, ErrorCode::invalid_input) << cargo.error().message;
        EXPECT_TRUE(cargo.error().message.starts_with(file.string())) << cargo.error().message;
        return cargo.error().message;
    }
    std::string refusal(Parts const& parts) {
        write(parts);
        return read();
    }
    static bool says(std::string const& text, std::string const& what) { return text.find(what) != std::string::npos; }

    fs::path folder_;
    fs::path file;
};

TEST_F(Bundle, AWholeOneIsRead) {
    write(Parts());
    EXPECT_TRUE(is_bundle(file));
    auto const read = impl::read_cargo(file, {});
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(json::print(read->versions), json::print(cargo().versions));
    EXPECT_EQ(json::print(read->contents), json::print(cargo().contents));
}

TEST_F(Bundle, OneOfTheFirstFormatIsRead) {
    Parts parts;
    parts.manifest.version = 1;
    write(parts);
    auto const read = impl::read_cargo(file, {});
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_TRUE(read->dealings.is_empty());
}

TEST_F(Bundle, DealingsOfAnotherAreRefused) {
    auto const refused = [&](impl::CarriedDealings const& dealings) {
        auto made = cargo();
        made.contents[0].revisions[0].kind = catalog::ContentKind::release;
        made.dealings = dealings;
        Parts parts(made);
        parts.members.insert(std::find_if(parts.members.begin(), parts.members.end(), [](auto const& each) { return each.first.starts_with("versions/"); }),
                             {dealings_name, json::print(dealings)});
        parts.list();
        write(parts);
        auto const read = impl::read_cargo(file, {});
        return read ? std::string("was read") : read.error().message;
    };
    impl::CarriedDealings dealings;
    dealings.codes = {{distribution::CodeKind::upc, "4006381333931", content_id, content_id, "Low Water"}};
    EXPECT_EQ(refused(dealings), "was read");
    dealings.codes.push_back(dealings.codes[0]);
    EXPECT_NE(refused(dealings).find("stands there twice"), std::string::npos);
    dealings.codes = {{distribution::CodeKind::upc, "4006381333932", content_id, content_id, "Low Water"}};
    EXPECT_NE(refused(dealings).find("normal form"), std::string::npos);
    dealings.codes.clear();
    dealings.deliveries.push_back({.release = artist_id, .store = "mine"});
    EXPECT_NE(refused(dealings).find("another's release"), std::string::npos);
    dealings.deliveries.clear();
    dealings.posts.push_back({.id = {}, .key = "k", .artist = artist_id});
    EXPECT_NE(refused(dealings).find("never left"), std::string::npos);
}

TEST_F(Bundle, EveryMemberIsHeldAgainstItsHash) {
    for (auto const& [name, bytes] : Parts().members) {
        Parts parts;
        auto& target = parts.bytes_of(name);
        target[target.size() / 2] = static_cast<char>(target[target.size() / 2] ^ 1);
        auto const said = refusal(parts);
        EXPECT_TRUE(says(said, name) && says(said, "was changed or is damaged")) << said;
    }
}

TEST_F(Bundle, CutOffAnywhereItIsRefused) {
    write(Parts());
    auto const whole = read_file(file).value();
    for (std::size_t length = 0; length < whole.size(); length += 97) {
        spoil(whole.substr(0, length));
        EXPECT_NE(read(), "") << length;
    }
    spoil(whole.substr(0, whole.size() - 1));
    EXPECT_TRUE(says(read(), "ends too early")) << read();
    spoil(whole.substr(0, whole.find(content_name(content_id), whole.find("sound")) + 100));
    EXPECT_TRUE(says(read(), content_name(content_id)) && says(read(), "cut off")) << read();
}

TEST_F(Bundle, AFlippedByteAnywhereIsNeverSomethingElse) {
    write(Parts());
    auto const whole = read_file(file).value();
    auto const wanted = json::print(cargo().versions) + json::print(cargo().contents);
    for (std::size_t at = 0; at < whole.size(); at += 41) {
        auto broken = whole;
        broken[at] = static_cast<char>(broken[at] ^ 0x10);
        spoil(broken);
        auto const read = impl::read_cargo(file, {});
        if (read) EXPECT_EQ(json::print(read->versions) + json::print(read->contents), wanted) << at;  // a date, say, that nobody reads
        else EXPECT_EQ(read.error().code, ErrorCode::invalid_input) << at;
    }
}

TEST_F(Bundle, MembersThatAreMissingForeignOrTwiceAreRefused) {
    Parts missing;
    missing.members.erase(missing.members.begin());
    EXPECT_TRUE(says(refusal(missing), "is missing"));
    Parts twice;
    twice.members.push_back(twice.members.front());
    EXPECT_TRUE(says(refusal(twice), "stands there twice"));
    Parts foreign;
    foreign.add("plan.json", "{}");
    EXPECT_TRUE(says(refusal(foreign), "'plan.json' is not listed"));
    for (std::string const name : {"../evil", "/etc/passwd", "assets/../../evil"}) {
        Parts leaving;
        leaving.add(name, "x");
        EXPECT_TRUE(says(refusal(leaving), "leaves the bundle")) << name;
        leaving.list();
        EXPECT_TRUE(says(refusal(leaving), "nothing that a bundle holds")) << name;
    }
}

TEST_F(Bundle, AManifestIsNotBelieved) {
    Parts newer;
    newer.manifest.version = format_version + 1;
    EXPECT_TRUE(says(refusal(newer), "newer Troupe (bundle format 3"));
    Parts other;
    other.manifest.format = "something else";
    EXPECT_TRUE(says(refusal(other), "not that of a Troupe bundle"));
    Parts smaller;
    smaller.manifest.members[0].size_bytes = 4;
    EXPECT_TRUE(says(refusal(smaller), "larger than the 4 bytes"));
    Parts larger;
    larger.manifest.members[0].size_bytes = std::uint64_t{1} << 62;
    EXPECT_TRUE(says(refusal(larger), "was changed or is damaged"));
    Parts huge;
    huge.manifest.members[1].size_bytes = std::uint64_t{1} << 40;
    EXPECT_TRUE(says(refusal(huge), "more than a bundle may hold"));
    Parts miscounted;
    miscounted.manifest.counts.contents = 9;
    EXPECT_TRUE(says(refusal(miscounted), "counts"));
    Parts renamed;
    renamed.manifest.artist.name = "Somebody";
    EXPECT_TRUE(says(refusal(renamed), "not the artist that manifest.json names"));
}

TEST_F(Bundle, WhatDoesNotFitTogetherIsRefused) {
    auto with = [](std::function<void(impl::Cargo&)> const& change) {
        auto made = cargo();
        change(made);
        return Parts(made);
    };
    EXPECT_TRUE(says(refusal(with([](auto& c) { c.versions.erase(c.versions.begin()); })), "does not begin with version 1"));
    EXPECT_TRUE(says(refusal(with([](auto& c) { c.versions[0].profile.positioning.tagline = "forged"; })), "version 1"));
    EXPECT_TRUE(says(refusal(with([](auto& c) { c.contents[0].revisions[0].artist = {}; })), "is of another artist"));
    EXPECT_TRUE(says(refusal(with([](auto& c) { c.contents[0].revisions[0].files[0].name = "../../song.wav"; })), "files[0].name"));
    EXPECT_TRUE(says(refusal(with([](auto& c) { c.contents[0].revisions[0].files[0].size_bytes = 6; })), "its content says 6"));
    EXPECT_TRUE(says(refusal(with([](auto& c) { c.contents[0].revisions[0].files.clear(); })), "belongs to no content"));
    EXPECT_TRUE(says(refusal(with([](auto& c) { c.contents[0].revisions[0].files[0].asset = sha256_hex("other"); })), "belongs to no content"));
}

/// Zip files that only another program would write.
void write_foreign(fs::path const& file, std::string const& compression, std::function<void(archive*)> const& add) {
    auto* const handle = archive_write_new();
    archive_write_set_format_zip(handle);
    archive_write_set_format_option(handle, "zip", "compression", compression.c_str());
    archive_write_open_filename(handle, file.c_str());
    add(handle);
    archive_write_close(handle);
    archive_write_free(handle);
}
void add_entry(archive* handle, std::string const& name, std::string const& bytes, unsigned type = AE_IFREG) {
    auto* const entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, type);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, type == AE_IFREG ? static_cast<la_int64_t>(bytes.size()) : 0);
    if (type == AE_IFLNK) archive_entry_set_symlink(entry, bytes.c_str());
    archive_write_header(handle, entry);
    if (type == AE_IFREG) archive_write_data(handle, bytes.data(), bytes.size());
    archive_entry_free(entry);
}

TEST_F(Bundle, LinksAndFoldersAreRefused) {
    Parts const parts;
    write_foreign(file, "store", [&](archive* handle) {
        add_entry(handle, manifest_name, json::pretty(parts.manifest));
        add_entry(handle, parts.members[0].first, "/etc/passwd", AE_IFLNK);
    });
    EXPECT_TRUE(says(read(), "is a link or a folder")) << read();
    write_foreign(file, "store", [&](archive* handle) {
        add_entry(handle, manifest_name, json::pretty(parts.manifest));
        add_entry(handle, "assets/", "", AE_IFDIR);
    });
    EXPECT_NE(read(), "");
}

TEST_F(Bundle, AZipBombIsStoppedAtTheSizeOfItsFile) {
    std::string const zeros(32 << 20, '\0');
    Parts parts;
    parts.members[0] = {asset_name(sha256_hex(zeros)), zeros};
    parts.list();
    write_foreign(file, "deflate", [&](archive* handle) {
        add_entry(handle, manifest_name, json::pretty(parts.manifest));
        for (auto const& [name, bytes] : parts.members) add_entry(handle, name, bytes);
    });
    ASSERT_LT(fs::file_size(file), 200'000U);
    EXPECT_TRUE(says(read(), "unpacks to more than the whole file")) << read();
}

TEST_F(Bundle, OtherFilesAreNone) {
    EXPECT_FALSE(is_bundle(file));
    EXPECT_FALSE(is_bundle(folder_));
    spoil("{\"id\": \"x\"}");
    EXPECT_FALSE(is_bundle(file));
    EXPECT_TRUE(says(read(), "is no bundle")) << read();
    write_foreign(file, "store", [](archive* handle) { add_entry(handle, "letter.txt", "Dear mother"); });
    EXPECT_TRUE(says(read(), "is no bundle of Troupe")) << read();
    EXPECT_EQ(impl::read_cargo(folder_ / "nowhere", {}).error().code, ErrorCode::not_found);
    EXPECT_EQ(impl::read_cargo(folder_, {}).error().code, ErrorCode::invalid_input);
}

}  // namespace
}  // namespace troupe::flow::bundle
