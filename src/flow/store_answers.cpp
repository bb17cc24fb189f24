#include "flow/store_answers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "flow/handlers.hpp"
#include "flow/work_folder.hpp"

namespace troupe::flow {
namespace {

using distribution::AttemptOutcome;
using distribution::DeliveryRecord;

constexpr auto may_change_its_mind = std::chrono::hours(24 * 30);

bool owes_an_answer(DeliveryRecord const& record, TimePoint now) {
    return std::any_of(record.attempts.begin(), record.attempts.end(), [&](auto const& attempt) {
        return attempt.outcome == AttemptOutcome::sent ||
               (attempt.outcome == AttemptOutcome::accepted && attempt.created + may_change_its_mind > now);
    });
}

Result<jobs::JobId> enqueue_look(Studio& studio, std::string const& store, std::string key) {
    jobs::JobSpec spec;
    spec.kind = kinds::answers;
    spec.job_class = "io";
    spec.input = json::to_value(AnswersJob{store});
    spec.key = std::move(key);
    return TRY(studio.queue.enqueue(spec)).id;
}

}  // namespace

Result<distribution::ReadAnswers> fetch_answers(Studio& studio, std::string const& store_id, std::stop_token stop) {
    auto const store = TRY(distribution::find_store(*studio.stores.now(), store_id));
    auto const delivery = TRY(studio.routes.open(store));
    auto const name = fmt::format("answers-{}-{}", store_id, to_string(next_id<struct LookTag>(studio)));
    auto const work = TRY(WorkFolder::open(studio, name));
    return distribution::read_answers(*delivery, store.delivery.acknowledgements, work.path(), std::move(stop));
}

Result<AnswersTaken> take_answers(Studio& studio, std::string const& store, distribution::ReadAnswers const& read) {
    AnswersTaken taken{store, {}, read.unread};
    TRY(studio.unit.run([&]() -> Result<void> {
        taken.changed.clear();
        for (auto const& record : TRY(studio.deliveries.of_store(store))) {
            auto changed = record;
            for (auto const& answer : read.answers) changed = distribution::take_answer(std::move(changed), answer);
            if (json::print(changed) != json::print(record))
                taken.changed.push_back(TRY(studio.deliveries.put(changed)));
        }
        return {};
    }));
    return taken;
}

Result<jobs::JobId> begin_answers(Studio& studio, std::string const& store_id) {
    auto const store = TRY(distribution::find_store(*studio.stores.now(), store_id));
    TRY(studio.routes.open(store));
    return enqueue_look(studio, store_id, "");
}

Result<std::vector<std::string>> stores_to_ask(Studio& studio) {
    std::vector<std::string> stores;
    auto const known = studio.stores.now();
    for (auto const& store : known->stores) {
        if (store.delivery.address.empty()) continue;
        auto const records = TRY(studio.deliveries.of_store(store.id));
        if (std::any_of(records.begin(), records.end(),
                        [&](auto const& record) { return owes_an_answer(record, studio.clock.now()); }))
            stores.push_back(store.id);
    }
    return stores;
}

Result<int> begin_due_answers(Studio& studio, std::chrono::minutes every) {
    auto const stretch = studio.clock.now().time_since_epoch() / every;
    auto const stores = TRY(stores_to_ask(studio));
    for (auto const& store : stores)
        TRY(enqueue_look(studio, store, fmt::format("{}:{}:{}/answers", kinds::answers, store, stretch)));
    return static_cast<int>(stores.size());
}

}  // namespace troupe::flow
