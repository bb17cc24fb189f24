#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <set>

#include "base/text.hpp"
#include "base/time.hpp"
#include "distribution/genres.hpp"
#include "distribution/impl/problems.hpp"

namespace troupe::distribution::impl {
namespace {

std::string profile_of(pugi::xml_node root) { return root.attribute("ReleaseProfileVersionId").value(); }

std::size_t count(pugi::xml_node parent, char const* name) {
    auto const children = parent.children(name);
    return static_cast<std::size_t>(std::distance(children.begin(), children.end()));
}

void check_single(pugi::xml_node root, Problems& problems) {
    auto const resources = root.child("ResourceList");
    auto const releases = root.child("ReleaseList");
    if (count(resources, "SoundRecording") != 1)
        problems.blocker("MS05", resources, fmt::format("{} recordings", count(resources, "SoundRecording")),
                         "a SimpleAudioSingle has exactly one");
    std::size_t covers = 0;
    for (auto const image : resources.children("Image"))
        covers += value_of(image.child("Type")) == "FrontCoverImage" ? 1 : 0;
    if (covers != 1)
        problems.blocker("MS05", resources, fmt::format("{} front covers", covers),
                         "a SimpleAudioSingle has exactly one");
    for (auto const* other : {"Video", "Text", "SheetMusic", "Software"})
        if (auto const node = resources.child(other))
            problems.blocker("VC06", node, fmt::format("a {} in an audio single", other),
                             "send it as a release of its own");
    if (auto const track = releases.child("TrackRelease"))
        problems.blocker("MS04", track, "a track release in a simple single", "remove it: the release is the track");
    auto const release_title = value_of(releases.child("Release").child("DisplayTitleText"));
    auto const track_title = value_of(resources.child("SoundRecording").child("DisplayTitleText"));
    if (release_title != track_title)
        problems.blocker("MD04", releases.child("Release").child("DisplayTitleText"),
                         fmt::format("\"{}\", but its only track is \"{}\"", text::excerpt(release_title),
                                     text::excerpt(track_title)),
                         "give both the same title");
}

/// Album profile: every recording is a track release, and each of them is of one recording.
void check_track_releases(pugi::xml_node root, Problems& problems) {
    std::set<std::string> released;
    for (auto const track : root.child("ReleaseList").children("TrackRelease"))
        if (!released.insert(value_of(track.child("ReleaseResourceReference"))).second)
            problems.blocker("MS04", track, "a second track release of one recording", "keep one");
    for (auto const recording : root.child("ResourceList").children("SoundRecording"))
        if (!released.contains(value_of(recording.child("ResourceReference"))))
            problems.blocker("MS04", recording, "has no track release", "add a TrackRelease for it");
}

void check_genre(pugi::xml_node root, Problems& problems) {
    for (auto const node : find_all(root.child("ReleaseList"), {"GenreText"}))
        if (!is_store_genre(value_of(node)))
            problems.blocker("MD14", node,
                             fmt::format("\"{}\" is no genre of the stores", text::excerpt(value_of(node))),
                             "choose one of data/distribution/genres.json");
}

void check_parental_warning(pugi::xml_node root, Problems& problems) {
    bool any = false;
    for (auto const node : root.child("ResourceList").children())
        any = any || value_of(node.child("ParentalWarningType")) == "Explicit";
    auto const release = root.child("ReleaseList").child("Release").child("ParentalWarningType");
    if (any != (value_of(release) == "Explicit"))
        problems.blocker(
            "MD11", release,
            fmt::format("is {}, but {}", value_of(release), any ? "a track is explicit" : "no track is explicit"),
            "the release is explicit when a track is");
}

/// ERN titles with line breaks or nothing in them.
void check_titles(pugi::xml_node root, Problems& problems) {
    for (auto const node : find_all(root, {"TitleText", "DisplayTitleText", "DisplayArtistName", "FullName"})) {
        auto const value = value_of(node);
        if (text::trim(value).empty()) problems.blocker("MS14", node, "is empty", "give it a text");
        for (char32_t const c : text::decode(value))
            if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
                problems.blocker("MS14", node,
                                 fmt::format("holds the control character U+{:04X}", static_cast<unsigned>(c)),
                                 "remove it");
                break;
            }
    }
}

}  // namespace

