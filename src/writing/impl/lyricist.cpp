#include "writing/impl/lyricist.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "writing/impl/echoes.hpp"
#include "writing/impl/titles.hpp"

namespace troupe::writing::impl {
namespace {

constexpr std::size_t most_variants = 64;

/// Splits "a|b|c" at the top level.
void expand(std::string_view rest, std::string const& so_far, std::vector<std::string>& out) {
    if (out.size() >= most_variants) return;
    auto const open = rest.find_first_of("{[");
    if (open == std::string_view::npos) {
        auto line = text::replace_all(so_far + std::string(rest), "  ", " ");
        line = text::replace_all(std::move(line), " ,", ",");
        out.emplace_back(text::trim(line));
        return;
    }
    auto const close = rest.find(rest[open] == '{' ? '}' : ']', open);
    auto const inside = std::string(rest.substr(open + 1, close - open - 1));
    auto options = text::split(inside, '|');
    if (rest[open] == '[') options.insert(options.begin(), "");
    for (auto const& option : options)
        expand(rest.substr(close + 1), so_far + std::string(rest.substr(0, open)) + option, out);
}

bool is_chorus(std::string_view name) {
    return name.starts_with("chorus") || name.starts_with("hook") || name.starts_with("drop") || name.starts_with("refrain");
}

struct Choice {
    std::string first, second;
    double cost = 0;
};

/// What must be heard: the seeds of the request, or the artist's own subjects; at most two.
std::vector<std::string> subjects_of(LyricsRequest const& request) {
    auto subjects = request.seeds;
    for (auto const& fact : request.profile.story.facts)
        if (request.seeds.empty() && fact.kind == "subject") subjects.push_back(fact.text);
    if (subjects.size() > 2) subjects.resize(2);
    return subjects;
}

/// "generator noise" is heard where a line says "noise".
bool speaks_of(std::set<std::string> const& words, std::string const& subject) {
    auto const parts = text::words(subject);
    if (parts.empty()) return false;
    return std::any_of(words.begin(), words.end(), [&](auto const& word) { return is_form_of(word, parts.back()); });
}

bool speaks_of(std::vector<Couplet> const& couplets, std::string const& subject) {
    std::set<std::string> words;
    for (auto const& couplet : couplets)
        for (auto const* line : {&couplet.first, &couplet.second})
            for (auto& word : text::words(*line)) words.insert(std::move(word));
    return speaks_of(words, subject);
}

/// Fits the couplets of one premise to the sections wanted.
class SongWriter {
public:
    SongWriter(LyricsRequest const& request, Premise const& premise, Hook const& hook, Prosody const& prosody,
               std::vector<Couplet> const& subjects, Random random)
        : request_(request), premise_(premise), hook_(hook), prosody_(prosody), subjects_(subjects),
          untold_(subjects_of(request)), random_(random) {
        for (auto const& line : request.used_lines) used_.insert(text::lower(line));
    }

    Lyrics write() {
        Lyrics song{.title = hook_.title, .point_of_view = premise_.point_of_view, .premise = premise_.id};
        for (auto const& wanted : request_.form) song.sections.push_back(section(wanted));
        song.hook = hook_line();
        for (std::size_t s = 0; s < song.sections.size(); ++s)
            for (auto const& line : song.sections[s].lines)
                if (line.syllables < request_.form[s].syllables_low || line.syllables > request_.form[s].syllables_high)
                    ++song.lines_out_of_range;
        return song;
    }

private:
    LyricSection section(SectionWanted const& wanted) {
        LyricSection out{.name = wanted.name};
        if (wanted.lines == 0) return out;
        if (is_chorus(wanted.name)) {
            out.lines = chorus(wanted);
        } else if (wanted.name.starts_with("intro") || wanted.name.starts_with("outro")) {
            out.lines = frame_lines(wanted);
        } else {
            auto const needed = couplets_needed(wanted.lines);
            out.lines = fit(with_subject(take(couplets_for(wanted.name, needed), needed)), wanted);
        }
        return out;
    }

