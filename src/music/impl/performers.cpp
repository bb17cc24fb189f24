#include "music/impl/performers.hpp"

namespace troupe::music::impl {
namespace {

Result<std::shared_ptr<Speech const>> speech_for(Score const& score, std::stop_token const& stop) {
    if (score.syllables.empty() || !Speech::speaker()) return nullptr;
    auto speech = Speech::of(score, stop);
    if (speech) return std::make_shared<Speech const>(std::move(*speech));
    if (speech.error().code == ErrorCode::cancelled) return tl::unexpected(speech.error());
    return nullptr;
}

}  // namespace

Result<Performers> engage(Song& song, std::filesystem::path const& soundfont, std::filesystem::path const& folder, std::stop_token const& stop) {
    name_instruments(song.score, *song.plan.genre, song.tables.patches());
    auto speech = TRY(speech_for(song.score, stop));
    auto orchestra = TRY(Orchestra::play(song.score, soundfont, folder, stop));
    return Performers{std::move(speech), std::move(orchestra)};
}

void credit(Performers const& performers, Brief const& brief, media::Provenance& provenance) {
    if (has_voice(brief))
        provenance.engine += performers.speech ? " (the voice is synthetic: espeak-ng through a vocoder, no person sings)"
                                               : " (the voice is synthetic: formant synthesis, no person sings)";
    if (performers.orchestra.is_empty()) return;
    provenance.engine += " with fluidsynth and a soundfont";
    provenance.licence = "own work of the operator; sampled instruments under the licence of the soundfont; no training data";
}

}  // namespace troupe::music::impl
