#include "artist/testing/artist_store_contract.hpp"
#include "artist/testing/memory_artist_store.hpp"

namespace troupe::artist::testing {

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, ArtistStoreContract, MemoryArtistStore);

TEST(NameKey, FoldsCaseBlanksAccentsAndPunctuation) {
    EXPECT_EQ(name_key("  Vesper  LÜNE!"), "vesper lune");
    EXPECT_NE(name_key("夜の駅"), name_key("朝の駅"));
}

}  // namespace troupe::artist::testing
