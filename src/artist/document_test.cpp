#include "artist/document.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "artist/testing/example_profile.hpp"
#include "base/hash.hpp"

namespace troupe::artist {
namespace {

using testing::example_artist;
using testing::example_author;

template <class Change>
Document changed(Document const& current, Change const& change, VersionKind kind = VersionKind::edited) {
    auto profile = current.profile;
    change(profile);
    auto next = apply_change(current, std::move(profile), example_author(), kind);
    if (!next) throw std::runtime_error(next.error().message);
    return *next;
}

Document with_tagline(Document const& current, std::string tagline) {
    return changed(current, [&](Profile& p) { p.positioning.tagline = std::move(tagline); });
}

TEST(Document, ItsJsonIsFlatAndReadsBack) {
    auto const artist = example_artist();
    auto const value = json::to_value(artist);
    auto const& object = value.get_object();
    EXPECT_EQ(object.begin()->key(), "id");
    for (auto const* field : {"name", "state", "core", "style", "story", "version"}) EXPECT_TRUE(object.contains(field)) << field;
    EXPECT_FALSE(object.contains("profile"));
    auto const back = json::parse<Document>(json::pretty(artist));
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(json::print(*back), json::print(artist));
    EXPECT_EQ(back->seed, artist.seed);
}

TEST(Document, ReadingNamesTheWrongField) {
    auto const message = [](std::string const& text) { return json::parse<Document>(text).error().message; };
    auto value = json::to_value(example_artist());
    auto const print_with = [&](char const* field, json::Value with) {
        auto object = value.get_object();
        object[field] = std::move(with);
        return json::print(json::Value(object));
    };
    EXPECT_EQ(message("{}").substr(0, 3), "id:");
    EXPECT_EQ(message(print_with("name", "Somebody Else")).substr(0, 5), "name:");
    EXPECT_EQ(message(print_with("style", json::Object{{"genres", 1}})).substr(0, 13), "style.genres:");
    EXPECT_EQ(message(print_with("colour", "red")).substr(0, 7), "colour:");
    EXPECT_EQ(message(print_with("state", "asleep")).substr(0, 6), "state:");
}

TEST(Document, BeginsWithAHashedFirstVersion) {
    auto const artist = example_artist();
    EXPECT_EQ(artist.version.number, 1);
    EXPECT_EQ(artist.version.kind, VersionKind::created);
    EXPECT_EQ(artist.version.hash.size(), 64U);
    EXPECT_EQ(artist.core_hash, sha256_hex(json::print(artist.profile.core)));
    EXPECT_TRUE(verify_chain(std::vector{artist}));
}

TEST(Document, NeedsAnAuthorAReasonAndAValidProfile) {
    NewArtist const artist{.id = testing::example_id(1), .profile = testing::example_profile()};
    EXPECT_EQ(create(artist, {.by = "", .reason = "x"}).error().message.substr(0, 3), "by:");
    EXPECT_EQ(create(artist, {.by = "x", .reason = " "}).error().message.substr(0, 7), "reason:");
    EXPECT_EQ(create({.id = artist.id}, example_author()).error().code, ErrorCode::invalid_input);
}

TEST(Document, AChangeIsANewVersionWithItsDiff) {
    auto const first = example_artist();
    auto author = example_author("saves rose by 12 %");
    author.evidence = json::Object{{"file", "week.csv"}, {"lift", -0.0}};
    auto profile = first.profile;
    profile.style.genres = {{"techno", 0.65}, {"ambient", 0.35}};
    profile.style.tempo_low.value = 92;
    profile.core.motifs.push_back("fog");
    auto const second = apply_change(first, profile, author, VersionKind::evolved);
    ASSERT_TRUE(second) << second.error().message;
    EXPECT_EQ(second->version.number, 2);
    EXPECT_EQ(second->version.previous_hash, first.version.hash);
    EXPECT_EQ(second->version.kind, VersionKind::evolved);
    std::string paths;
    for (auto const& change : second->version.diff) paths += change.path + " ";
    EXPECT_EQ(paths, "core.motifs style.genres[0].weight style.genres[1].weight style.tempo_low.value ");
    EXPECT_EQ(json::print(second->version.diff[3]), R"({"path":"style.tempo_low.value","before":90,"after":92})");
    auto const stored = json::parse<Document>(json::print(*second));
    ASSERT_TRUE(stored);
    EXPECT_TRUE(verify_chain(std::vector{first, *stored}));
}

TEST(Document, NoChangeIsNoVersion) {
    auto const artist = example_artist();
    auto const same = apply_change(artist, artist.profile, example_author());
    ASSERT_FALSE(same);
    EXPECT_EQ(same.error().code, ErrorCode::invalid_input);
}

TEST(Document, ALockedCoreChangesByARecastAlone) {
    auto const locked = *lock_core(example_artist(), example_author());
    auto profile = locked.profile;
    profile.core.motifs[0] = "neon";
    auto const refused = apply_change(locked, profile, example_author());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);
    EXPECT_NE(refused.error().message.find("core.motifs"), std::string::npos) << refused.error().message;
    EXPECT_EQ(lock_core(locked, example_author()).error().code, ErrorCode::conflict);
    EXPECT_EQ(with_tagline(locked, "New.").core_hash, locked.core_hash);

