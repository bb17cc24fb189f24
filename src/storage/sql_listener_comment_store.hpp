#pragma once

#include "feedback/listener_comment.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlListenerCommentStore : public feedback::ListenerCommentStore {
public:
    explicit SqlListenerCommentStore(Database& database) : database_(database.connections()) {}

    Result<feedback::CommentCount> keep(std::vector<feedback::ListenerComment> const& comments) override;
    Result<std::vector<feedback::ListenerComment>> list_by_content(std::string const& content_id) override;
    Result<int> remove_by_artist(std::string const& artist_id) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
