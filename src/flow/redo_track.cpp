#include "flow/redo_track.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "base/random.hpp"
#include "flow/content_files.hpp"
#include "flow/track_details.hpp"
#include "flow/work_folder.hpp"
#include "music/export/score_file.hpp"

namespace troupe::flow {
namespace {

using catalog::Content;
using catalog::ContentState;

Result<music::Revision> revision_of(Content const& content, RedoRequest const& request, std::filesystem::path const& folder) {
    auto const* score = catalog::file_with_role(content, "score");
    if (score == nullptr)
        return fail(ErrorCode::invalid_input, fmt::format("content {} has no score.json: only a track with a score can have a section made anew", request.content));
    auto played = TRY(music::read_score_file(folder / score->name));
    music::Revision revision{request.section - 1, 0, std::move(played), folder};
    auto const count = static_cast<int>(revision.score.sections.size());
    if (request.section < 1 || request.section > count)
        return fail(ErrorCode::invalid_input, fmt::format("--section: {} is outside 1 to {}", request.section, count));
    // Each revision draws its own, so that asking again gives another section.
    auto const drawn = Random(content.seed).stream(fmt::format("redo {}", request.section), static_cast<std::uint64_t>(content.revision)).next() >> 11;
    revision.seed = request.seed.value_or(drawn);
    return revision;
}

/// What was made anew, in order, so that the brief still tells how the track came to be.
void note_redo(Content& content, music::Revision const& revision) {
    auto& brief = content.brief.as_object();
    if (!brief.contains("redone")) brief["redone"] = json::Array{};
    brief["redone"].as_array().push_back(json::Object{{"section", revision.section + 1}, {"seed", revision.seed}});
}

/// The chosen one back to review, another one out of the way; what is so already stays as it is.
Result<void> settle(Studio& studio, Content content, bool is_chosen, catalog::Approval const& rejection) {
    if (content.state == (is_chosen ? ContentState::in_review : ContentState::rejected)) return {};
    if (is_chosen && content.state == ContentState::approved) return {};
    content = TRY(back_in_review(std::move(content), rejection.at));
    if (!is_chosen) content = TRY(catalog::decide(std::move(content), rejection));
    TRY(studio.contents.update(content));
    return is_chosen ? Result<void>{} : studio.contents.add_approval(content.id, rejection);
}

}  // namespace

Result<EditedContent> prepare_redo(Studio& studio, RedoRequest const& request, Report const& report, std::stop_token stop) {
    auto const before = TRY(find_content(studio, request.content));
    TRY(expect_revision(before, request.of_revision));
    TRY(track_details(before));
    if (!before.provenance.inputs.empty())
        return fail(ErrorCode::conflict, fmt::format("content {} holds a person's recording, which a new section would cut out: `troupe content undo {}` to the "
                                                     "revision before it, make the section anew, and add the recording again", request.content, request.content));
    EditedContent edited{TRY(back_in_review(before, studio.clock.now())), {}};
    auto const work = TRY(WorkFolder::open(studio, request.content));
    TRY(lay_out(studio, before, work.path() / "take"));
    auto const revision = TRY(revision_of(before, request, work.path() / "take"));
    auto const brief = TRY(json::from_value<music::Brief>(before.brief, json::Unknown::ignore));
    auto const progress = [&](double fraction, std::string_view what) { report(fraction, std::string(what)); };
    auto const folder = work.path() / "redone";
    auto const track = TRY(studio.tracks.revise(brief, revision, folder, progress, stop));
    TRY(describe_track(studio, edited.content, track, folder, stop));
    note_redo(edited.content, revision);
    return edited;
}

Result<EditedContent> redo_section(Studio& studio, RedoRequest const& request, Report const& report, std::stop_token stop) {
    return keep_change(studio, TRY(prepare_redo(studio, request, report, std::move(stop))));
}

Result<Content> choose_take(Studio& studio, std::string const& id, std::string const& by) {
    auto const chosen = TRY(find_content(studio, id));
    auto const takes = TRY(track_details(chosen)).takes;
    if (takes.empty())
        return fail(ErrorCode::invalid_input, fmt::format("content {} is the only take of its song: `troupe content generate ARTIST --type track --takes N` makes several", id));
    TRY(studio.unit.run([&]() -> Result<void> {
        for (auto const& take : takes) {
            auto other = studio.contents.find(TRY(parse_id<catalog::ContentTag>(take.content)));
            if (!other && other.error().code == ErrorCode::not_found) continue;  // somebody has removed it
            auto const rejection = catalog::Approval{by, catalog::Decision::rejected, fmt::format("take {} was chosen instead", id), studio.clock.now()};
            TRY(settle(studio, TRY(std::move(other)), take.content == to_string(chosen.id), rejection));
        }
        return {};
    }));
    return find_content(studio, id);
}

Result<std::vector<std::filesystem::path>> export_content(Studio& studio, std::string const& id, std::filesystem::path const& folder,
                                                          std::vector<music::TrackFormat> const& formats, std::stop_token stop) {
    auto const content = TRY(find_content(studio, id));
    TRY(make_folder(folder));
    std::vector<std::filesystem::path> written;
    for (auto const& file : content.files) {
        TRY(make_folder((folder / file.name).parent_path()));
        TRY(troupe::copy_file(TRY(studio.assets.path_of(file.asset)), folder / file.name));
        written.push_back(folder / file.name);
    }
    if (formats.empty()) return written;
    auto const* master = catalog::file_with_role(content, "master");
    if (master == nullptr) return fail(ErrorCode::invalid_input, fmt::format("--formats: content {} has no master to make them of", id));
    music::Track track;
    track.master = folder / master->name;
    if (auto const* score = catalog::file_with_role(content, "score")) track.score = TRY(music::read_score_file(folder / score->name));
    for (auto const& file : TRY(music::write_formats(track, formats, folder, stop)))
        if (std::find(written.begin(), written.end(), file.file) == written.end()) written.push_back(file.file);
    return written;
}

}  // namespace troupe::flow
