#include "planning/testing/memory_plan_store.hpp"
#include "planning/testing/plan_store_contract.hpp"

namespace troupe::planning::testing {

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, PlanStoreContract, MemoryPlanStore);

}  // namespace troupe::planning::testing
