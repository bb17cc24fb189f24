#include "catalog/testing/memory_order_book.hpp"
#include "catalog/testing/order_book_contract.hpp"

namespace troupe::catalog::testing {

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, OrderBookContract, MemoryOrderBook);

}  // namespace troupe::catalog::testing
