// What peers.py times: `peers_render FOLDER` composes a 3-minute song into FOLDER/song.mid; `peers_render FOLDER wav`
// composes the same and plays it on one thread into FOLDER/ours.wav: instruments, room, mix; no mastering.
#include <fmt/format.h>

#include <filesystem>
#include <string_view>
#include <vector>

#include "base/files.hpp"
#include "media/audio.hpp"
#include "music/impl/composer.hpp"
#include "music/impl/mix.hpp"
#include "music/midi.hpp"

namespace {

using namespace troupe;
using namespace troupe::music;
namespace engine = troupe::music::impl;
namespace fs = std::filesystem;

Result<void> play(engine::MixRequest const& request, fs::path const& file) {
    auto const mix = TRY(engine::mix_down(request, [](double) {}, {}));
    auto writer = TRY(media::AudioWriter::create(file, {.bits = 16}));
    std::vector<float> block(96'000);
    for (std::size_t at = 0; auto const count = mix.spool.read(at, block); at += count) TRY(writer.write({block.data(), count}));
    return writer.close();
}

Result<void> run(fs::path const& folder, bool wav) {
    auto const tables = TRY(Tables::load());
    TRY(make_folder(folder));
    Brief const brief{.genre = "pop", .seconds = 180, .seed = 1};
    auto const plan = engine::make_plan(brief, tables);
    auto const score = engine::compose(plan, brief, 24);
    if (!wav) return write_file(folder / "song.mid", midi_of(score));
    return play({.score = score, .plan = plan, .tables = tables, .brief = brief, .folder = folder, .threads = 1, .stems = false}, folder / "ours.wav");
}

}  // namespace

int main(int count, char** values) {
    if (count < 2) {
        fmt::print(stderr, "use: peers_render FOLDER [wav]\n");
        return 2;
    }
    auto const done = run(values[1], count > 2 && std::string_view(values[2]) == "wav");
    if (!done) fmt::print(stderr, "{}\n", done.error().message);
    return done ? 0 : 1;
}
