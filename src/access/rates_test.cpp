#include "access/testing/rates_contract.hpp"

namespace troupe::access::testing {

struct RatesOfOneProcess {
    OwnRates own;
    Rates& rates = own;
};
INSTANTIATE_TYPED_TEST_SUITE_P(Own, RatesContract, RatesOfOneProcess);

}  // namespace troupe::access::testing
