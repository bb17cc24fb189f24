#include "music/impl/composer.hpp"

#include <algorithm>

#include "music/impl/composing/critic.hpp"
#include "music/impl/composing/draft.hpp"
#include "music/impl/composing/measure.hpp"

namespace troupe::music::impl {
namespace {

Score outline(Plan const& plan, Brief const& brief) {
    Score score;
    score.title = brief.title;
    score.genre = plan.genre_id;
    score.bpm = plan.bpm;
    score.metre = plan.metre;
    score.tonic = plan.tonic;
    score.mode = plan.mode;
    score.bars = plan.bars;
    score.sections = plan.sections;
    return score;
}

Score write_candidate(Plan const& plan, Brief const& brief, Random const& song, int index) {
    Draft draft{plan, song, song.stream("candidate", static_cast<std::uint64_t>(index)), outline(plan, brief)};
    write_chords(draft);
    write_drums(draft);
    write_bass(draft);
    write_accompaniment(draft);
    write_melody(draft, brief);
    write_effects(draft);
    std::erase_if(draft.score.parts, [](Part const& part) { return part.notes.empty(); });
    draft.score.metrics = measure(draft.score);
    draft.score.metrics.score = 0.75 * judge(draft.score.metrics, *plan.genre) + 0.25 * judge_key(draft.score);
    return std::move(draft.score);
}

}  // namespace

Score compose(Plan const& plan, Brief const& brief, int candidates) {
    Random const song(brief.seed);
    Score best;
    for (int i = 0; i < std::max(1, candidates); ++i) {
        auto candidate = write_candidate(plan, brief, song, i);
        if (i == 0 || candidate.metrics.score > best.metrics.score) best = std::move(candidate);
    }
    best.candidates = std::max(1, candidates);
    return best;
}

}  // namespace troupe::music::impl
