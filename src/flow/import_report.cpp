#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/files.hpp"
#include "base/text.hpp"
#include "feedback/report.hpp"
#include "flow/content_files.hpp"
#include "flow/create_artist.hpp"
#include "flow/learn.hpp"
#include "flow/making.hpp"
#include "flow/press_kit_contents.hpp"
#include "flow/track_details.hpp"

namespace troupe::flow {
namespace {

/// A track of the roster, as reports may name it.
struct KnownTrack {
    artist::Document artist;
    catalog::Content track;
    std::set<std::string> ids;  ///< its own, and those of the releases that hold it
    json::Value factors = json::Object{};
};

/// Which family of compositions the cover of a release showed.
void add_visual_family(KnownTrack& known, MakeRequest const& release, std::vector<catalog::Content> const& contents) {
    for (auto const& content : contents) {
        auto const* details = content.details.if_object();
        if (details == nullptr || !release.cover || to_string(content.id) != *release.cover || !details->contains("family")) continue;
        if (known.factors.is_object()) known.factors.as_object()["visual_family"] = details->at("family");
    }
}

Result<std::vector<KnownTrack>> known_tracks(Studio& studio) {
    std::vector<KnownTrack> known;
    for (auto const& artist : TRY(roster(studio))) {
        auto const all = TRY(everything_of(studio, artist));
        for (auto const& content : all.contents)
            if (content.kind == catalog::ContentKind::track && content.state != catalog::ContentState::rejected) {
                auto const details = track_details(content);
                known.push_back({artist, content, {to_string(content.id)}, details ? details->factors : json::Object{}});
            }
        for (auto const& content : all.contents) {
            if (content.kind != catalog::ContentKind::release) continue;
            auto const request = json::from_value<MakeRequest>(content.brief, json::Unknown::ignore);
            for (auto& track : known)
                if (request && request->track == to_string(track.track.id)) {
                    track.ids.insert(to_string(content.id));
                    add_visual_family(track, *request, all.contents);
                }
        }
    }
    return known;
}

std::string folded(std::string_view title) { return text::join(text::words(title), " "); }

bool is_named(KnownTrack const& known, feedback::TrackQuery const& query) {
    if (!query.artist.empty() && folded(query.artist) != folded(known.artist.name())) return false;
    if (query.by == feedback::TrackName::content_id) return known.ids.contains(text::lower(query.text));
    if (query.by == feedback::TrackName::title) return folded(query.text) == folded(known.track.title);
    return false;  // nobody has an ISRC before distribution gives one
}

feedback::TrackResolver resolver(std::vector<KnownTrack> const& known) {
    return [&known](feedback::TrackQuery const& query) -> Result<std::vector<feedback::TrackMatch>> {
        std::vector<feedback::TrackMatch> matches;
        for (auto const& track : known) {
            if (!is_named(track, query)) continue;
            matches.push_back({to_string(track.artist.id), to_string(track.track.id), track.track.title, track.factors});
        }
        return matches;
    };
}

}  // namespace

std::vector<ReportFormat> report_formats() {
    return {{"generic", "CSV with the header date,platform,territory,track,streams,listeners,saves,skips,shares[,artist]"}};
}

Result<void> check_report_format(std::string const& name) {
    for (auto const& format : report_formats())
        if (format.name == name) return {};
    return fail(ErrorCode::invalid_input, fmt::format("--format: '{}' cannot be read yet; `troupe report formats` lists what can", text::excerpt(name)));
}

Result<ImportedReport> import_report(Studio& studio, std::filesystem::path const& file, bool accepts_good_rows) {
    feedback::ImportRequest request;
    request.bytes = TRY(read_file(file, feedback::report_limit_bytes + 1));
    request.name = file.filename().string();
    request.now = studio.clock.now();
    request.accept_good_rows = accepts_good_rows;
    auto const known = TRY(known_tracks(studio));
    feedback::ImportResult result;
    TRY(studio.unit.run([&]() -> Result<void> {
        result = TRY(feedback::import_report(request, resolver(known), studio.observations));
        return {};
    }));
    auto value = json::to_value(result).as_object();
    value["id"] = result.sha256;
    return ImportedReport{value, feedback::describe(result), result.accepted};
}

}  // namespace troupe::flow
