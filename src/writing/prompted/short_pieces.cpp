#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "writing/prompted/piece.hpp"

namespace troupe::writing::prompted {
namespace {

struct CaptionsDraft {
    std::vector<std::string> captions;
};
BOOST_DESCRIBE_STRUCT(CaptionsDraft, (), (captions))

struct TitleDraft {
    std::string title;
};
BOOST_DESCRIBE_STRUCT(TitleDraft, (), (title))

struct HooksDraft {
    std::vector<std::string> lines;
};
BOOST_DESCRIBE_STRUCT(HooksDraft, (), (lines))

bool is_among(std::vector<std::string> const& list, std::string const& words) {
    return std::any_of(list.begin(), list.end(), [&](auto const& each) { return text::lower(each) == text::lower(words); });
}

bool has_emoji(std::string_view words) {
    auto const points = text::decode(words);
    return std::any_of(points.begin(), points.end(), [](char32_t point) { return point >= 0x1F000 || (point >= 0x2600 && point < 0x27C0); });
}

bool says_i(std::string const& words) {
    auto const list = text::words(words);
    return std::any_of(list.begin(), list.end(), [](auto const& word) { return word == "i" || word == "my" || word == "me" || word.starts_with("i'"); });
}

std::string voice_sheet(artist::Voice const& voice) {
    return fmt::format("{} person, {} register, {} case, {}", voice.person, voice.register_name, voice.letter_case, voice.uses_emoji ? "emoji allowed" : "no emoji");
}

void check_caption(std::string const& path, std::string const& words, CaptionRequest const& request, std::size_t limit, Findings& findings) {
    auto const& voice = request.profile.core.voice;
    check_words(path, words, limit, findings);
    check_word_count(path, words, static_cast<std::size_t>(std::max(1, voice.words_low - 2)), static_cast<std::size_t>(voice.words_high + 6), findings);
    if (words.find('#') != std::string::npos) findings.mend(path + ": holds a hashtag; they are added later");
    if (!voice.uses_emoji && has_emoji(words)) findings.mend(path + ": holds an emoji; this artist uses none");
    if (voice.person != "first" && says_i(words)) findings.mend(path + ": speaks as I; this artist never does");
    if (is_among(request.used, words)) findings.refuse(path + ": was posted already");
    if (request.act == SpeechAct::release && text::lower(words).find(text::lower(request.release_title)) == std::string::npos)
        findings.mend(path + ": does not name " + request.release_title);
}

std::string particulars(CaptionRequest const& request) {
    std::string out;
    if (!request.release_title.empty()) out += "The song: " + request.release_title + "\n";
    if (!request.date.empty()) out += "Date, as it shall be read: " + request.date + "\n";
    if (!request.fact.empty()) out += "Disclose the fact: " + request.fact + "\n";
    if (!request.stage.empty()) out += "Stage of the story: " + request.stage + "\n";
    return out.empty() ? "No particular song." : out;
}

}  // namespace

Piece<std::vector<Caption>> captions_piece(CaptionRequest const& request, std::vector<Caption> const& base) {
    auto const& voice = request.profile.core.voice;
    std::size_t longest_tags = 0;
    for (auto const& caption : base) longest_tags = std::max(longest_tags, text::length(text::join(caption.hashtags, " ")) + 1);
    auto const limit = static_cast<std::size_t>(caption_limit(request.platform)) - longest_tags;
    auto prompt = fill_prompt(prompt_name("captions", request.ways.prompt), {{"artist", portrait(request.profile)},
                                           {"voice", voice_sheet(voice)},
                                           {"language", voice.language},
                                           {"act", json::enum_name(request.act)},
                                           {"particulars", particulars(request)},
                                           {"count", std::to_string(request.count)},
                                           {"words_low", std::to_string(voice.words_low)},
                                           {"words_high", std::to_string(voice.words_high)},
                                           {"limit", std::to_string(limit)},
                                           {"facts", fact_sheet(request.profile)},
                                           {"used", lines_of(request.used, 30)}});
    auto check = [request, limit](CaptionsDraft const& draft, Findings& findings) {
        if (static_cast<int>(draft.captions.size()) != request.count)
            return findings.refuse(fmt::format("captions: {} given, {} wanted", draft.captions.size(), request.count));
        std::set<std::string> different;
        std::vector<artist::NamedText> claims;
        for (std::size_t i = 0; i < draft.captions.size(); ++i) {
            auto const path = fmt::format("captions[{}]", i);
            check_caption(path, draft.captions[i], request, limit, findings);
            if (!different.insert(text::lower(draft.captions[i])).second) findings.refuse(path + ": says the same as another");
            claims.push_back({path, draft.captions[i], artist::TextKind::caption, request.fact.empty() ? std::vector<std::string>{} : std::vector{request.fact}});
        }
        claims.push_back({"the song's title", request.release_title, artist::TextKind::title});
        check_claims(request.profile, claims, findings);
    };
    auto task = impl::make_task<CaptionsDraft>("captions", request.profile, json::to_value(request), std::move(prompt), check);
    task.seed = request.seed;
    task.prefer = request.ways.model;
    return {std::move(task), [request, base](json::Value const& value) {
                auto const draft = impl::draft_of<CaptionsDraft>(value);
                std::vector<Caption> captions;
                for (std::size_t i = 0; i < draft.captions.size(); ++i) {
                    auto words = draft.captions[i];
                    if (request.profile.core.voice.letter_case == "lower") words = text::lower(words);
                    captions.push_back({words, i < base.size() ? base[i].hashtags : std::vector<std::string>{}, {}, {}, {}});
                    if (!request.fact.empty()) captions.back().facts = {request.fact};
                }
                return captions;
            }};
}

Piece<Title> title_piece(TitleRequest const& request, Title const& base) {
    auto prompt = fill_prompt("title", {{"artist", portrait(request.profile)},
                                        {"language", request.profile.core.voice.language},
                                        {"mood", request.mood.empty() ? "the artist's own" : request.mood},
                                        {"seeds", lines_of(request.seeds)},
                                        {"facts", fact_sheet(request.profile)},
                                        {"used", lines_of(request.used)}});
    auto check = [request](TitleDraft const& draft, Findings& findings) {
        check_words("title", draft.title, 60, findings);
        check_word_count("title", draft.title, 1, 6, findings);
        if (is_among(request.used, draft.title)) findings.refuse("title: " + draft.title + " is taken");
    };
    auto task = impl::make_task<TitleDraft>("title", request.profile, json::to_value(request), std::move(prompt), check);
    task.seed = request.seed;
    return {std::move(task), [base](json::Value const& value) { return Title{impl::draft_of<TitleDraft>(value).title, base.facts, {}}; }};
}

Piece<std::vector<std::string>> hooks_piece(HookRequest const& request) {
    auto prompt = fill_prompt("hooks", {{"artist", portrait(request.profile)},
                                        {"title", request.release_title},
                                        {"date", request.date.empty() ? "none" : request.date},
                                        {"language", request.profile.core.voice.language},
                                        {"count", std::to_string(request.count)},
                                        {"limit", std::to_string(request.characters_max)},
                                        {"facts", fact_sheet(request.profile)}});
    auto check = [request](HooksDraft const& draft, Findings& findings) {
        if (static_cast<int>(draft.lines.size()) != request.count)
            return findings.refuse(fmt::format("lines: {} given, {} wanted", draft.lines.size(), request.count));
        for (std::size_t i = 0; i < draft.lines.size(); ++i)
            check_words(fmt::format("lines[{}]", i), draft.lines[i], static_cast<std::size_t>(request.characters_max), findings);
    };
    auto task = impl::make_task<HooksDraft>("hooks", request.profile, json::to_value(request), std::move(prompt), check);
    task.seed = request.seed;
    return {std::move(task), [](json::Value const& value) { return impl::draft_of<HooksDraft>(value).lines; }};
}

Piece<Biographies> biographies_piece(artist::Profile const& profile, std::uint64_t seed) {
    auto prompt = fill_prompt("biographies", {{"artist", portrait(profile)},
                                              {"person", profile.core.voice.person == "first" ? "one person" : "spoken of by name"},
                                              {"language", profile.core.voice.language},
                                              {"facts", fact_sheet(profile)}});
    auto check = [profile](Biographies const& draft, Findings& findings) {
        std::vector<artist::NamedText> const all{{"brief", draft.brief, artist::TextKind::biography}, {"medium", draft.medium, artist::TextKind::biography},
                                                 {"full", draft.full, artist::TextKind::biography}};
        for (auto const& each : all) check_words(each.path, each.text, 3'000, findings);
        check_word_count("brief", draft.brief, 35, 70, findings);
        check_word_count("medium", draft.medium, 90, 150, findings);
        check_word_count("full", draft.full, 190, 310, findings);
        check_claims(profile, all, findings);
    };
    json::Object const input{{"profile", json::to_value(profile)}, {"seed", seed}};
    auto task = impl::make_task<Biographies>("biographies", profile, input, std::move(prompt), check);
    task.seed = seed;
    return {std::move(task), [](json::Value const& value) { return impl::draft_of<Biographies>(value); }};
}

}  // namespace troupe::writing::prompted
