#pragma once

#include "access/testing/contracts.hpp"
#include "artist/testing/artist_store_contract.hpp"
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
#include "trends/testing/trend_store_contract.hpp"
#include "visual/footage/testing/footage_contracts.hpp"

/// Every port that is kept in SQL, with its fixtures. `Place` is an empty database of its own: a default-constructible type with
/// `std::unique_ptr<Database> database`, such as `TempDatabase`.
namespace troupe::storage::testing {

template <class Place>
struct In {
    template <class Adapter>
    struct Store : Place, Adapter {
        Store() : Adapter(*this->database) {}
    };
};

template <class Place>
struct QueueIn : Place {
    FixedClock clock{TimePoint{std::chrono::milliseconds{1'795'000'000'123}}};
    SqlQueue sql_queue{*this->database, clock};
    jobs::Queue& queue = sql_queue;
    UnitOfWork& unit = this->database->unit_of_work();
};

template <class Place>
struct CommentsIn : Place {
    SqlContentStore contents{*this->database};
    SqlCommentStore comments{*this->database};
    catalog::ContentId content = [this] {
        catalog::Content made;
        made.id.bytes[15] = 1;
        made.title = "Low Water";
        made.created = made.updated = TimePoint{std::chrono::seconds{1'795'000'000}};
        EXPECT_TRUE(contents.insert(made));
        return made.id;
    }();
};

}  // namespace troupe::storage::testing

// clang-format off
/// Runs every contract suite on such places, as tests of that prefix. Outside of all namespaces.
#define TROUPE_EVERY_STORE_CONTRACT(prefix, Place)                                                                                     \
    namespace troupe::access::testing {                                                                                               \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, KeyStoreContract, storage::testing::In<Place>::Store<storage::SqlKeyStore>);                 \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, AuditLogContract, storage::testing::In<Place>::Store<storage::SqlAuditLog>);                 \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, EventLogContract, storage::testing::In<Place>::Store<storage::SqlEventLog>);                 \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, AnswerBookContract, storage::testing::In<Place>::Store<storage::SqlAnswerBook>);             \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, WebhookStoreContract, storage::testing::In<Place>::Store<storage::SqlWebhookStore>);         \
    }                                                                                                                                 \
    namespace troupe::artist::testing {                                                                                               \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, ArtistStoreContract, storage::testing::In<Place>::Store<storage::SqlArtistStore>);           \
    }                                                                                                                                 \
    namespace troupe::catalog::testing {                                                                                              \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, ContentStoreContract, storage::testing::In<Place>::Store<storage::SqlContentStore>);         \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, OrderBookContract, storage::testing::In<Place>::Store<storage::SqlOrderBook>);               \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, CommentStoreContract, storage::testing::CommentsIn<Place>);                                \
    }                                                                                                                                 \
    namespace troupe::distribution::testing {                                                                                         \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, DeliveryBookContract, storage::testing::In<Place>::Store<storage::SqlDeliveryBook>);         \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, CodeBookContract, storage::testing::In<Place>::Store<storage::SqlCodeBook>);                 \
    }                                                                                                                                 \
    namespace troupe::evolution::testing {                                                                                            \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, TrialStoreContract, storage::testing::In<Place>::Store<storage::SqlTrialStore>);             \
    }                                                                                                                                 \
    namespace troupe::jobs::testing {                                                                                                 \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, QueueContract, storage::testing::QueueIn<Place>);                                          \
    }                                                                                                                                 \
    namespace troupe::visual::testing {                                                                                               \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, FootageLedgerContract, storage::testing::In<Place>::Store<storage::SqlFootageLedger>);       \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, FootageMemoryContract, storage::testing::In<Place>::Store<storage::SqlFootageMemory>);       \
    }                                                                                                                                 \
    namespace troupe::planning::testing {                                                                                             \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, PlanStoreContract, storage::testing::In<Place>::Store<storage::SqlPlanStore>);               \
    }                                                                                                                                 \
    namespace troupe::social::testing {                                                                                               \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, OutboxStoreContract, storage::testing::In<Place>::Store<storage::SqlOutboxStore>);           \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, PostResultStoreContract, storage::testing::In<Place>::Store<storage::SqlPostResultStore>); \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, QuestionStoreContract, storage::testing::In<Place>::Store<storage::SqlQuestionStore>);       \
    }                                                                                                                                 \
    namespace troupe::feedback::testing {                                                                                             \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, ObservationStoreContract, storage::testing::In<Place>::Store<storage::SqlObservationStore>); \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, StatementStoreContract, storage::testing::In<Place>::Store<storage::SqlStatementStore>);     \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, ListenerCommentStoreContract, storage::testing::In<Place>::Store<storage::SqlListenerCommentStore>); \
    }                                                                                                                                 \
    namespace troupe::llm::testing {                                                                                                  \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, SessionStoreContract, storage::testing::In<Place>::Store<storage::SqlSessionStore>);         \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, LedgerContract, storage::testing::In<Place>::Store<storage::SqlLedger>);                     \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, AnswerCacheContract, storage::testing::In<Place>::Store<storage::SqlAnswerCache>);           \
    }                                                                                                                                 \
    namespace troupe::trends::testing {                                                                                               \
    INSTANTIATE_TYPED_TEST_SUITE_P(prefix, TrendStoreContract, storage::testing::In<Place>::Store<storage::SqlTrendStore>);             \
    }
// clang-format on