    auto const new_cast = recast(locked, profile, example_author());
    ASSERT_TRUE(new_cast);
    EXPECT_TRUE(new_cast->core_locked);
    EXPECT_NE(new_cast->core_hash, locked.core_hash);
    EXPECT_TRUE(verify_chain(std::vector{example_artist(), locked, *new_cast}));
}

TEST(Document, GoesBetweenStatesAndNamesTheWays) {
    auto const candidate = example_artist();
    auto const active = *change_state(candidate, State::active, example_author());
    auto const paused = *change_state(active, State::paused, example_author());
    EXPECT_EQ(change_state(paused, State::active, example_author())->state, State::active);
    auto const refused = change_state(paused, State::evolving, example_author());
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("possible: active or retired"), std::string::npos) << refused.error().message;
    auto const retired = *change_state(paused, State::retired, example_author());
    EXPECT_EQ(change_state(retired, State::active, example_author()).error().code, ErrorCode::conflict);
    EXPECT_EQ(apply_change(retired, testing::example_profile("Other"), example_author()).error().code, ErrorCode::conflict);
}

TEST(Undo, RestoresTheDocumentToTheByte) {
    auto const first = *lock_core(example_artist(), example_author());
    std::vector<Document> history{example_artist(), first};
    history.push_back(with_tagline(history.back(), "Second."));
    history.push_back(*change_state(history.back(), State::active, example_author()));
    history.push_back(changed(history.back(), [](Profile& p) { p.style.production["swing"] = {0.2}; }, VersionKind::evolved));
    auto const undone = undo(history, 2, example_author());
    ASSERT_TRUE(undone) << undone.error().message;
    EXPECT_EQ(print_without_version(*undone), print_without_version(first));
    EXPECT_EQ(undone->version.number, 6);
    EXPECT_EQ(undone->version.kind, VersionKind::undone);
    history.push_back(*undone);
    EXPECT_TRUE(verify_chain(history));
    EXPECT_EQ(print_without_version(*undo(history, 5, example_author())), print_without_version(history[4]));
}

TEST(Undo, SaysWhatCannotBeTakenBack) {
    std::vector<Document> history{example_artist()};
    history.push_back(with_tagline(history.back(), "Second."));
    EXPECT_EQ(undo(history, 3, example_author()).error().code, ErrorCode::not_found);
    EXPECT_EQ(undo(history, 2, example_author()).error().code, ErrorCode::conflict);
    EXPECT_EQ(undo({}, 1, example_author()).error().code, ErrorCode::not_found);
    history.push_back(*lock_core(history.back(), example_author()));
    auto const unlocking = undo(history, 1, example_author());
    ASSERT_FALSE(unlocking);
    EXPECT_EQ(unlocking.error().code, ErrorCode::conflict);
    EXPECT_NE(unlocking.error().message.find("locked"), std::string::npos);

    auto profile = history.back().profile;
    profile.core.name = "Somebody New";
    history.push_back(*recast(history.back(), profile, example_author()));
    auto const recasting = undo(history, 3, example_author());
    ASSERT_FALSE(recasting);
    EXPECT_NE(recasting.error().message.find("core.name"), std::string::npos) << recasting.error().message;
}

TEST(Chain, FindsWhateverWasTamperedWith) {
    std::vector<Document> history{example_artist()};
    history.push_back(*lock_core(history.back(), example_author()));
    history.push_back(with_tagline(history.back(), "Third."));
    history.push_back(with_tagline(history.back(), "Fourth."));
    ASSERT_TRUE(verify_chain(history));
    auto const is_found = [&](auto const& tamper) {
        auto copy = history;
        tamper(copy);
        auto const verified = verify_chain(copy);
        return !verified && verified.error().code == ErrorCode::conflict;
    };
    EXPECT_TRUE(is_found([](auto& h) { h[1].profile.positioning.tagline = "forged"; }));
    EXPECT_TRUE(is_found([](auto& h) { h[2].version.reason = "forged"; }));
    EXPECT_TRUE(is_found([](auto& h) { h.erase(h.begin() + 2); }));
    EXPECT_TRUE(is_found([](auto& h) { h.erase(h.begin()); }));
    EXPECT_TRUE(is_found([](auto& h) { std::swap(h[2], h[3]); }));
    EXPECT_TRUE(is_found([](auto& h) { h[3].core_locked = false; }));
    // A forger who computes the hashes anew still cannot change a locked core.
    EXPECT_TRUE(is_found([](auto& h) {
        auto open = h[2];
        open.core_locked = false;
        auto profile = h[2].profile;
        profile.core.name = "Forged";
        h[3] = *apply_change(open, profile, example_author());
    }));
}

RC_GTEST_PROP(Undo, AnyVersionComesBack, ()) {
    std::vector<Document> history{example_artist()};
    auto const edits = *rc::gen::inRange(1, 6);
    for (int i = 0; i < edits; ++i) {
        auto const value = *rc::gen::inRange(-1000, 1000) / 1000.0;
        auto const trait = *rc::gen::element<std::string>("space", "grit", "swing");
        auto profile = history.back().profile;
        profile.style.production[trait].value = value;
        if (auto next = apply_change(history.back(), profile, example_author())) history.push_back(*next);
    }
    auto const to = *rc::gen::inRange(1, static_cast<int>(history.size()) + 1);
    auto const& target = history[static_cast<std::size_t>(to) - 1];
    auto const undone = undo(history, to, example_author());
    if (print_without_version(target) == print_without_version(history.back())) RC_SUCCEED("already there");
    RC_ASSERT(undone.has_value());
    RC_ASSERT(print_without_version(*undone) == print_without_version(target));
}

}  // namespace
}  // namespace troupe::artist
