#include "flow/decide.hpp"

#include "flow/content_files.hpp"
#include "flow/trials.hpp"

namespace troupe::flow {

Result<catalog::Content> decide(Studio& studio, std::string const& id, catalog::Decision decision,
                                std::string const& by, std::string const& reason) {
    catalog::Content decided;
    TRY(studio.unit.run([&]() -> Result<void> {
        catalog::Approval const approval{by, decision, reason, studio.clock.now()};
        auto const content = TRY(find_content(studio, id));
        decided = TRY(studio.contents.update(TRY(catalog::decide(content, approval))));
        TRY(studio.contents.add_approval(decided.id, approval));
        return record_decision(studio, content, decision);
    }));
    return decided;
}

Result<std::vector<catalog::Approval>> decisions_about(Studio& studio, std::string const& id) {
    return studio.contents.approvals(TRY(find_content(studio, id)).id);
}

}  // namespace troupe::flow
