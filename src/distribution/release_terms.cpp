#include "distribution/release_terms.hpp"

#include "base/json.hpp"
#include "distribution/impl/tables.hpp"

namespace troupe::distribution {
namespace {

struct DealTable {
    std::vector<Deal> usual;
};
BOOST_DESCRIBE_STRUCT(DealTable, (), (usual))

}  // namespace

std::vector<Deal> const& usual_deals() {
    static auto const table = json::parse<DealTable>(impl::table_text("distribution/deals.json"), json::Unknown::ignore)
                                  .value_or(DealTable{});
    return table.usual;
}

}  // namespace troupe::distribution
