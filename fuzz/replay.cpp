// Runs a fuzz target without libFuzzer: every file of the corpus as it is, then mutations of them, the same in every run.
//
//     brief_fuzz FOLDER [MUTATIONS]
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "base/random.hpp"

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size);

namespace {

using troupe::Random;

void run(std::string const& input) { LLVMFuzzerTestOneInput(reinterpret_cast<unsigned char const*>(input.data()), input.size()); }

std::size_t place_in(std::string const& text, Random& random) { return random.below(text.size() + 1); }

/// Bytes changed, stretches lost, doubled, or taken from another file: what half-broken programs write.
void mutate(std::string& input, std::string const& other, Random& random) {
    auto const from = place_in(input, random);
    auto const length = random.below(32);
    switch (random.below(5)) {
        case 0:
            if (from < input.size()) input[from] = static_cast<char>(random.below(256));
            break;
        case 1: input.erase(from, length); break;
        case 2: input.insert(from, input.substr(place_in(input, random), length)); break;
        case 3: input.insert(from, other.substr(place_in(other, random), length)); break;
        default: {
            static constexpr std::string_view numbers[] = {"0", "-1", "1e308", "-1e308", "999999999999", "0.0000001", "null", "\"\"", "[]", "{}"};
            auto const digit = input.find_first_of("0123456789", from);
            if (digit == std::string::npos) break;
            auto const end = input.find_first_not_of("0123456789.", digit);
            input.replace(digit, (end == std::string::npos ? input.size() : end) - digit, numbers[random.below(std::size(numbers))]);
        }
    }
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) return 2;
    std::vector<std::filesystem::path> files;
    for (auto const& entry : std::filesystem::directory_iterator(arguments[1])) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> corpus;
    for (auto const& file : files) corpus.push_back(troupe::read_file(file).value_or(""));
    if (corpus.empty()) {
        std::fprintf(stderr, "%s holds no files\n", arguments[1]);
        return 2;
    }
    for (auto const& input : corpus) run(input);
    auto const mutations = count > 2 ? std::atol(arguments[2]) : 1500;
    Random random(1);
    for (long i = 0; i < mutations; ++i) {
        auto input = random.pick(corpus);
        for (auto times = 1 + random.below(4); times > 0; --times) mutate(input, random.pick(corpus), random);
        run(input);
    }
    std::printf("%zu files and %ld mutations\n", corpus.size(), mutations);
}
