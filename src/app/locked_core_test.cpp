#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "app/installation.hpp"
#include "base/files.hpp"
#include "base/random.hpp"
#include "flow/artist_changes.hpp"
#include "flow/content_files.hpp"
#include "flow/create_artist.hpp"
#include "flow/learn.hpp"

/// A thousand writes by people, imports, reports and evolution on the real installation: the locked core stays.
namespace troupe::app {
namespace {

namespace fs = std::filesystem;

class LockedCore : public ::testing::Test {
protected:
    LockedCore() {
        auto pattern = (fs::temp_directory_path() / "troupe-core-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
        installation = Installation::open(Configuration::of({}), folder).value();
    }
    ~LockedCore() override {
        installation.reset();
        fs::remove_all(folder);
    }
    flow::Studio& studio() { return installation->studio(); }
    artist::Document now(std::string const& id) { return *flow::find_artist(studio(), id); }

    /// One write of some kind; most of them are allowed, the others must be refused.
    void write(std::string const& id, Random& random) {
        switch (random.below(9)) {
            case 0: (void)flow::edit_artist(studio(), id, {{"style.tempo_low.value", std::to_string(random.between(60, 90))}}, "person"); break;
            case 1: (void)flow::edit_artist(studio(), id, {{"positioning.tagline", "Line " + std::to_string(random.next() % 1000)}}, "person"); break;
            case 2: (void)flow::edit_artist(studio(), id, {{random.pick(core_fields), "Something else"}}, "person"); break;
            case 3: (void)flow::edit_artist(studio(), id, {{"core", R"({"name": "Somebody Else"})"}}, "person"); break;
            case 4: import_a_forgery(id); break;
            case 5: report_and_evolve(id, random); break;
            case 6: (void)flow::set_artist_state(studio(), id, random.chance(0.5) ? artist::State::paused : artist::State::active, "person"); break;
            case 7: (void)flow::edit_artist(studio(), id, {{"core.motifs[0]", "a model's idea"}, {"behaviour.publicness", "0.9"}}, "a model"); break;
            default: undo_to_some_version(id, random);
        }
    }

    /// The document as another installation might send it: the same id, another core.
    void import_a_forgery(std::string const& id) {
        auto forged = now(id);
        forged.profile.core.name = "Forged Name";
        forged.core_locked = false;
        EXPECT_FALSE(flow::import_artist(studio(), json::print(forged), "another installation"));
    }

    void report_and_evolve(std::string const& id, Random& random) {
        std::string rows = "date,platform,territory,track,streams,listeners,saves,skips,shares,artist\n";
        for (int day = 1; day <= 14; ++day)
            rows += "2026-10-" + std::string(day < 10 ? "0" : "") + std::to_string(day) + ",spotify,DE,Song " + std::to_string(random.below(5)) + "," + std::to_string(random.below(9000)) +
                    ",100,10,5,2," + now(id).name() + "\n";
        auto const file = folder / "report.csv";
        ASSERT_TRUE(write_file(file, rows));
        (void)flow::import_report(studio(), file, true);
        (void)flow::evolve(studio(), id, flow::EvolveMode::apply, "evolution");
    }

    void undo_to_some_version(std::string const& id, Random& random) {
        auto const history = *studio().artists.history(now(id).id);
        auto const target = random.between(1, static_cast<int>(history.size()));
        auto const undone = flow::undo_artist(studio(), id, target, "person");
        if (!undone) return;
        EXPECT_EQ(artist::print_without_version(*undone), artist::print_without_version(history.at(static_cast<std::size_t>(target) - 1)));
    }

    std::vector<std::string> const core_fields{"core.name", "core.archetype", "core.origin_story", "core.home_genre", "core.palette[0]", "core.voice.person", "core.values[1]"};
    fs::path folder;
    std::unique_ptr<Installation> installation;
};

TEST_F(LockedCore, AThousandWritesNeverChangeIt) {
    Random random(20261122);
    int versions = 0;
    for (int each = 0; each < 10; ++each) {
        auto const created = flow::create_artist(studio(), {"a dark techno act about ferries " + std::to_string(each), {}, {}, true, "test", {}});
        ASSERT_TRUE(created) << created.error().message;
        auto const id = to_string(created->artist.id);
        auto const core = json::print(created->artist.profile.core);
        for (int i = 0; i < 100; ++i) {
            write(id, random);
            ASSERT_EQ(json::print(now(id).profile.core), core);
            ASSERT_TRUE(now(id).core_locked);
        }
        auto const history = *studio().artists.history(created->artist.id);
        EXPECT_TRUE(artist::verify_chain(history));
        versions += static_cast<int>(history.size());
    }
    EXPECT_GT(versions, 300) << "most of the writes were real ones";
}

}  // namespace
}  // namespace troupe::app
