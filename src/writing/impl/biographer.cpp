#include "writing/impl/biographer.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/json.hpp"
#include "base/text.hpp"

namespace troupe::writing::impl {
namespace {

/// Stands for {they} until the whole text is known.
std::string const pronoun_mark = "\x02";

/// A step of a plan: a group of frames ("job" takes job.1, job.2..), and whether it may be left out.
struct Step {
    std::string group;
    bool optional = false;
};

using Plan = std::vector<Step>;

/// Orders in which a life may be told. Optional steps fill up to the length wanted, in the order of the text.
std::vector<Plan> const& brief_plans() {
    static std::vector<Plan> const plans{
        {{"home"}, {"object_short"}, {"event_short"}, {"subject", true}, {"presence", true}, {"rule", true}, {"listener", true}, {"sound", true}},
        {{"home"}, {"job"}, {"subject", true}, {"rule", true}, {"presence", true}, {"object_short", true}, {"sound", true}},
        {{"home"}, {"heard"}, {"object_short"}, {"subject", true}, {"rule", true}, {"presence", true}, {"listener", true}, {"sound", true}}};
    return plans;
}

std::vector<Plan> const& medium_plans() {
    static std::vector<Plan> const plans{
        {{"home"}, {"heard"}, {"job"}, {"tension", true}, {"object"}, {"event"}, {"subject", true}, {"rule"}, {"sound", true}, {"release", true}, {"presence", true}},
        {{"home"}, {"event"}, {"job"}, {"tension", true}, {"object"}, {"subject", true}, {"rule"}, {"heard", true}, {"presence", true}, {"release", true}},
        {{"home"}, {"origin"}, {"object"}, {"tension", true}, {"subject", true}, {"heard"}, {"rule"}, {"job_short", true}, {"sound", true}, {"release", true}, {"presence", true}}};
    return plans;
}

std::vector<Plan> const& full_plans() {
    static std::vector<Plan> const plans{
        {{"home"}, {"heard"}, {"seen"}, {"job"}, {"origin"}, {"event"}, {"subject"}, {"object"}, {"object2"}, {"sound"}, {"rule"}, {"rule2"}, {"tension"}, {"release"}, {"presence"}, {"influence", true}, {"value", true}, {"listener", true}},
        {{"home"}, {"event"}, {"job"}, {"heard"}, {"origin"}, {"object"}, {"object2"}, {"rule"}, {"rule2"}, {"sound"}, {"subject"}, {"release"}, {"seen"}, {"tension"}, {"presence"}, {"influence", true}, {"listener", true}, {"value", true}},
        {{"home"}, {"origin"}, {"job"}, {"object"}, {"object2"}, {"heard"}, {"event"}, {"subject"}, {"sound"}, {"influence", true}, {"rule"}, {"rule2"}, {"release"}, {"tension"}, {"presence"}, {"seen", true}, {"value", true}, {"listener", true}}};
    return plans;
}

class Teller {
public:
    Teller(artist::Profile const& profile, Banks const& banks, GenreTable const& genres, Random random)
        : banks_(banks), slots_(slots_of(profile, banks, genres)), random_(random) {
        is_band_ = std::any_of(profile.understanding.heard.begin(), profile.understanding.heard.end(),
                               [](auto const& heard) { return heard.starts_with("a group"); });
        slots_["they"] = pronoun_mark;
        is_hidden_ = profile.behaviour.publicness < 0.3;
        is_instrumental_ = profile.style.vocals == "none";
    }

    std::string tell(Plan const& plan, std::size_t words_low, std::size_t words_high) {
        std::vector<std::string> sentences(plan.size());
        std::size_t words = 0;
        // What the prompt asked for is told in every length; the rest fills up.
        auto const must = [this](Step const& step) {
            return !step.optional || step.group == "subject" || step.group == "tension" ||
                   (is_hidden_ && step.group == "presence");
        };
        for (std::size_t i = 0; i < plan.size(); ++i)
            if (must(plan[i])) words += add(sentences[i], plan[i].group, words_high - std::min(words, words_high));
        for (std::size_t i = 0; i < plan.size() && words < words_low; ++i)
            if (!must(plan[i])) words += add(sentences[i], plan[i].group, words_high - std::min(words, words_high));
        std::vector<std::string> kept;
        for (auto& sentence : sentences)
            if (!sentence.empty()) kept.push_back(std::move(sentence));
        return name_once_in_a_while(text::join(kept, " "));
    }

private:
    /// One sentence of the group that fits and whose facts are known; the same facts get the same frame in every text.
    std::size_t add(std::string& into, std::string const& group, std::size_t room) {
        std::vector<std::string> options;
        for (auto const& frame : banks_.frames) {
            if (!frame.id.starts_with(group_of(group) + ".")) continue;
            if (!frame.only.empty() && !applies(frame.only)) continue;
            if (!frame.only_not.empty() && applies(frame.only_not)) continue;
            if (frame.singular && !slots_.contains(frame.facts.front() + ".single")) continue;
            if (frame.plain_past && !slots_.contains(frame.facts.front() + ".plain")) continue;
            auto sentence = fill(frame.text, slots_);
            if (sentence && count_words(*sentence) <= room) options.push_back(sentence_case(std::move(*sentence)));
        }
        if (options.empty()) return 0;
        into = random_.pick(options);
        return count_words(into);
    }

