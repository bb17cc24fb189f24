#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "artist/document.hpp"
#include "catalog/content.hpp"
#include "feedback/report.hpp"
#include "flow/studio.hpp"

namespace troupe::flow::impl {

/// A track of the roster, as reports may name it.
struct KnownTrack {
    artist::Document artist;
    catalog::Content track;
    std::set<std::string> ids;          ///< its own, and those of the releases that hold it
    std::set<std::string> isrcs, upcs;  ///< upcs are those of its releases
    json::Value factors = json::Object{};
    std::string folded_title, folded_artist, base_title;  ///< for comparing; base: without "(feat. ..)" and the like
};

/// All tracks that may be reported, found by whatever name.
class KnownTracks {
public:
    /// Errors: unavailable.
    [[nodiscard]] static Result<KnownTracks> of(Studio& studio);

    /// This must outlive it.
    [[nodiscard]] feedback::TrackResolver resolver() const;

    struct Likeness {
        KnownTrack const* track;
        double value;  ///< of the titles' pairs of letters (Dice), 0.5 to 1
    };
    /// The tracks whose titles are most alike; one of the same artist goes first.
    [[nodiscard]] std::vector<Likeness> most_alike(std::string const& title, std::string const& artist, std::size_t count) const;

private:
    void index();
    [[nodiscard]] std::vector<std::size_t> places_of(feedback::TrackQuery const& query) const;

    std::vector<KnownTrack> tracks_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_id_, by_isrc_, by_title_, by_base_, by_upc_;
};

}  // namespace troupe::flow::impl
