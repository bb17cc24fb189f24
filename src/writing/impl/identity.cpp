#include "writing/impl/identity.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/text.hpp"
#include "writing/impl/biographer.hpp"
#include "writing/impl/fact_graph.hpp"
#include "writing/impl/naming.hpp"
#include "writing/impl/palette.hpp"
#include "writing/impl/positioning.hpp"
#include "writing/impl/styling.hpp"

namespace troupe::writing::impl {
namespace {

/// Three to five images: what is heard and seen at home, the objects, and the first subject.
std::vector<std::string> motifs_of(FactGraph const& graph, Understood const& understood, Random random) {
    std::vector<std::string> motifs;
    for (auto const& subject : understood.subjects)
        if (motifs.size() < 2 && text::length(subject) <= 30) motifs.push_back(subject);
    std::vector<std::string> roles{"heard", "seen", "object", "object2"};
    random.shuffle(roles);
    for (auto const& role : roles)
        if (motifs.size() < 4) motifs.push_back(graph.at(role).form("motif"));
    return motifs;
}

void assume(artist::Understanding& understanding, Understood const& understood, Target const& target, FactGraph const& graph) {
    auto& list = understanding.assumptions;
    auto const named = understood.genres.find(target.genre_id);
    if (named == understood.genres.end() || named->second < 3)
        list.push_back("genre: " + target.genre->name + ", the nearest to what was described");
    if (!understood.place) list.push_back("home: " + graph.at("home").form("name") + ", chosen to suit");
    if (!understood.vocals)
        list.push_back(target.vocals == "none" ? "instrumental, as is usual in " + target.genre->name : "vocals: " + target.vocals + ", as is usual in " + target.genre->name);
    if (!understood.bpm) list.push_back("tempo: that of " + target.genre->name);
    if (std::abs(understood.axes[Axis::publicness]) < 0.05) list.emplace_back("public presence: that of the genre");
}

artist::Understanding report(Understood const& understood, Target const& target, FactGraph const& graph,
                             std::string const& language) {
    artist::Understanding out{.prompt = understood.prompt, .language = understood.language,
                              .confidence = understood.confidence, .heard = understood.heard,
                              .assumptions = understood.assumptions};
    assume(out, understood, target, graph);
    if (language != "en" && !language.empty())
        out.assumptions.push_back("texts are in English: the embedded writer has no words in '" + text::excerpt(language, 20) + "' yet");
    for (std::size_t i = 0; i < understood.tensions.size(); ++i) {
        auto const axis = std::string(axis_names[understood.tensions[i]]);
        out.tensions.push_back(i == 0 ? axis + " pulls two ways; resolved: they " + graph.at("tension").form("base")
                                      : axis + " pulls two ways; the stronger word was followed");
    }
    return out;
}

std::vector<std::vector<std::string>> palettes_of(std::vector<RosterEntry> const& roster) {
    std::vector<std::vector<std::string>> palettes;
    for (auto const& other : roster)
        if (!other.palette.empty()) palettes.push_back(other.palette);
    return palettes;
}

artist::Core choose_core(Target const& target, FactGraph const& graph, Understood const& understood, std::vector<RosterEntry> const& roster, Random const& random) {
    artist::Core core;
    core.archetype = graph.archetype->form("text");
    for (auto const* value : graph.values) core.values.push_back(value->form("text"));
    core.motifs = motifs_of(graph, understood, random.stream("motifs"));
    core.voice = choose_voice(target, understood.is_group, random.stream("voice"));
    core.palette = choose_palette(target.axes, palettes_of(roster), random.stream("palette"));
    core.home_genre = target.genre_id;
    return core;
}

}  // namespace

Result<artist::Profile> compose_identity(IdentityRequest const& request, Source const& source) {
    auto const understood = TRY(understand(request.prompt, source.banks, source.genres, source.net));
    return compose_identity(request, understood, source);
}

Result<artist::Profile> compose_identity(IdentityRequest const& request, Understood const& understood, Source const& source) {
    auto const& banks = source.banks;
    auto const& genres = source.genres;
    auto const random = Random(request.seed).stream(understood.prompt);
    auto const target = aim(understood, genres, request.roster, random.stream("aim"));
    auto const graph = choose_facts(target, understood, banks, request.roster, random.stream("facts"));

    artist::Profile profile;
    profile.core = choose_core(target, graph, understood, request.roster, random);
    profile.core.name = TRY(choose_name(target, graph, understood, banks.names, request.roster, random));
    profile.style = choose_style(target, understood, genres, graph, random);
    profile.audience = choose_audience(target, graph, random.stream("audience"));
    profile.behaviour = choose_behaviour(target, graph, random.stream("behaviour"));
    profile.settings.release_strategy = target.publicness > 0.65 ? "waterfall" : "singles";
    profile.story.facts = facts_of(graph, understood);
    profile.positioning = choose_positioning(profile, target, banks, genres, random.stream("positioning"));
    profile.understanding = report(understood, target, graph, request.language.empty() ? source.default_language : request.language);

    auto const texts = TRY(write_biographies(profile, banks, genres, random.stream("biographies")));
    profile.story.biography_short = texts.brief;
    profile.story.biography_medium = texts.medium;
    profile.story.biography_long = texts.full;
    profile.core.origin_story = write_origin(profile, banks, genres, random);
    return profile;
}

}  // namespace troupe::writing::impl
