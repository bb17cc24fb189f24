#pragma once

#include <algorithm>
#include <map>
#include <tuple>

#include "feedback/listener_comment.hpp"

namespace troupe::feedback::testing {

/// A whole store, for tests.
class MemoryListenerCommentStore final : public ListenerCommentStore {
public:
    Result<CommentCount> keep(std::vector<ListenerComment> const& comments) override {
        CommentCount count;
        for (auto const& comment : comments) {
            auto const [at, is_new] = comments_.try_emplace(comment.key, comment);
            if (is_new)
                ++count.kept;
            else if (is_read_the_same(at->second, comment))
                ++count.already_known;
            else
                ++count.read_anew, at->second = comment;
        }
        return count;
    }

    Result<std::vector<ListenerComment>> list_by_content(std::string const& content_id) override {
        std::vector<ListenerComment> found;
        for (auto const& [key, comment] : comments_)
            if (comment.content_id == content_id) found.push_back(comment);
        std::sort(found.begin(), found.end(),
                  [](auto const& a, auto const& b) { return std::tie(a.date, a.key) < std::tie(b.date, b.key); });
        return found;
    }

    Result<int> remove_by_artist(std::string const& artist_id) override {
        return static_cast<int>(
            std::erase_if(comments_, [&](auto const& entry) { return entry.second.artist_id == artist_id; }));
    }

private:
    std::map<std::string, ListenerComment> comments_;
};

}  // namespace troupe::feedback::testing
