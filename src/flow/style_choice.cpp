#include "flow/style_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "flow/artist_evidence.hpp"
#include "music/tables.hpp"
#include "visual/system.hpp"
#include "writing/tables.hpp"

namespace troupe::flow {
namespace {

using artist::Style;
using artist::Weight;
using evolution::Arm;
using evolution::Draw;
using Weights = std::vector<Weight>;

constexpr auto brief_field = "tries";

struct NamedList {
    char const* factor;
    Weights Style::*list;
};
constexpr std::array lists{NamedList{"genre", &Style::genres}, NamedList{"mood", &Style::moods},
                           NamedList{"mode", &Style::modes}, NamedList{"lyric_theme", &Style::lyric_themes},
                           NamedList{"visual_family", &Style::visual_families}};

std::optional<double> tempo_wished(std::string const& text) {
    double bpm = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), bpm);
    if (error != std::errc{} || end != text.data() + text.size() || !(bpm >= 40 && bpm <= 240)) return std::nullopt;
    return bpm;
}

std::vector<std::string> names_of(Weights const& weights) {
    std::vector<std::string> names;
    for (auto const& each : weights) names.push_back(each.name);
    return names;
}

Result<void> expect_one_of(std::string const& factor, std::string const& wish, std::vector<std::string> const& known) {
    if (std::ranges::find(known, wish) != known.end()) return {};
    return wrong_field(factor,
                       fmt::format("'{}' is none of {}", text::excerpt(wish),
                                   known.empty() ? "the artist's: there are none" : text::enumerate(known, "or")));
}

/// The composer's row of one of the writer's genres.
music::Genre const* played(Studio const& studio, music::Tables const& tables, std::string const& genre) {
    auto const genres = studio.identity_genres.now();
    auto const found = genres->find(genre);
    auto const id = tables.genre_id(found == genres->end() ? genre : found->second.music_genre);
    return id ? &tables.genre(*id) : nullptr;
}

void narrow(Weights& list, std::string const& level) {
    auto const found = std::ranges::find(list, level, &Weight::name);
    auto only = found == list.end() ? Weight{level, 1, 1} : *found;
    only.weight = 1;
    list = {only};
}

/// A third of the range, unless the genre does not play so slow or so fast.
void narrow_tempo(Style& style, std::string const& third, music::Genre const* genre) {
    auto const& names = evolution::tempo_thirds;
    auto const place = static_cast<double>(std::ranges::find(names, third) - names.begin());
    auto const width = (style.tempo_high.value - style.tempo_low.value) / 3;
    auto const low = style.tempo_low.value + place * width;
    if (place >= 3 || (genre != nullptr && (low + width < genre->bpm.low || low > genre->bpm.high))) return;
    style.tempo_low.value = low;
    style.tempo_high.value = low + width;
}

bool plays(music::Genre const* genre, std::string const& mode) {
    return genre == nullptr || std::ranges::any_of(genre->modes, [&](auto const& each) { return each.name == mode; });
}

void follow(Studio const& studio, Style& style, Draw const& draw) {
    auto const level = [&](std::string const& factor) {
        auto const found = draw.levels.find(factor);
        return found == draw.levels.end() ? std::string() : found->second;
    };
    auto const tables = studio.music_tables.now();
    if (auto const genre = level("genre"); !genre.empty()) narrow(style.genres, genre);
    auto const* row = style.genres.size() == 1 ? played(studio, *tables, style.genres.front().name) : nullptr;
    for (auto const& [factor, list] : lists) {
        auto const wanted = level(factor);
        if (wanted.empty() || (std::string_view(factor) == "mode" && !plays(row, wanted))) continue;
        narrow(style.*list, wanted);
    }
    if (auto const third = level(evolution::tempo_third); !third.empty()) narrow_tempo(style, third, row);
    if (auto const bpm = tempo_wished(level("tempo"))) style.tempo_low.value = style.tempo_high.value = *bpm;
}

