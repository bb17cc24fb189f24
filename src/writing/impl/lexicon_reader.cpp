#include "base/json.hpp"
#include "base/text.hpp"
#include "writing/impl/bank_reader.hpp"
#include "writing/impl/lexicon.hpp"
#include "writing/impl/prompt.hpp"

namespace troupe::writing::impl {
namespace {

struct AxisRow {
    std::string axis;
    double value = 0;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(AxisRow, (), (axis, value, words))

struct KindRow {
    std::string kind, family, tag;
    std::vector<std::string> words;
};
BOOST_DESCRIBE_STRUCT(KindRow, (), (kind, family, tag, words))

using Lines = std::vector<std::string>;  ///< of words with spaces between them

struct LexiconFile {
    std::vector<AxisRow> axes;
    Lines negators, noun_negators, reducers, public_nouns, voice_nouns, voice_kinds, groups, instruments, stopwords, endings,
        name_leads, model_leads;
    std::map<std::string, double> degrees;
    std::vector<KindRow> vocals, families, topic_tags;
    std::map<std::string, std::string> countries, emoji;
};
BOOST_DESCRIBE_STRUCT(LexiconFile, (),
                      (axes, negators, noun_negators, reducers, degrees, public_nouns, voice_nouns, voice_kinds, groups,
                       instruments, stopwords, endings, name_leads, model_leads, vocals, families, topic_tags, countries,
                       emoji))

struct LanguageFile {
    std::string name, articles, elisions, endings;
    Lines fillers;
    std::map<std::string, std::string> tails, words;  ///< English to the words of the language
};
BOOST_DESCRIBE_STRUCT(LanguageFile, (), (name, articles, fillers, elisions, endings, tails, words))

struct RefusalRow {
    std::string reason;
    int within = 6;
    bool ordered = false;
    std::vector<Lines> all;
    Lines unless, unless_before, between;
};
BOOST_DESCRIBE_STRUCT(RefusalRow, (), (reason, within, ordered, all, unless, unless_before, between))

struct KnownRow {
    std::string genre;
    std::vector<std::string> names;
};
BOOST_DESCRIBE_STRUCT(KnownRow, (), (genre, names))

std::vector<std::string> spaced(std::string const& words) {
    std::vector<std::string> out;
    for (auto const& word : text::split(words, ' '))
        if (!word.empty()) out.push_back(word);
    return out;
}

/// Prompts are read without accents and with their hyphens as spaces.
std::string phrase(std::string const& word) { return text::join(phrase_words(word), " "); }

template <class Use>
void each_word(Lines const& lines, Use use) {
    for (auto const& line : lines)
        for (auto const& word : spaced(line)) use(phrase(word));
}

Words words_of(Lines const& lines) {
    Words words;
    each_word(lines, [&](auto const& word) { words.insert(word); });
    return words;
}

std::vector<std::string> list_of(Lines const& lines) {
    std::vector<std::string> list;
    each_word(lines, [&](auto const& word) { list.push_back(word); });
    return list;
}

std::vector<std::vector<std::string>> leads_of(Lines const& lines) {
    std::vector<std::vector<std::string>> leads;
    each_word(lines, [&](auto const& word) { leads.push_back(text::split(word, ' ')); });
    return leads;
}

Result<Endings> endings_of(Lines const& lines, std::string const& path) {
    Endings endings;
    for (auto const& line : lines)
        for (auto const& rule : spaced(line)) {
            auto const parts = text::split(rule, ':');
            if (parts.size() != 2 || parts[0].empty())
                return fail(ErrorCode::invalid_input, path + ": '" + rule + "' is no rule; write it like \"ies:y\"");
            endings.emplace_back(parts[0], parts[1]);
        }
    return endings;
}

Result<void> read_axis_rows(std::vector<AxisRow> const& rows, Lexicon& lexicon) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto const path = "lexicon.json: axes[" + std::to_string(i) + "]";
        auto const axis = axis_index(rows[i].axis);
        if (!axis) return fail(ErrorCode::invalid_input, path + ".axis: no such axis");
        if (rows[i].value < -10 || rows[i].value > 10)
            return fail(ErrorCode::invalid_input, path + ".value: not within -10 to 10");
        for (auto const& word : spaced(rows[i].words))
            lexicon.axes[phrase(word)].push_back({*axis, rows[i].value / 10});
    }
    return {};
}

void read_kinds(std::vector<KindRow> const& rows, std::string KindRow::*kind, WordMap<std::string>& into) {
    for (auto const& row : rows)
        for (auto const& word : row.words) into[phrase(word)] = row.*kind;
}

Result<Language> language_of(LanguageFile const& file, std::string const& path) {
    Language language{.name = file.name, .articles = words_of({file.articles}), .fillers = words_of(file.fillers),
                      .elisions = words_of({file.elisions})};
    language.endings = TRY(endings_of({file.endings}, path + ": endings"));
    for (auto const& [english, its_tails] : file.tails)
        for (auto const& tail : spaced(its_tails)) language.tails.emplace(phrase(tail), phrase(english));
    for (auto const& [english, words] : file.words)
        for (auto const& word : spaced(words)) language.words.emplace(phrase(word), phrase(english));
    return language;
}

}  // namespace

