#include "feedback/testing/listener_comment_store_contract.hpp"
#include "feedback/testing/memory_listener_comment_store.hpp"

namespace troupe::feedback::testing {

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, ListenerCommentStoreContract, MemoryListenerCommentStore);

}  // namespace troupe::feedback::testing
