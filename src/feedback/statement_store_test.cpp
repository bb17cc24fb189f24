#include "feedback/testing/memory_statement_store.hpp"
#include "feedback/testing/statement_store_contract.hpp"

namespace troupe::feedback::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, StatementStoreContract, MemoryStatementStore);
}
