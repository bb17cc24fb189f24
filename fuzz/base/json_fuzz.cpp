#include <cstdlib>

#include "base/json.hpp"

namespace troupe::json {
namespace {

BOOST_DEFINE_ENUM_CLASS(Mood, calm, dark)

struct Part {
    std::string name;
    std::optional<double> seconds;
};
BOOST_DESCRIBE_STRUCT(Part, (), (name, seconds))

/// One field of every kind that our types have.
struct Thing {
    std::string title;
    std::int64_t count = 0;
    std::uint64_t seed = 0;
    double bpm = 0;
    bool is_locked = false;
    Mood mood = Mood::calm;
    std::vector<Part> parts;
    std::map<std::string, int> weights;
    std::optional<Part> first;
    TimePoint at{};
    Value details;
};
BOOST_DESCRIBE_STRUCT(Thing, (), (title, count, seed, bpm, is_locked, mood, parts, weights, first, at, details))

/// What was read and written reads the same again: else a document would change each time it is stored.
void check(std::string_view text) {
    auto const value = parse_value(text);
    if (value) {
        auto const printed = print(*value);
        auto const again = parse_value(printed);
        if (!again || print(*again) != printed) std::abort();
    } else if (value.error().code != ErrorCode::invalid_input || value.error().message.empty()) {
        std::abort();
    }
    auto const thing = parse<Thing>(text);
    if (!thing) return;
    if (!value) std::abort();
    auto const printed = print(*thing);
    auto const again = parse<Thing>(printed);
    if (!again || print(*again) != printed) std::abort();
}

}  // namespace
}  // namespace troupe::json

/// Any text is JSON of ours or is refused with its place.
extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    troupe::json::check({reinterpret_cast<char const*>(data), size});
    return 0;
}
