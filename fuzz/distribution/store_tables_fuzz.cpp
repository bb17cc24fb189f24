// A label's own table of stores, of forms or of what counts as AI is refused with the file and the field, or lies over the
// built-in one, which stays whole.
#include <algorithm>

#include "demand.hpp"
#include "distribution/disclosure_policy.hpp"
#include "distribution/forms.hpp"
#include "distribution/stores.hpp"
#include "memory_file.hpp"

using namespace troupe;
using namespace troupe::distribution;

namespace {

void demand_named(Error const& error, MemoryFile const& file) {
    demand_reason(error);
    demand(error.message.find(file.path().string()) != std::string::npos);
}

template <class Row>
void demand_all_of(std::vector<Row> const& built_in, std::vector<Row> const& laid_over) {
    for (auto const& row : built_in)
        demand(std::count_if(laid_over.begin(), laid_over.end(), [&](Row const& each) { return each.id == row.id; }) == 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    static auto const built_in = load_stores().value();
    static auto const built_in_forms = load_forms().value();
    MemoryFile const file(data, size);
    if (auto const stores = load_stores(file.path())) demand_all_of(built_in.stores, stores->stores);
    else demand_named(stores.error(), file);
    if (auto const forms = load_forms(file.path())) demand_all_of(built_in_forms.forms, forms->forms);
    else demand_named(forms.error(), file);
    if (auto const policy = load_counting_policy(file.path()); !policy) demand_named(policy.error(), file);
    else
        for (auto const& rule : policy->rules) demand(!rule.by.empty() && !rule.why.empty());
    return 0;
}
