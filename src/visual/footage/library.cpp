#include "visual/footage/library.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "visual/footage/examine.hpp"
#include "visual/motion/choreography.hpp"
#include "visual/motion/layout.hpp"

namespace troupe::visual {
namespace fs = std::filesystem;
namespace {

constexpr int most_tries_a_scene = 5;
constexpr std::size_t most_notes = 12;
constexpr int short_side_px = 1080;
constexpr auto kept_for = std::chrono::hours(24 * 30);
/// Words of the table that stand in where nothing is known of an artist's own, and what is never wanted.
constexpr auto everybodys = "any";

/// Files that nobody has shown for a month.
void clear_old(fs::path const& folder) {
    std::error_code ignored;
    auto const oldest = fs::file_time_type::clock::now() - kept_for;
    std::vector<fs::path> old;
    for (auto const& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().extension() == ".mp4" && entry.is_regular_file(ignored) && entry.last_write_time(ignored) < oldest) old.push_back(entry.path());
    for (auto const& file : old) fs::remove(file, ignored);
}

}  // namespace

/// One call of `gather`.
class FootageLibrary::Gathering {
public:
    Gathering(Parts const& parts, FootageWish& wish, Tables const& tables, std::stop_token const& stop)
        : parts_(parts), wish_(wish), stop_(stop), layout_(motion::layout_of(wish.aspect, short_side_px, false)), avoid_(wish.words.avoid()) {
        if (auto const* entry = tables.words(everybodys)) {
            general_ = entry->keywords;
            avoid_.insert(avoid_.end(), entry->avoid.begin(), entry->avoid.end());
        }
    }

    /// A clip for the scene: its own words first, then everybody's.
    Result<void> serve(FootageScene const& scene, std::size_t number) {
        auto searches = wish_.words.next(scene.energy);
        if (!general_.empty()) searches.push_back(general_[(wish_.seed + number) % general_.size()]);
        tries_ = 0;
        std::vector<ClipChoice> seen_before;
        for (auto const& words : searches) {
            if (asked_in_vain_ >= 2 * parts_.services.size()) break;
            auto const choices = TRY(choices_for(words, scene, number));
            for (auto const& choice : choices)
                if (TRY(take(choice, scene, Claims::of_this_work, seen_before))) return {};
        }
        for (auto const& choice : seen_before)
            if (TRY(take(choice, scene, Claims::of_the_artist, seen_before))) return {};
        return {};
    }

    GatheredFootage gathered;

private:
    enum class Claims { of_this_work, of_the_artist };

    void note(std::string const& words) {
        if (gathered.notes.size() < most_notes && std::find(gathered.notes.begin(), gathered.notes.end(), words) == gathered.notes.end())
            gathered.notes.push_back(words);
    }

    /// What went wrong becomes a note; being stopped stays an error.
    Result<void> forgive(Error const& error) {
        if (error.code == ErrorCode::cancelled) return tl::unexpected(error);
        note(error.message);
        return {};
    }

    Result<std::vector<ClipChoice>> choices_for(std::string const& words, FootageScene const& scene, std::size_t number) {
        ClipWish const wish{words, avoid_, scene.length, layout_.width_px, layout_.height_px, Random(wish_.seed).stream("footage", number).next()};
        if (!found_.contains(words)) found_[words] = TRY(search(words, scene));
        return rank(found_[words], wish);
    }

    Result<std::vector<Clip>> search(std::string const& words, FootageScene const& scene) {
        std::vector<Clip> clips;
        for (auto* service : parts_.services) {
            auto page = service->search({.words = words, .aspect = wish_.aspect, .least_length = scene.length}, stop_);
            if (!page) {
                ++asked_in_vain_;
                TRY(forgive(page.error()));
                continue;
            }
            clips.insert(clips.end(), page->clips.begin(), page->clips.end());
        }
        return clips;
    }

    /// Whether the clip is now the scene's. One of another work of the artist is put aside.
    Result<bool> take(ClipChoice const& choice, FootageScene const& scene, Claims allowed, std::vector<ClipChoice>& seen_before) {
        auto const& key = choice.clip.key();
        if (tries_ >= most_tries_a_scene || used_.contains(key)) return false;
        ClipClaim const wanted{key, wish_.artist, wish_.work, parts_.clock.now()};
        auto const claim = parts_.ledger.claim(wanted);
        if (!claim) {
            TRY(forgive(claim.error()));
            return false;
        }
        if (claim->artist != wish_.artist) return false;
        if (claim->work != wish_.work && allowed == Claims::of_this_work) {
            seen_before.push_back(choice);
            return false;
        }
        ++tries_;
        used_.insert(key);
        auto const is_new = claim->at == wanted.at;
        auto cut = bring(choice, scene);
        if (cut) {
            gathered.cuts.push_back(*std::move(cut));
            return true;
        }
        // What cannot be shown is nobody's; an older claim is that of another video.
        if (is_new)
            if (auto const released = parts_.ledger.release(wanted); !released) TRY(forgive(released.error()));
        TRY(forgive(cut.error()));
        return false;
    }

