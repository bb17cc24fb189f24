#include "flow/impl/page_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.hpp"

namespace troupe::flow::impl {
namespace {

constexpr int bars = 220;        ///< of the waveform
constexpr double bar_pitch = 5;  ///< in units of the drawing
constexpr double bar_width = 3.2;

json::Array texts(std::vector<std::string> const& items) { return json::Array(items.begin(), items.end()); }

/// The loudest sample of each bar's stretch; a quiet song is drawn as tall as a loud one.
std::vector<double> bar_heights(std::vector<float> const& peaks) {
    std::vector<double> heights(bars, 0);
    if (peaks.empty()) return heights;
    double highest = 0.001;
    for (std::size_t i = 0; i < peaks.size(); ++i) {
        auto const peak = std::isfinite(peaks[i]) ? static_cast<double>(std::abs(peaks[i])) : 0.0;
        auto& height = heights[i * bars / peaks.size()];
        height = std::max(height, peak);
        highest = std::max(highest, peak);
    }
    // Fewer peaks than bars leave gaps: the bar before stands in.
    for (std::size_t i = 1; i < heights.size(); ++i)
        if (heights[i] == 0 && peaks.size() < bars) heights[i] = heights[i - 1];
    for (auto& height : heights) height /= highest;
    return heights;
}

/// Bars around the middle as one path: a list of rectangles would be forty times as long.
std::string wave_path(std::vector<float> const& peaks) {
    std::string path;
    auto const heights = bar_heights(peaks);
    for (std::size_t i = 0; i < heights.size(); ++i) {
        auto const half = std::max(1.2, 49 * heights[i]);
        path += fmt::format("M{:.1f} {:.1f}h{:.1f}v{:.1f}h-{:.1f}z", static_cast<double>(i) * bar_pitch, 50 - half,
                            bar_width, 2 * half, bar_width);
    }
    return path;
}

json::Array section_values(KitSong const& song) {
    json::Array out;
    for (auto const& section : song.sections) {
        auto const start = section.start.count();
        auto const end = section.end.count();
        if (end <= start) continue;
        auto const label = text::capitalised(text::replace_all(section.name, "_", " "));
        out.push_back({{"label", label},
                       {"clock", clock_text(start)},
                       {"start", fmt::format("{:.3f}", start)},
                       {"end", fmt::format("{:.3f}", end)},
                       {"share", fmt::format("{:.3f}", end - start)}});
    }
    return out;
}

json::Array lyric_values(KitSong const& song) {
    json::Array out;
    for (std::size_t i = 0; i < song.lyrics.size(); ++i) {
        auto const& line = song.lyrics[i];
        // A line stays until the next begins, as a singer's last word does, but not through a whole break.
        auto end = line.end.count() + 1.5;
        if (i + 1 < song.lyrics.size()) end = std::min(end, song.lyrics[i + 1].start.count());
        out.push_back({{"text", line.text},
                       {"start", fmt::format("{:.3f}", line.start.count())},
                       {"end", fmt::format("{:.3f}", end)}});
    }
    return out;
}

/// Verses as paragraphs of lines.
json::Array verses(std::string const& words) {
    json::Array out;
    json::Array lines;
    auto const close = [&] {
        if (!lines.empty()) out.push_back(json::Object{{"lines", lines}});
        lines.clear();
    };
    for (auto const& line : text::split(words, '\n')) {
        if (text::trim(line).empty())
            close();
        else
            lines.emplace_back(std::string(text::trim(line)));
    }
    close();
    return out;
}

json::Array track_values(std::vector<KitTrack> const& tracks) {
    json::Array out;
    for (auto const& track : tracks)
        out.push_back({{"title", track.title},
                       {"length", clock_text(track.seconds)},
                       {"file", as_link(track.mp3.empty() ? track.flac : track.mp3)}});
    return out;
}

json::Array spec_values(PressKit const& kit) {
    auto const& song = kit.song;
    json::Array spec;
    auto const add = [&](char const* label, std::string const& value) {
        if (!value.empty()) spec.push_back({{"label", label}, {"value", value}});
    };
    add("Genre", song.genre);
    if (!kit.tracks.empty()) {
        double seconds = 0;
        for (auto const& track : kit.tracks) seconds += track.seconds;
        add("Songs", std::to_string(kit.tracks.size()));
        add("Length", clock_text(seconds));
        return spec;
    }
    add("Tempo", song.bpm > 0 ? fmt::format("{:.4g} BPM", song.bpm) : "");
    add("Key", song.key);
    add("Length", clock_text(song.seconds));
    // A true minus sign, as everywhere where numbers are set for people.
    if (song.lufs != 0)
        add("Level",
            text::replace_all(fmt::format("{:.1f} LUFS, {:.1f} dBTP", song.lufs, song.true_peak_dbtp), "-", "−"));
    return spec;
}

}  // namespace

std::string clock_text(double seconds) {
    auto const whole = static_cast<int>(std::max(0.0, seconds));
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string short_date(Date date) {
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (!date.ok()) return {};
    auto const weekday = std::chrono::weekday(std::chrono::sys_days(date)).c_encoding();
    return fmt::format("{} {} {}", days[weekday], static_cast<unsigned>(date.day()),
                       months[static_cast<unsigned>(date.month()) - 1]);
}

std::string long_date(Date date) {
    return date.ok() ? fmt::format("{} {}", short_date(date), static_cast<int>(date.year())) : std::string();
}

std::string as_link(std::string const& file) {
    std::string out;
    for (char const c : file) {
        bool const is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                              std::string_view("-._~/").find(c) != std::string_view::npos;
        if (is_plain)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return out;
}

void add_song_values(PressKit const& kit, json::Object& page) {
    auto const& song = kit.song;
    page["title"] = song.title;
    page["seconds"] = fmt::format("{:.3f}", song.seconds);
    page["seconds_whole"] = fmt::format("{:.0f}", std::floor(song.seconds));
    page["length"] = clock_text(song.seconds);
    page["mp3"] = as_link(song.mp3);
    page["flac"] = as_link(song.flac);
    page["any_song"] = as_link(song.mp3.empty() ? song.flac : song.mp3);
    page["wave"] = wave_path(song.peaks);
    page["wave_width"] = fmt::format("{:.0f}", bars * bar_pitch);
    page["sections"] = section_values(song);
    page["has_sections"] = !page["sections"].as_array().empty();
    page["lyrics"] = lyric_values(song);
    page["has_lyrics"] = !song.lyrics.empty();
    page["plain_lyrics"] = song.lyrics.empty() ? verses(song.lyrics_text) : json::Array();
    page["has_plain_lyrics"] = !page["plain_lyrics"].as_array().empty();
    page["spec"] = spec_values(kit);
    auto const release = kit.release_title.empty() ? song.title : kit.release_title;
    page["release_title"] = release;
    auto const line = kit.release_kind.empty() ? release : fmt::format("{}, {}", release, kit.release_kind);
    page["release_line"] = song.release_date.ok() ? fmt::format("{}, out {}", line, long_date(song.release_date)) : line;
    page["tracks"] = track_values(kit.tracks);
    page["has_tracks"] = !kit.tracks.empty();
}

namespace {

std::vector<std::string> paragraphs(std::string const& words) {
    std::vector<std::string> out;
    std::string paragraph;
    for (auto const& line : text::split(words + "\n\n", '\n')) {
        if (!text::trim(line).empty())
            paragraph += (paragraph.empty() ? "" : " ") + std::string(text::trim(line));
        else if (!paragraph.empty())
            out.push_back(std::exchange(paragraph, {}));
    }
    return out;
}

std::size_t word_count(std::string const& words) {
    auto const parts = text::split(text::replace_all(words, "\n", " "), ' ');
    return static_cast<std::size_t>(
        std::count_if(parts.begin(), parts.end(), [](auto const& part) { return !part.empty(); }));
}

json::Array pairs(std::vector<KitFact> const& facts) {
    json::Array out;
    for (auto const& fact : facts)
        if (!fact.value.empty()) out.push_back({{"name", fact.name}, {"value", fact.value}});
    return out;
}

}  // namespace

void add_story_values(PressKit const& kit, json::Object& page) {
    std::vector<KitText> told;
    for (auto const& biography : kit.biographies)
        if (!text::trim(biography.text).empty()) told.push_back(biography);
    page["lead"] = told.empty() ? std::string() : told[0].text;
    json::Array longer;
    for (std::size_t i = told.empty() ? 0 : 1; i < told.size(); ++i)
        longer.push_back({{"name", told[i].name},
                          {"count", word_count(told[i].text)},
                          {"paragraphs", texts(paragraphs(told[i].text))},
                          {"open", i == 1}});
    page["biographies"] = longer;
    page["facts"] = pairs(kit.facts);
    page["has_facts"] = !page["facts"].as_array().empty();
    page["values"] = texts(kit.values);
    page["has_values"] = !kit.values.empty();
    page["motifs"] = text::capitalised(text::enumerate(kit.motifs));
    page["has_motifs"] = !kit.motifs.empty();
    page["has_story"] = !told.empty() || !kit.facts.empty() || !kit.values.empty() || !kit.motifs.empty();
}

namespace {

struct VideoUse {
    char const* label;
    char const* ratio;
    char const* use;
};

VideoUse use_of(std::string const& label) {
    static constexpr std::array uses{VideoUse{"9:16", "9/16", "For reels, shorts and stories."},
                                     VideoUse{"1:1", "1/1", "For feeds."}, VideoUse{"4:5", "4/5", "For feeds."},
                                     VideoUse{"16:9", "16/9", "For channels and websites."}};
    for (auto const& use : uses)
        if (label == use.label) return use;
    return {"", "auto", ""};
}

std::string size_text(std::size_t bytes) {
    if (bytes == 0) return {};
    if (bytes < 1'000'000) return fmt::format("{} kB", std::max<std::size_t>(1, bytes / 1000));
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

json::Object video_value(std::size_t index, KitFile const& file, VideoUse const& use, bool is_silent) {
    return {{"index", index},
            {"first", index == 0 ? "true" : "false"},
            {"label", file.label},
            {"ratio", use.ratio},
            {"use", use.use},
            {"file", as_link(file.file)},
            {"size", size_text(file.size_bytes)},
            {"silent", is_silent}};
}

}  // namespace

void add_video_values(PressKit const& kit, json::Object& page) {
    json::Array videos;
    for (auto const& teaser : kit.teasers)
        videos.push_back(video_value(videos.size(), teaser, use_of(teaser.label), false));
    if (!kit.canvas.empty())
        videos.push_back(video_value(videos.size(), {"Canvas", kit.canvas},
                                     {"", "9/16", "Silent loop behind the player of a streaming app."}, true));
    page["canvas"] = as_link(kit.canvas);
    page["has_videos"] = !videos.empty();
    page["videos"] = std::move(videos);
}

void add_release_values(PressKit const& kit, json::Object& page) {
    json::Array checks;
    for (auto const& check : kit.checks) {
        checks.push_back({{"class", check.blocks ? "block" : "warn"},
                          {"word", check.blocks ? "Blocks a delivery" : "To weigh"},
                          {"icon", check.blocks ? "M4 4l8 8M12 4l-8 8" : "M8 2.5l6 11H2zM8 7v3M8 11.8v.1"},
                          {"what", check.what},
                          {"fix", check.fix},
                          {"rule", check.rule}});
    }
    page["checks"] = std::move(checks);
    page["passed"] = kit.checks_passed > 0 ? fmt::format("{} checks pass", kit.checks_passed) : std::string();
    page["preflight_summary"] = kit.preflight_summary;
    page["disclosure"] = texts(kit.ai_disclosure);
    page["has_disclosure"] = !kit.ai_disclosure.empty();
    page["passport"] = pairs(kit.passport);
    page["has_passport"] = !kit.passport.empty();
}

namespace {

/// "FLAC, 24.1 MB".
std::string kind_text(KitFile const& file) {
    auto const dot = file.file.rfind('.');
    auto kind = dot == std::string::npos ? std::string() : file.file.substr(dot + 1);
    std::transform(kind.begin(), kind.end(), kind.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    auto const size = size_text(file.size_bytes);
    return size.empty() ? kind : kind + ", " + size;
}

void add_group(json::Array& groups, char const* label, std::vector<KitFile> const& files) {
    json::Array rows;
    for (auto const& file : files)
        if (!file.file.empty())
            rows.push_back({{"label", file.label}, {"file", as_link(file.file)}, {"kind", kind_text(file)}});
    if (!rows.empty()) groups.push_back({{"label", label}, {"files", rows}});
}

/// The masters of all songs, and the cover.
std::vector<KitFile> track_files(PressKit const& kit) {
    std::vector<KitFile> files;
    for (auto const& track : kit.tracks) {
        auto const& file = track.flac.empty() ? track.mp3 : track.flac;
        files.push_back({fmt::format("{}. {}", files.size() + 1, track.title), file});
    }
    files.push_back({"Cover", kit.cover});
    return files;
}

}  // namespace

void add_file_values(PressKit const& kit, json::Object& page) {
    json::Array groups;
    if (kit.tracks.empty())
        add_group(groups, "Song",
                  {{"Master", kit.song.flac}, {"For listening", kit.song.mp3}, {"Score", kit.song.midi}, {"Cover", kit.cover}});
    else
        add_group(groups, "Songs", track_files(kit));
    add_group(groups, "Stems", kit.song.stems);
    add_group(groups, "More", kit.downloads);
    page["has_downloads"] = !groups.empty();
    page["groups"] = std::move(groups);
    json::Array banners;
    for (auto const& banner : kit.banners) banners.push_back({{"label", banner.label}, {"file", as_link(banner.file)}});
    page["has_banners"] = !banners.empty();
    page["banners"] = std::move(banners);
    page["cover"] = as_link(kit.cover);
    page["avatar"] = as_link(kit.avatar);
    page["logo"] = as_link(kit.logo);
}

}  // namespace troupe::flow::impl
