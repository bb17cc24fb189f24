#include "music/impl/singing/speech.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <map>
#include <span>

#include "base/process.hpp"
#include "base/text.hpp"
#include "music/impl/singing/mouth.hpp"

namespace troupe::music::impl {
namespace {

constexpr char const* program = "espeak-ng";
constexpr double pause_seconds = 0.25;      // written between words..
constexpr double least_pause_seconds = 0.18;  // ..and this long a silence is one: a stop in a word closes for less
constexpr std::size_t header_bytes = 44;    // of the WAV that the speaker writes to its output

/// A run of syllables that is one word, by their indices.
struct Word {
    std::string text;  ///< letters and apostrophes alone, lower case
    std::vector<int> syllables;
};

std::string spoken_letters(std::string_view text) {
    std::u32string out;
    for (auto const c : text::decode(text))
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c > 191 || (c == '\'' && !out.empty())) out += c;
    return text::lower(text::encode(out));
}

std::vector<Word> words_of(Score const& score) {
    std::vector<Word> words(1);
    for (std::size_t i = 0; i < score.syllables.size(); ++i) {
        auto const& syllable = score.syllables[i];
        words.back().text += spoken_letters(syllable.text);
        words.back().syllables.push_back(static_cast<int>(i));
        if (syllable.ends_word) words.emplace_back();
    }
    std::erase_if(words, [](Word const& word) { return word.syllables.empty(); });
    return words;
}

using Samples = std::vector<float>;

struct Recording {
    double rate = 22'050;
    Samples samples;
};

/// The speaker writes to a pipe and so cannot know the length in the header: everything after it is sound.
Result<Recording> read_recording(std::string const& wav) {
    if (wav.size() < header_bytes + 200 || wav.compare(0, 4, "RIFF") != 0)
        return fail(ErrorCode::bad_response, fmt::format("{}: gave no sound; is its English voice installed?", program));
    std::uint32_t rate = 0;
    std::memcpy(&rate, wav.data() + 24, sizeof rate);
    if (rate < 8000 || rate > 96'000) return fail(ErrorCode::bad_response, fmt::format("{}: speaks at {} samples a second", program, rate));
    Recording recording{static_cast<double>(rate), Samples((wav.size() - header_bytes) / 2)};
    for (std::size_t i = 0; i < recording.samples.size(); ++i) {
        std::int16_t value = 0;
        std::memcpy(&value, wav.data() + header_bytes + i * 2, sizeof value);
        recording.samples[i] = static_cast<float>(value) / 32768.0F;
    }
    return recording;
}

Result<Recording> say(std::string const& markup, std::stop_token stop) {
    return read_recording(TRY(run_process({program, "-v", "en-us", "-m", "-p", "45", "-s", "140", "--stdout", "--", markup}, std::move(stop))));
}

/// The stretches between silences.
std::vector<std::span<float const>> stretches(Recording const& recording) {
    auto const least = static_cast<std::size_t>(least_pause_seconds * recording.rate);
    std::vector<std::span<float const>> out;
    auto const& samples = recording.samples;
    std::size_t begin = 0, last_sound = 0;
    bool sounding = false;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (std::abs(samples[i]) < 0.0005F) continue;
        if (sounding && i - last_sound > least) {
            out.emplace_back(samples.data() + begin, last_sound + 1 - begin);
            sounding = false;
        }
        if (!sounding) begin = i;
        sounding = true;
        last_sound = i;
    }
    if (sounding) out.emplace_back(samples.data() + begin, last_sound + 1 - begin);
    return out;
}

using Dictionary = std::map<std::string, std::vector<MouthFrame>>;

/// All words in one breath where the pauses can be told, one by one where they cannot.
Result<Dictionary> spoken(std::vector<std::string> const& words, std::stop_token const& stop) {
    std::string markup;
    for (auto const& word : words) markup += fmt::format("{}<break time=\"{}ms\"/> ", word, static_cast<int>(pause_seconds * 1000));
    auto const together = TRY(say("<speak>" + markup + "</speak>", stop));
    auto const found = stretches(together);
    Dictionary dictionary;
    if (found.size() == words.size()) {
        for (std::size_t i = 0; i < words.size(); ++i) dictionary[words[i]] = mouth_frames(found[i], together.rate);
        return dictionary;
    }
    for (auto const& word : words) {
        auto const alone = TRY(say(word, stop));
        auto const parts = stretches(alone);
        if (parts.empty()) continue;
        auto const* end = parts.back().data() + parts.back().size();
        dictionary[word] = mouth_frames({parts.front().data(), end}, alone.rate);
    }
    return dictionary;
}

/// The open vowel that stands in where there is no word: the mean of "ah".
SpokenSyllable open_vowel(std::vector<MouthFrame> const& frames) {
    auto cut = cut_syllables(frames, 1).front();
    SpokenSyllable open{{cut.frames.begin() + static_cast<std::ptrdiff_t>(cut.vowel_begin), cut.frames.begin() + static_cast<std::ptrdiff_t>(cut.vowel_end)}, 0, 0};
    open.vowel_end = open.frames.size();
    return open;
}

}  // namespace

std::optional<std::filesystem::path> Speech::speaker() { return find_program(program); }

Result<Speech> Speech::of(Score const& score, std::stop_token stop) {
    if (!speaker()) return fail(ErrorCode::unavailable, fmt::format("{} is not installed; install it to hear the words", program));
    auto const words = words_of(score);
    std::vector<std::string> vocabulary{"ah"};
    for (auto const& word : words)
        if (!word.text.empty()) vocabulary.push_back(word.text);
    std::sort(vocabulary.begin() + 1, vocabulary.end());
    vocabulary.erase(std::unique(vocabulary.begin(), vocabulary.end()), vocabulary.end());
    auto const dictionary = TRY(spoken(vocabulary, stop));
    if (!dictionary.contains("ah")) return fail(ErrorCode::bad_response, fmt::format("{}: stays silent", program));
    Speech speech;
    speech.open_ = open_vowel(dictionary.at("ah"));
    speech.syllables_.assign(score.syllables.size(), speech.open_);
    for (auto const& word : words) {
        auto const found = dictionary.find(word.text);
        if (found == dictionary.end()) continue;
        auto const held = std::count_if(word.syllables.begin(), word.syllables.end(), [&](int i) { return score.syllables[static_cast<std::size_t>(i)].text == "~"; });
        auto const cut = cut_syllables(found->second, std::max<std::size_t>(1, word.syllables.size() - static_cast<std::size_t>(held)));
        std::size_t next = 0;
        for (auto const index : word.syllables) {
            auto& place = speech.syllables_[static_cast<std::size_t>(index)];
            if (score.syllables[static_cast<std::size_t>(index)].text == "~" && next > 0) place = open_vowel(cut[next - 1].frames);
            else place = cut[std::min(next++, cut.size() - 1)];
        }
    }
    return speech;
}

SpokenSyllable const& Speech::syllable(int index) const {
    return index < 0 || index >= static_cast<int>(syllables_.size()) ? open_ : syllables_[static_cast<std::size_t>(index)];
}

}  // namespace troupe::music::impl
