#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "visual/footage/choose.hpp"
#include "visual/footage/cut.hpp"
#include "visual/footage/ledger.hpp"
#include "visual/footage/search_words.hpp"
#include "visual/footage/stock_footage.hpp"

namespace troupe::visual {

/// A scene that a clip is wanted for.
struct FootageScene {
    Seconds at{0};      ///< a moment of the song within it
    Seconds length{3};
    double energy = 0.5;
};

/// The scenes of a teaser that a clip may fill: not the last one, which says the title; `most` at the most, spread evenly.
/// Errors: as TeaserMaker's for the timeline.
[[nodiscard]] Result<std::vector<FootageScene>> scenes_for_footage(TeaserBrief const& brief, std::size_t most = 8);

struct FootageWish {
    std::string artist;  ///< id: no clip is shown by two
    std::string work;    ///< id, the same for all videos of a release: clips of other works of the artist come last
    Aspect aspect = Aspect::portrait_9x16;
    std::vector<FootageScene> scenes;
    SearchWords words;
    std::uint64_t seed = 0;
};

struct GatheredFootage {
    std::vector<FootageCut> cuts;    ///< at most one a scene, in their order, no clip twice
    std::vector<std::string> notes;  ///< what was not to be had, and which clips were left out, and why
};

/// Clips for teasers, out of all services there are. With none it gives none, and never fails for want of a clip.
///
/// Files are kept in a folder and found there again for 30 days; each is examined before it counts.
class FootageLibrary {
public:
    struct Parts {
        std::vector<StockFootage*> services;  ///< all outlive it
        FootageLedger& ledger;
        std::filesystem::path folder;
        Clock const& clock;
    };
    explicit FootageLibrary(Parts parts) : parts_(std::move(parts)) {}

    [[nodiscard]] bool has_any() const { return !parts_.services.empty(); }
    /// For the credits: "Pexels", and where it is.
    [[nodiscard]] std::vector<FootageTerms> terms() const;

    /// Error: cancelled, alone. `progress`: share of the scenes that are served; may be empty.
    [[nodiscard]] Result<GatheredFootage> gather(FootageWish wish, Tables const& tables, std::function<void(double)> const& progress,
                                                 std::stop_token const& stop) const;

private:
    class Gathering;
    Parts parts_;
};

/// "Video by Ana on Pexels: https://..", one line a clip, in order, each once; then where the services are. Empty: none.
[[nodiscard]] std::string credit_lines(std::vector<FootageCredit> const& credits, std::vector<FootageTerms> const& terms);

}  // namespace troupe::visual
