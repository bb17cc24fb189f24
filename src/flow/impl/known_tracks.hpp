#pragma once

#include <deque>
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

/// The tracks that may be reported, found by whatever name. It reads the artists whom the names lead to; the whole roster only where a name
/// leads nowhere by itself, as a title without an artist. Of one thread. Errors: unavailable.
class KnownTracks {
public:
    explicit KnownTracks(Studio& studio) : studio_(studio) {}
    KnownTracks(KnownTracks const&) = delete;
    KnownTracks& operator=(KnownTracks const&) = delete;

    /// This must outlive it.
    [[nodiscard]] feedback::TrackResolver resolver();

    struct Likeness {
        KnownTrack const* track;
        double value;  ///< of the titles' pairs of letters (Dice), 0.5 to 1
    };
    /// The tracks whose titles are most alike; one of the same artist goes first.
    [[nodiscard]] Result<std::vector<Likeness>> most_alike(std::string const& title, std::string const& artist, std::size_t count);

private:
    [[nodiscard]] Result<void> learn(artist::Document const& artist);
    [[nodiscard]] Result<void> learn_artist_of(std::string const& content);
    [[nodiscard]] Result<void> learn_holders_of(distribution::CodeKind kind, std::string const& code);
    [[nodiscard]] Result<void> learn_named(std::string const& artist);
    [[nodiscard]] Result<void> learn_all();
    /// Reads those who may be meant.
    [[nodiscard]] Result<void> learn_for(feedback::TrackQuery const& query);
    void index(std::size_t place);
    [[nodiscard]] std::vector<std::size_t> places_of(feedback::TrackQuery const& query) const;

    Studio& studio_;
    std::set<artist::ArtistId> learned_;
    std::set<std::string> asked_for_;  ///< artists, by the names in a file
    bool is_complete_ = false;
    std::deque<KnownTrack> tracks_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_id_, by_isrc_, by_title_, by_base_, by_upc_;
};

}  // namespace troupe::flow::impl
