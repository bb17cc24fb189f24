#pragma once

#include "social/approval_chat.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlQuestionStore : public social::QuestionStore {
public:
    explicit SqlQuestionStore(Database& database) : database_(database.connections()) {}

    Result<bool> add(social::ApprovalQuestion const& question) override;
    Result<void> update(social::ApprovalQuestion const& question) override;
    Result<std::optional<social::ApprovalQuestion>> find(std::string const& token) override;
    Result<std::vector<social::ApprovalQuestion>> open() override;
    Result<std::optional<social::ApprovalQuestion>> about(std::string const& content, int revision) override;
    Result<std::int64_t> next_event(std::string const& chat) override;
    Result<void> set_next_event(std::string const& chat, std::int64_t number) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
