// A message of a stranger is refused or checked: never more problems than anyone reads, each with a rule, a place and a
// remedy, and the same ones again when it is read a second time.
#include "demand.hpp"
#include "distribution/semantic.hpp"

using namespace troupe::distribution;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const xml = text_of(data, size);
    auto const problems = check_message(xml);
    demand(problems.size() <= 500);
    for (auto const& problem : problems)
        demand(!problem.rule.empty() && problem.path.starts_with('/') && !problem.message.empty() &&
               !problem.fix.empty());
    demand(check_message(xml).size() == problems.size());
    static_cast<void>(check_update(xml, xml));
    return 0;
}
