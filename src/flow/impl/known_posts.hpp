#pragma once

#include <map>
#include <string>
#include <unordered_map>

#include "feedback/import_post_results.hpp"
#include "flow/studio.hpp"

namespace troupe::flow::impl {

/// Whether it lies in a folder, for a person to post: its receipt is a file, until they say where it stands.
[[nodiscard]] bool is_in_hand(social::OutboxRecord const& record);

/// When it went out; nothing: a person posted it, and nobody said when.
[[nodiscard]] std::optional<TimePoint> went_out(social::OutboxRecord const& record);

/// All posts that were sent, found by whatever name.
class KnownPosts {
public:
    /// Errors: unavailable.
    [[nodiscard]] static Result<KnownPosts> of(Studio& studio);

    /// This and the studio must outlive it.
    [[nodiscard]] feedback::PostResolver resolver() const;

private:
    explicit KnownPosts(Studio& studio) : studio_(studio) {}
    void add(social::OutboxRecord const& record);
    [[nodiscard]] Result<feedback::PostMatch> match(std::string const& post, std::string const& platform) const;

    Studio& studio_;
    std::map<social::OutboxId, social::OutboxRecord> records_;
    std::unordered_map<std::string, social::OutboxId> by_url_, by_receipt_;
};

}  // namespace troupe::flow::impl
