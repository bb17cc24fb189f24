#include "flow/press_kit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>

#include "base/text.hpp"
#include "flow/impl/page_colours.hpp"
#include "flow/impl/page_template.hpp"
#include "flow/impl/page_values.hpp"
#include "flow_embedded/embedded.hpp"

namespace troupe::flow {
namespace {

tl::unexpected<Error> wrong(std::string const& field, std::string const& why) {
    return fail(ErrorCode::invalid_input, "press kit: " + field + ": " + why);
}

/// A link must stay in the folder and must not be a program ("javascript:").
Result<void> check_path(std::string const& field, std::string const& file) {
    if (file.empty()) return {};
    std::filesystem::path const path(file);
    bool leaves = path.is_absolute() || file.find('\\') != std::string::npos || file.find(':') != std::string::npos;
    for (auto const& part : path) leaves = leaves || part == "..";
    if (leaves) return wrong(field, fmt::format("\"{}\" is no path inside the artist's folder", text::excerpt(file)));
    return {};
}

Result<void> check_paths(PressKit const& kit) {
    TRY(check_path("song.mp3", kit.song.mp3));
    TRY(check_path("song.flac", kit.song.flac));
    TRY(check_path("song.midi", kit.song.midi));
    TRY(check_path("cover", kit.cover));
    TRY(check_path("canvas", kit.canvas));
    TRY(check_path("avatar", kit.avatar));
    TRY(check_path("logo", kit.logo));
    TRY(check_path("calendar_file", kit.calendar_file));
    for (auto const& track : kit.tracks) {
        TRY(check_path("tracks", track.mp3));
        TRY(check_path("tracks", track.flac));
    }
    for (auto const& file : kit.song.stems) TRY(check_path("song.stems", file.file));
    for (auto const& file : kit.teasers) TRY(check_path("teasers", file.file));
    for (auto const& file : kit.banners) TRY(check_path("banners", file.file));
    for (auto const& file : kit.downloads) TRY(check_path("downloads", file.file));
    return {};
}

Result<void> check(PressKit const& kit) {
    if (text::trim(kit.name).empty()) return wrong("name", "is empty");
    if (text::trim(kit.song.title).empty()) return wrong("song.title", "is empty");
    if (kit.song.mp3.empty() && kit.song.flac.empty()) return wrong("song", "has neither an MP3 nor a FLAC to play");
    if (!(kit.song.seconds > 0)) return wrong("song.seconds", "is no length");
    for (std::size_t i = 0; i < kit.tracks.size(); ++i)
        if (kit.tracks[i].mp3.empty() && kit.tracks[i].flac.empty()) return wrong(fmt::format("tracks[{}]", i), "has neither an MP3 nor a FLAC to play");
    for (std::size_t i = 0; i < kit.plan.size(); ++i)
        if (!kit.plan[i].date.ok()) return wrong(fmt::format("plan[{}].date", i), "is no day");
    return check_paths(kit);
}

std::string_view embedded(std::string_view name) {
    for (auto const& file : impl::embedded_files())
        if (file.name == name) return file.content;
    return {};
}

/// How wide the name is in units of its own size, for one line, or for two when it has a space to break at: the page
/// divides its width by this.
double name_em(std::string const& name, std::string const& character) {
    std::size_t longest = 0;
    for (auto const& word : text::split(name, ' ')) longest = std::max(longest, text::length(word));
    auto const whole = text::length(name);
    // One line up to 14 letters; beyond that the longest word or the half decides.
    auto const letters = whole <= 14 || longest == whole ? whole : std::max(longest, (whole + 1) / 2 + 1);
    double const letter = character == "technical" ? 0.56 : character == "brutal" ? 0.62 : 0.57;
    return std::max(3.2, static_cast<double>(letters) * letter + 0.1);
}

/// The outlines of a drawing that consists of paths, in our words alone: nothing else of a foreign file comes into the
/// page. Null when it is none.
json::Value drawn_name(std::string const& svg) {
    static std::regex const box(R"rx(viewBox="0 0 ([0-9.]{1,12}) ([0-9.]{1,12})")rx");
    static std::string const letters = "MmLlHhVvCcSsQqTtAaZz0123456789eE+-., ";
    std::smatch found;
    if (!std::regex_search(svg, found, box)) return nullptr;
    auto const width = std::atof(found[1].str().c_str());
    auto const height = std::atof(found[2].str().c_str());
    std::string outlines;
    for (auto at = svg.find(" d=\""); at != std::string::npos; at = svg.find(" d=\"", at)) {
        at += 4;
        auto const end = svg.find('"', at);
        if (end == std::string::npos) return nullptr;
        outlines += svg.substr(at, end - at);
    }
    bool const is_plain = outlines.find_first_not_of(letters) == std::string::npos;
    if (outlines.empty() || !is_plain || !(width > 0) || !(height > 0)) return nullptr;
    return json::Object{{"box", fmt::format("0 0 {} {}", width, height)},
                        {"ratio", fmt::format("{:.3f}", width / height)},
                        {"outlines", outlines}};
}

std::string character_of(PressKit const& kit) {
    static std::set<std::string> const known{"neutral", "brutal", "elegant", "soft", "technical", "handmade"};
    return known.contains(kit.character) ? kit.character : "neutral";
}

void add_colours(PressKit const& kit, impl::PageColours const& colours, json::Object& page) {
    json::Array list;
    auto const add = [&](char const* name, std::string const& value) {
        list.push_back({{"name", name}, {"value", value}});
    };
    add("ground", colours.ground);
    add("raised", colours.raised);
    add("line", colours.line);
    add("control", colours.control);
    add("text", colours.text);
    add("text-2", colours.text_2);
    add("text-3", colours.text_3);
    add("accent", colours.accent);
    add("on-accent", colours.on_accent);
    add("band", colours.band);
    add("on-band", colours.on_band);
    add("paper", colours.paper);
    page["colours"] = std::move(list);
    page["scheme"] = colours.is_dark ? "dark" : "light";
    page["ground"] = colours.ground;

    static constexpr std::array roles{"Ground", "Depth", "Middle", "Light", "Accent"};
    json::Array swatches;
    for (std::size_t i = 0; i < kit.palette.size(); ++i) {
        auto const* on = impl::contrast(kit.palette[i], "#ffffff") >= impl::contrast(kit.palette[i], "#000000")
                             ? "#ffffff"
                             : "#000000";
        swatches.push_back({{"colour", text::lower(kit.palette[i])}, {"on", on}, {"role", roles[i]}});
    }
    page["palette"] = std::move(swatches);
}

}  // namespace

Result<std::string> render_press_kit(PressKit const& kit) {
    TRY(check(kit));
    auto const colours = impl::page_colours(kit.palette);
    if (!colours) return within("press kit", colours.error());
    json::Object page;
    page["language"] = kit.language;
    page["name"] = kit.name;
    page["tagline"] = kit.tagline;
    page["promise"] = kit.promise;
    page["description"] = kit.tagline.empty() ? kit.genre_line : kit.tagline;
    page["wordmark"] = drawn_name(kit.wordmark_svg);
    page["character"] = character_of(kit);
    page["name_em"] = fmt::format("{:.2f}", name_em(kit.name, kit.character));
    page["css"] = embedded("press_kit/page.css");
    page["js"] = embedded("press_kit/page.js");
    add_colours(kit, *colours, page);
    impl::add_song_values(kit, page);
    impl::add_story_values(kit, page);
    impl::add_video_values(kit, page);
    impl::add_plan_values(kit, page);
    impl::add_release_values(kit, page);
    impl::add_file_values(kit, page);
    return impl::fill_template(embedded("press_kit/page.html"), page);
}

}  // namespace troupe::flow
