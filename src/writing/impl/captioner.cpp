#include "writing/impl/captioner.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/json.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "writing/impl/biographer.hpp"

namespace troupe::writing::impl {
namespace {

bool needs_title(SpeechAct act) { return act == SpeechAct::announce || act == SpeechAct::tease || act == SpeechAct::release; }

Result<void> check(CaptionRequest const& request) {
    if (request.count < 1 || request.count > 20) return fail(ErrorCode::invalid_input, "count: expected 1 to 20");
    if (needs_title(request.act) && request.release_title.empty())
        return fail(ErrorCode::invalid_input, "release_title: is needed to " + json::enum_name(request.act) + " a release");
    if (request.fact.empty()) return {};
    auto const& facts = request.profile.story.facts;
    if (std::none_of(facts.begin(), facts.end(), [&](auto const& fact) { return fact.id == request.fact; }))
        return fail(ErrorCode::invalid_input, "fact: the artist has no fact '" + text::excerpt(request.fact) + "'");
    return {};
}

struct Candidate {
    Caption caption;
    double weight = 1;
};

class Captioner {
public:
    Captioner(CaptionRequest const& request, Banks const& banks, GenreTable const& genres)
        : request_(request), banks_(banks), voice_(request.profile.core.voice),
          slots_(slots_of(request.profile, banks, genres, request.fact)), ids_(fact_ids(request.profile)),
          taste_(taste_of(request, banks)) {
        slots_["title"] = request.release_title;
        if (!request.date.empty()) slots_["date"] = request.date;
        for (auto const* needed : {"title"})
            if (slots_[needed].empty()) slots_.erase(needed);
    }

    /// Frames that may be used at all; `strict` also asks for the register, the length and the fact wanted.
    std::vector<Candidate> candidates(bool strict) const {
        std::vector<Candidate> out;
        for (auto const& frame : banks_.captions) {
            if (frame.act != json::enum_name(request_.act)) continue;
            if (frame.person == "first" && voice_.person != "first") continue;
            bool const in_register = frame.registers.empty() || std::count(frame.registers.begin(), frame.registers.end(), voice_.register_name) != 0;
            if (strict && !in_register) continue;
            auto candidate = make(frame);
            if (!candidate) continue;
            auto const words = static_cast<int>(count_words(candidate->caption.text));
            if (strict && (words < voice_.words_low || words > voice_.words_high)) continue;
            if (words > voice_.words_high + 12) continue;
            if (!request_.fact.empty() && !tells_fact(candidate->caption)) {
                if (strict) continue;
                candidate->weight = 1e-9;
            }
            if (frame.text.find("{date}") != std::string::npos) candidate->weight *= 2.5;
            if (is_to_taste(frame, words)) candidate->weight *= taste_->weight;
            if (words > voice_.words_high) candidate->weight *= 0.02;
            if (!in_register) candidate->weight *= 0.05;
            candidate->weight *= std::pow(0.3, std::count(request_.used_frames.begin(), request_.used_frames.end(), frame.id));
            out.push_back(std::move(*candidate));
        }
        return out;
    }

private:
    static CaptionTaste const* taste_of(CaptionRequest const& request, Banks const& banks) {
        for (auto const& taste : banks.caption_tastes)
            if (taste.name == request.ways.captions) return &taste;
        return nullptr;
    }

    bool is_to_taste(CaptionFrame const& frame, int words) const {
        if (taste_ == nullptr || (taste_->words_high > 0 && words > taste_->words_high)) return false;
        auto const holds = [&](std::string const& slot) {
            return frame.text.find("{" + slot + ".") != std::string::npos || frame.text.find("{" + slot + "}") != std::string::npos;
        };
        return taste_->slots.empty() || std::any_of(taste_->slots.begin(), taste_->slots.end(), holds);
    }

    bool tells_fact(Caption const& caption) const {
        return std::find(caption.facts.begin(), caption.facts.end(), request_.fact) != caption.facts.end();
    }

    std::optional<Candidate> make(CaptionFrame const& frame) const {
        auto text = fill(frame.text, slots_);
        if (!text) return std::nullopt;
        Candidate candidate{.caption = {.text = cased(sentence_case(std::move(*text))), .frame = frame.id}};
        for (auto const& role : slot_roles(frame.text))
            if (auto const id = ids_.find(role); id != ids_.end()) candidate.caption.facts.push_back(id->second);
        add_hashtags(candidate.caption);
        auto const& used = request_.used;
        if (std::find(used.begin(), used.end(), candidate.caption.text) != used.end()) return std::nullopt;
        if (length_of(candidate.caption) > caption_limit(request_.platform)) return std::nullopt;
        return candidate;
    }

    static int length_of(Caption const& caption) {
        auto length = text::length(caption.text);
        for (auto const& tag : caption.hashtags) length += 1 + text::length(tag);
        return static_cast<int>(length);
    }

