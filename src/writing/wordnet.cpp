#include "writing/wordnet.hpp"

#include <algorithm>
#include <charconv>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"

namespace troupe::writing {
namespace {

std::uint64_t number_of(std::string_view digits, int base = 10) {
    std::uint64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
    return number;
}

/// The fields of a line, one after the other.
class Fields {
public:
    explicit Fields(std::string_view line) : line_(line) {}

    std::string_view next() {
        auto const end = std::min(line_.find(' ', at_), line_.size());
        auto const field = line_.substr(at_, end - at_);
        at_ = std::min(end + 1, line_.size());
        return field;
    }
    void skip(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) (void)next();
    }

private:
    std::string_view line_;
    std::size_t at_ = 0;
};

std::optional<WordNet::Kind> kind_of(std::string_view letter) {
    if (letter == "n") return WordNet::Kind::noun;
    if (letter == "a" || letter == "s") return WordNet::Kind::adjective;
    return std::nullopt;
}

/// "having little light; \"a murky cave\"" without the examples.
std::string definition_of(std::string_view line) {
    auto const bar = line.find("| ");
    if (bar == std::string_view::npos) return {};
    auto const gloss = line.substr(bar + 2);
    return std::string(text::trim(gloss.substr(0, gloss.find('"'))));
}

}  // namespace

/// A sorted text file that stays on the disk. Reads carry their own position, so that threads can share it.
class WordNet::File {
public:
    explicit File(std::filesystem::path const& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        struct stat status {};
        if (descriptor_ >= 0 && ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode))
            size_ = static_cast<std::uint64_t>(status.st_size);
    }
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(File const&) = delete;
    File& operator=(File const&) = delete;
    File(File&&) = delete;
    File& operator=(File&&) = delete;

    [[nodiscard]] bool is_there() const { return size_ > 0; }

    /// From `start` to the end of that line.
    [[nodiscard]] std::string line_at(std::uint64_t start) const {
        std::string line;
        while (start + line.size() < size_) {
            std::array<char, 512> part{};
            auto const count = ::pread(descriptor_, part.data(), part.size(), static_cast<off_t>(start + line.size()));
            if (count <= 0) break;
            std::string_view const read(part.data(), static_cast<std::size_t>(count));
            line += read.substr(0, read.find('\n'));
            if (read.find('\n') != std::string_view::npos) break;
        }
        return line;
    }

    /// The line whose first word is `word`, found by halves; empty when there is none.
    [[nodiscard]] std::string line_of(std::string_view word) const {
        std::uint64_t low = 0;
        auto high = size_;
        while (low < high) {
            auto const middle = low + (high - low) / 2;
            // The first line that starts at `middle` or after it.
            auto const start = middle == 0 ? 0 : middle + line_at(middle - 1).size();
            if (start >= high) {
                high = middle;
                continue;
            }
            auto line = line_at(start);
            auto const found = std::string_view(line).substr(0, line.find(' '));
            if (found == word) return line;
            if (found < word) low = start + line.size() + 1;
            else high = middle;
        }
        auto line = low < size_ ? line_at(low) : std::string();
        return line.substr(0, line.find(' ')) == word ? line : std::string();
    }

private:
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

struct WordNet::Files {
    explicit Files(std::filesystem::path const& folder)
        : noun_index(folder / "index.noun"), noun_data(folder / "data.noun"), adjective_index(folder / "index.adj"),
          adjective_data(folder / "data.adj") {}

    [[nodiscard]] File const& index(Kind kind) const { return kind == Kind::noun ? noun_index : adjective_index; }
    [[nodiscard]] File const& data(Kind kind) const { return kind == Kind::noun ? noun_data : adjective_data; }

    File noun_index, noun_data, adjective_index, adjective_data;
};

WordNet::WordNet(std::filesystem::path const& folder) : files_(std::make_unique<Files>(folder)) {}
WordNet::~WordNet() = default;
WordNet::WordNet(WordNet&&) noexcept = default;
WordNet& WordNet::operator=(WordNet&&) noexcept = default;

bool WordNet::is_there() const {
    return files_->noun_index.is_there() && files_->noun_data.is_there() && files_->adjective_index.is_there() &&
           files_->adjective_data.is_there();
}

std::string WordNet::lacks() const {
    if (is_there()) return {};
    return "word meanings (wordnet-base): words of a prompt that the lexicon does not list are left out";
}

std::vector<std::uint64_t> WordNet::senses(std::string_view word, Kind kind) const {
    if (!is_there() || word.empty()) return {};
    auto const line = files_->index(kind).line_of(text::replace_all(std::string(word), " ", "_"));
    Fields fields(line);
    fields.skip(2);  // lemma, part of speech
    auto const count = std::min<std::uint64_t>(number_of(fields.next()), 100);
    fields.skip(std::min<std::uint64_t>(number_of(fields.next()), 100) + 2);  // pointer symbols, two counts
    std::vector<std::uint64_t> numbers;
    for (std::uint64_t i = 0; i < count; ++i) numbers.push_back(number_of(fields.next()));
    return numbers;
}

WordNet::Synset WordNet::synset(Kind kind, std::uint64_t number) const {
    Synset out;
    auto const line = is_there() ? files_->data(kind).line_at(number) : std::string();
    Fields fields(line);
    if (line.empty() || number_of(fields.next()) != number) return out;
    fields.skip(2);  // file of the lexicographer, part of speech
    auto const words = std::min<std::uint64_t>(number_of(fields.next(), 16), 100);
    for (std::uint64_t i = 0; i < words; ++i) {
        auto const word = fields.next();
        fields.skip(1);
        // "awake(p)": where an adjective may stand.
        out.words.push_back(text::lower(text::replace_all(std::string(word.substr(0, word.find('('))), "_", " ")));
    }
    auto const pointers = std::min<std::uint64_t>(number_of(fields.next()), 1000);
    for (std::uint64_t i = 0; i < pointers; ++i) {
        auto const symbol = fields.next();
        auto const target = number_of(fields.next());
        auto const target_kind = kind_of(fields.next());
        fields.skip(1);
        if (target_kind && !symbol.empty()) out.pointers.push_back({symbol.front(), *target_kind, target});
    }
    out.definition = definition_of(line);
    return out;
}

}  // namespace troupe::writing
