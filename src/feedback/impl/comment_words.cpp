#include "feedback/impl/comment_words.hpp"

#include "base/text.hpp"

namespace troupe::feedback::impl {
namespace {

bool is_latin(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || (c >= 0xDF && c <= 0x24F && c != 0xF7);
}

/// Scripts from Greek to the end of the alphabets, syllables and ideograms; signs lie between and behind them.
bool is_foreign(char32_t c) {
    return (c >= 0x370 && c <= 0x1FFF) || (c >= 0x2C00 && c <= 0x2DFF) || (c >= 0x3040 && c <= 0xD7FF) ||
           (c >= 0xF900 && c <= 0xFDFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/// ASCII, Latin-1 and the ligatures of French.
char32_t lower(char32_t c) {
    if ((c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7)) return c + 0x20;
    return c == 0x152 ? 0x153 : c;
}

bool is_pause(char32_t c) {
    return c == U'.' || c == U',' || c == U';' || c == U':' || c == U'!' || c == U'?' || c == U'\n' || c == U'(' ||
           c == U')';
}

/// A run of one letter cut to `most`.
std::string cut_runs(std::string const& word, int most) {
    std::u32string cut;
    int run = 0;
    for (auto const c : text::decode(word)) {
        run = !cut.empty() && cut.back() == c ? run + 1 : 1;
        if (run <= most) cut += c;
    }
    return text::encode(cut);
}

}  // namespace

CommentWords split_comment(std::string_view comment) {
    CommentWords split;
    std::u32string word;
    auto const flush = [&] {
        while (!word.empty() && word.front() == U'\'') word.erase(0, 1);
        while (!word.empty() && (word.back() == U'\'' || word.back() == U'-')) word.pop_back();
        if (!word.empty()) split.words.push_back(text::encode(word));
        word.clear();
    };
    for (auto const each : text::decode(comment)) {
        auto const c = lower(each == 0x2019 ? U'\'' : each);
        if (is_latin(c) || c == U'\'' || (c == U'-' && !word.empty())) {
            word += c;
            continue;
        }
        flush();
        if (is_foreign(c)) ++split.foreign;
        if (is_pause(c) && !split.words.empty() && split.words.back() != pause) split.words.emplace_back(pause);
        if (c >= 0x2190 && !is_foreign(c)) split.signs.push_back(text::encode(std::u32string(1, c)));
    }
    flush();
    return split;
}

std::vector<std::string> shorter_forms(std::string const& word) {
    std::vector<std::string> forms{word};
    for (int const most : {2, 1})
        if (auto cut = cut_runs(word, most); cut != forms.back()) forms.push_back(std::move(cut));
    return forms;
}

}  // namespace troupe::feedback::impl
