#include "catalog/comment.hpp"

#include "base/text.hpp"

namespace troupe::catalog {

Result<void> validate(Comment const& comment) {
    if (text::trim(std::string_view(comment.text)).empty())
        return wrong_field("text", "is empty: say what you noticed");
    if (text::length(comment.text) > 4000 || !text::is_valid_utf8(comment.text))
        return wrong_field("text", "expected at most 4,000 characters in UTF-8");
    if (comment.seconds && !(*comment.seconds >= 0 && *comment.seconds <= 86'400))
        return wrong_field("seconds", "expected 0 or more, from the beginning of the song");
    if (comment.section && (*comment.section < 1 || *comment.section > 1000))
        return wrong_field("section", "expected 1 or more");
    return {};
}

}  // namespace troupe::catalog
