#include "access/testing/contracts.hpp"
#include "access/testing/memory_stores.hpp"

namespace troupe::access::testing {

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, KeyStoreContract, MemoryKeyStore);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, AuditLogContract, MemoryAuditLog);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, EventLogContract, MemoryEventLog);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, AnswerBookContract, MemoryAnswerBook);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, WebhookStoreContract, MemoryWebhookStore);

}  // namespace troupe::access::testing