Result<Lexicon> read_lexicon() {
    auto const file =
        TRY(json::from_value<LexiconFile>(TRY(open_bank("lexicon")), json::Unknown::refuse, "lexicon.json"));
    Lexicon lexicon{.negators = words_of(file.negators), .noun_negators = words_of(file.noun_negators),
                    .reducers = words_of(file.reducers), .public_nouns = words_of(file.public_nouns),
                    .voice_nouns = words_of(file.voice_nouns), .voice_kinds = words_of(file.voice_kinds),
                    .groups = words_of(file.groups), .stopwords = words_of(file.stopwords),
                    .instruments = list_of(file.instruments), .name_leads = leads_of(file.name_leads),
                    .model_leads = leads_of(file.model_leads)};
    TRY(read_axis_rows(file.axes, lexicon));
    lexicon.endings = TRY(endings_of(file.endings, "lexicon.json: endings"));
    for (auto const& [word, factor] : file.degrees) lexicon.degrees[phrase(word)] = factor;
    read_kinds(file.vocals, &KindRow::kind, lexicon.vocals);
    read_kinds(file.families, &KindRow::family, lexicon.families);
    read_kinds(file.topic_tags, &KindRow::tag, lexicon.topics);
    for (auto const& [code, words] : file.countries)
        for (auto const& word : spaced(words)) lexicon.countries[phrase(word)] = code;
    for (auto const& [symbol, word] : file.emoji) lexicon.emoji[symbol] = word;
    return lexicon;
}

Result<std::map<std::string, Language, std::less<>>> read_languages() {
    std::map<std::string, Language, std::less<>> languages;
    for (auto const& [code, value] : TRY(open_banks("languages"))) {
        auto const path = "languages/" + code + ".json";
        auto const file = TRY(json::from_value<LanguageFile>(value, json::Unknown::refuse, path));
        languages.emplace(code, TRY(language_of(file, path)));
    }
    return languages;
}

Result<std::vector<Refusal>> read_refusals() {
    auto const rows = TRY(json::from_value<std::vector<RefusalRow>>(TRY(open_bank("refusals")), json::Unknown::refuse,
                                                                    "refusals.json"));
    std::vector<Refusal> refusals;
    for (auto const& row : rows) {
        Refusal refusal{.reason = row.reason, .unless = words_of(row.unless),
                        .unless_before = words_of(row.unless_before), .between = words_of(row.between),
                        .within = row.within, .ordered = row.ordered};
        for (auto const& lines : row.all) refusal.all.push_back(words_of(lines));
        refusals.push_back(std::move(refusal));
    }
    return refusals;
}

Result<WordMap<KnownArtist>> read_known_artists() {
    auto const rows = TRY(json::from_value<std::vector<KnownRow>>(TRY(open_bank("known_artists")), json::Unknown::refuse,
                                                                  "known_artists.json"));
    WordMap<KnownArtist> artists;
    for (auto const& row : rows)
        for (auto const& name : row.names) {
            auto const words = phrase_words(name);
            artists[text::join(words, " ")] = {.genre = row.genre, .is_one_word = words.size() == 1};
        }
    return artists;
}

}  // namespace troupe::writing::impl
