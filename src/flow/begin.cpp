#include "flow/begin.hpp"

#include "base/text.hpp"
#include "flow/content_files.hpp"
#include "flow/handlers.hpp"
#include "flow/requests.hpp"
#include "flow/track_details.hpp"

namespace troupe::flow {

Result<BegunArtist> begin_artist(Studio& studio, CreateRequest const& request) {
    if (text::trim(std::string_view(request.prompt)).empty())
        return wrong_field("prompt", "is empty: say in a sentence what the artist is like");
    if (text::length(request.prompt) > 10'000) return wrong_field("prompt", "is longer than 10,000 characters");
    auto const id = request.id.value_or(next_id<artist::ArtistTag>(studio));
    jobs::JobSpec spec;
    spec.kind = kinds::artist;
    spec.max_attempts = contended_attempts;
    spec.input = json::to_value(ArtistJob{to_string(id), request.prompt, request.seed.value_or(seed_of(request.prompt)),
                                          request.lock_core, request.by, request.proposal});
    auto const job = TRY(studio.queue.enqueue(spec));
    return BegunArtist{id, job.id};
}

Result<jobs::JobId> begin_plan(Studio& studio, PlanRequest const& request) {
    if (request.days < 1 || request.days > 3650) return wrong_field("days", "expected 1 to 3650");
    TRY(find_artist(studio, request.artist));
    jobs::JobSpec spec;
    spec.kind = kinds::plan;
    spec.max_attempts = contended_attempts;
    spec.input = json::to_value(request);
    return TRY(studio.queue.enqueue(spec)).id;
}

Result<jobs::JobId> begin_redo(Studio& studio, RedoRequest const& request) {
    if (request.section < 1) return wrong_field("section", "expected 1 or more");
    TRY(track_details(TRY(find_content(studio, request.content))));
    jobs::JobSpec spec;
    spec.kind = kinds::redo;
    spec.max_attempts = contended_attempts;
    spec.input = json::to_value(request);
    return TRY(studio.queue.enqueue(spec)).id;
}

Result<jobs::JobId> begin_material(Studio& studio, MaterialRequest const& request, std::string const& file_name) {
    auto const name = std::filesystem::path(file_name).filename().string();
    if (name.empty() || name != file_name || name.starts_with('.'))
        return wrong_field("file_name", "expected a plain name, such as vocals.wav");
    TRY(check_material(request));
    if (request.joins_mix())
        TRY(track_details(TRY(find_content(studio, request.target))));
    else
        TRY(find_artist(studio, request.target));
    jobs::JobSpec spec;
    spec.kind = kinds::material;
    spec.max_attempts = contended_attempts;
    auto const asset = TRY(studio.assets.put_file(request.files.front()));
    spec.input = json::to_value(MaterialJob{request.target, asset.sha256, name, json::enum_name(request.role),
                                            request.rights, request.by, request.title, request.at});
    return TRY(studio.queue.enqueue(spec)).id;
}

}  // namespace troupe::flow
