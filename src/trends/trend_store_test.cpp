#include "trends/testing/memory_trend_store.hpp"
#include "trends/testing/trend_store_contract.hpp"

namespace troupe::trends::testing {

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, TrendStoreContract, MemoryTrendStore);

}  // namespace troupe::trends::testing
