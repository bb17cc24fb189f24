// What the environment and a file say of language models is refused with the variable, and without a key; or each model has an
// address, and each price is one.
#include "base/configuration.hpp"
#include "base/text.hpp"
#include "demand.hpp"
#include "llm/settings.hpp"
#include "memory_file.hpp"

using namespace troupe;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    std::string const words(text_of(data, size));
    for (auto const* name : {"TROUPE_LLM_MODELS", "TROUPE_LLM_URL", "TROUPE_OPENAI_URL", "TROUPE_LLM_ASSIGN", "TROUPE_LLM_DAY_CAP"}) {
        auto const settings = llm::read_settings(Configuration::of({{"OPENAI_API_KEY", "sk-the-secret-key"}, {name, words}}));
        if (!settings) {
            demand_refusal(settings.error());
            demand(settings.error().message.find("sk-the-secret-key") == std::string::npos || words.find("sk-the-secret-key") != words.npos);
            continue;
        }
        for (auto const& model : settings->models) demand(!model.name.empty() && text::lower(model.base_url).starts_with("http"));
    }
    MemoryFile const file(data, size);
    if (auto const prices = llm::PriceTable::load(file.path()); !prices) demand_reason(prices.error());
    return 0;
}
