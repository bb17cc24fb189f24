#include "llm/testing/contracts.hpp"
#include "llm/testing/memory_stores.hpp"

namespace troupe::llm::testing {

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, SessionStoreContract, MemorySessionStore);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, LedgerContract, MemoryLedger);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, AnswerCacheContract, MemoryAnswerCache);

}  // namespace troupe::llm::testing
