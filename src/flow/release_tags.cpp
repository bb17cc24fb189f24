#include "flow/release_tags.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "media/tags.hpp"

namespace troupe::flow {
namespace fs = std::filesystem;
namespace {

using catalog::ContentFile;
using distribution::Release;

/// A master and its preview: what people hear.
bool is_song(ContentFile const& file) { return file.role == "master" || file.role == "preview"; }

bool takes_tags(ContentFile const& file) {
    auto const extension = text::lower(fs::path(file.name).extension().string());
    return (is_song(file) || file.role == "stem") && (extension == ".flac" || extension == ".mp3");
}

/// The track whose master it is, or else the only one with a folder that it lies in.
std::optional<std::size_t> track_of(Release const& release, std::string const& file) {
    std::vector<std::size_t> around;
    for (std::size_t i = 0; i < release.tracks.size(); ++i) {
        if (release.tracks[i].file == file) return i;
        auto const folder = fs::path(release.tracks[i].file).parent_path().generic_string();
        if (folder.empty() || file.starts_with(folder + "/")) around.push_back(i);
    }
    return around.size() == 1 ? std::optional(around.front()) : std::nullopt;
}

media::TagChanges tags_of(Release const& release, std::size_t index, ContentFile const& file) {
    auto const& track = release.tracks[index];
    media::TagChanges tags;
    tags.title = distribution::full_title(track.title, track.version);
    if (file.role == "stem") *tags.title += fmt::format(" ({} stem)", fs::path(file.name).stem().string());
    tags.artist = distribution::artist_name(release, track);
    tags.album = distribution::full_title(release.title, release.version);
    tags.label = release.label;
    tags.date = format_date(release.release_date);
    tags.lyrics = track.lyrics.value_or("");
    tags.track_number = static_cast<int>(index) + 1;
    if (!is_song(file)) return tags;
    tags.isrc = track.isrc.value;
    for (auto const& asset : release.assets)
        if (asset.file == file.name) tags.disclosure = asset.disclosure;
    return tags;
}

/// A file with other tags has another hash; its sound, and so its code, stays.
Result<void> describe_again(Release& release, std::string const& file, fs::path const& folder) {
    auto const sha256 = TRY(sha256_of_file(folder / file));
    for (auto& track : release.tracks)
        if (track.file == file) track.sha256 = sha256;
    for (auto& asset : release.assets)
        if (asset.file == file) {
            asset.sha256 = sha256;
            asset.size_bytes = fs::file_size(folder / file);
        }
    return {};
}

}  // namespace

Result<std::set<std::string>> tag_sounds(std::vector<ContentFile> const& files, Release& release, fs::path const& folder,
                                         std::optional<fs::path> const& cover) {
    std::set<std::string> changed;
    for (auto const& file : files) {
        auto const index = takes_tags(file) ? track_of(release, file.name) : std::nullopt;
        if (!index) continue;
        auto tags = tags_of(release, *index, file);
        if (cover && is_song(file)) tags.cover_jpeg = *cover;
        if (!TRY(media::change_tags(folder / file.name, tags))) continue;
        TRY(describe_again(release, file.name, folder));
        changed.insert(file.name);
    }
    return changed;
}

}  // namespace troupe::flow