    Result<FootageCut> bring(ClipChoice const& choice, FootageScene const& scene) {
        auto const& clip = choice.clip;
        auto const file = parts_.folder / fmt::format("{}-{}-{}x{}.mp4", clip.provider, clip.id, choice.rendition.width_px, choice.rendition.height_px);
        auto const sha256 = TRY(file_of(choice, file));
        auto const facts = media::probe_clip(file, {}, stop_);
        if (!facts) return given_up(file, facts.error());
        auto const length = scene.length + Seconds(0.2);
        if (facts->length < length)
            return given_up(file, {ErrorCode::invalid_input, fmt::format("{}: {:.1f} s long, where {:.0f} were promised", file.filename().string(),
                                                                         facts->length.count(), clip.length.count())});
        auto const start = start_in(facts->length, length);
        auto const look = examine_stretch(file, start, length, {}, stop_);
        if (!look) return given_up(file, look.error());
        return FootageCut{file, start, length, scene.at,
                          {clip.provider, clip.id, clip.page, clip.author, clip.author_page, clip.licence, sha256}};
    }

    /// A file that cannot be shown is not kept.
    static tl::unexpected<Error> given_up(fs::path const& file, Error const& error) {
        std::error_code ignored;
        if (error.code == ErrorCode::invalid_input) fs::remove(file, ignored);
        return tl::unexpected(error);
    }

    Result<std::string> file_of(ClipChoice const& choice, fs::path const& file) {
        std::error_code ignored;
        if (fs::is_regular_file(file, ignored)) {
            fs::last_write_time(file, fs::file_time_type::clock::now(), ignored);
            return sha256_of_file(file);
        }
        TRY(make_folder(parts_.folder));
        PendingFile pending(file);
        auto const& provider = choice.clip.provider;
        for (auto* service : parts_.services)
            if (service->terms().provider == provider) {
                auto const fetched = TRY(service->fetch(choice.clip, choice.rendition, pending.path(), stop_));
                TRY(pending.commit());
                return fetched.sha256;
            }
        return fail(ErrorCode::internal, fmt::format("{}: there is no such service", provider));
    }

    Parts const& parts_;
    FootageWish& wish_;
    std::stop_token const& stop_;
    motion::Layout layout_;
    std::vector<std::string> avoid_, general_;
    std::map<std::string, std::vector<Clip>> found_;
    std::set<std::string> used_;
    std::size_t asked_in_vain_ = 0;
    int tries_ = 0;
};

std::vector<FootageTerms> FootageLibrary::terms() const {
    std::vector<FootageTerms> all;
    for (auto* service : parts_.services) all.push_back(service->terms());
    return all;
}

Result<GatheredFootage> FootageLibrary::gather(FootageWish wish, Tables const& tables, std::function<void(double)> const& progress,
                                               std::stop_token const& stop) const {
    if (!has_any()) return GatheredFootage{};
    clear_old(parts_.folder);
    Gathering gathering(parts_, wish, tables, stop);
    for (std::size_t i = 0; i < wish.scenes.size(); ++i) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "footage: stopped");
        TRY(gathering.serve(wish.scenes[i], i));
        if (progress) progress(static_cast<double>(i + 1) / static_cast<double>(wish.scenes.size()));
    }
    return std::move(gathering.gathered);
}

Result<std::vector<FootageScene>> scenes_for_footage(TeaserBrief const& brief, std::size_t most) {
    constexpr double fps = motion::frames_per_second;
    auto const frames = static_cast<std::size_t>(brief.length.count() * fps + 0.5);
    auto const dance = TRY(motion::choreograph(brief.timeline, std::vector<motion::SoundFrame>(frames), {.length = brief.length, .style = brief.look.video}));
    std::vector<FootageScene> all;
    for (std::size_t i = 0; i < dance.scenes.size(); ++i) {
        auto const& scene = dance.scenes[i];
        if (i > 0 && i + 1 == dance.scenes.size()) break;
        all.push_back({dance.start + Seconds((scene.from + scene.to) / 2.0 / fps), Seconds((scene.to - scene.from) / fps), scene.energy});
    }
    if (all.size() <= most) return all;
    std::vector<FootageScene> some;
    for (std::size_t i = 0; i < most; ++i) some.push_back(all[i * all.size() / most]);
    return some;
}

std::string credit_lines(std::vector<FootageCredit> const& credits, std::vector<FootageTerms> const& terms) {
    std::vector<std::string> lines;
    std::set<std::string> providers;
    auto const name_of = [&](std::string const& provider) {
        auto const found = std::find_if(terms.begin(), terms.end(), [&](auto const& each) { return each.provider == provider; });
        return found == terms.end() ? text::capitalised(provider) : found->name;
    };
    for (auto const& credit : credits) {
        if (credit.provider == "own") continue;
        auto line = fmt::format("Video by {} on {}: {} ({})", credit.author.empty() ? "an unnamed author" : credit.author, name_of(credit.provider),
                                credit.page, credit.licence);
        providers.insert(credit.provider);
        if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line));
    }
    for (auto const& each : terms)
        if (providers.contains(each.provider)) lines.push_back(fmt::format("Videos provided by {}: {}", each.name, each.home));
    return lines.empty() ? std::string() : text::join(lines, "\n") + "\n";
}

}  // namespace troupe::visual
