#include "artist/document_schema.hpp"

#include <cassert>

#include "artist/impl/bounds.hpp"
#include "artist/impl/envelope.hpp"
#include "artist/profile.hpp"

namespace troupe::artist {
namespace {

using impl::Bound;
using impl::BoundKind;
using json::Strictness;

json::Descriptions const& descriptions() {
    static json::Descriptions const texts{
        {"core", "What makes the artist recognisable. Locked by a debut; then only a recast changes it."},
        {"core.name", "The artist's name, on one line."},
        {"core.archetype", "One image of who this is: \"the hermit engineer\"."},
        {"core.origin_story", "How it began; told from the facts alone."},
        {"core.values", "Short sentences the artist stands for."},
        {"core.motifs", "Recurring images: \"sodium light\", \"empty stations\"."},
        {"core.voice", "How the artist speaks in captions."},
        {"core.voice.person", "first (I), third (by name) or none (no pronoun at all)."},
        {"core.voice.words_low", "Fewest words of a caption."},
        {"core.voice.words_high", "Most words of a caption."},
        {"core.voice.language", "BCP 47: \"en\"."},
        {"core.palette", "Four colours from dark to light, then the accent."},
        {"core.home_genre", "Id of the genre table: \"dub_techno\"."},
        {"style", "How the artist sounds, looks and posts today; evolution moves it within its bounds."},
        {"style.genres", "Shares of a whole: heaviest first, together 1."},
        {"style.genres[].plasticity", "How far evolution may move it; 0: never."},
        {"style.tempo_low", "Slowest tempo in beats a minute."},
        {"style.tempo_high", "Fastest tempo in beats a minute, never below tempo_low."},
        {"style.moods", "Shares of a whole, heaviest first."},
        {"style.modes", "minor, major, dorian, phrygian, lydian or mixolydian, as shares of a whole."},
        {"style.instruments", "Free words that the music engine maps: \"felt piano\", \"808\"."},
        {"style.vocal_presence", "0: instrumental, 1: sung throughout."},
        {"style.production", "Each -1 to 1, 0 is the genre's own."},
        {"style.lyric_themes", "What the songs are about, as shares of a whole."},
        {"style.visual", "Each -1 to 1."},
        {"style.visual_families", "aura, swiss, flow, landscape, chrome, rings, type, crystal, growth or city, as shares of a whole."},
        {"style.posting", "posts_per_week 0 to 14, hour 0 to 24, release_gap_weeks 3 to 16, teaser_share 0 to 1."},
        {"audience.territories", "Countries (ISO 3166-1 alpha-2), most important first."},
        {"audience.time_zone", "IANA zone where most of them are: \"Europe/Berlin\"."},
        {"audience.summary", "Who they are: \"people who stay until the lights come on\"."},
        {"positioning.promise", "What a listener gets here and nowhere else."},
        {"positioning.influences", "Styles, eras and places; never names of real people."},
        {"behaviour.publicness", "0: hardly seen, 1: always on."},
        {"behaviour.shows_face", "A virtual artist never shows a photorealistic one."},
        {"story.facts", "Every text is made from facts and is checked against them."},
        {"story.facts[].text", "A clause: \"worked nights at the dock gate in Leith\"."},
        {"story.facts[].is_public", "false: not told before the story reveals it."},
        {"story.biography_short", "About 50 words, told from the facts alone."},
        {"story.biography_medium", "About 120 words, told from the facts alone."},
        {"story.biography_long", "About 250 words, told from the facts alone."},
        {"settings.identity_limit", "Farthest distance from the locked style that evolution may reach."},
        {"settings.skills", "What the artist has learned to do by releasing; absent until the first."},
        {"understanding.heard", "What the prompt was understood to say."},
        {"understanding.assumptions", "What was not said and had to be chosen."},
        {"understanding.tensions", "What pulls two ways, and the fact that resolves it."}};
    return texts;
}

/// The blanks that `validate` trims; \s would count others too.
constexpr char const* not_blank = R"([^ \t\r\n\f\v])";
constexpr char const* one_line = R"(^[^ \t\r\n\f\v]([^\t\r\n]*[^ \t\r\n\f\v])?$)";

json::Array names_of(Bound const& bound) {
    json::Array names;
    for (auto const name : bound.names) names.push_back(json::Value(name));
    return names;
}

/// A map with known keys: each a property that may be absent, others refused.
void close_keys(json::Object& map, Bound const& bound) {
    json::Object properties;
    for (auto const name : bound.names) properties[name] = map.at("additionalProperties");
    map["properties"] = std::move(properties);
    map["additionalProperties"] = false;
}

void set_bound(json::Object& part, Bound const& bound) {
    auto const low = static_cast<std::int64_t>(bound.low);
    auto const high = static_cast<std::int64_t>(bound.high);
    switch (bound.kind) {
        case BoundKind::text:
        case BoundKind::line:
            part["minLength"] = low;
            part["maxLength"] = high;
            part["pattern"] = bound.kind == BoundKind::line ? one_line : not_blank;
            break;
        case BoundKind::list:
            part["minItems"] = low, part["maxItems"] = high;
            break;
        case BoundKind::number:
            part["minimum"] = low, part["maximum"] = high;
            break;
        case BoundKind::choice:
            part["enum"] = names_of(bound);
            break;
        case BoundKind::keys:
            close_keys(part, bound);
            break;
        case BoundKind::colour:
            part["pattern"] = "^#[0-9a-f]{6}$";
            break;
        case BoundKind::country:
            part["pattern"] = "^[A-Z]{2}$";
            break;
    }
}

/// True when an absent field would keep a default that its own bounds refuse.
bool must_be_there(json::Object const& part) {
    auto const* fewest = part.if_contains("minItems");
    if (fewest != nullptr && fewest->to_number<int>() > 0) return true;
    if (part.contains("required") && !part.at("required").as_array().empty() && part.at("type") == "object")
        return true;
    auto const* fallback = part.if_contains("default");
    return fallback != nullptr && fallback->is_string() && fallback->get_string().empty() &&
           (part.contains("minLength") || part.contains("enum"));
}

/// From the leaves up: an object that holds a required field is required itself.
void require_needed(json::Value& schema) {
    auto& object = schema.as_object();
    if (auto* items = object.if_contains("items")) require_needed(*items);
    auto* properties = object.if_contains("properties");
    if (properties == nullptr) return;
    json::Array required;
    for (auto& [name, part] : properties->as_object()) {
        require_needed(part);
        if (must_be_there(part.as_object())) required.push_back(json::Value(name));
        // An empty text that may not be given is no default worth telling.
        if (must_be_there(part.as_object())) part.as_object().erase("default");
    }
    if (!required.empty()) object["required"] = std::move(required);
}

}  // namespace

json::Value profile_schema(Strictness strictness) {
    auto schema = json::schema_of<Profile>(strictness, descriptions());
    for (auto const& bound : impl::profile_bounds()) {
        auto* part = json::schema_at(schema, bound.path);
        assert(part != nullptr && "a bound must belong to a field");
        set_bound(*part, bound);
    }
    if (strictness == Strictness::published) require_needed(schema);
    return schema;
}

json::Value document_schema() {
    auto schema = json::schema_of<impl::Envelope>(Strictness::published,
                                                  {{"id", "UUIDv7."},
                                                   {"name", "A copy of core.name."},
                                                   {"core_hash", "SHA-256 of the core's JSON."},
                                                   {"seed", "What the identity was made with."},
                                                   {"version", "The link of the artist's history this document is."}});
    auto& properties = schema.at("properties").as_object();
    auto const version = properties.at("version");
    properties.erase("version");
    auto const profile = profile_schema();
    for (auto const& [name, part] : profile.at("properties").as_object()) properties[name] = part;
    properties["version"] = version;
    json::Array required{"id"};
    for (auto const& name : profile.at("required").as_array()) required.push_back(name);
    schema.as_object()["required"] = std::move(required);
    schema.as_object()["title"] = "Artist document";
    return schema;
}

}  // namespace troupe::artist
