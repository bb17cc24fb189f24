#pragma once

#include <map>
#include <mutex>

#include "social/approval_chat.hpp"

namespace troupe::social::testing {

class MemoryQuestionStore : public QuestionStore {
public:
    Result<bool> add(ApprovalQuestion const& question) override {
        std::lock_guard const lock(guard_);
        for (auto const& [token, each] : questions_)
            if (each.content == question.content && each.revision == question.revision) return false;
        return questions_.emplace(question.token, question).second;
    }
    Result<void> update(ApprovalQuestion const& question) override {
        std::lock_guard const lock(guard_);
        auto const found = questions_.find(question.token);
        if (found == questions_.end()) return fail(ErrorCode::not_found, "there is no such question");
        found->second = question;
        return {};
    }
    Result<std::optional<ApprovalQuestion>> find(std::string const& token) override {
        std::lock_guard const lock(guard_);
        auto const found = questions_.find(token);
        return found == questions_.end() ? std::optional<ApprovalQuestion>{} : std::optional(found->second);
    }
    Result<std::vector<ApprovalQuestion>> open() override {
        std::lock_guard const lock(guard_);
        std::vector<ApprovalQuestion> found;
        for (auto const& [token, each] : questions_)
            if (each.is_open) found.push_back(each);
        return found;
    }
    Result<std::optional<ApprovalQuestion>> about(std::string const& content, int revision) override {
        std::lock_guard const lock(guard_);
        for (auto const& [token, each] : questions_)
            if (each.content == content && each.revision == revision) return std::optional(each);
        return std::optional<ApprovalQuestion>{};
    }
    Result<std::int64_t> next_event(std::string const& chat) override {
        std::lock_guard const lock(guard_);
        return places_[chat];
    }
    Result<void> set_next_event(std::string const& chat, std::int64_t number) override {
        std::lock_guard const lock(guard_);
        places_[chat] = number;
        return {};
    }

private:
    std::mutex guard_;
    std::map<std::string, ApprovalQuestion> questions_;
    std::map<std::string, std::int64_t> places_;
};

}  // namespace troupe::social::testing
