#include "flow/release_checks.hpp"

#include <fmt/format.h>

#include "distribution/disclosure_policy.hpp"
#include "flow/content_files.hpp"
#include "flow/create_artist.hpp"
#include "flow/release_codes.hpp"

namespace troupe::flow {
namespace {

using distribution::KnownRelease;
using distribution::PreflightInput;
using distribution::Release;

template <class T>
std::optional<T> detail(catalog::Content const& content, std::string_view name) {
    auto const* details = content.details.if_object();
    auto const* stored = details == nullptr ? nullptr : details->if_contains(name);
    if (stored == nullptr) return std::nullopt;
    auto read = json::from_value<T>(*stored, json::Unknown::ignore);
    return read ? std::optional(*std::move(read)) : std::nullopt;
}

KnownRelease known_release(catalog::Content const& content, Release const& release, bool is_same_artist) {
    KnownRelease known{.id = to_string(content.id),
                       .title = release.title,
                       .artist = release.artist,
                       .is_same_artist = is_same_artist,
                       .date = release.release_date,
                       .upc = release.upc.value,
                       .cover_sha256 = release.cover.sha256};
    auto const measured = measured_of(content).value_or(MeasuredRelease{});
    for (std::size_t i = 0; i < release.tracks.size(); ++i) {
        auto const& track = release.tracks[i];
        auto const facts = i < measured.audio.size() ? measured.audio[i] : distribution::AudioFacts{};
        known.recordings.push_back(
            {track.title, track.isrc.value, facts.recording, facts.fingerprint, track.video.has_value()});
    }
    return known;
}

/// Every other release that nobody has rejected.
Result<std::vector<KnownRelease>> other_releases(Studio& studio, artist::ArtistId artist, std::string const& own) {
    std::vector<KnownRelease> others;
    catalog::ContentQuery query{.kind = catalog::ContentKind::release, .limit = 500};
    do {
        auto const page = TRY(studio.contents.list(query));
        for (auto const& content : page.contents) {
            if (to_string(content.id) == own || content.state == catalog::ContentState::rejected ||
                content.state == catalog::ContentState::failed)
                continue;
            if (auto const release = detail<Release>(content, "release"))
                others.push_back(known_release(content, *release, content.artist == artist));
        }
        query.after = page.next;
    } while (query.after);
    return others;
}

}  // namespace

Result<catalog::Content> find_release(Studio& studio, std::string const& id) {
    auto content = TRY(find_content(studio, id));
    if (content.kind != catalog::ContentKind::release)
        return fail(ErrorCode::not_found, fmt::format("{} is a {}, not a release: `troupe content list ARTIST --type release`", id,
                                                      json::enum_name(content.kind)));
    return content;
}

Result<distribution::Preflight> preflight_of(catalog::Content const& release) {
    auto const* details = release.details.if_object();
    auto const* stored = details == nullptr ? nullptr : details->if_contains("preflight");
    if (stored == nullptr) return fail(ErrorCode::internal, fmt::format("release {} has no pre-flight", to_string(release.id)));
    return json::from_value<distribution::Preflight>(*stored, json::Unknown::ignore);
}

Result<Release> release_of(catalog::Content const& release) {
    if (auto described = detail<Release>(release, "release")) return *std::move(described);
    return fail(ErrorCode::internal, fmt::format("release {} has no description: make it again", to_string(release.id)));
}

std::optional<MeasuredRelease> measured_of(catalog::Content const& release) {
    return detail<MeasuredRelease>(release, "measured");
}

Result<PreflightInput> preflight_input(Studio& studio, artist::ArtistId artist, Release const& release,
                                       MeasuredRelease const& measured) {
    PreflightInput input;
    input.release = TRY(with_counted_ai(studio, release));
    input.audio = measured.audio;
    input.cover = measured.cover;
    input.videos = measured.videos;
    input.texts = measured.texts;
    input.today = date_of(studio.clock.now());
    for (auto const& other : TRY(roster(studio)))
        if (other.id != artist) input.other_artists.push_back(other.name());
    input.catalogue = TRY(other_releases(studio, artist, release.id));
    for (auto const& other : input.catalogue)
        if (other.is_same_artist) input.other_release_dates.push_back(other.date);
    input.codes = TRY(code_register(studio, release, recordings_of(release, measured)));
    input.sender = {TRY(label_dpid(studio)), release.label};
    return input;
}

Result<distribution::Preflight> check_release(Studio& studio, catalog::Content const& release,
                                              std::vector<std::string> const& stores) {
    auto const measured = measured_of(release);
    if (!measured) return preflight_of(release);
    auto input = TRY(preflight_input(studio, release.artist, TRY(release_of(release)), *measured));
    input.stores = stores;
    return distribution::preflight(input);
}

Result<Release> with_counted_ai(Studio const& studio, Release release) {
    auto const& file = studio.preferences.ai_policy;
    auto const policy = TRY(distribution::load_counting_policy(file.empty() ? std::nullopt : std::optional(file)));
    return distribution::count_ai(std::move(release), policy);
}

Result<std::string> label_dpid(Studio& studio) {
    for (auto const& prefix : TRY(studio.codes.prefixes()))
        if (prefix.kind == distribution::CodeKind::dpid) return prefix.prefix;
    return studio.preferences.dpid;
}

}  // namespace troupe::flow
