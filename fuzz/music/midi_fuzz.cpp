// A stored score is refused, or becomes a MIDI file whose chunks, lengths and notes a strict reader accepts.
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "music/midi.hpp"
#include "music/score.hpp"

namespace {

using namespace troupe;

/// Standard MIDI Files 1.0, read without mercy: whatever does not fit ends the program.
class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    void file() {
        expect("MThd");
        if (number(4) != 6) std::abort();
        (void)number(2);
        auto const tracks = number(2);
        (void)number(2);
        for (std::uint32_t i = 0; i < tracks; ++i) track();
        if (!rest_.empty()) std::abort();
    }

private:
    void expect(std::string_view word) {
        if (rest_.substr(0, word.size()) != word) std::abort();
        rest_.remove_prefix(word.size());
    }
    std::uint32_t number(std::size_t bytes) {
        if (rest_.size() < bytes) std::abort();
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i) value = value << 8 | static_cast<unsigned char>(rest_[i]);
        rest_.remove_prefix(bytes);
        return value;
    }
    std::uint32_t variable() {
        std::uint32_t value = 0;
        for (int i = 0; i < 4; ++i) {
            auto const byte = number(1);
            value = value << 7 | (byte & 0x7f);
            if (byte < 0x80) return value;
        }
        std::abort();
    }
    void track() {
        expect("MTrk");
        auto const length = number(4);
        if (length > rest_.size()) std::abort();
        auto const end = rest_.size() - length;
        while (event()) {}
        if (rest_.size() != end) std::abort();
        for (auto const& [key, count] : sounding_)
            if (count != 0) std::abort();  // a note that nobody ends
        sounding_.clear();
    }
    /// False after the end of the track.
    bool event() {
        (void)variable();
        auto const status = number(1);
        if (status == 0xff) {
            auto const type = number(1);
            auto const size = variable();
            if (size > rest_.size()) std::abort();
            rest_.remove_prefix(size);
            return type != 0x2f;
        }
        auto const kind = status >> 4;
        if (kind < 8 || kind == 0xf) std::abort();
        auto const first = number(1);
        auto const second = kind == 0xc || kind == 0xd ? 0 : number(1);
        if (first > 127 || second > 127) std::abort();
        auto& count = sounding_[(status & 0xf) << 8 | first];
        if (kind == 9) ++count;
        if (kind == 8 && --count < 0) std::abort();
        return true;
    }

    std::string_view rest_;
    std::map<std::uint32_t, int> sounding_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const score = json::parse<music::Score>(std::string_view(reinterpret_cast<char const*>(data), size), json::Unknown::ignore);
    if (!score || !music::validate(*score)) return 0;
    auto const midi = music::midi_of(*score);
    Reader(midi).file();
    return 0;
}
