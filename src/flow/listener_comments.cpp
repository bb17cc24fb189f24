#include "flow/listener_comments.hpp"

#include "base/files.hpp"
#include "flow/impl/known_tracks.hpp"

namespace troupe::flow {

Result<feedback::CommentImport> import_comments(Studio& studio, CommentsRequest const& request, std::stop_token stop) {
    if (request.asks_model && studio.orchestrator == nullptr)
        return fail(
            ErrorCode::conflict,
            "no language model is set up: set OPENAI_API_KEY, ANTHROPIC_API_KEY, or TROUPE_LLM_MODELS=local/MODEL "
            "with TROUPE_LLM_URL; without --with-model the word lists read");
    feedback::CommentRequest const file{TRY(read_file(request.file, feedback::report_limit_bytes + 1)),
                                        request.file.filename().string(), studio.clock.now(),
                                        request.accepts_good_rows};
    impl::KnownTracks known(studio);
    auto const reader = request.asks_model ? model_reader(studio, std::move(stop)) : feedback::lexicon_reader();
    auto read = TRY(feedback::read_comments(file, known.resolver(), reader));
    TRY(studio.unit.run([&]() -> Result<void> {
        read.result.count = TRY(studio.listener_comments.keep(read.comments));
        return {};
    }));
    return read.result;
}

}  // namespace troupe::flow
