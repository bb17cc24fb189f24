#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include "base/text.hpp"
#include "distribution/impl/problems.hpp"

namespace troupe::distribution::impl {
namespace {

bool is_writer(std::string const& role) {
    static std::set<std::string> const roles{"Composer",       "ComposerLyricist", "Lyricist",  "Author",
                                             "NonLyricAuthor", "Arranger",         "Adapter",   "Librettist",
                                             "MusicPublisher", "SubLyricist",      "Translator"};
    return roles.contains(role);
}

/// The kinds of entry that name contributors, and what they call a role.
struct Kind {
    char const* entry;
    char const* role;
};

/// Who it is: a reference, or a name where there are no references.
std::string identity_of(pugi::xml_node contributor) {
    if (auto const special = contributor.child("SpecialContributor")) return value_of(special);
    if (auto const reference = contributor.child("ContributorPartyReference")) return value_of(reference);
    return value_of(contributor.child("PartyName").child("FullName"));
}

/// Whether someone of these wrote the work.
bool check_kind(pugi::xml_node details, Kind const& kind, Problems& problems) {
    bool has_writer = false;
    std::set<std::string> parties;
    for (auto const contributor : details.children(kind.entry)) {
        auto const party = identity_of(contributor);
        if (!parties.insert(party).second)
            problems.blocker("MS09", contributor, fmt::format("{} is listed twice", text::excerpt(party)),
                             "one entry for each party, with all its roles");
        if (!contributor.child(kind.role))
            problems.blocker("MS06", contributor, "has no role", "say what the party did");
        for (auto const role : contributor.children(kind.role))
            has_writer = has_writer || is_writer(MessageShape::role_of(role));
    }
    return has_writer;
}

void check_contributors(MessageShape const& shape, pugi::xml_node recording, Problems& problems) {
    auto const details = shape.details_of(recording);
    bool has_writer = false;
    for (auto const& kind : {Kind{"Contributor", "Role"}, Kind{"ResourceContributor", "ResourceContributorRole"},
                             Kind{"IndirectResourceContributor", "IndirectResourceContributorRole"}})
        has_writer = check_kind(details, kind, problems) || has_writer;
    if (has_writer) return;
    // The profile of videos and that of albums only advise it.
    auto const severity = shape.profile() == "SimpleAudioSingle" ? Severity::blocker : Severity::warning;
    problems.add("MS06", severity, recording, "names no composer or lyricist", "add a contributor with such a role");
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

void check_duration(pugi::xml_node duration, Problems& problems) {
    auto const written = value_of(duration);
    if (seconds_of(written) <= 0)
        problems.blocker("AU11", duration, fmt::format("\"{}\" is no length", text::excerpt(written)), "write PT3M5S");
    if (written.find('.') != std::string::npos)
        problems.warning("MS11", duration, "parts of seconds, which some stores read wrongly", "write whole seconds");
}

/// The file of a recording lasts as long as the recording.
void check_file_durations(pugi::xml_node recording, Problems& problems) {
    double const whole = seconds_of(value_of(recording.child("Duration")));
    for (auto const details :
         find_all(recording, {"DeliveryFile", "TechnicalSoundRecordingDetails", "TechnicalVideoDetails"})) {
        auto const duration = details.child("Duration");
        if (!duration || std::string_view(details.parent().name()) == "ClipDetails") continue;
        if (std::abs(seconds_of(value_of(duration)) - whole) > 1)
            problems.blocker("AU11", duration,
                             fmt::format("{}, but the recording lasts {} s", text::excerpt(value_of(duration)), whole),
                             "write the length of the recording");
    }
}

void check_publication(MessageShape const& shape, pugi::xml_node recording, Problems& problems) {
    auto const details = shape.details_of(recording);
    if (!details.child("FirstPublicationDate") && !details.child("OriginalResourceReleaseDate"))
        problems.warning("MS07", recording, "does not say when it was first published", "add the date");
}

void check_durations(MessageShape const& shape, Problems& problems) {
    double sum = 0;
    auto const recordings = shape.recordings();
    for (auto const recording : recordings) {
        auto const duration = recording.child("Duration");
        if (!duration) continue;
        check_duration(duration, problems);
        check_file_durations(recording, problems);
        sum += std::max(0.0, seconds_of(value_of(duration)));
    }
    auto const whole = shape.release().child("Duration");
    if (whole && std::abs(seconds_of(value_of(whole)) - sum) > 1 + static_cast<double>(recordings.size()))
        problems.blocker("AU11", whole,
                         fmt::format("{} is not the sum of its recordings ({} s)", text::excerpt(value_of(whole)), sum),
                         "add up the recordings");
}

void check_covers(MessageShape const& shape, Problems& problems) {
    for (auto const image : shape.root.child("ResourceList").children("Image")) {
        auto const details =
            shape.details_of(image).child(shape.is_382() ? "TechnicalImageDetails" : "TechnicalDetails");
        if (shape.type_of(image) != "FrontCoverImage" || !details.child("ImageWidth")) continue;
        if (value_of(details.child("ImageWidth")) != value_of(details.child("ImageHeight")))
            problems.blocker("CV01", details, "the cover is not square", "make it square");
    }
}

}  // namespace

double seconds_of(std::string const& duration) {
    if (!duration.starts_with("PT")) return -1;
    double total = 0;
    char const* at = duration.c_str() + 2;
    while (*at != '\0') {
        char* end = nullptr;
        double const number = std::strtod(at, &end);
        if (end == at || !std::isfinite(number)) return -1;
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

void check_recordings(MessageShape const& shape, Problems& problems) {
    for (auto const recording : shape.recordings()) {
        check_contributors(shape, recording, problems);
        check_voice(recording, problems);
        check_publication(shape, recording, problems);
    }
    check_durations(shape, problems);
    check_covers(shape, problems);
}

}  // namespace troupe::distribution::impl
