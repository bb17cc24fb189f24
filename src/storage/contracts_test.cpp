#include "access/testing/contracts.hpp"
#include "artist/testing/artist_store_contract.hpp"
#include "catalog/testing/assets_contract.hpp"
#include "catalog/testing/comment_store_contract.hpp"
#include "catalog/testing/content_store_contract.hpp"
#include "catalog/testing/order_book_contract.hpp"
#include "distribution/delivery/testing/delivery_book_contract.hpp"
#include "distribution/testing/code_book_contract.hpp"
#include "evolution/testing/trial_store_contract.hpp"
#include "feedback/testing/listener_comment_store_contract.hpp"
#include "feedback/testing/observation_store_contract.hpp"
#include "feedback/testing/statement_store_contract.hpp"
#include "jobs/testing/queue_contract.hpp"
#include "llm/testing/contracts.hpp"
#include "planning/testing/plan_store_contract.hpp"
#include "social/testing/outbox_store_contract.hpp"
#include "social/testing/post_result_store_contract.hpp"
#include "social/testing/question_store_contract.hpp"
#include "storage/file_assets.hpp"
#include "storage/sql_answer_book.hpp"
#include "storage/sql_artist_store.hpp"
#include "storage/sql_audit_log.hpp"
#include "storage/sql_code_book.hpp"
#include "storage/sql_comment_store.hpp"
#include "storage/sql_content_store.hpp"
#include "storage/sql_delivery_book.hpp"
#include "storage/sql_event_log.hpp"
#include "storage/sql_footage_store.hpp"
#include "storage/sql_key_store.hpp"
#include "storage/sql_ledger.hpp"
#include "storage/sql_listener_comment_store.hpp"
#include "storage/sql_observation_store.hpp"
#include "storage/sql_order_book.hpp"
#include "storage/sql_outbox_store.hpp"
#include "storage/sql_plan_store.hpp"
#include "storage/sql_post_result_store.hpp"
#include "storage/sql_question_store.hpp"
#include "storage/sql_queue.hpp"
#include "storage/sql_session_store.hpp"
#include "storage/sql_statement_store.hpp"
#include "storage/sql_trend_store.hpp"
#include "storage/sql_trial_store.hpp"
#include "storage/sql_webhook_store.hpp"
#include "storage/testing/temp_database.hpp"
#include "trends/testing/trend_store_contract.hpp"
#include "visual/footage/testing/footage_contracts.hpp"

namespace troupe::storage::testing {

/// A store on an empty database of its own.
template <class Store>
struct InTempFile : TempDatabase, Store {
    InTempFile() : Store(*database) {}
};

struct QueueInTempFile : TempDatabase {
    FixedClock clock{TimePoint{std::chrono::milliseconds{1'795'000'000'123}}};
    SqlQueue sql_queue{*database, clock};
    jobs::Queue& queue = sql_queue;
    UnitOfWork& unit = database->unit_of_work();
};

struct CommentsInTempFile : TempDatabase {
    SqlContentStore contents{*database};
    SqlCommentStore comments{*database};
    catalog::ContentId content = [this] {
        catalog::Content made;
        made.id.bytes[15] = 1;
        made.title = "Low Water";
        made.created = made.updated = TimePoint{std::chrono::seconds{1'795'000'000}};
        EXPECT_TRUE(contents.insert(made));
        return made.id;
    }();
};

struct AssetsInTempFolder {
    TempFolder temp;
    std::filesystem::path folder = temp.path();
    FileAssets file_assets{temp / "assets"};
    catalog::Assets& assets = file_assets;
};

}  // namespace troupe::storage::testing

namespace troupe::access::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, KeyStoreContract, storage::testing::InTempFile<storage::SqlKeyStore>);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, AuditLogContract, storage::testing::InTempFile<storage::SqlAuditLog>);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, EventLogContract, storage::testing::InTempFile<storage::SqlEventLog>);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, AnswerBookContract, storage::testing::InTempFile<storage::SqlAnswerBook>);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, WebhookStoreContract, storage::testing::InTempFile<storage::SqlWebhookStore>);
}  // namespace troupe::access::testing
namespace troupe::artist::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, ArtistStoreContract, storage::testing::InTempFile<storage::SqlArtistStore>);
}
namespace troupe::catalog::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, ContentStoreContract, storage::testing::InTempFile<storage::SqlContentStore>);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, OrderBookContract, storage::testing::InTempFile<storage::SqlOrderBook>);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, CommentStoreContract, storage::testing::CommentsInTempFile);
INSTANTIATE_TYPED_TEST_SUITE_P(Files, AssetsContract, storage::testing::AssetsInTempFolder);
}  // namespace troupe::catalog::testing
namespace troupe::distribution::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, DeliveryBookContract, storage::testing::InTempFile<storage::SqlDeliveryBook>);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, CodeBookContract, storage::testing::InTempFile<storage::SqlCodeBook>);
}
namespace troupe::evolution::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, TrialStoreContract, storage::testing::InTempFile<storage::SqlTrialStore>);
}
namespace troupe::jobs::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, QueueContract, storage::testing::QueueInTempFile);
}
namespace troupe::visual::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, FootageLedgerContract, storage::testing::InTempFile<storage::SqlFootageLedger>);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, FootageMemoryContract, storage::testing::InTempFile<storage::SqlFootageMemory>);
}  // namespace troupe::visual::testing
namespace troupe::planning::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, PlanStoreContract, storage::testing::InTempFile<storage::SqlPlanStore>);
}
namespace troupe::social::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, OutboxStoreContract, storage::testing::InTempFile<storage::SqlOutboxStore>);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, PostResultStoreContract, storage::testing::InTempFile<storage::SqlPostResultStore>);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, QuestionStoreContract, storage::testing::InTempFile<storage::SqlQuestionStore>);
}
namespace troupe::feedback::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, ObservationStoreContract, storage::testing::InTempFile<storage::SqlObservationStore>);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, StatementStoreContract, storage::testing::InTempFile<storage::SqlStatementStore>);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, ListenerCommentStoreContract, storage::testing::InTempFile<storage::SqlListenerCommentStore>);
}
namespace troupe::llm::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, SessionStoreContract, storage::testing::InTempFile<storage::SqlSessionStore>);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, LedgerContract, storage::testing::InTempFile<storage::SqlLedger>);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, AnswerCacheContract, storage::testing::InTempFile<storage::SqlAnswerCache>);
}  // namespace troupe::llm::testing
namespace troupe::trends::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, TrendStoreContract, storage::testing::InTempFile<storage::SqlTrendStore>);
}
