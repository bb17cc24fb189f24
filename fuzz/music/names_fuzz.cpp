// Keys, metres, chords and formats as people write them: refused with a reason, or something that can be played.
#include <cmath>

#include "demand.hpp"
#include "music/export/track_files.hpp"
#include "music/impl/harmony.hpp"
#include "music/metre.hpp"
#include "music/score.hpp"

using namespace troupe;

namespace {

template <class T>
bool holds(Result<T> const& read) {
    if (!read) demand_refusal(read.error());
    return read.has_value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const text = text_of(data, size);
    if (auto const key = music::parse_key(text); holds(key)) demand(key->tonic >= 0 && key->tonic < 12);
    if (auto const metre = music::parse_metre(text); holds(metre)) demand(metre->beats > 0);
    (void)holds(music::impl::parse_roman(text));
    if (auto const formats = music::parse_formats(text); holds(formats)) demand(formats->size() <= 8);
    return 0;
}