    /// What the song must be about is named in the last couplet of a verse, a subject a verse, unless the verse speaks of it
    /// already.
    std::vector<Couplet> with_subject(std::vector<Couplet> couplets) {
        std::erase_if(untold_, [&](auto const& subject) { return speaks_of(couplets, subject); });
        if (untold_.empty() || couplets.empty()) return couplets;
        auto couplet = random_.pick(subjects_);
        while (used_subjects_.contains(couplet.first) && used_subjects_.size() < subjects_.size()) couplet = random_.pick(subjects_);
        used_subjects_.insert(couplet.first);
        couplet.first = text::replace_all(couplet.first, "<subject>", untold_.front());
        couplet.second = text::replace_all(couplet.second, "<subject>", untold_.front());
        untold_.erase(untold_.begin());
        couplets.back() = couplet;
        return couplets;
    }

    static std::size_t couplets_needed(int lines) { return static_cast<std::size_t>((lines + 1) / 2); }

    /// A chorus comes back with the words it had, cut or filled up to the lines wanted.
    std::vector<LyricLine> chorus(SectionWanted const& wanted) {
        auto const key = std::pair{wanted.lines, std::pair{wanted.syllables_low, wanted.syllables_high}};
        if (auto const known = choruses_.find(key); known != choruses_.end()) return known->second;
        auto couplets = hook_.couplets;
        auto const& more = premise_.beats.find("chorus")->second;
        couplets.insert(couplets.end(), more.begin(), more.end());
        auto lines = fit(take(couplets, couplets_needed(wanted.lines), true), wanted);
        choruses_[key] = lines;
        return lines;
    }

    /// An intro or an outro sings the hook.
    std::vector<LyricLine> frame_lines(SectionWanted const& wanted) {
        auto lines = chorus(wanted);
        for (std::size_t i = 2; i < lines.size(); ++i) lines[i] = lines[i % 2];
        return lines;
    }

    /// The authored couplets of a part; a third verse and a pre-chorus take what the others left.
    std::vector<Couplet> couplets_for(std::string const& name, std::size_t needed) {
        if (name.starts_with("bridge") || name.starts_with("pre")) {
            return part({"bridge", "verse2", "verse1"}, needed);
        }
        ++verses_;
        if (verses_ % 2 == 1) return part({"verse1", "verse2", "bridge"}, needed);
        return part({"verse2", "verse1", "bridge"}, needed);
    }

    /// Of the first beat, and of the next ones only when it has not enough left that is unsung.
    std::vector<Couplet> part(std::vector<std::string> const& beats, std::size_t needed) const {
        std::vector<Couplet> pool;
        for (auto const& beat : beats) {
            if (pool.size() >= needed) break;
            for (auto const& couplet : premise_.beats.find(beat)->second)
                if (!sung_.contains(couplet.first)) pool.push_back(couplet);
        }
        return pool.empty() ? premise_.beats.find(beats.front())->second : pool;
    }

    /// Couplets not sung yet first, in their order; sung ones come back only when nothing else is left.
    std::vector<Couplet> take(std::vector<Couplet> const& pool, std::size_t count, bool in_order = false) {
        std::vector<std::size_t> fresh;
        for (std::size_t i = 0; i < pool.size(); ++i)
            if (!sung_.contains(pool[i].first)) fresh.push_back(i);
        // What is too much is left out at random, so that two songs of a premise differ; the story keeps its order.
        while (!in_order && fresh.size() > count) fresh.erase(fresh.begin() + static_cast<std::ptrdiff_t>(random_.below(fresh.size())));
        std::vector<Couplet> out;
        for (auto const index : fresh)
            if (out.size() < count) out.push_back(pool[index]);
        for (std::size_t i = 0; out.size() < count; ++i) out.push_back(pool[i % pool.size()]);
        for (auto const& couplet : out) sung_.insert(couplet.first);
        return out;
    }

