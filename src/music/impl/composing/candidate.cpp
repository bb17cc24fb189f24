#include "music/impl/composing/candidate.hpp"

#include <algorithm>

#include "music/impl/composing/critic.hpp"
#include "music/impl/composing/measure.hpp"

namespace troupe::music::impl {

Draft empty_draft(Plan const& plan, Brief const& brief, Random const& song, Random const& own) {
    Draft draft{plan, song, own, {}, {}};
    auto& score = draft.score;
    score.title = brief.title;
    score.genre = plan.genre_id;
    score.bpm = plan.bpm;
    score.metre = plan.metre;
    score.tonic = plan.tonic;
    score.mode = plan.mode;
    score.bars = plan.bars;
    score.sections = plan.sections;
    return draft;
}

void write_parts(Draft& draft, Brief const& brief) {
    write_drums(draft);
    write_bass(draft);
    write_accompaniment(draft);
    write_melody(draft, brief);
    write_effects(draft);
    std::erase_if(draft.score.parts, [](Part const& part) { return part.notes.empty(); });
}

void weigh(Score& score, Genre const& genre) {
    score.metrics = measure(score);
    score.verdict.key = judge_key(score);
    score.metrics.score = score.verdict.score = 0.75 * judge(score.metrics, genre) + 0.25 * score.verdict.key;
}

}  // namespace troupe::music::impl