Draw with_wishes(std::optional<Draw> drawn, Wishes const& wishes) {
    auto draw = drawn.value_or(Draw{});
    std::vector<std::string> said;
    for (auto const& [factor, wish] : wishes) {
        draw.levels[factor] = wish;
        if (factor == "tempo") draw.levels.erase(evolution::tempo_third);
        said.push_back(fmt::format("{} {}", factor, wish));
    }
    // The control arm is the persona's alone: with a wish in it, it is no control any more.
    draw.why = drawn && drawn->arm == Arm::learned
                   ? fmt::format("{} by a person's wish; the rest {}", text::enumerate(said), drawn->why)
                   : text::enumerate(said) + " by a person's wish";
    draw.arm = Arm::wished;
    return draw;
}

}  // namespace

Result<void> check_wishes(Studio const& studio, artist::Document const& artist, Wishes const& wishes) {
    auto const& style = artist.profile.style;
    for (auto const& wished : wishes) {
        auto const& factor = wished.first;
        auto const& wish = wished.second;
        if (factor == "genre" && !studio.identity_genres.now()->contains(wish)) {
            std::vector<std::string> known;
            auto const genres = studio.identity_genres.now();
            for (auto const& [id, genre] : *genres) known.push_back(id);
            TRY(expect_one_of(factor, wish, known));
        }
        if (factor == "mood" && !studio.music_tables.now()->mood_id(wish))
            return wrong_field(factor, fmt::format("'{}' is no mood of the table; the artist's are {}",
                                                   text::excerpt(wish), text::enumerate(names_of(style.moods))));
        if (factor == "mode") TRY(expect_one_of(factor, wish, names_of(style.modes)));
        if (factor == "lyric_theme") TRY(expect_one_of(factor, wish, names_of(style.lyric_themes)));
        if (factor == "visual_family") TRY(expect_one_of(factor, wish, visual::family_names()));
        if (factor == "tempo" && !tempo_wished(wish))
            return wrong_field(factor, fmt::format("'{}': expected 40 to 240 BPM", text::excerpt(wish)));
        auto const is_list = std::ranges::any_of(lists, [&](NamedList const& each) { return factor == each.factor; });
        if (!is_list && factor != "tempo")
            return wrong_field("wishes",
                               fmt::format("'{}' is none of genre, mood, mode, lyric_theme, visual_family, tempo",
                                           text::excerpt(factor)));
    }
    return {};
}

Result<std::optional<Draw>> choose_style(Studio& studio, artist::Document const& artist, Wishes const& wishes,
                                         std::string const& content, std::uint64_t seed) {
    auto const evidence = TRY(evidence_of(studio, artist));
    auto draw = evolution::draw_piece(draw_request(evidence, content, seed));
    if (!wishes.empty()) draw = with_wishes(std::move(draw), wishes);
    if (draw) draw->artist_version = artist.version.number;
    return draw;
}

void note_choice(catalog::Content& content, std::optional<Draw> const& draw) {
    if (!draw) return;
    if (!content.brief.is_object()) content.brief = json::Object{};
    content.brief.as_object()[brief_field] = json::to_value(*draw);
    auto& prompt = content.provenance.prompt;
    if (!prompt.empty()) prompt += "\n";
    prompt += fmt::format("[style: {} arm]", json::enum_name(draw->arm));
}

std::optional<Draw> choice_of(catalog::Content const& words) {
    auto const* brief = words.brief.if_object();
    auto const* noted = brief == nullptr ? nullptr : brief->if_contains(brief_field);
    if (noted == nullptr) return std::nullopt;
    auto const draw = json::from_value<Draw>(*noted, json::Unknown::ignore);
    return draw ? std::optional(*draw) : std::nullopt;
}

Result<artist::Document> as_chosen(Studio& studio, artist::Document artist, std::optional<Draw> const& draw) {
    if (!draw) return artist;
    auto& style = artist.profile.style;
    if (draw->arm == Arm::control)
        style = evolution::persona_of(TRY(studio.artists.history(artist.id)));
    else
        follow(studio, style, *draw);
    return artist;
}

void add_factors(json::Value& factors, std::optional<Draw> const& draw) {
    if (!draw || !factors.is_object()) return;
    auto& object = factors.as_object();
    object["arm"] = json::enum_name(draw->arm);
    object["artist_version"] = draw->artist_version;
    if (auto const theme = draw->levels.find("lyric_theme"); theme != draw->levels.end())
        object["lyric_theme"] = theme->second;
}

}  // namespace troupe::flow