void check_profile(pugi::xml_node root, Problems& problems) {
    auto const profile = profile_of(root);
    auto const releases = root.child("ReleaseList");
    if (count(releases, "Release") != 1)
        problems.blocker("MS04", releases, fmt::format("{} releases", count(releases, "Release")),
                         "one message, one release");
    if (profile == "SimpleAudioSingle") check_single(root, problems);
    if (profile == "Audio") check_track_releases(root, problems);
    check_genre(root, problems);
    check_parental_warning(root, problems);
    check_titles(root, problems);
}

namespace {

bool is_writer(std::string const& role) {
    static std::set<std::string> const roles{"Composer",       "ComposerLyricist", "Lyricist",  "Author",
                                             "NonLyricAuthor", "Arranger",         "Adapter",   "Librettist",
                                             "MusicPublisher", "SubLyricist",      "Translator"};
    return roles.contains(role);
}

void check_contributors(pugi::xml_node recording, bool is_simple, Problems& problems) {
    bool has_writer = false;
    std::set<std::string> parties;
    for (auto const contributor : recording.children("Contributor")) {
        auto const party = value_of(contributor.child("ContributorPartyReference"));
        if (!parties.insert(party).second)
            problems.blocker("MS09", contributor, fmt::format("{} is listed twice", text::excerpt(party)),
                             "one Contributor for each party, with all its roles");
        if (!contributor.child("Role")) problems.blocker("MS06", contributor, "has no role", "say what the party did");
        for (auto const role : contributor.children("Role")) has_writer = has_writer || is_writer(value_of(role));
    }
    if (has_writer) return;
    if (is_simple)
        problems.blocker("MS06", recording, "names no composer or lyricist", "add a Contributor with such a role");
    else
        problems.warning("MS06", recording, "names no composer or lyricist", "add a Contributor with such a role");
}

void check_voice(pugi::xml_node recording, Problems& problems) {
    bool const is_instrumental = value_of(recording.child("IsInstrumental")) == "true";
    if (is_instrumental && recording.child("LanguageOfPerformance"))
        problems.blocker("MD10", recording.child("LanguageOfPerformance"),
                         "an instrumental has no language of performance", "remove one of the two");
    if (is_instrumental && value_of(recording.child("HasVocalPerformance")) == "true")
        problems.blocker("MD10", recording.child("HasVocalPerformance"), "is true, and IsInstrumental too", "decide");
    bool const sings = value_of(recording.child("HasVocalPerformance")) == "true";
    if (sings && !recording.child("LanguageOfPerformance"))
        problems.blocker("MD10", recording, "is sung, but in no language", "add LanguageOfPerformance");
}

/// "PT3M5S" in seconds; negative when it is none. Only what is found in messages: hours, minutes, seconds.
double seconds_of(std::string const& duration) {
    if (!duration.starts_with("PT")) return -1;
    double total = 0;
    char const* at = duration.c_str() + 2;
    while (*at != '\0') {
        char* end = nullptr;
        double const number = std::strtod(at, &end);
        if (end == at) return -1;
        if (*end == 'H')
            total += number * 3600;
        else if (*end == 'M')
            total += number * 60;
        else if (*end == 'S')
            total += number;
        else
            return -1;
        at = end + 1;
    }
    return total;
}

void check_durations(pugi::xml_node root, Problems& problems) {
    double sum = 0;
    for (auto const node : root.child("ResourceList").children()) {
        auto const duration = node.child("Duration");
        if (!duration) continue;
        auto const seconds = seconds_of(value_of(duration));
        if (seconds <= 0)
            problems.blocker("AU11", duration, fmt::format("\"{}\" is no length", text::excerpt(value_of(duration))),
                             "write PT3M5S");
        if (value_of(duration).find('.') != std::string::npos)
            problems.warning("MS11", duration, "parts of seconds, which some stores read wrongly",
                             "write whole seconds");
        sum += std::max(0.0, seconds);
    }
    auto const whole = root.child("ReleaseList").child("Release").child("Duration");
    auto const tracks = static_cast<double>(count(root.child("ResourceList"), "SoundRecording"));
    if (whole && std::abs(seconds_of(value_of(whole)) - sum) > 1 + tracks)
        problems.blocker("AU11", whole,
                         fmt::format("{} is not the sum of its recordings ({} s)", text::excerpt(value_of(whole)), sum),
                         "add up the recordings");
}

void check_covers(pugi::xml_node root, Problems& problems) {
    for (auto const image : root.child("ResourceList").children("Image")) {
        auto const details = image.child("TechnicalDetails");
        if (value_of(image.child("Type")) != "FrontCoverImage" || !details.child("ImageWidth")) continue;
        if (value_of(details.child("ImageWidth")) != value_of(details.child("ImageHeight")))
            problems.blocker("CV01", details, "the cover is not square", "make it square");
    }
}

}  // namespace

