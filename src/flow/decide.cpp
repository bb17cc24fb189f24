#include "flow/decide.hpp"

#include <fmt/format.h>

#include "distribution/delivery/delivery_record.hpp"
#include "flow/content_files.hpp"
#include "flow/trials.hpp"

namespace troupe::flow {
namespace {

/// What a store has heard of is gone only when the store is told so.
Result<void> expect_untold(Studio& studio, std::string const& id) {
    for (auto const& record : TRY(studio.deliveries.of_release(id)))
        if (distribution::is_with_store(record) || distribution::open_attempt(record) != nullptr)
            return fail(ErrorCode::conflict,
                        fmt::format("{} has the release already: take it down there first, by `troupe release takedown {}`", record.store, id));
    return {};
}

}  // namespace

Result<catalog::Content> decide(Studio& studio, std::string const& id, catalog::Decision decision,
                                std::string const& by, std::string const& reason) {
    catalog::Content decided;
    TRY(studio.unit.run([&]() -> Result<void> {
        catalog::Approval const approval{by, decision, reason, studio.clock.now()};
        auto const content = TRY(find_content(studio, id));
        if (content.state == catalog::ContentState::approved && decision == catalog::Decision::rejected) TRY(expect_untold(studio, id));
        decided = TRY(studio.contents.update(TRY(catalog::decide(content, approval))));
        TRY(studio.contents.add_approval(decided.id, approval));
        return record_decision(studio, content, decision);
    }));
    return decided;
}

Result<catalog::Content> take_back(Studio& studio, std::string const& id) {
    catalog::Content reopened;
    TRY(studio.unit.run([&]() -> Result<void> {
        auto const content = TRY(find_content(studio, id));
        if (content.state != catalog::ContentState::approved && content.state != catalog::ContentState::rejected)
            return fail(ErrorCode::conflict, fmt::format("content {} is {}: there is no decision to take back", id,
                                                         json::enum_name(content.state)));
        TRY(expect_untold(studio, id));
        reopened = TRY(studio.contents.update(
            TRY(catalog::change_state(content, catalog::ContentState::in_review, studio.clock.now()))));
        return {};
    }));
    return reopened;
}

Result<std::vector<catalog::Approval>> decisions_about(Studio& studio, std::string const& id) {
    return studio.contents.approvals(TRY(find_content(studio, id)).id);
}

}  // namespace troupe::flow
