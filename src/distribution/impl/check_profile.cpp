#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "base/text.hpp"
#include "distribution/genres.hpp"
#include "distribution/impl/problems.hpp"

namespace troupe::distribution::impl {
namespace {

std::size_t count(pugi::xml_node parent, char const* name) {
    auto const children = parent.children(name);
    return static_cast<std::size_t>(std::distance(children.begin(), children.end()));
}

/// What a release of one recording consists of.
struct Simple {
    char const* recording;               ///< SoundRecording or Video: one, and no other
    std::set<std::string> pictures;      ///< types of image, of which there is one
    std::vector<char const*> strangers;  ///< resources that have no place in it
};

void check_parts(MessageShape const& shape, Simple const& simple, Problems& problems) {
    auto const resources = shape.root.child("ResourceList");
    if (count(resources, simple.recording) != 1)
        problems.blocker("MS05", resources,
                         fmt::format("{} of {}", count(resources, simple.recording), simple.recording),
                         fmt::format("a {} has exactly one", shape.profile()));
    std::size_t pictures = 0;
    for (auto const image : resources.children("Image"))
        pictures += simple.pictures.contains(shape.type_of(image)) ? 1 : 0;
    if (pictures != 1)
        problems.blocker("MS05", resources, fmt::format("{} pictures of the release", pictures),
                         fmt::format("a {} has exactly one {}", shape.profile(), *simple.pictures.begin()));
    for (auto const* other : simple.strangers)
        if (auto const node = resources.child(other))
            problems.blocker("VC06", node, fmt::format("a {} in a {}", other, shape.profile()),
                             "send it as a release of its own");
}

void check_one_title(MessageShape const& shape, Problems& problems) {
    auto const recordings = shape.recordings();
    if (recordings.size() != 1) return;
    auto const release = shape.release();
    auto const release_title = shape.title_of(release);
    auto const track_title = shape.title_of(recordings[0]);
    if (release_title == track_title) return;
    auto const place =
        release.child("DisplayTitleText") ? release.child("DisplayTitleText") : shape.details_of(release);
    problems.blocker(
        "MD04", place,
        fmt::format("\"{}\", but its only track is \"{}\"", text::excerpt(release_title), text::excerpt(track_title)),
        "give both the same title");
}

void check_simple(MessageShape const& shape, Problems& problems) {
    bool const is_video = shape.profile() == "SimpleVideoSingle";
    static Simple const audio{"SoundRecording", {"FrontCoverImage"}, {"Video", "Text", "SheetMusic", "Software"}};
    static Simple const video{"Video", {"FrontCoverImage", "VideoScreenCapture"}, {"Text", "SheetMusic", "Software"}};
    check_parts(shape, is_video ? video : audio, problems);
    for (auto const clip : shape.root.child("ResourceList").children("Video"))
        if (is_video && shape.type_of(clip) != "ShortFormMusicalWorkVideo")
            problems.blocker("MS05", clip.child("Type") ? clip.child("Type") : clip,
                             fmt::format("is a {}", text::excerpt(shape.type_of(clip))),
                             "a SimpleVideoSingle is a ShortFormMusicalWorkVideo");
    if (auto const track = shape.root.child("ReleaseList").child("TrackRelease"))
        problems.blocker("MS04", track, "a track release in a simple single", "remove it: the release is the track");
}

/// Every recording is a track release, and each of them is of one recording.
void check_track_releases(MessageShape const& shape, Problems& problems) {
    std::set<std::string> released;
    for (auto const track : shape.track_releases()) {
        auto const reference = find_all(track, {"ReleaseResourceReference"});
        if (reference.empty())
            problems.blocker("MS04", track, "is a track release of no recording", "say which recording it is");
        else if (!released.insert(value_of(reference.front())).second)
            problems.blocker("MS04", track, "a second track release of one recording", "keep one");
    }
    for (auto const recording : shape.recordings())
        if (!released.contains(value_of(recording.child("ResourceReference"))))
            problems.blocker("MS04", recording, "has no track release", "add a track release for it");
}

/// In ERN 4 a track release takes its title from the recording.
void check_track_titles(MessageShape const& shape, Problems& problems) {
    if (shape.is_382()) return;
    std::map<std::string, std::string> titles;
    for (auto const recording : shape.recordings())
        titles[value_of(recording.child("ResourceReference"))] = shape.title_of(recording);
    for (auto const track : shape.track_releases()) {
        auto const title = track.child("DisplayTitleText");
        auto const recording = titles.find(value_of(track.child("ReleaseResourceReference")));
        if (title && recording != titles.end() && recording->second == value_of(title))
            problems.blocker("MS13", title, "repeats the title of its recording",
                             "remove it: only a title that differs is given");
    }
}

void check_main_release(MessageShape const& shape, Problems& problems) {
    auto const list = shape.root.child("ReleaseList");
    if (!shape.is_382()) {
        if (count(list, "Release") != 1)
            problems.blocker("MS04", list, fmt::format("{} releases", count(list, "Release")),
                             "one message, one release");
        return;
    }
    std::size_t mains = 0;
    for (auto const release : list.children("Release"))
        mains += std::string_view(release.attribute("IsMainRelease").value()) == "true" ? 1 : 0;
    if (mains != 1)
        problems.blocker("MS04", list, fmt::format("{} releases are marked as the main one", mains),
                         "mark exactly one with IsMainRelease");
}

void check_genre(MessageShape const& shape, Problems& problems) {
    for (auto const node : find_all(shape.root, {"GenreText"}))
        if (!is_store_genre(value_of(node)))
            problems.blocker("MD14", node,
                             fmt::format("\"{}\" is no genre of the stores", text::excerpt(value_of(node))),
                             "choose one of data/distribution/genres.json");
}

void check_parental_warning(MessageShape const& shape, Problems& problems) {
    bool any = false;
    for (auto const recording : shape.recordings())
        any = any || value_of(shape.details_of(recording).child("ParentalWarningType")) == "Explicit";
    auto const details = shape.details_of(shape.release());
    auto const warning = details.child("ParentalWarningType");
    if (any != (value_of(warning) == "Explicit"))
        problems.blocker("MD11", warning ? warning : details,
                         fmt::format("is {}, but {}", text::excerpt(value_of(warning)),
                                     any ? "a track is explicit" : "no track is explicit"),
                         "the release is explicit when a track is");
}

/// Names and titles with control characters or nothing in them.
void check_titles(MessageShape const& shape, Problems& problems) {
    for (auto const node : find_all(shape.root, {"TitleText", "DisplayTitleText", "DisplayArtistName", "FullName",
                                                 "LabelName", "PLineText", "CLineText"})) {
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

void check_profile(MessageShape const& shape, Problems& problems) {
    auto const profile = shape.profile();
    check_main_release(shape, problems);
    bool const is_simple = profile == "SimpleAudioSingle" || profile == "SimpleVideoSingle";
    if (is_simple) check_simple(shape, problems);
    if (profile == "Audio" || shape.is_382()) check_track_releases(shape, problems);
    if (is_simple || profile.ends_with("Single")) check_one_title(shape, problems);
    check_track_titles(shape, problems);
    check_genre(shape, problems);
    check_parental_warning(shape, problems);
    check_titles(shape, problems);
}

}  // namespace troupe::distribution::impl
