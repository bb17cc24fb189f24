#pragma once

#include <functional>
#include <map>
#include <optional>

#include "feedback/comment_file.hpp"
#include "feedback/mood.hpp"

namespace troupe::feedback {

/// A comment, read.
struct CommentReading {
    Feeling feeling = Feeling::not_read;
    std::string language;  ///< ISO 639-1, or empty
    std::string read_by;   ///< "lexicon", or a language model's name
};

/// Reads comments of one track in their order. May block for minutes where a language model reads.
using CommentReader = std::function<Result<std::vector<CommentReading>>(std::vector<WrittenComment const*> const&,
                                                                        TrackMatch const& track)>;

/// By `FeelingLexicon`.
[[nodiscard]] CommentReader lexicon_reader();

struct CommentRequest {
    std::string bytes;
    std::string name;  ///< of the file
    TimePoint now{};
    bool accept_good_rows = false;  ///< take the good rows of a file that has bad ones
};

/// The mood of one track's comments in the file.
struct TrackMood : Mood {
    std::string content_id;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(TrackMood, (Mood), (content_id, title))

struct CommentImport {
    std::string file;
    std::string sha256;
    int rows = 0;
    CommentCount count;
    std::vector<int> repeated, copied;  ///< lines that were left out: see CommentFile
    bool accepted = true;               ///< false: bad rows, and the good ones were not asked for
    std::vector<RejectedRow> rejected;
    std::vector<UnmatchedRow> unmatched;   ///< left out: import the file again once the track is known
    std::map<std::string, int> languages;  ///< comments by language; "": none was made out
    std::vector<TrackMood> tracks;         ///< of the file
};
BOOST_DESCRIBE_STRUCT(CommentImport, (),
                      (file, sha256, rows, count, repeated, copied, accepted, rejected, unmatched, languages, tracks))

/// A file that was read, before anything of it is kept.
struct CommentsRead {
    CommentImport result;
    std::vector<ListenerComment> comments;
};

/// Parses, matches and reads; keeps nothing, so that no database waits for a language model. Errors: those of
/// `read_comment_file`, of the resolver and of the reader.
[[nodiscard]] Result<CommentsRead> read_comments(CommentRequest const& request, TrackResolver const& resolve,
                                                 CommentReader const& read);

/// In a few lines for people.
[[nodiscard]] std::string describe(CommentImport const& result);

}  // namespace troupe::feedback
