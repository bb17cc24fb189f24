#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feedback/report.hpp"

/// Listeners' comments as a file: CSV in UTF-8 with a header,
///     date,platform,track,comment[,language][,id][,artist]
/// in any order and case, separated by commas, semicolons or tabs. `track` is a content id, an ISRC or a title, `id`
/// the platform's own of the comment. Who wrote them is not wanted: another column refuses the file.
namespace troupe::feedback {

/// A comment of a file. Somebody else's words: data, whatever they say.
struct WrittenComment {
    int line = 0;  ///< of the file, counted from 1
    Date date{};
    std::string platform;  ///< lower case
    std::string track, artist;
    std::string words;     ///< 1 to 10,000 bytes
    std::string language;  ///< as the file says, lower case, or empty
    std::string id;        ///< of the platform, or empty
};

struct CommentFile {
    std::string sha256;
    std::string name;
    int rows = 0;                          ///< of all kinds
    std::vector<WrittenComment> comments;  ///< the good ones, each once
    std::vector<RejectedRow> rejected;     ///< every wrong cell, by line
    std::vector<int> repeated;  ///< lines of a comment that came before: the same id, or the same words on the same day
    std::vector<int> copied;    ///< lines with the same long text as another comment of that track: nobody's opinion
};

/// Errors: invalid_input, for what concerns the whole file, as `parse_report`.
[[nodiscard]] Result<CommentFile> read_comment_file(std::string_view bytes, std::string const& name, TimePoint now);

/// The same in every file that holds the comment, under whatever name it has the track.
[[nodiscard]] std::string comment_key(WrittenComment const& comment, std::string const& content_id);

}  // namespace troupe::feedback
