#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "distribution/identifiers.hpp"
#include "distribution/impl/message.hpp"
#include "distribution/receive/received_release.hpp"

namespace troupe::distribution {
namespace {

class Comparison {
public:
    void same(std::string field, std::string const& ours, std::string const& theirs) {
        if (ours != theirs) found_.push_back({std::move(field), ours, theirs});
    }
    void same(std::string field, long ours, long theirs) {
        same(std::move(field), std::to_string(ours), std::to_string(theirs));
    }
    void same(std::string field, std::vector<std::string> ours, std::vector<std::string> theirs) {
        std::sort(ours.begin(), ours.end());
        std::sort(theirs.begin(), theirs.end());
        same(std::move(field), text::join(ours, ", "), text::join(theirs, ", "));
    }
    [[nodiscard]] std::vector<Difference> take() { return std::move(found_); }

private:
    std::vector<Difference> found_;
};

std::string code_of(Code const& code) { return code.is_given() ? code.value : std::string(); }
std::string line_of(RightsLine const& line) { return fmt::format("{} {}", line.year, line.owner); }

std::vector<std::string> roles_of(std::vector<ReceivedContributor> const& people) {
    std::vector<std::string> all;
    for (auto const& one : people)
        for (auto const& role : one.roles) all.push_back(one.name + ": " + role);
    return all;
}

/// As the message credits them: what AI did is credited to AI in 4.3.2 alone.
std::vector<std::string> roles_of(std::vector<impl::Credit> const& credits) {
    std::vector<std::string> all;
    for (auto const& credit : credits)
        for (auto const& role : credit.roles)
            all.push_back((credit.name.empty() ? "GenerativeAI" : credit.name) + ": " + role);
    return all;
}

void compare_track(std::string const& at, impl::Recording const& ours, ReceivedTrack const& theirs,
                   Comparison& compare) {
    auto const& track = *ours.track;
    compare.same(at + ".title", track.title, theirs.title);
    compare.same(at + ".version", track.version, theirs.version);
    compare.same(at + ".artist", ours.artist, theirs.artist);
    compare.same(at + ".isrc", code_of(track.isrc), theirs.isrc);
    compare.same(at + ".iswc", track.iswc, theirs.iswc);
    compare.same(at + ".p_line", line_of(ours.p_line), theirs.p_line);
    compare.same(at + ".language", track.instrumental ? std::string() : track.language, theirs.language);
    compare.same(at + ".first_published", format_date(ours.first_published), theirs.first_published);
    compare.same(at + ".parental_warning", std::string(track.explicit_lyrics ? "Explicit" : "NotExplicit"),
                 theirs.parental_warning);
    compare.same(at + ".contributors", roles_of(ours.credits), roles_of(theirs.contributors));
    compare.same(at + ".seconds", impl::whole_seconds(track.seconds), theirs.seconds);
    compare.same(at + ".sample_rate_hz", track.sample_rate_hz, theirs.sample_rate_hz);
    if (!track.video) compare.same(at + ".bits", track.bits, theirs.bits);
    compare.same(at + ".channels", track.channels, theirs.channels);
    compare.same(at + ".is_video", track.video.has_value(), theirs.is_video);
    if (theirs.file.hash_type == "SHA-256") compare.same(at + ".sha256", track.sha256, theirs.file.hash);
}

void compare_deals(impl::Message const& ours, std::vector<ReceivedDeal> const& theirs, Comparison& compare) {
    compare.same("deals", static_cast<long>(ours.offers.size()), static_cast<long>(theirs.size()));
    for (std::size_t i = 0; i < std::min(ours.offers.size(), theirs.size()); ++i) {
        auto const at = fmt::format("deals[{}]", i);
        auto const& offer = ours.offers[i];
        compare.same(at + ".commercial_models", offer.commercial_models, theirs[i].commercial_models);
        compare.same(at + ".use_types", offer.use_types, theirs[i].use_types);
        compare.same(at + ".territories", offer.territories, theirs[i].territories);
        compare.same(at + ".excluded_territories", offer.excluded, theirs[i].excluded_territories);
        compare.same(at + ".start", format_date(offer.start), theirs[i].start);
        compare.same(at + ".end", offer.end ? format_date(*offer.end) : std::string(), theirs[i].end);
        compare.same(at + ".is_pre_order", offer.is_pre_order, theirs[i].is_pre_order);
    }
}

void compare_release(Release const& release, impl::Message const& ours, ReceivedRelease const& theirs,
                     Comparison& compare) {
    compare.same("title", ours.title.text, theirs.title);
    compare.same("version", ours.title.version, theirs.title_version);
    compare.same("artist", ours.artist, theirs.artist);
    compare.same("label", release.label, theirs.label);
    compare.same("genre", release.genre, theirs.genre);
    compare.same("sub_genre", release.sub_genre, theirs.sub_genre);
    compare.same("upc", code_of(release.upc), theirs.upc);
    compare.same("grid", code_of(release.grid), theirs.grid);
    compare.same("catalog_number", release.catalog_number, theirs.catalog_number);
    compare.same("p_line", line_of(release.p_line), theirs.p_line);
    compare.same("c_line", line_of(release.c_line), theirs.c_line);
    compare.same("release_date", format_date(release.release_date), theirs.release_date);
    compare.same("original_release_date", format_date(release.original_release_date.value_or(release.release_date)),
                 theirs.original_release_date);
    compare.same("cover.width_px", release.cover.width_px, theirs.cover.width_px);
    compare.same("cover.height_px", release.cover.height_px, theirs.cover.height_px);
    if (theirs.cover.file.hash_type == "SHA-256")
        compare.same("cover.sha256", release.cover.sha256, theirs.cover.file.hash);
}

}  // namespace

std::vector<Difference> differences(Release const& release, ReceivedRelease const& received) {
    MessageSettings settings;
    settings.version = received.version;
    settings.sender = received.sender;
    settings.created = parse_time(received.created).value_or(TimePoint{});
    DeliveredFiles files;
    files.tracks.resize(release.tracks.size());
    auto const ours = impl::describe(release, settings, files);
    Comparison compare;
    compare_release(release, ours, received, compare);
    compare.same("tracks", static_cast<long>(ours.recordings.size()), static_cast<long>(received.tracks.size()));
    for (std::size_t i = 0; i < std::min(ours.recordings.size(), received.tracks.size()); ++i)
        compare_track(fmt::format("tracks[{}]", i), ours.recordings[i], received.tracks[i], compare);
    compare_deals(ours, received.deals, compare);
    return compare.take();
}

}  // namespace troupe::distribution
