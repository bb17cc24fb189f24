#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "base/text.hpp"
#include "distribution/impl/release_checks.hpp"

namespace troupe::distribution::impl {

tl::unexpected<Error> wrong(std::string const& field, std::string const& why) {
    return wrong_field("release." + field, why);
}

Result<void> check_path(std::string const& field, std::string const& file) {
    if (file.empty()) return wrong(field, "is empty; name the file, relative to the release's folder");
    std::filesystem::path const path(file);
    bool leaves = path.is_absolute();
    for (auto const& part : path) leaves = leaves || part == "..";
    if (leaves) return wrong(field, fmt::format("\"{}\" lies outside the release's folder", text::excerpt(file)));
    return {};
}

Result<void> check_rights(std::string const& field, RightsLine const& line) {
    if (line.year < 1900 || line.year > 2200) return wrong(field + ".year", fmt::format("{} is no year", line.year));
    if (text::trim(line.owner).empty()) return wrong(field + ".owner", "is empty; name the label or the owner");
    return {};
}

Result<void> check_artists(std::string const& field, std::vector<ShownArtist> const& artists) {
    std::set<std::string> names;
    bool has_main = artists.empty();
    for (std::size_t i = 0; i < artists.size(); ++i) {
        auto const name = fmt::format("{}[{}].name", field, i);
        if (text::trim(artists[i].name).empty()) return wrong(name, "is empty");
        if (!names.insert(artists[i].name).second)
            return wrong(name, fmt::format("\"{}\" is there twice; keep one", text::excerpt(artists[i].name)));
        has_main = has_main || artists[i].role == ArtistRole::main;
    }
    if (!has_main) return wrong(field, "none of them has the role main; give it to one");
    return {};
}

namespace {

constexpr int whole_bp = 10'000;

Result<void> check_contributors(Track const& track, std::string const& field) {
    int sum = 0;
    for (std::size_t i = 0; i < track.contributors.size(); ++i) {
        auto const& person = track.contributors[i];
        auto const path = fmt::format("{}.contributors[{}]", field, i);
        if (text::trim(person.name).empty()) return wrong(path + ".name", "is empty");
        if (person.share_bp < 0 || person.share_bp > whole_bp)
            return wrong(path + ".share_bp",
                         fmt::format("{} is no share; write 0 to {} (1/100 %)", person.share_bp, whole_bp));
        sum += person.share_bp;
    }
    if (sum != 0 && sum != whole_bp)
        return wrong(field + ".contributors",
                     fmt::format("their shares make {}.{:02} %; correct share_bp so that they make 100 %, or give none",
                                 sum / 100, sum % 100));
    return {};
}

Result<void> check_video(VideoStream const& video, std::string const& field) {
    if (video.width_px < 1 || video.width_px > 16'384)
        return wrong(field + ".width_px", fmt::format("{} is no width of a picture", video.width_px));
    if (video.height_px < 1 || video.height_px > 16'384)
        return wrong(field + ".height_px", fmt::format("{} is no height of a picture", video.height_px));
    if (!(video.frames_per_second >= 1 && video.frames_per_second <= 240))
        return wrong(field + ".frames_per_second",
                     fmt::format("{} is no frame rate; write 1 to 240", video.frames_per_second));
    return {};
}

Result<void> check_sound(Track const& track, std::string const& field) {
    if (!(track.seconds.count() > 0 && track.seconds.count() < 86'400))
        return wrong(field + ".seconds", fmt::format("{} is no length of a recording", track.seconds.count()));
    if (!track.instrumental && track.language.empty())
        return wrong(field + ".language", "is empty; say what is sung, or mark the track as instrumental");
    return {};
}

}  // namespace

Result<void> check_track(Track const& track, std::string const& field) {
    if (text::trim(track.title).empty()) return wrong(field + ".title", "is empty");
    TRY(check_path(field + ".file", track.file));
    TRY(check_sound(track, field));
    TRY(check_contributors(track, field));
    TRY(check_artists(field + ".artists", track.artists));
    if (track.p_line) TRY(check_rights(field + ".p_line", *track.p_line));
    if (track.first_published && !track.first_published->ok()) return wrong(field + ".first_published", "is no day");
    if (track.video) TRY(check_video(*track.video, field + ".video"));
    return {};
}

}  // namespace troupe::distribution::impl
