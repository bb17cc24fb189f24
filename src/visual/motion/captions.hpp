#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "media/timeline.hpp"
#include "visual/motion/layout.hpp"
#include "visual/motion/lyric_lines.hpp"
#include "visual/motion/stage.hpp"
#include "visual/system.hpp"
#include "visual/type.hpp"
#include "visual/video_style.hpp"

/// Everything that is written: set once, shown at its time, always readable.
namespace troupe::visual::motion {

struct Words {
    std::string artist;
    std::string title;
    std::string call;  ///< empty: none
    std::vector<media::LyricMoment> lyrics;  ///< of the whole song
    /// In a lyric video the lines are large and every word of a line is there before it is sung; artist and title stand
    /// where nobody sings. In a teaser words appear as they are sung, above the title.
    bool is_lyric_video = false;
};

/// The least contrast (WCAG) of letters against the 90th percentile of what is behind them.
constexpr float least_contrast = 4.5F;

/// What words are read against. On a dark one letters are light; paper, white or black, is printed with flat colour, where a
/// soft shade would look like a stain: there the print is left out around the letters. Flat and loud styles (tones that step,
/// type that pops) set them on stickers for the same reason.
enum class Backdrop { dark, light, paper, black_paper };

class Captions {
public:
    /// Letters are at least 44 px high in the em at a short side of 1080. Errors: those of fit_text.
    [[nodiscard]] static Result<Captions> set(Words const& words, Layout const& layout, VisualSystem const& system,
                                              Choreography const& dance, VideoStyle const& style, Backdrop backdrop);

    /// Draws what is shown at this frame over a shade along the letters, which quiets what passes behind them, and is
    /// stronger and wider where the picture is too bright for them (too dark, on a light ground); on print and in flat styles
    /// over a sheet that is cut out along them.
    void draw(int frame, Stage& stage) const;

    /// Where the words of this frame stand.
    void clear_for(int frame, std::vector<Clearing>& clearings) const;

    /// A word of a sung line.
    struct Word {
        MaskPart part;
        int from = 0, to = 0;  ///< frames: while it is sung
        Mask sheet = {};       ///< under it
    };
    struct Caption {
        Mask mask;
        int left = 0, top = 0;
        std::vector<std::pair<int, int>> shown;  ///< frames: from, to
        bool enters_by_wipe = false;
        std::vector<Word> words = {};  ///< empty: all of it is shown at once
        bool right_to_left = false;
        Mask sheet = {};  ///< under all of it, `reach_px` larger on every side; empty where its words have their own
        int reach_px = 0;
    };
    [[nodiscard]] std::vector<Caption> const& all() const { return captions_; }
    [[nodiscard]] Yuv ink() const { return ink_; }
    /// What of a caption's box is seen at a frame: in a teaser the words that have been sung by now.
    [[nodiscard]] MaskPart seen_of(Caption const& caption, int frame) const;

private:
    struct Entry {
        float opacity = 1;
        int left = 0, top = 0;
        Wipe wipe;
    };
    [[nodiscard]] Result<void> set_lines_of(Words const& words, Layout const& layout, VisualSystem const& system,
                                            Choreography const& dance, float title_top);
    [[nodiscard]] Entry entry_of(Caption const& caption, int frame, int from, int to) const;
    void draw_words(Caption const& caption, int frame, Entry const& entry, Stage& stage) const;
    void cut_sheets();
    /// What is behind letters.
    struct Behind {
        float shade = 0;   ///< how far it has to be drawn towards the shade
        float unrest = 0;  ///< 0: an even ground; 1: edges that compete with the letters'
    };
    [[nodiscard]] Behind look_behind(Caption const& caption, MaskPart const& box, Stage& stage) const;
    void lay_shade(Caption const& caption, int frame, Entry const& entry, Stage& stage) const;
    void lay_sheet(Caption const& caption, int frame, Entry const& entry, float share, Stage& stage) const;
    std::vector<Caption> captions_;
    std::string motion_;
    bool has_stickers_ = false;
    float sticker_ = 1;  ///< how far its edge is from the letters: over a picture it hides more than where print is left out
    bool is_lyric_video_ = false;
    Yuv ink_, dim_, shade_;  ///< letters, words that are yet to be sung, what is put behind them
    float unit_ = 1080;
};

}  // namespace troupe::visual::motion
