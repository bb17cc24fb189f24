#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "media/picture.hpp"
#include "media/provenance.hpp"
#include "visual/bands.hpp"
#include "visual/brief.hpp"
#include "visual/charge.hpp"
#include "visual/system.hpp"

/// Covers: one composition of an artist's visual system, with the artist's name and the title and no other word.
namespace troupe::visual {

/// A cover and what is to be recorded of it.
struct MadeCover {
    media::Picture picture;
    media::Provenance provenance;
    std::vector<std::string> notes;  ///< what a person should know: who stood in and why, what it cost
    std::vector<Charge> charges;     ///< empty: it cost nothing
    bool is_composed = true;         ///< in the composition that `choose_composition` names
};

/// Port: makes the picture of a release. Adapters: the built-in renderer below, and remote image services.
class ImageMaker {
public:
    virtual ~ImageMaker() = default;

    /// A square picture of brief.size_px (64 to 6000), sRGB. The built-in maker needs about a second at 3000 px and looks at
    /// `stop` several times a second. An empty title leaves the artist's name alone on the picture.
    /// Errors: invalid_input (the field named), unavailable (fonts, or a script that no installed font has), cancelled.
    virtual Result<media::Picture> cover(CoverBrief const& brief, std::stop_token stop) = 0;

    /// The same with its record: of remote makers one knows only afterwards who made it and what it cost. Remote makers
    /// wait for minutes: call it from a job. Errors: as for cover.
    [[nodiscard]] virtual Result<MadeCover> make(CoverBrief const& brief, std::stop_token stop);

    /// What to record and disclose about a cover of that brief, as far as that is known before it is made.
    [[nodiscard]] virtual media::Provenance provenance(CoverBrief const& brief) const = 0;
};

/// Composition families on the CPU. The same brief gives the same pixels, whatever the number of threads.
class BuiltInImageMaker final : public ImageMaker {
public:
    explicit BuiltInImageMaker(int threads = default_threads()) : threads_(threads) {}
    /// Earlier covers in the brief may give the picture another seed than the brief's: see `settled`.
    Result<media::Picture> cover(CoverBrief const& brief, std::stop_token stop) override;
    /// The provenance is that of the settled brief, which makes the same picture by itself.
    [[nodiscard]] Result<MadeCover> make(CoverBrief const& brief, std::stop_token stop) override;
    [[nodiscard]] media::Provenance provenance(CoverBrief const& brief) const override;

private:
    int threads_;
};

/// Which composition a release of this artist gets: a family of the look by its weight, and one of the family's layouts.
struct Composition {
    std::string family;
    int layout = 0;
};
[[nodiscard]] Composition choose_composition(VisualSystem const& system, std::uint64_t release_seed);
/// How many layouts the family has; 0 for an unknown one.
[[nodiscard]] int layout_count(std::string_view family);

/// The art alone, at any size and aspect (re-composed, never cropped), without a word on it: banners, press pictures.
struct ArtRequest {
    int width_px = 0;   ///< 64 to 6000
    int height_px = 0;  ///< 64 to 6000
    std::uint64_t seed = 0;
    Composition composition;
};
[[nodiscard]] Result<media::Picture> render_art(VisualSystem const& system, ArtRequest const& request,
                                                int threads = default_threads(), std::stop_token stop = {});

/// A cover in a composition of one's own choice: contact sheets and tests.
[[nodiscard]] Result<media::Picture> render_cover(CoverBrief const& brief, Composition const& composition,
                                                  int threads = default_threads(), std::stop_token stop = {});

/// Errors: invalid_input (size_px, title, look.artist: says which).
[[nodiscard]] Result<void> validate(CoverBrief const& brief);

/// Procedural, all of the artwork made by AI until the label says otherwise.
[[nodiscard]] media::Provenance cover_provenance(CoverBrief const& brief);

}  // namespace troupe::visual
