#include "artist/contradictions.hpp"

#include "artist/impl/knowledge.hpp"
#include "base/text.hpp"

namespace troupe::artist {
namespace {

/// Of a song, only the lines with the artist's name are claims; titles that a caption names claim nothing.
std::vector<impl::Sentence> claims_in(NamedText const& text, impl::Knowledge const& knowledge) {
    auto const& name = knowledge.profile.core.name;
    auto sentences = impl::sentences_of(text.text);
    if (text.kind == TextKind::caption)
        for (auto& sentence : sentences)
            for (auto const& title : knowledge.titles) impl::fold(sentence.words, title);
    if (text.kind == TextKind::lyric)
        std::erase_if(sentences, [&](impl::Sentence const& sentence) {
            return impl::find_phrase(sentence.words, text::lower(name)) < 0;
        });
    return sentences;
}

}  // namespace

std::vector<NamedText> texts_of(Profile const& profile) {
    return {{"story.biography_short", profile.story.biography_short, TextKind::biography},
            {"story.biography_medium", profile.story.biography_medium, TextKind::biography},
            {"story.biography_long", profile.story.biography_long, TextKind::biography},
            {"core.origin_story", profile.core.origin_story, TextKind::biography},
            {"positioning.tagline", profile.positioning.tagline, TextKind::statement},
            {"positioning.promise", profile.positioning.promise, TextKind::statement},
            {"audience.summary", profile.audience.summary, TextKind::statement}};
}

std::vector<Contradiction> find_contradictions(Profile const& profile, std::span<NamedText const> texts) {
    impl::Knowledge const knowledge(profile, texts);
    std::vector<Contradiction> found;
    for (auto const& text : texts) {
        impl::ReadText const read{text, claims_in(text, knowledge)};
        impl::Report report(text, found);
        impl::check_facts(knowledge, read, report);
        impl::check_places(knowledge, read, report);
        impl::check_presence(knowledge, read, report);
        impl::check_sound(knowledge, read, report);
        impl::check_voice(knowledge, read, report);
    }
    return found;
}

}  // namespace troupe::artist
