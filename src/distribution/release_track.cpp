#include "distribution/release_track.hpp"

#include "base/text.hpp"

namespace troupe::distribution {
namespace {

std::string names_of(std::vector<ShownArtist> const& artists, ArtistRole role) {
    std::vector<std::string> names;
    for (auto const& artist : artists)
        if (artist.role == role) names.push_back(artist.name);
    return text::enumerate(names, "&");
}

}  // namespace

std::string full_title(std::string const& title, std::string const& version) {
    return version.empty() ? title : title + " (" + version + ")";
}

std::string shown_name(std::vector<ShownArtist> const& artists) {
    auto const featured = names_of(artists, ArtistRole::featured);
    auto const main = names_of(artists, ArtistRole::main);
    return featured.empty() ? main : main + " feat. " + featured;
}

}  // namespace troupe::distribution
