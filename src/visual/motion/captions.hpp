#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "media/timeline.hpp"
#include "visual/motion/layout.hpp"
#include "visual/motion/stage.hpp"
#include "visual/system.hpp"
#include "visual/type.hpp"

/// Everything that is written: set once, shown at its time, always readable.
namespace troupe::visual::motion {

struct Words {
    std::string artist;
    std::string title;
    std::string call;  ///< empty: none
    std::vector<media::LyricMoment> lyrics;  ///< of the whole song
};

/// The least contrast (WCAG) of letters against the 90th percentile of what is behind them.
constexpr float least_contrast = 4.5F;

/// What words are read against. On a dark one letters are light; papers are printed with flat colour, where a soft shade
/// would look like a stain: there words get a label of their paper.
enum class Backdrop { dark, light, paper, black_paper };

class Captions {
public:
    /// Letters are at least 44 px high in the em at a short side of 1080. Errors: those of fit_text.
    [[nodiscard]] static Result<Captions> set(Words const& words, Layout const& layout, VisualSystem const& system,
                                              Choreography const& dance, std::string const& type_motion, Backdrop backdrop);

    /// Draws what is shown at this frame, over soft shades where the picture is too bright for the letters (too dark, on
    /// a light ground).
    void draw(int frame, Stage& stage) const;

    /// Where the words of this frame stand.
    void clear_for(int frame, std::vector<Clearing>& clearings) const;

    struct Caption {
        Mask mask;
        int left = 0, top = 0;
        std::vector<std::pair<int, int>> shown;  ///< frames: from, to
        bool enters_by_wipe = false;
    };
    [[nodiscard]] std::vector<Caption> const& all() const { return captions_; }
    [[nodiscard]] Yuv ink() const { return ink_; }

private:
    void guard(Caption const& caption, float presence, Stage& stage) const;
    void label(Caption const& caption, float presence, Stage& stage) const;
    std::vector<Caption> captions_;
    std::string motion_;
    Backdrop backdrop_ = Backdrop::dark;
    Yuv ink_, shade_;
    float unit_ = 1080;
};

}  // namespace troupe::visual::motion