    std::vector<LyricLine> fit(std::vector<Couplet> const& couplets, SectionWanted const& wanted) {
        std::vector<LyricLine> lines;
        char letter = 'a';
        for (auto const& couplet : couplets) {
            auto const choice = best(couplet, wanted);
            std::string const rhyme = prosody_.rhyme(choice.first, choice.second) > 0 ? std::string(1, letter++) : "";
            lines.push_back(line(choice.first, rhyme));
            lines.push_back(line(choice.second, rhyme));
        }
        if (static_cast<int>(lines.size()) > wanted.lines) lines.resize(static_cast<std::size_t>(wanted.lines));
        if (wanted.lines % 2 == 1 && !lines.empty()) lines.back().rhyme.clear();
        return lines;
    }

    LyricLine line(std::string const& words, std::string const& rhyme) {
        used_.insert(text::lower(words));
        auto out = text::capitalised(words);
        return {.text = std::move(out), .syllables = prosody_.syllables(words), .rhyme = rhyme};
    }

    /// One way to say a line, and what it costs beside its rhyme.
    struct Variant {
        std::string words;
        int syllables = 0;
        double cost = 0;
    };

    std::vector<Variant> weigh(std::string const& line, SectionWanted const& wanted) {
        std::vector<Variant> out;
        auto const middle = (wanted.syllables_low + wanted.syllables_high) / 2.0;
        for (auto& words : variants_of(line)) {
            auto const count = prosody_.syllables(words);
            auto const outside = std::max({0, wanted.syllables_low - count, count - wanted.syllables_high});
            auto const cost = 6.0 * outside + 0.15 * std::abs(count - middle) +
                              (used_.contains(text::lower(words)) ? 25.0 : 0.0) + random_.uniform(0, 0.5);
            out.push_back({std::move(words), count, cost});
        }
        return out;
    }

    /// Variants of a line mostly end alike: each pair of last words is looked up once.
    double rhyme_cost(std::string const& first, std::string const& second) {
        auto const last = [](std::string const& words) { return words.substr(words.rfind(' ') + 1); };
        auto const [known, is_new] = rhymes_.try_emplace({last(first), last(second)}, 0.0);
        if (is_new) {
            auto const rhyme = prosody_.rhyme(first, second);
            known->second = rhyme >= 1 ? 0.0 : rhyme > 0 ? 0.8 : 12.0;
        }
        return known->second;
    }

    /// The pair of variants that rhymes, lies in the range and has not been sung, by that order of weight.
    Choice best(Couplet const& couplet, SectionWanted const& wanted) {
        auto const firsts = weigh(couplet.first, wanted);
        auto const seconds = weigh(couplet.second, wanted);
        Choice chosen{.cost = 1e9};
        for (auto const& a : firsts)
            for (auto const& b : seconds) {
                auto const cost = a.cost + b.cost + rhyme_cost(a.words, b.words) + 0.2 * std::abs(a.syllables - b.syllables);
                if (cost < chosen.cost) chosen = {a.words, b.words, cost};
            }
        return chosen;
    }

    std::string hook_line() {
        for (auto const& [key, lines] : choruses_)
            for (auto const& candidate : lines)
                if (text::lower(candidate.text).find(text::lower(hook_.title)) != std::string::npos) return candidate.text;
        return text::capitalised(variants_of(hook_.couplets.front().first).back());
    }

