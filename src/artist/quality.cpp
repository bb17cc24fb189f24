#include "artist/quality.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

#include "artist/contradictions.hpp"
#include "artist/impl/word_lists.hpp"
#include "artist/impl/words.hpp"
#include "base/text.hpp"

namespace troupe::artist {
namespace {

using Findings = std::vector<Finding>;
using Names = std::set<std::string, std::less<>>;

double cost_of(Severity severity) {
    switch (severity) {
        case Severity::note:
            return 0.03;
        case Severity::warning:
            return 0.1;
        case Severity::error:
            return 0.25;
    }
    return 0;
}

double part_score(Findings const& findings, std::string_view rule) {
    double score = 1;
    for (auto const& finding : findings)
        if (finding.rule == rule) score -= cost_of(finding.severity);
    return std::max(0.0, score);
}

Assessment judge(Findings findings) {
    Assessment out{.length = part_score(findings, "length"),
                   .required = part_score(findings, "required"),
                   .coherence = part_score(findings, "coherence"),
                   .truth = part_score(findings, "truth")};
    out.score = 0.2 * out.length + 0.3 * out.required + 0.25 * out.coherence + 0.25 * out.truth;
    bool const lacks = std::any_of(findings.begin(), findings.end(), [](Finding const& each) {
        return each.rule == "required" && each.severity == Severity::error;
    });
    if (lacks) out.score = std::min(out.score, 0.48);
    out.status = status_of(out.score);
    out.findings = std::move(findings);
    return out;
}

std::size_t count_words(std::string_view text) { return impl::words_of(text).size(); }

struct LengthRule {
    std::string_view path;
    std::string const& text;
    std::size_t fewest;  ///< words
    std::size_t most;
};

void check_lengths(Profile const& profile, Findings& findings) {
    LengthRule const rules[] = {{"story.biography_short", profile.story.biography_short, 20, 90},
                                {"story.biography_medium", profile.story.biography_medium, 60, 190},
                                {"story.biography_long", profile.story.biography_long, 140, 400},
                                {"core.origin_story", profile.core.origin_story, 20, 250},
                                {"positioning.tagline", profile.positioning.tagline, 2, 20},
                                {"positioning.promise", profile.positioning.promise, 5, 50}};
    for (auto const& rule : rules) {
        auto const words = count_words(rule.text);
        if (words >= rule.fewest && words <= rule.most) continue;
        bool const far = words * 2 < rule.fewest || words > rule.most * 2;
        findings.push_back({std::string(rule.path), "length",
                            fmt::format("has {} words, {} to {} are wanted", words, rule.fewest, rule.most),
                            far ? Severity::error : Severity::warning,
                            words < rule.fewest ? "tell another fact" : "leave a fact out"});
    }
    auto const shorter = [&](std::string const& a, std::string const& b) { return count_words(a) < count_words(b); };
    if (!shorter(profile.story.biography_short, profile.story.biography_medium) ||
        !shorter(profile.story.biography_medium, profile.story.biography_long))
        findings.push_back({"story", "length", "the biographies do not grow from short to long", Severity::warning,
                            "write the longer ones from more facts"});
}

void require(bool is_there, std::string path, std::string message, std::string fix, Findings& findings,
             Severity severity = Severity::error) {
    if (!is_there) findings.push_back({std::move(path), "required", std::move(message), severity, std::move(fix)});
}

void check_required(Profile const& profile, Findings& findings) {
    auto const has_fact = [&](std::string_view kind) {
        return std::any_of(profile.story.facts.begin(), profile.story.facts.end(),
                           [&](Fact const& fact) { return fact.kind == kind && !text::trim(fact.text).empty(); });
    };
    require(!text::trim(profile.core.name).empty(), "core.name", "there is no name", "give one", findings);
    require(has_fact("home"), "story.facts", "no fact of kind home", "say where the artist lives and works", findings);
    require(has_fact("origin"), "story.facts", "no fact of kind origin", "say how it began", findings);
    for (auto const* kind : {"job", "object", "event", "rule"})
        require(has_fact(kind), "story.facts", fmt::format("no fact of kind {}", kind),
                fmt::format("add a fact of kind {}", kind), findings, Severity::warning);
    require(profile.core.values.size() >= 2, "core.values", "fewer than two values",
            "say what the artist stands for, in short sentences", findings);
    require(profile.core.motifs.size() >= 3, "core.motifs", "fewer than three motifs", "name images that recur",
            findings);
    require(profile.core.palette.size() == 5, "core.palette", "five colours are needed",
            "four from dark to light, then the accent", findings);
    require(!profile.core.home_genre.empty() && !profile.style.genres.empty(), "style.genres", "no genre", "name one",
            findings);
    require(!profile.audience.summary.empty(), "audience.summary", "nobody is said to listen", "say who in one clause",
            findings, Severity::warning);
    require(!profile.audience.territories.empty(), "audience.territories", "no country", "name the first", findings,
            Severity::warning);
    require(!profile.behaviour.platforms.empty(), "behaviour.platforms", "no platform", "name one", findings,
            Severity::warning);
    auto const valid = validate(profile);
    if (valid) return;
    auto const colon = valid.error().message.find(": ");
    findings.push_back({valid.error().message.substr(0, colon), "required",
                        valid.error().message.substr(std::min(colon + 2, valid.error().message.size())),
                        Severity::error, "correct this field; nothing can be stored before"});
}

void incoherent(std::string path, std::string message, std::string fix, Findings& findings,
                Severity severity = Severity::warning) {
    findings.push_back({std::move(path), "coherence", std::move(message), severity, std::move(fix)});
}

/// Tempi that a family of genres is written in; far outside one asks what was meant. The first word that a genre's id
/// holds.
struct TempoRule {
    std::string_view genre;
    double low;
    double high;
};

constexpr TempoRule tempi[] = {
    {"dark_ambient", 40, 110}, {"ambient", 40, 115}, {"neoclassical", 40, 130}, {"drum_and_bass", 155, 190},
    {"dnb", 155, 190},         {"jungle", 145, 185}, {"trance", 120, 155},      {"industrial", 110, 165},
    {"dub_techno", 100, 135},  {"techno", 110, 165}, {"deep_house", 105, 132},  {"house", 100, 138},
    {"garage", 115, 145},      {"lo_fi", 55, 105},   {"chillhop", 60, 110},     {"trip_hop", 60, 115},
    {"hip_hop", 65, 125},      {"phonk", 90, 175},   {"trap", 110, 180},        {"r_and_b", 50, 125}};

double weight_in(std::vector<Weight> const& weights, Names const& names) {
    double sum = 0;
    for (auto const& weight : weights)
        if (names.contains(text::lower(weight.name))) sum += weight.weight;
    return sum;
}

void check_genre(Profile const& profile, Findings& findings) {
    auto const& style = profile.style;
    auto const is_home = [&](Weight const& each) { return each.name == profile.core.home_genre; };
    auto const home = std::find_if(style.genres.begin(), style.genres.end(), is_home);
    if (home == style.genres.end())
        incoherent("style.genres", fmt::format("the home genre, {}, is not among the genres", profile.core.home_genre),
                   "add it, or recast", findings, Severity::error);
    for (auto const& rule : tempi) {
        if (profile.core.home_genre.find(rule.genre) == std::string::npos) continue;
        if (style.tempo_high.value < rule.low || style.tempo_low.value > rule.high)
            incoherent("style.tempo_low",
                       fmt::format("{:.0f} to {:.0f} BPM is no tempo of {}", style.tempo_low.value,
                                   style.tempo_high.value, profile.core.home_genre),
                       fmt::format("choose between {} and {} BPM, or another genre", rule.low, rule.high), findings);
        break;
    }
    if (style.tempo_high.value - style.tempo_low.value > 70)
        incoherent("style.tempo_high", "more than 70 BPM between slowest and fastest", "narrow the range", findings,
                   Severity::note);
}

void check_mood(Profile const& profile, Findings& findings) {
    static Names const dark{"dark", "melancholic", "aggressive"};
    static Names const bright{"uplifting", "energetic"};
    static Names const bright_modes{"major", "lydian", "mixolydian"};
    auto const& style = profile.style;
    auto const major = weight_in(style.modes, bright_modes);
    if (weight_in(style.moods, dark) > 0.7 && major > 0.7)
        incoherent("style.modes", "dark moods in bright modes", "give minor modes more weight", findings);
    if (weight_in(style.moods, {"uplifting"}) > 0.7 && major < 0.1)
        incoherent("style.modes", "uplifting moods in dark modes alone", "give major more weight", findings,
                   Severity::note);
    auto const darkness = style.visual.find("darkness");
    if (darkness == style.visual.end()) return;
    if (weight_in(style.moods, dark) > 0.8 && darkness->second.value < -0.4)
        incoherent("style.visual.darkness", "dark music behind bright pictures", "raise darkness", findings);
    if (weight_in(style.moods, bright) > 0.8 && darkness->second.value > 0.7)
        incoherent("style.visual.darkness", "bright music behind dark pictures", "lower darkness", findings);
}

void check_vocals(Profile const& profile, Findings& findings) {
    auto const& style = profile.style;
    bool const is_silent = style.vocals == "none";
    if (is_silent && style.vocal_presence.value > 0.05)
        incoherent("style.vocal_presence", "no vocals, but presence of vocals", "set it to 0, or choose vocals",
                   findings, Severity::error);
    if (!is_silent && style.vocal_presence.value < 0.05)
        incoherent("style.vocal_presence", "vocals that are never heard", "raise it, or choose none", findings);
    if (!is_silent && style.lyric_themes.empty())
        incoherent("style.lyric_themes", "sings of nothing", "name themes", findings);
    auto const names_voice = [](Weight const& each) {
        return each.name == "lead vocal" || each.name == "voice" || each.name == "singer";
    };
    if (is_silent && std::any_of(style.instruments.begin(), style.instruments.end(), names_voice))
        incoherent("style.instruments", "a voice among the instruments of an instrumental artist", "remove it",
                   findings);
}

double light_of(std::string const& colour) {
    if (colour.size() != 7 || colour.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos) return 0;
    auto const channel = [&](std::size_t at) { return std::stoi(colour.substr(at, 2), nullptr, 16) / 255.0; };
    return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

void check_palette(Profile const& profile, Findings& findings) {
    auto const& palette = profile.core.palette;
    if (palette.size() != 5) return;
    for (std::size_t i = 1; i < 4; ++i)
        if (light_of(palette[i]) < light_of(palette[i - 1]) - 0.02) {
            incoherent("core.palette", "not ordered from dark to light", "order the first four", findings,
                       Severity::note);
            break;
        }
    if (light_of(palette[3]) - light_of(palette[0]) < 0.25)
        incoherent("core.palette", "too little contrast for text on a cover",
                   "make the darkest darker or the lightest lighter", findings);
}

void check_behaviour(Profile const& profile, Findings& findings) {
    auto const& voice = profile.core.voice;
    auto const rate = profile.style.posting.find("posts_per_week");
    if (rate != profile.style.posting.end() && profile.behaviour.publicness < 0.2 && rate->second.value > 5)
        incoherent("style.posting.posts_per_week", "hardly seen, yet posts almost daily",
                   "post less, or be more public", findings);
    if (profile.behaviour.shows_face && profile.behaviour.publicness < 0.2)
        incoherent("behaviour.shows_face", "shows a face, yet is hardly seen", "show none", findings);
    if (voice.register_name == "terse" && voice.words_high > 30)
        incoherent("core.voice.words_high", "a terse voice with long captions", "at most 20 words", findings,
                   Severity::note);
    if (voice.register_name == "ceremonial" && voice.uses_emoji)
        incoherent("core.voice.uses_emoji", "a ceremonial voice with emoji", "use none", findings, Severity::note);
    if (voice.words_high - voice.words_low < 2)
        incoherent("core.voice.words_high", "no room between fewest and most words", "leave some", findings,
                   Severity::note);
}

void check_truth(Profile const& profile, Findings& findings) {
    auto const texts = texts_of(profile);
    for (auto const& each : find_contradictions(profile, texts))
        findings.push_back({each.path, "truth", fmt::format("'{}': {}", text::excerpt(each.said), each.why),
                            Severity::error, fmt::format("tell it as {} has it, or leave it out", each.against)});
}

Names words_in(impl::Words const& words) {
    Names names;
    for (auto const& word : words) names.insert(word.lower);
    return names;
}

bool names_genre(impl::Words const& words) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        std::string name;
        for (std::size_t length = 1; length <= 3 && at + length <= words.size(); ++length) {
            name += (length == 1 ? "" : " ") + words[at + length - 1].lower;
            if (impl::known_genres().find(impl::plain_genre(name)) != nullptr) return true;
        }
    }
    return false;
}

bool names_any(Names const& words, std::span<std::string_view const> wanted) {
    return std::any_of(wanted.begin(), wanted.end(), [&](std::string_view each) { return words.contains(each); });
}

constexpr std::string_view mood_words[] = {
    "dark",    "bright",    "happy",      "sad",         "melancholic", "calm",   "energetic", "aggressive",
    "dreamy",  "nostalgic", "uplifting",  "ethereal",    "warm",        "cold",   "intimate",  "tender",
    "angry",   "euphoric",  "mysterious", "playful",     "gloomy",      "tense",  "hopeful",   "lonely",
    "quiet",   "loud",      "moody",      "atmospheric", "haunting",    "gentle", "raw",       "chill",
    "relaxed", "romantic",  "epic",       "minimal",     "hypnotic"};

/// Pairs of words that cannot both be meant.
constexpr std::pair<std::string_view, std::string_view> opposites[] = {
    {"instrumental", "vocals"}, {"instrumental", "sung"}, {"instrumental", "singer"},
    {"instrumental", "rapped"}, {"slow", "fast"},         {"black-and-white", "colourful"},
    {"happy", "sad"},           {"major", "minor"},       {"acoustic", "electronic"},
    {"minimal", "maximal"},     {"empty", "crowded"},     {"day", "night"}};

void check_prompt_words(impl::Words const& words, PromptKind kind, Findings& findings) {
    auto const said = words_in(words);
    auto const nouns =
        std::count_if(words.begin(), words.end(), [](impl::Word const& word) { return word.is_content; });
    bool const has_mood = names_any(said, mood_words);
    bool const has_genre = names_genre(words);
    bool const has_subject = nouns >= 3;
    bool const is_music = kind == PromptKind::music;
    bool const is_picture = kind == PromptKind::image || kind == PromptKind::video;
    if (is_music ? !has_genre && !has_mood : is_picture ? !has_subject : !has_genre && !has_mood && !has_subject)
        findings.push_back({"prompt", "required",
                            is_music     ? "names neither genre nor mood"
                            : is_picture ? "names no subject"
                                         : "names no genre, mood or subject",
                            Severity::error, is_music ? "name a genre" : "say what is to be seen or told"});
    else if (!has_mood)
        findings.push_back({"prompt", "required", "names no mood", Severity::note, "name one"});
    for (auto const& [one, other] : opposites) {
        auto const at = impl::find_phrase(words, one);
        auto const also = impl::find_phrase(words, other);
        if (at < 0 || also < 0 || impl::is_denied(words, static_cast<std::size_t>(at)) ||
            impl::is_denied(words, static_cast<std::size_t>(also)))
            continue;
        findings.push_back({"prompt", "coherence", fmt::format("asks for '{}' and '{}'", one, other), Severity::warning,
                            "keep one of them"});
    }
}

}  // namespace