    std::string group_of(std::string const& group) const {
        if (group == "home" && is_band_) return "home_band";
        if (group == "subject" && is_instrumental_) return "subject_i";
        return group;
    }

    bool applies(std::string const& condition) const {
        return (condition == "band" && is_band_) || (condition == "instrumental" && is_instrumental_);
    }

    /// The mark of {they} becomes the name where the sentences before did not use it, a pronoun otherwise.
    std::string name_once_in_a_while(std::string const& text) {
        auto const& name = slots_.find("name")->second;
        std::string out;
        std::size_t since = 99;
        for (std::size_t at = 0; at < text.size();) {
            if (text[at] == pronoun_mark.front()) {
                out += since > 2 ? name : "they";
                since = since > 2 ? 0 : since;
                ++at;
                continue;
            }
            if (text.compare(at, name.size(), name) == 0) since = 0;
            if (text[at] == '.' || text[at] == '!') ++since;
            out += text[at++];
        }
        return sentence_case(out);
    }

    Banks const& banks_;
    Slots slots_;
    Random random_;
    bool is_band_ = false;
    bool is_hidden_ = false;  ///< then how little is shown belongs in every length
    bool is_instrumental_ = false;
};

}  // namespace

std::size_t count_words(std::string_view text) {
    std::size_t words = 0;
    bool inside = false;
    for (auto c : text) {
        bool const space = c == ' ' || c == '\n';
        if (!space && !inside) ++words;
        inside = !space;
    }
    return words;
}

Result<Biographies> write_biographies(artist::Profile const& profile, Banks const& banks, GenreTable const& genres,
                                      Random const& random) {
    auto write = [&](std::string_view name, std::vector<Plan> const& plans, std::size_t low, std::size_t high) {
        auto stream = random.stream(name);
        // Not every plan suits every set of facts: take the first that comes out at the right length.
        std::string text;
        for (int attempt = 0; attempt < 12; ++attempt) {
            Teller teller(profile, banks, genres, stream.stream("attempt", static_cast<std::uint64_t>(attempt)));
            text = teller.tell(plans[stream.below(plans.size())], low + low / 6, high);
            if (count_words(text) >= low && count_words(text) <= high) break;
        }
        return text;
    };
    Biographies out{.brief = write("brief", brief_plans(), 35, 70), .medium = write("medium", medium_plans(), 90, 150),
                    .full = write("full", full_plans(), 190, 310)};
    if (count_words(out.brief) < 12)
        return fail(ErrorCode::invalid_input, "story.facts: too few to write from; add a home, a job, an object or an event");
    return out;
}

std::string write_origin(artist::Profile const& profile, Banks const& banks, GenreTable const& genres, Random const& random) {
    static std::vector<Plan> const plans{{{"origin"}, {"job"}, {"event"}, {"heard", true}},
                                         {{"event"}, {"job"}, {"origin"}, {"heard", true}},
                                         {{"job"}, {"event"}, {"origin"}, {"object", true}}};
    auto stream = random.stream("origin-story");
    auto const& plan = stream.pick(plans);
    return Teller(profile, banks, genres, stream).tell(plan, 45, 120);
}

std::string unsupported(std::string_view text, artist::Profile const& profile, Banks const& banks) {
    auto const known = text::lower(json::print(profile));
    std::string number;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0) number += text[i];
        else if (number.size() >= 3 && known.find(number) == std::string::npos) return number;
        else number.clear();
    }
    for (auto const& place : banks.of("home")) {
        auto const name = place.form("name");
        if (text.find(name) != std::string_view::npos && known.find(text::lower(name)) == std::string::npos) return name;
    }
    return {};
}

}  // namespace troupe::writing::impl