    LyricsRequest const& request_;
    Premise const& premise_;
    Hook const& hook_;
    Prosody const& prosody_;
    std::vector<Couplet> const& subjects_;
    std::vector<std::string> untold_;  ///< subjects that no verse has named yet
    std::set<std::string> used_subjects_;
    Random random_;
    std::set<std::string> used_;
    std::set<std::string> sung_;
    std::map<std::pair<int, std::pair<int, int>>, std::vector<LyricLine>> choruses_;
    std::map<std::pair<std::string, std::string>, double> rhymes_;
    int verses_ = 0;
};

Result<void> check(LyricsRequest const& request) {
    for (std::size_t i = 0; i < request.form.size(); ++i) {
        auto const& part = request.form[i];
        auto const path = "form[" + std::to_string(i) + "].";
        if (part.lines < 0 || part.lines > 16) return fail(ErrorCode::invalid_input, path + "lines: expected 0 to 16");
        if (part.syllables_low < 1 || part.syllables_low > part.syllables_high)
            return fail(ErrorCode::invalid_input, path + "syllables_low: expected at least 1 and at most syllables_high");
    }
    return {};
}

/// The tags of what the song must be about, from its seeds and the artist's subjects.
std::set<std::string> topics_of(LyricsRequest const& request, Banks const& banks) {
    std::set<std::string> topics;
    for (auto const& seed : request.seeds)
        for (auto const& word : text::words(seed))
            if (auto const tag = banks.lexicon.topics.find(word); tag != banks.lexicon.topics.end()) topics.insert(tag->second);
    for (auto const& fact : request.profile.story.facts)
        if (fact.kind == "subject") topics.insert(fact.tags.begin(), fact.tags.end());
    return topics;
}

/// How much each premise suits the artist, the mood, the subjects and the length of the lines.
std::vector<double> weigh_premises(LyricsRequest const& request, Banks const& banks, Axes const& target) {
    auto const topics = topics_of(request, banks);
    auto const subjects = subjects_of(request);
    bool const rapped = request.profile.style.vocals == "rapped";
    int widest = 0;
    for (auto const& part : request.form) widest = std::max(widest, part.syllables_high);
    std::vector<double> weights;
    for (auto const& premise : banks.premises) {
        auto fit = suits(premise.axes, target);
        for (auto const& tag : premise.tags) {
            if (topics.contains(tag)) fit += 0.8;
            for (auto const& theme : request.profile.style.lyric_themes)
                if (theme.name == tag) fit += theme.weight;
        }
        for (auto const& subject : subjects)
            if (speaks_of(premise.words, subject)) fit += 0.7;
        // Rapped lines are long; where the bars are short, a sung premise fits even a rapper better.
        fit += premise.rap == (rapped && widest >= 13) ? 0.5 : -0.6;
        double sung = 0;
        for (auto const& hook : premise.hooks)
            sung += static_cast<double>(std::count(request.used_titles.begin(), request.used_titles.end(), hook.title));
        weights.push_back(std::exp(fit / 0.18) * std::pow(0.05, sung));
    }
    return weights;
}

Hook const& choose_hook(LyricsRequest const& request, Premise const& premise, Random& random) {
    std::vector<double> weights;
    for (auto const& hook : premise.hooks)
        weights.push_back(std::count(request.used_titles.begin(), request.used_titles.end(), hook.title) == 0 ? 1 : 0.001);
    return premise.hooks[random.weighted(weights)];
}

/// Writes up to three songs and keeps the first whose lines fit the bars, or else the one that fits best.
Lyrics best_song(LyricsRequest const& request, Banks const& banks, std::vector<double> weights, Prosody const& prosody,
                 Random const& random) {
    int lines = 0;
    for (auto const& part : request.form) lines += part.lines;
    auto stream = random.stream("premise");
    std::optional<Lyrics> best;
    for (int attempt = 0; attempt < 3; ++attempt) {
        auto const index = stream.weighted(weights);
        auto const& premise = banks.premises[index];
        weights[index] = 0;
        auto song = SongWriter(request, premise, choose_hook(request, premise, stream), prosody, banks.subject_couplets,
                               random.stream("lines", static_cast<std::uint64_t>(attempt))).write();
        if (!best || song.lines_out_of_range < best->lines_out_of_range) best = std::move(song);
        if (best->lines_out_of_range * 20 <= lines) break;
    }
    return *best;
}

Lyrics motif_sheet(LyricsRequest const& request, Title const& title, Slots const& slots) {
    Lyrics sheet{.title = title.text, .point_of_view = "none"};
    for (auto const* slot : {"heard.np", "seen.np", "object.np", "event.noun", "subject.first"})
        if (auto const found = slots.find(slot); found != slots.end()) sheet.motifs.push_back(found->second);
    for (auto const& seed : request.seeds) sheet.motifs.push_back(seed);
    sheet.hook = sheet.motifs.empty() ? title.text : sheet.motifs.front();
    return sheet;
}

}  // namespace

std::vector<std::string> variants_of(std::string const& line) {
    std::vector<std::string> out;
    expand(line, "", out);
    return out;
}

Axes axes_of_mood(std::string_view mood) {
    static std::map<std::string, Axes, std::less<>> const moods{
        {"melancholic", {-.7, -.4, .3, .2, .6, 0, 0, -.2}}, {"energetic", {.4, .9, 0, 0, -.2, .2, .2, .3}},
        {"dark", {-.5, 0, .9, -.3, 0, .3, 0, -.3}},          {"uplifting", {.9, .5, -.5, .4, 0, -.1, 0, .3}},
        {"nostalgic", {.1, -.2, 0, .6, .5, .1, -.6, 0}},     {"aggressive", {-.5, .9, .6, -.4, -.4, .8, .1, .1}},
        {"chill", {.4, -.7, -.2, .6, .4, 0, 0, -.1}},        {"ethereal", {.2, -.5, .1, 0, .3, -.4, .4, -.3}}};
    auto const found = moods.find(mood);
    return found == moods.end() ? Axes{} : found->second;
}

Axes axes_of(artist::Profile const& profile, Banks const& banks, GenreTable const& genres) {
    Axes axes{};
    auto const genre = genres.find(profile.core.home_genre);
    if (genre != genres.end()) axes = from_tenths(genre->second.axes);
    // Archetype, values and personality were chosen to suit the prompt, so they remember what it asked for.
    std::vector<Entry const*> character;
    auto const remember = [&](std::string_view kind, std::string const& text) {
        for (auto const& entry : banks.of(kind))
            if (entry.form("text") == text) character.push_back(&entry);
    };
    remember("archetype", profile.core.archetype);
    for (auto const& value : profile.core.values) remember("value", value);
    for (auto const& trait : profile.behaviour.personality) remember("personality", trait);
    for (std::size_t i = 0; i < axes.size(); ++i)
        for (auto const* entry : character) axes[i] = axes[i] + 2.0 * entry->axes[i] / static_cast<double>(character.size());
    auto const visual = [&](char const* name) {
        auto const found = profile.style.visual.find(name);
        return found == profile.style.visual.end() ? 0.0 : found->second.value;
    };
    axes[Axis::darkness] = 0.4 * axes[Axis::darkness] + 0.7 * visual("darkness");
    axes[Axis::energy] = 0.5 * axes[Axis::energy] + 0.6 * visual("motion");
    axes[Axis::publicness] = 2 * profile.behaviour.publicness - 1;
    return axes;
}

Result<Lyrics> write_lyrics(LyricsRequest const& request, Banks const& banks, GenreTable const& genres, Prosody const& prosody) {
    TRY(check(request));
    auto const random = Random(request.seed).stream("lyrics").stream(request.profile.core.name);
    if (request.profile.style.vocals == "none" || request.form.empty()) {
        auto const title = TRY(choose_title({request.profile, request.mood, request.seeds, request.seed, request.used_titles}, banks, genres));
        return motif_sheet(request, title, slots_of(request.profile, banks, genres));
    }
    auto target = axes_of(request.profile, banks, genres);
    auto const mood = axes_of_mood(request.mood);
    for (std::size_t i = 0; i < target.size(); ++i) target[i] += 0.7 * mood[i];
    auto song = best_song(request, banks, weigh_premises(request, banks, target), prosody, random);
    auto const slots = slots_of(request.profile, banks, genres);
    song.motifs = motif_sheet(request, {.text = song.title}, slots).motifs;
    return song;
}

}  // namespace troupe::writing::impl
