#include "flow/begin.hpp"

#include "base/text.hpp"
#include "flow/content_files.hpp"
#include "flow/handlers.hpp"
#include "flow/requests.hpp"

namespace troupe::flow {

Result<BegunArtist> begin_artist(Studio& studio, CreateRequest const& request) {
    if (text::trim(std::string_view(request.prompt)).empty()) return wrong_field("prompt", "is empty: say in a sentence what the artist is like");
    if (text::length(request.prompt) > 10'000) return wrong_field("prompt", "is longer than 10,000 characters");
    auto const id = request.id.value_or(next_id<artist::ArtistTag>(studio));
    jobs::JobSpec spec;
    spec.kind = kinds::artist;
    spec.input = json::to_value(ArtistJob{to_string(id), request.prompt, request.seed.value_or(seed_of(request.prompt)), request.lock_core, request.by, request.proposal});
    return BegunArtist{id, TRY(studio.queue.enqueue(spec)).id};
}

Result<jobs::JobId> begin_plan(Studio& studio, PlanRequest const& request) {
    if (request.days < 1 || request.days > 3650) return wrong_field("days", "expected 1 to 3650");
    TRY(find_artist(studio, request.artist));
    jobs::JobSpec spec;
    spec.kind = kinds::plan;
    spec.input = json::to_value(request);
    return TRY(studio.queue.enqueue(spec)).id;
}

}  // namespace troupe::flow
