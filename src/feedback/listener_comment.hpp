#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "feedback/feeling_lexicon.hpp"

/// What listeners wrote under a track, as it was read. Their words are theirs: they are read once and not kept.
namespace troupe::feedback {

struct ListenerComment {
    std::string key;  ///< of one comment, in whatever file it comes: see `read_comment_file`
    std::string artist_id, content_id;
    Date date{};
    std::string platform;  ///< lower case: "youtube"
    std::string language;  ///< as it was read, ISO 639-1, or empty
    Feeling feeling = Feeling::not_read;
    std::string read_by;  ///< "lexicon", or a language model's name
    std::string file_sha256;
    int line = 0;  ///< of that file
};
BOOST_DESCRIBE_STRUCT(ListenerComment, (),
                      (key, artist_id, content_id, date, platform, language, feeling, read_by, file_sha256, line))

/// Whether both readings say the same of the same track, whatever file and line they are from.
[[nodiscard]] inline bool is_read_the_same(ListenerComment const& a, ListenerComment const& b) {
    return a.artist_id == b.artist_id && a.content_id == b.content_id && a.language == b.language &&
           a.feeling == b.feeling && a.read_by == b.read_by;
}

struct CommentCount {
    int kept = 0;           ///< new
    int already_known = 0;  ///< were there, read as the same
    int read_anew = 0;      ///< were there, and are read otherwise now
};
BOOST_DESCRIBE_STRUCT(CommentCount, (), (kept, already_known, read_anew))

/// Port: keeps comments by their key. Adapters: storage (SQL), testing (memory). Every call may fail with
/// `unavailable`.
class ListenerCommentStore {
public:
    virtual ~ListenerCommentStore() = default;

    /// Takes them in, all or none. One that is there with another feeling, reader or track is replaced.
    virtual Result<CommentCount> keep(std::vector<ListenerComment> const& comments) = 0;
    virtual Result<std::vector<ListenerComment>> list_by_content(
        std::string const& content_id) = 0;  ///< by date, then key
    /// Forgets those of the artist. How many they were.
    virtual Result<int> remove_by_artist(std::string const& artist_id) = 0;
};

}  // namespace troupe::feedback
