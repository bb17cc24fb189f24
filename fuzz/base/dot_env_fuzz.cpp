// A `.env` file is refused with the line that is wrong and without a word of what stands there, which may be a key; or it is
// settings of one line each.
#include "base/configuration.hpp"

#include "base/text.hpp"
#include "demand.hpp"
#include "memory_file.hpp"

using namespace troupe;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    MemoryFile const file(data, size);
    auto const configuration = Configuration::load(file.path(), nullptr);
    if (!configuration) {
        demand_refusal(configuration.error());
        demand(configuration.error().message.starts_with(file.path().string() + ", line "));
        demand(configuration.error().message.ends_with(": write NAME=value"));
        return 0;
    }
    for (auto const* name : {"OPENAI_API_KEY", "POSTGRES_PORT", "A"}) {
        auto const value = configuration->get(name);
        if (value) demand(value->find('\n') == std::string::npos && !text::trim(*value).empty());
        auto const number = configuration->integer(name, 7, 1, 65535);
        demand(number ? *number >= 1 && *number <= 65535 : number.error().message.find("whole number") != std::string::npos);
        auto const secret = configuration->secret(name);
        demand(secret ? *secret == value : secret.error().message.find(*value) == std::string::npos || value->size() < 12);
    }
    return 0;
}
