#include "music/impl/soundfont/orchestra.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/files.hpp"
#include "base/process.hpp"
#include "media/audio.hpp"
#include "music/impl/soundfont/tape.hpp"
#include "music/midi.hpp"
#include "music/soundfont.hpp"

namespace troupe::music::impl {
namespace fs = std::filesystem;
namespace {

constexpr char const* program = "fluidsynth";

/// The same song with that part alone, exactly on time.
Score alone(Score const& score, Part const& part) {
    auto out = score;
    out.parts = {part};
    return out;
}

/// A soundfont that cannot be used leaves silence behind, and no error.
Result<bool> is_silent(fs::path const& sound) {
    auto const tape = TRY(make_tape(sound));
    std::vector<float> left(48'000), right(left.size());
    auto const frames = static_cast<int>(left.size());
    for (long first = 0; tape->render(first, left.data(), right.data(), frames); first += frames)
        if (std::any_of(left.begin(), left.end(), [](float sample) { return std::abs(sample) > 1e-4F; })) return false;
    return true;
}

/// Its own room and chorus are off: ours are used for every part (its chorus bus turns the sides against each other).
Result<void> perform(fs::path const& soundfont, fs::path const& midi, fs::path const& sound, std::stop_token stop) {
    auto const played = run_process({program, "-ni", "-q", "-R", "0", "-C", "0", "-g", "0.5", "-r", "48000", "-o", "synth.default-soundfont=", "-O", "float", "-T", "wav", "-F", sound.string(),
                                     soundfont.string(), midi.string()},
                                    std::move(stop));
    if (!played && played.error().code == ErrorCode::cancelled) return tl::unexpected(played.error());
    if (played && !is_silent(sound).value_or(true)) return {};
    return fail(ErrorCode::invalid_input, fmt::format("TROUPE_SOUNDFONT: {} cannot be played by {}{}; take another file, or unset it to have the synthesiser play",
                                                      soundfont.string(), program, played ? "" : " (" + played.error().message + ")"));
}

}  // namespace

void name_instruments(Score& score, Genre const& genre, std::map<std::string, Patch> const& patches) {
    for (auto& part : score.parts) {
        auto const own = genre.patches.find(part.patch);
        auto const shared = patches.find(part.patch);
        part.program = own != genre.patches.end() ? own->second.gm : shared != patches.end() ? shared->second.gm : -1;
    }
}

Result<Orchestra> Orchestra::play(Score const& score, fs::path const& soundfont, fs::path const& folder, std::stop_token stop) {
    Orchestra orchestra;
    if (soundfont.empty()) return orchestra;
    TRY(check_soundfont(soundfont));
    for (auto const& part : score.parts) {
        if (part.program < 0 || part.notes.empty()) continue;
        auto const midi = folder / fmt::format(".{}.mid", part.name), sound = folder / fmt::format(".{}.wav", part.name);
        orchestra.recordings_[part.name] = sound;
        TRY(write_file(midi, midi_of(alone(score, part))));
        auto performed = perform(soundfont, midi, sound, stop);
        std::error_code ignored;
        fs::remove(midi, ignored);
        TRY(std::move(performed));
    }
    return orchestra;
}

Orchestra::~Orchestra() {
    std::error_code ignored;
    for (auto const& [part, file] : recordings_) fs::remove(file, ignored);
}

fs::path const* Orchestra::recording(std::string const& part) const {
    auto const found = recordings_.find(part);
    return found == recordings_.end() ? nullptr : &found->second;
}

}  // namespace troupe::music::impl