void check_recordings(pugi::xml_node root, Problems& problems) {
    bool const is_simple = profile_of(root) == "SimpleAudioSingle";
    for (auto const recording : root.child("ResourceList").children("SoundRecording")) {
        check_contributors(recording, is_simple, problems);
        check_voice(recording, problems);
    }
    check_durations(root, problems);
    check_covers(root, problems);
}

namespace {

/// ISO dates and times of one zone sort as text; a date stands for its first moment.
std::string moment(std::string const& date) { return date.size() == 10 ? date + "T00:00:00" : date.substr(0, 19); }

std::string first_start(pugi::xml_node root) {
    std::string first;
    for (auto const node : find_all(root.child("DealList"), {"StartDate", "StartDateTime"})) {
        auto const start = moment(value_of(node));
        if (first.empty() || start < first) first = start;
    }
    return first;
}

void check_periods(pugi::xml_node root, Problems& problems) {
    for (auto const period : find_all(root.child("DealList"), {"ValidityPeriod"})) {
        auto const start = period.child("StartDate") ? period.child("StartDate") : period.child("StartDateTime");
        auto const end = period.child("EndDate") ? period.child("EndDate") : period.child("EndDateTime");
        if (end && moment(value_of(end)) < moment(value_of(start)))
            problems.blocker("MS10", end, "ends before it starts", "correct the dates");
    }
}

void check_lines(pugi::xml_node root, Problems& problems) {
    auto const release = root.child("ReleaseList").child("Release");
    auto const year = value_of(release.child("ReleaseDate")).substr(0, 4);
    for (auto const node : find_all(root, {"PLine", "CLine"})) {
        if (!year.empty() && node.child("Year") && value_of(node.child("Year")) > year)
            problems.blocker("MD12", node, "its year is after the release",
                             "take the year of the release or an earlier one");
        auto const words = value_of(node.child("PLineText")) + value_of(node.child("CLineText"));
        if (words.find("©") != std::string::npos || words.find("℗") != std::string::npos)
            problems.warning("MD12", node, "holds the sign that stores add themselves", "write \"2026 Owner\"");
    }
}

}  // namespace

void check_dates(pugi::xml_node root, Problems& problems) {
    auto const release = root.child("ReleaseList").child("Release");
    if (!release.child("ReleaseDate") && !release.child("OriginalReleaseDate"))
        problems.warning("MS07", release, "has no release date", "add ReleaseDate and OriginalReleaseDate");
    auto const first = first_start(root);
    for (auto const node : find_all(root.child("DealList"), {"ReleaseDisplayStartDateTime"}))
        if (!first.empty() && moment(value_of(node)) > first)
            problems.blocker("MS10", node, fmt::format("is shown after it is sold ({})", first),
                             "show it at the start of the deal or before");
    check_periods(root, problems);
    check_lines(root, problems);
}

}  // namespace troupe::distribution::impl
