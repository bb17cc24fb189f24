#include "flow/edit_release.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "distribution/disclosure.hpp"
#include "flow/content_files.hpp"
#include "flow/handlers.hpp"
#include "flow/impl/release_fields.hpp"
#include "flow/release_checks.hpp"
#include "flow/release_papers.hpp"
#include "flow/release_songs.hpp"
#include "flow/release_tags.hpp"
#include "flow/requests.hpp"
#include "flow/work_folder.hpp"

namespace troupe::flow {
namespace fs = std::filesystem;
namespace {

using distribution::Release;

/// A release on its way from one revision to the next.
struct Revision {
    catalog::Content content;
    Release release;
    std::vector<std::size_t> order;  ///< where each of its tracks stood before
    MeasuredRelease measured;
    std::optional<catalog::Content> cover;  ///< another than before
};

Result<std::optional<catalog::Content>> other_cover(Studio& studio, artist::ArtistId artist, std::string const& id) {
    if (id.empty()) return std::optional<catalog::Content>();
    auto found = find_content(studio, id);
    if (!found) return within("cover", found.error());
    if (found->kind != catalog::ContentKind::cover || found->artist != artist)
        return wrong_field("cover", fmt::format("{} is no cover of this artist: `troupe content list {} --type cover`",
                                                id, to_string(artist)));
    if (found->state == catalog::ContentState::rejected) return wrong_field("cover", "was rejected: name another");
    return std::optional(*std::move(found));
}

Result<Revision> begin_revision(Studio& studio, ReleaseEdit const& edit) {
    if (edit.changes.empty())
        return wrong_field("changes", "are missing: say what shall change: FIELD=VALUE, such as title=\"Low Water\"");
    std::vector<FieldChange> changes;
    for (auto const& each : edit.changes) changes.push_back(TRY(parse_field_change(each)));
    auto const before = TRY(find_release(studio, edit.release));
    TRY(expect_revision(before, edit.of_revision));
    auto const measured = measured_of(before);
    if (!measured)
        return fail(ErrorCode::conflict,
                    fmt::format("release {} was made before measurements were kept: make it again", edit.release));
    auto changed = TRY(impl::changed_release(TRY(release_of(before)), changes));
    auto cover = TRY(other_cover(studio, before.artist, changed.cover.empty() ? edit.new_cover : changed.cover));
    return Revision{TRY(back_in_review(before, studio.clock.now())), std::move(changed.release),
                    std::move(changed.order), *measured, std::move(cover)};
}

/// The cover as it was, with another title; nothing where it does not say the title, or another one is named.
Result<std::optional<MakeRequest>> cover_with_title(Studio& studio, Revision const& revision) {
    auto const& texts = revision.measured.cover.texts;
    auto const says = [&](std::string const& title) {
        return std::find(texts.begin(), texts.end(), title) != texts.end();
    };
    auto const& title = revision.release.title;
    if (revision.cover || !says(revision.content.title) || says(title)) return std::optional<MakeRequest>();
    auto request = TRY(json::from_value<MakeRequest>(revision.content.brief, json::Unknown::ignore));
    if (!request.cover) return std::optional<MakeRequest>();
    auto const present = find_content(studio, *request.cover);
    if (!present && present.error().code == ErrorCode::not_found) return std::optional<MakeRequest>();
    if (!present) return tl::unexpected(present.error());
    MakeRequest cover;
    cover.artist = request.artist;
    cover.content = to_string(next_id<catalog::ContentTag>(studio));
    cover.seed = present->seed;  // the same picture
    cover.title = title;
    cover.songs = static_cast<int>(revision.release.tracks.size());
    cover.type = json::enum_name(revision.release.kind);
    return std::optional(std::move(cover));
}

template <class T>
void reorder(std::vector<T>& items, std::vector<std::size_t> const& order) {
    if (items.size() != order.size()) return;
    std::vector<T> moved;
    for (auto const from : order) moved.push_back(items[from]);
    items = std::move(moved);
}

/// Folders of tracks bear their number and title: old name to new, of those that move.
std::map<std::string, std::string> new_folders(Release const& release) {
    std::map<std::string, std::string> moved;
    for (std::size_t i = 0; i < release.tracks.size(); ++i) {
        auto const& track = release.tracks[i];
        auto const folder = fs::path(track.file).parent_path().generic_string();
        auto const name = song_folder(i, release.tracks.size(), track.title);
        if (!folder.empty() && !name.empty() && folder + "/" != name) moved[folder + "/"] = name;
    }
    return moved;
}

void rename(std::map<std::string, std::string> const& folders, std::string& file) {
    auto const end = file.find('/');
    auto const found = end == std::string::npos ? folders.end() : folders.find(file.substr(0, end + 1));
    if (found != folders.end()) file = found->second + file.substr(end + 1);
}

/// Everything that names a file of the release.
void rename_files(Revision& revision) {
    auto const folders = new_folders(revision.release);
    reorder(revision.measured.audio, revision.order);
    auto& release = revision.release;
    for (auto& track : release.tracks) rename(folders, track.file);
    for (auto& asset : release.assets) rename(folders, asset.file);
    for (auto& word : release.ai_overrides) rename(folders, word.file);
    for (auto& decision : release.ai_decisions) rename(folders, decision.file);
    for (auto& facts : revision.measured.audio) rename(folders, facts.file);
    for (auto& file : revision.content.files) rename(folders, file.name);
}

/// What the package is made of, without what is written anew.
void keep_works_only(catalog::Content& content) {
    std::erase_if(content.files, [](auto const& file) { return is_paper(file.name); });
}

/// Its files in the place of those of the cover before it; `lay_out` brings them.
void take_cover(Revision& revision) {
    if (!revision.cover) return;
    auto& files = revision.content.files;
    std::erase_if(files, [](auto const& file) { return file.role == "cover"; });
    files.insert(files.end(), revision.cover->files.begin(), revision.cover->files.end());
}

Result<void> describe_cover(Revision& revision, fs::path const& folder) {
    if (!revision.cover) return {};
    auto& release = revision.release;
    auto& facts = revision.measured.cover;
    std::erase_if(release.assets, [](auto const& asset) { return asset.kind == "cover"; });
    for (auto const& file : revision.cover->files)
        release.assets.push_back(
            TRY(distribution::describe_asset(folder, file.name, file.role, revision.cover->provenance)));
    facts = TRY(distribution::measure_cover(folder / release.cover.file));
    facts.file = release.cover.file;
    facts.texts = {release.artist, revision.cover->title};
    auto const sha256 = TRY(sha256_of_file(folder / release.cover.file));
    release.cover = {release.cover.file, sha256, facts.width_px, facts.height_px};
    return {};
}

/// The request that the release answers, with its tracks as they stand now.
Result<json::Value> brief_of(Revision const& revision) {
    auto request = TRY(json::from_value<MakeRequest>(revision.content.brief, json::Unknown::ignore));
    reorder(request.tracks, revision.order);
    if (!request.tracks.empty()) request.title = revision.release.title;
    if (revision.cover) request.cover = to_string(revision.cover->id);
    request.type = request.tracks.empty() ? request.type : json::enum_name(revision.release.kind);
    return json::to_value(request);
}

void remark_on_cover(EditedContent& edited, MeasuredRelease const& measured, Release const& release) {
    auto const& texts = measured.cover.texts;
    bool const is_named = std::find(texts.begin(), texts.end(), release.title) != texts.end();
    if (!texts.empty() && !is_named)
        edited.remarks.push_back(
            fmt::format("the cover says \"{}\": `troupe release edit` with cover=ID takes another", texts.back()));
}

}  // namespace

Result<std::vector<jobs::JobId>> begin_release_edit(Studio& studio, ReleaseEdit const& edit) {
    auto const revision = TRY(begin_revision(studio, edit));
    auto const cover = TRY(cover_with_title(studio, revision));
    auto wanted = edit;
    wanted.new_cover.clear();
    std::vector<jobs::JobId> jobs;
    TRY(studio.unit.run([&]() -> Result<void> {
        jobs.clear();
        if (cover) {
            wanted.new_cover = cover->content;
            jobs.push_back(TRY(studio.queue.enqueue({.kind = kinds::cover, .input = json::to_value(*cover)})).id);
        }
        jobs.push_back(
            TRY(studio.queue.enqueue({.kind = kinds::edit_release,
                                      .input = json::to_value(wanted),
                                      .after = jobs,
                                      .max_attempts = contended_attempts}))
                .id);
        return {};
    }));
    return jobs;
}

Result<EditedContent> prepare_release_edit(Studio& studio, ReleaseEdit const& edit, Report const& report,
                                           std::stop_token stop) {
    auto revision = TRY(begin_revision(studio, edit));
    keep_works_only(revision.content);
    rename_files(revision);
    take_cover(revision);
    auto const work = TRY(WorkFolder::open(studio, fmt::format("{}-{}", edit.release, revision.content.revision)));
    auto const folder = work.path() / "release";
    TRY(lay_out(studio, revision.content, folder));
    report(0.1, "writing tags");
    TRY(describe_cover(revision, folder));
    TRY(tag_sounds(revision.content.files, revision.release, folder,
                   revision.cover ? std::optional(folder / "cover.jpg") : std::nullopt));
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, "the edit of the release was cancelled");

    report(0.5, "checking and packing");
    auto const input = TRY(preflight_input(studio, revision.content.artist, revision.release, revision.measured));
    auto const checks = TRY(distribution::preflight(input));
    TRY(write_papers(studio, input.release, checks, folder));
    FileRoles roles;
    for (auto const& file : revision.content.files) roles[file.name] = file.role;
    EditedContent edited{revision.content, {}};
    edited.content.title = revision.release.title;
    edited.content.brief = TRY(brief_of(revision));
    TRY(keep_release(studio, edited.content, input, checks, revision.measured, folder, roles));
    remark_on_cover(edited, revision.measured, revision.release);
    return edited;
}

}  // namespace troupe::flow
