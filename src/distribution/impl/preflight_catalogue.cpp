#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/json.hpp"
#include "base/text.hpp"
#include "distribution/fingerprint.hpp"
#include "distribution/impl/preflight_report.hpp"

/// Rules that look at the label's other releases and at its book of codes.
namespace troupe::distribution::impl {
namespace {

std::string named(KnownRelease const& other) {
    return fmt::format("release \"{}\" ({})", text::excerpt(other.title), other.id);
}

std::string recording_of(PreflightInput const& input, std::size_t track) {
    return track < input.audio.size() ? input.audio[track].recording : std::string();
}

/// A recording keeps its code on every release, and no other gets it.
void check_isrc_elsewhere(PreflightInput const& input, Rule const&, Report& report) {
    if (input.catalogue.empty()) return report.not_applicable();
    for (std::size_t i = 0; i < input.release.tracks.size(); ++i) {
        auto const& code = input.release.tracks[i].isrc.value;
        auto const recording = recording_of(input, i);
        if (code.empty() || recording.empty()) continue;
        auto const field = fmt::format("tracks[{}].isrc", i);
        for (auto const& other : input.catalogue)
            for (auto const& known : other.recordings) {
                if (known.isrc == code && known.recording != recording && !known.recording.empty())
                    report.broken(field, fmt::format("{} is another recording on {}", code, named(other)), "one each");
                if (known.recording == recording && !known.isrc.empty() && known.isrc != code)
                    report.broken(field, fmt::format("{}, but {} on {}", code, known.isrc, named(other)), known.isrc);
            }
    }
}

void check_upc_elsewhere(PreflightInput const& input, Rule const&, Report& report) {
    auto const& code = input.release.upc.value;
    if (code.empty() || input.catalogue.empty()) return report.not_applicable();
    for (auto const& other : input.catalogue)
        if (!other.upc.empty() && code_key(CodeKind::upc, other.upc) == code_key(CodeKind::upc, code))
            report.broken("upc", fmt::format("{} is {}", code, named(other)), "one each");
}

bool is_ours(CodeRegister const& book, CodeKind kind, std::string const& value) {
    return std::any_of(book.prefixes.begin(), book.prefixes.end(),
                       [&](auto const& prefix) { return prefix.kind == kind && place_of(prefix, value); });
}

/// One code of the release against the book, where its owner's own code must be this very one.
void compare(CodeRegister const& book, CodeKind kind, std::string const& owner, std::string const& field,
             Code const& code, Report& report) {
    bool const is_own = code.status == CodeStatus::reserved || code.status == CodeStatus::assigned;
    if (is_own && !is_ours(book, kind, code.value))
        report.broken(field, fmt::format("{} begins with no prefix of the label", code.value),
                      "a code of an own prefix, or one marked as external");
    for (auto const& known : book.codes) {
        if (known.kind != kind) continue;
        bool const is_this = code_key(kind, known.value) == code_key(kind, code.value);
        if (is_this && (known.owner != owner || known.status == CodeStatus::none))
            report.broken(field, fmt::format("{} is the code of \"{}\"", code.value, text::excerpt(known.title)),
                          "one each");
        else if (!is_this && known.owner == owner && known.status != CodeStatus::none)
            report.broken(field,
                          fmt::format("{}, changed after {} was {}", code.value.empty() ? "none" : code.value,
                                      known.value, json::enum_name(known.status)),
                          known.value);
    }
}

void check_book(PreflightInput const& input, Rule const&, Report& report) {
    if (!input.codes) return report.not_applicable();
    auto const& release = input.release;
    for (std::size_t i = 0; i < release.tracks.size(); ++i)
        compare(*input.codes, CodeKind::isrc, recording_of(input, i), fmt::format("tracks[{}].isrc", i),
                release.tracks[i].isrc, report);
    compare(*input.codes, CodeKind::upc, release.id, "upc", release.upc, report);
    compare(*input.codes, CodeKind::grid, release.id, "grid", release.grid, report);
}

void check_cover_elsewhere(PreflightInput const& input, Rule const&, Report& report) {
    auto const& cover = input.release.cover;
    if (cover.sha256.empty() || input.catalogue.empty()) return report.not_applicable();
    for (auto const& other : input.catalogue)
        if (other.cover_sha256 == cover.sha256 &&
            !(other.is_same_artist && text::lower(other.title) == text::lower(input.release.title)))
            report.broken(cover.file, "the cover of " + named(other), "one each");
}

/// The same master under the same code and title may stand on a single and on an album, and a video of the song bears a
/// code of its own; anything else is a copy.
bool is_same_song(Track const& track, KnownRelease const& other, KnownRecording const& known) {
    bool const is_its_video = track.video.has_value() != known.is_video;
    return other.is_same_artist && text::lower(track.title) == text::lower(known.title) &&
           (is_its_video || track.isrc.value.empty() || known.isrc.empty() || track.isrc.value == known.isrc);
}

void check_audio_elsewhere(PreflightInput const& input, Rule const& rule, Report& report) {
    auto const most = rule.limits.at("least_distance");
    bool any = false;
    for (std::size_t i = 0; i < std::min(input.release.tracks.size(), input.audio.size()); ++i)
        for (auto const& other : input.catalogue)
            for (auto const& known : other.recordings) {
                auto const& facts = input.audio[i];
                bool const can_hear = !facts.fingerprint.empty() && !known.fingerprint.empty();
                bool const is_copy = !facts.recording.empty() && facts.recording == known.recording;
                any = any || can_hear || (!facts.recording.empty() && !known.recording.empty());
                if (is_same_song(input.release.tracks[i], other, known)) continue;
                auto const distance = is_copy    ? 0
                                      : can_hear ? fingerprint_distance(facts.fingerprint, known.fingerprint)
                                                 : 1;
                if (distance < most)
                    report.broken(facts.file,
                                  fmt::format("sounds like \"{}\" of {} ({:.0f} % differ)", text::excerpt(known.title),
                                              named(other), distance * 100),
                                  fmt::format("{:.0f} %", most * 100));
            }
    if (!any) report.not_applicable();
}

/// A name without what spellings differ in: case, spaces and signs.
std::string letters_of(std::string const& name) {
    std::string letters;
    for (char const c : text::lower(name))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) letters += c;
    return letters;
}

void check_spelling(PreflightInput const& input, Rule const&, Report& report) {
    bool any = false;
    for (auto const& other : input.catalogue) {
        if (!other.is_same_artist) continue;
        any = true;
        // Another name altogether is another matter: a guest, or an artist who was recast.
        if (other.artist != input.release.artist && letters_of(other.artist) == letters_of(input.release.artist))
            report.broken("artist",
                          fmt::format("\"{}\", but \"{}\" on {}", text::excerpt(input.release.artist),
                                      text::excerpt(other.artist), named(other)),
                          other.artist);
    }
    if (!any) report.not_applicable();
}

void check_flood(PreflightInput const& input, Rule const& rule, Report& report) {
    if (input.other_release_dates.empty()) return report.not_applicable();
    auto const within_week = [&](Date other) { return std::abs(days_between(other, input.release.release_date)) < 7; };
    auto const count =
        1 + std::count_if(input.other_release_dates.begin(), input.other_release_dates.end(), within_week);
    if (static_cast<double>(count) > rule.limits.at("most_a_week"))
        report.broken("release_date", fmt::format("{} releases within a week", count),
                      fmt::format("{:.0f}", rule.limits.at("most_a_week")));
}

}  // namespace

void add_catalogue_checks(Checks& checks) {
    checks["isrc_elsewhere"] = check_isrc_elsewhere;
    checks["upc_elsewhere"] = check_upc_elsewhere;
    checks["code_book"] = check_book;
    checks["cover_elsewhere"] = check_cover_elsewhere;
    checks["audio_elsewhere"] = check_audio_elsewhere;
    checks["artist_spelling"] = check_spelling;
    checks["flood"] = check_flood;
}

}  // namespace troupe::distribution::impl
