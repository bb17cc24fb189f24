#pragma once

#include <filesystem>
#include <stop_token>

#include "feedback/import_comments.hpp"
#include "flow/studio.hpp"

/// What listeners write under the tracks.
namespace troupe::flow {

struct CommentsRequest {
    std::filesystem::path file;
    bool accepts_good_rows = false;
    bool asks_model = false;  ///< else the word lists read
};

/// Reads a file of comments and keeps how they feel, not their words. With a language model their words go to it, and
/// stand in the session's log. Blocks for as long as a model takes. Errors: not_found, invalid_input (header, size),
/// conflict (no language model is set up), those of the orchestrator.
[[nodiscard]] Result<feedback::CommentImport> import_comments(Studio& studio, CommentsRequest const& request,
                                                              std::stop_token stop);

/// A language model as a reader, a few comments at a time. Among them stand comments of our own whose feeling is plain:
/// where the model gets one of them wrong, because a comment gave it orders or it cannot read, the word lists read that
/// batch instead. `studio` outlives it.
[[nodiscard]] feedback::CommentReader model_reader(Studio& studio, std::stop_token stop);

}  // namespace troupe::flow
