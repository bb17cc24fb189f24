#include "social/testing/memory_question_store.hpp"
#include "social/testing/question_store_contract.hpp"

namespace troupe::social::testing {

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, QuestionStoreContract, MemoryQuestionStore);

}  // namespace troupe::social::testing
