// Whatever a person asks for: an understanding in whole sentences, or a refusal of one line that says what to do.
#include "base/text.hpp"
#include "demand.hpp"
#include "writing/builtin/builtin_writer.hpp"

using namespace troupe;

namespace {

void demand_text(std::vector<std::string> const& sentences) {
    for (auto const& sentence : sentences) {
        demand(!sentence.empty() && text::is_valid_utf8(sentence));
        demand_one_line(sentence);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    static auto const writer = writing::builtin::open_writer({}).value();
    auto const understood = writer->understand(std::string(text_of(data, size)));
    if (!understood) {
        demand_refusal(understood.error());
        return 0;
    }
    demand(understood->confidence >= 0 && understood->confidence <= 1);
    demand_text(understood->heard);
    demand_text(understood->assumptions);
    demand_text(understood->tensions);
    return 0;
}
