#include "flow/pack_release.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "distribution/disclosure.hpp"
#include "distribution/package.hpp"
#include "flow/content_files.hpp"
#include "flow/handlers.hpp"
#include "flow/release_checks.hpp"
#include "flow/work_folder.hpp"
#include "media/tags.hpp"

namespace troupe::flow {
namespace fs = std::filesystem;
namespace {

using catalog::Content;
using distribution::Release;

constexpr auto package_folder = "ddex";

bool has_same_files(Content const& a, Content const& b) {
    return std::equal(
        a.files.begin(), a.files.end(), b.files.begin(), b.files.end(),
        [](auto const& mine, auto const& yours) { return mine.name == yours.name && mine.asset == yours.asset; });
}

/// The track of a master, or of the preview beside it where the folder holds no other track.
distribution::Track const* track_of(Release const& release, fs::path const& file) {
    distribution::Track const* beside = nullptr;
    int masters = 0;
    for (auto const& track : release.tracks) {
        fs::path const master(track.file);
        if (master == file) return &track;
        if (master.parent_path() != file.parent_path()) continue;
        beside = &track;
        ++masters;
    }
    return masters == 1 ? beside : nullptr;
}

media::TagChanges tags_of(Release const& release, distribution::Track const& track,
                          distribution::AssetRecord const* asset) {
    media::TagChanges tags;
    tags.title = distribution::full_title(track.title, track.version);
    tags.artist = distribution::artist_name(release, track);
    tags.album = distribution::full_title(release.title, release.version);
    tags.label = release.label;
    tags.isrc = track.isrc.value;
    tags.date = format_date(release.release_date);
    if (asset != nullptr) tags.disclosure = asset->disclosure;
    return tags;
}

/// Describes the bytes that a file has now.
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

/// Writes the tags of masters and previews. The names of those that have other bytes then.
Result<std::set<std::string>> tag_sounds(Content const& content, Release& release, fs::path const& folder) {
    std::set<std::string> changed;
    for (auto const& file : content.files) {
        if (file.role != "master" && file.role != "preview") continue;
        auto const extension = text::lower(fs::path(file.name).extension().string());
        auto const* track = extension == ".flac" || extension == ".mp3" ? track_of(release, file.name) : nullptr;
        if (track == nullptr) continue;
        auto const asset = std::find_if(release.assets.begin(), release.assets.end(),
                                        [&](auto const& each) { return each.file == file.name; });
        auto const* known = asset == release.assets.end() ? nullptr : &*asset;
        if (!TRY(media::change_tags(folder / file.name, tags_of(release, *track, known)))) continue;
        TRY(describe_again(release, file.name, folder));
        changed.insert(file.name);
    }
    return changed;
}

Result<void> write_papers(Studio& studio, Release const& release, distribution::Preflight const& checks,
                          fs::path const& folder) {
    TRY(write_file(folder / "preflight.json", json::pretty(checks)));
    TRY(write_file(folder / "provenance.json", distribution::provenance_json(release.assets)));
    distribution::PackageRequest request{release, folder, folder / package_folder,
                                         {},      checks, studio.preferences.schemas};
    request.message.sender = {TRY(label_dpid(studio)), release.label};
    request.message.created = studio.clock.now();
    return distribution::write_package(request).map([](auto const&) {});
}

/// The content's own files, of which `changed` have other bytes now, and what the package holds.
Result<void> keep_files(Studio& studio, Content& content, std::set<std::string> changed, fs::path const& folder) {
    auto const was = std::exchange(content.files, {});
    changed.insert({"preflight.json", "provenance.json"});
    std::string const inside = std::string(package_folder) + "/";
    for (auto const& file : was)
        if (!file.name.starts_with(inside) && !changed.contains(file.name)) content.files.push_back(file);
    for (auto const& name : changed) {
        auto const known = std::find_if(was.begin(), was.end(), [&](auto const& file) { return file.name == name; });
        TRY(add_file(studio, content, folder, folder / name, known == was.end() ? "package" : known->role));
    }
    for (auto const& entry : fs::recursive_directory_iterator(folder / package_folder))
        if (entry.is_regular_file()) TRY(add_file(studio, content, folder, entry.path(), "package"));
    std::sort(content.files.begin(), content.files.end(),
              [](auto const& a, auto const& b) { return fs::path(a.name) < fs::path(b.name); });
    return {};
}

std::string key_of(Content const& release) {
    return fmt::format("{}:{}:{}/packing", kinds::pack, to_string(release.id), release.revision);
}

}  // namespace

Result<bool> is_packed(Studio& studio, Content const& release) {
    // The first revision with these files is the one that was written with them: they say what it says.
    for (auto const& each : TRY(studio.contents.history(release.id)))
        if (has_same_files(each, release))
            return json::print(TRY(release_of(each))) == json::print(TRY(release_of(release)));
    return fail(ErrorCode::internal, fmt::format("release {} has lost its revisions", to_string(release.id)));
}

Result<Content> packed_anew(Studio& studio, Content const& stored, std::string const& name, Report const& report) {
    auto content = stored;
    auto release = TRY(release_of(content));
    auto const work = TRY(WorkFolder::open(studio, name));
    auto const folder = work.path() / "release";
    report(0, "writing tags");
    TRY(lay_out(studio, content, folder));
    std::set<std::string> changed;
    if (measured_of(content)) {
        release = TRY(with_counted_ai(studio, std::move(release)));
        changed = TRY(tag_sounds(content, release, folder));
    }
    report(0.4, "checking");
    auto& details = content.details.as_object();
    details["release"] = json::to_value(release);
    auto const checks = TRY(check_release(studio, content));
    details["preflight"] = json::to_value(checks);
    report(0.6, "packing");
    TRY(write_papers(studio, release, checks, folder));
    TRY(keep_files(studio, content, std::move(changed), folder));
    return content;
}

Result<Content> keep_packed(Studio& studio, Content const& packed) {
    auto content = packed;
    content.updated = studio.clock.now();
    return studio.contents.update(content);
}

Result<void> want_packing(Studio& studio, Content const& release) {
    jobs::JobSpec spec;
    spec.kind = kinds::pack;
    spec.input = json::to_value(PackingJob{to_string(release.id)});
    spec.key = key_of(release);
    auto const job = TRY(studio.queue.enqueue(spec));
    if (job.state == jobs::JobState::failed || job.state == jobs::JobState::cancelled) TRY(studio.queue.retry(job.id));
    return {};
}

Result<void> finish_packing(Studio& studio, std::string const& id, std::stop_token stop) {
    auto const release = TRY(find_release(studio, id));
    // It is in the queue already, unless somebody's decision has counted the revision up since.
    if (!TRY(is_packed(studio, release))) TRY(want_packing(studio, release));
    std::vector<jobs::JobId> waiting;
    jobs::JobQuery query;
    query.state = jobs::JobState::ready;
    query.kind = kinds::pack;
    query.limit = 500;
    for (auto const& job : TRY(studio.queue.list(query)).jobs)
        if (TRY(json::from_value<PackingJob>(job.input)).release == to_string(release.id)) waiting.push_back(job.id);
    if (waiting.empty()) return {};
    return run_jobs(studio, waiting, nullptr, std::move(stop)).map([](auto const&) {});
}

}  // namespace troupe::flow
