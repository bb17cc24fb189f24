// What a store answers is refused with a reason, or understood: who was answered, and what. An answer moves a record
// only to a state that it may have, once.
#include "base/json.hpp"
#include "demand.hpp"
#include "distribution/delivery/acknowledgement.hpp"

using namespace troupe;

namespace {

/// A release that waits for an answer to the batch of that folder.
distribution::DeliveryRecord sent_to(std::string const& folder) {
    distribution::DeliveryRecord record;
    record.release = "0193a1b2-0000-7000-8000-00000000c0de";
    record.store = "store";
    auto begun = distribution::begin_attempt(record, false, 1, TimePoint{}).value();
    begun.attempts.back().folder = folder;
    return distribution::finish_attempt(begun, TimePoint{}).value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const xml = text_of(data, size);
    auto const answers = distribution::read_acknowledgement(xml);
    if (!answers) {
        demand(answers.error().code == ErrorCode::invalid_input && !answers.error().message.empty());
        return 0;
    }
    demand(!answers->empty());
    for (auto const& answer : *answers) {
        demand(!answer.folder.empty() && !answer.words.empty() && answer.words.size() <= 8010);
        auto const before = sent_to(answer.folder);
        auto const after = distribution::take_answer(before, answer);
        demand(after.state == before.state || distribution::can_become(before.state, after.state));
        demand(json::print(distribution::take_answer(after, answer)) == json::print(after));
    }
    return 0;
}
