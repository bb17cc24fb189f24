#pragma once

#include "catalog/comment.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlCommentStore : public catalog::CommentStore {
public:
    explicit SqlCommentStore(Database& database) : database_(database.connections()) {}

    Result<void> add(catalog::Comment const& comment) override;
    Result<std::vector<catalog::Comment>> list(catalog::ContentId content) override;
    Result<catalog::Comment> settle(catalog::CommentId id, TimePoint at) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