Status status_of(double score) {
    return score >= 0.7 ? Status::VALID : score >= 0.49 ? Status::NEEDS_IMPROVEMENT : Status::REJECTED;
}

Assessment assess(Profile const& profile) {
    Findings findings;
    check_lengths(profile, findings);
    check_required(profile, findings);
    check_genre(profile, findings);
    check_mood(profile, findings);
    check_vocals(profile, findings);
    check_palette(profile, findings);
    check_behaviour(profile, findings);
    check_truth(profile, findings);
    return judge(std::move(findings));
}

Assessment assess_prompt(std::string_view prompt, PromptKind kind) {
    Findings findings;
    auto const length = text::length(text::trim(prompt));
    if (length == 0) findings.push_back({"prompt", "required", "is empty", Severity::error, "say what is wanted"});
    if (length < 20)
        findings.push_back({"prompt", "length", fmt::format("has {} characters, 20 to 2000 are wanted", length),
                            length < 10 ? Severity::error : Severity::warning, "say more"});
    if (length > 2000)
        findings.push_back({"prompt", "length", fmt::format("has {} characters, 20 to 2000 are wanted", length),
                            length > 4000 ? Severity::error : Severity::warning, "say less"});
    if (prompt.find('{') != std::string_view::npos && prompt.find('}') != std::string_view::npos)
        findings.push_back({"prompt", "required", "has a slot that was not filled", Severity::error,
                            "fill or remove what stands in braces"});
    auto const words = impl::words_of(prompt);
    if (!words.empty())
        check_prompt_words(words, kind, findings);
    else if (length > 0)
        findings.push_back({"prompt", "required", "has no words", Severity::error, "describe it in words"});
    return judge(std::move(findings));
}

}  // namespace troupe::artist
