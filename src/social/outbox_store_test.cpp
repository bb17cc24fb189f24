#include "social/testing/memory_outbox_store.hpp"
#include "social/testing/outbox_store_contract.hpp"

namespace troupe::social::testing {

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, OutboxStoreContract, MemoryOutboxStore);

}  // namespace troupe::social::testing
