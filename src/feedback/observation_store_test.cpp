#include "feedback/testing/memory_observation_store.hpp"
#include "feedback/testing/observation_store_contract.hpp"

namespace troupe::feedback::testing {

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, ObservationStoreContract, MemoryObservationStore);

}  // namespace troupe::feedback::testing
