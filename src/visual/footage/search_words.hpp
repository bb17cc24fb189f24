#pragma once

#include <string>
#include <vector>

#include "visual/tables.hpp"

namespace troupe::visual {

/// Words to look for clips with: images of the artist where the song is quiet, what the genre looks like where it is loud,
/// the mood between. None comes twice before all of its kind have come.
class SearchWords {
public:
    struct Sources {
        std::vector<std::string> images;  ///< the artist's own, as phrases: "empty station"
        std::vector<std::string> motifs;  ///< as the artist has them: words of the table that one of them names are taken too
        std::string mood;                 ///< id
        std::vector<std::string> genres;  ///< ids; the first that the table knows counts
    };
    SearchWords(Sources const& sources, Tables const& tables);

    /// Up to two, the one to begin with first. `energy` of the scene, 0..1.
    [[nodiscard]] std::vector<std::string> next(double energy);
    /// What nobody wants to see with these.
    [[nodiscard]] std::vector<std::string> const& avoid() const { return avoid_; }

private:
    struct Pool {
        std::vector<std::string> words;
        std::size_t at = 0;
    };
    static void add(Pool& pool, std::string words);
    void take(Pool& pool, FootageWords const& entry);

    Pool images_, mood_, genre_;
    std::vector<std::string> avoid_;
};

}  // namespace troupe::visual
