#include "catalog/testing/assets_contract.hpp"
#include "storage/file_assets.hpp"
#include "storage/testing/store_contracts.hpp"
#include "storage/testing/temp_database.hpp"

namespace troupe::storage::testing {

struct AssetsInTempFolder {
    TempFolder temp;
    std::filesystem::path folder = temp.path();
    FileAssets file_assets{temp / "assets"};
    catalog::Assets& assets = file_assets;
};

}  // namespace troupe::storage::testing

TROUPE_EVERY_STORE_CONTRACT(Sqlite, storage::testing::TempDatabase)

namespace troupe::catalog::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Files, AssetsContract, storage::testing::AssetsInTempFolder);
}
