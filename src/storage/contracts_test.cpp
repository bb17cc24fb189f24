#include "artist/testing/artist_store_contract.hpp"
#include "jobs/testing/queue_contract.hpp"
#include "storage/sql_artist_store.hpp"
#include "storage/sql_queue.hpp"
#include "storage/testing/temp_database.hpp"

namespace troupe::storage::testing {

struct ArtistStoreInTempFile : TempDatabase, SqlArtistStore {
    ArtistStoreInTempFile() : SqlArtistStore(*database) {}
};

struct QueueInTempFile : TempDatabase {
    FixedClock clock{TimePoint{std::chrono::milliseconds{1'795'000'000'123}}};
    SqlQueue sql_queue{*database, clock};
    jobs::Queue& queue = sql_queue;
    UnitOfWork& unit = database->unit_of_work();
};

}  // namespace troupe::storage::testing

namespace troupe::artist::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, ArtistStoreContract, storage::testing::ArtistStoreInTempFile);
}
namespace troupe::jobs::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, QueueContract, storage::testing::QueueInTempFile);
}