    std::string cased(std::string text) const {
        if (voice_.letter_case != "lower") return text;
        auto const lowered = text::lower(text);
        // Names keep their capitals: they are how the artist is found.
        auto out = lowered;
        for (auto const& name : {request_.profile.core.name, request_.release_title}) {
            if (name.empty()) continue;
            for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + name.size()))
                out.replace(at, name.size(), name);
        }
        return out;
    }

    void add_hashtags(Caption& caption) const {
        if (!voice_.uses_hashtags) return;
        auto const tag = [](std::string_view words) {
            std::string out = "#";
            for (auto c : text::slug(words))
                if (c != '-') out.push_back(c);
            return out;
        };
        caption.hashtags.push_back(tag(slots_.find("genre")->second));
        if (needs_title(request_.act) && text::length(request_.release_title) <= 24) caption.hashtags.push_back(tag(request_.release_title));
        auto const home = slots_.find("home.name");
        bool const told = std::find(caption.facts.begin(), caption.facts.end(), "home") != caption.facts.end();
        if (home != slots_.end() && told) caption.hashtags.push_back(tag(home->second));
        while (!caption.hashtags.empty() && length_of(caption) > caption_limit(request_.platform)) caption.hashtags.pop_back();
    }

    CaptionRequest const& request_;
    Banks const& banks_;
    artist::Voice const& voice_;
    Slots slots_;
    std::map<std::string, std::string, std::less<>> ids_;
    CaptionTaste const* taste_;  ///< null: none
};

/// Draws without repeating a text; frames and facts told already weigh little.
void draw(std::vector<Candidate> pool, int count, Random& random, std::vector<Caption>& out) {
    std::set<std::string> told;
    std::set<std::string> texts;
    for (auto const& caption : out) texts.insert(caption.text), told.insert(caption.facts.begin(), caption.facts.end());
    while (static_cast<int>(out.size()) < count) {
        std::vector<double> weights;
        double sum = 0;
        for (auto const& candidate : pool) {
            auto weight = texts.contains(candidate.caption.text) ? 0 : candidate.weight;
            for (auto const& fact : candidate.caption.facts)
                if (told.contains(fact)) weight *= 0.4;
            weights.push_back(weight);
            sum += weight;
        }
        if (sum <= 0) return;
        auto const& chosen = pool[random.weighted(weights)].caption;
        texts.insert(chosen.text);
        told.insert(chosen.facts.begin(), chosen.facts.end());
        out.push_back(chosen);
    }
}

}  // namespace

Result<std::vector<Caption>> write_captions(CaptionRequest const& request, Banks const& banks, GenreTable const& genres) {
    TRY(check(request));
    Captioner captioner(request, banks, genres);
    auto random = Random(request.seed).stream("captions").stream(request.profile.core.name).stream(json::enum_name(request.act) + request.platform + request.stage);
    std::vector<Caption> captions;
    draw(captioner.candidates(true), request.count, random, captions);
    draw(captioner.candidates(false), request.count, random, captions);
    if (static_cast<int>(captions.size()) < request.count)
        return fail(ErrorCode::invalid_input, "count: the artist's facts give only " + std::to_string(captions.size()) +
                                                  " different captions to " + json::enum_name(request.act) + " on " + request.platform);
    return captions;
}

Result<std::vector<std::string>> write_hooks(HookRequest const& request, Banks const& banks, GenreTable const& genres) {
    if (request.count < 1 || request.count > 10) return fail(ErrorCode::invalid_input, "count: expected 1 to 10");
    if (request.characters_max < 20 || request.characters_max > 120)
        return fail(ErrorCode::invalid_input, "characters_max: expected 20 to 120");
    auto slots = slots_of(request.profile, banks, genres);
    if (!request.release_title.empty()) slots["title"] = request.release_title;
    if (!request.date.empty()) slots["date"] = request.date;
    std::vector<std::string> lines;
    for (auto const& frame : banks.hook_frames) {
        auto line = fill(frame, slots);
        if (!line || static_cast<int>(text::length(*line)) > request.characters_max) continue;
        auto cased = sentence_case(std::move(*line));
        lines.push_back(request.profile.core.voice.letter_case == "lower" ? text::lower(cased) : cased);
    }
    auto random = Random(request.seed).stream("hooks").stream(request.profile.core.name);
    random.shuffle(lines);
    if (static_cast<int>(lines.size()) < request.count)
        return fail(ErrorCode::invalid_input, "count: only " + std::to_string(lines.size()) + " lines fit into " +
                                                  std::to_string(request.characters_max) + " characters");
    lines.resize(static_cast<std::size_t>(request.count));
    return lines;
}

}  // namespace troupe::writing::impl
