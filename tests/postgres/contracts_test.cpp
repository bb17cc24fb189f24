#include "storage/testing/store_contracts.hpp"
#include "temp_schema.hpp"

TROUPE_EVERY_STORE_CONTRACT(Postgres, storage::testing::TempSchema)
