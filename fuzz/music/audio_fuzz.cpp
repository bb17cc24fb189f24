// A sound file of somebody else is refused, or read as equally long channels of finite samples.
#include <cmath>
#include <cstdlib>

#include "media/audio.hpp"
#include "memory_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    MemoryFile const file(data, size);
    auto const audio = troupe::media::read_audio(file.path());
    if (!audio) return 0;
    for (auto const& channel : audio->channels) {
        if (channel.size() != audio->frames()) std::abort();
        for (auto const sample : channel)
            if (!std::isfinite(sample)) std::abort();
    }
    return 0;
}
