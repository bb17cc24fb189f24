#pragma once

#include <algorithm>
#include <map>

#include "catalog/content_store.hpp"

namespace troupe::catalog::testing {

/// A whole store, for tests of one thread.
class MemoryContentStore final : public ContentStore {
public:
    Result<void> insert(Content const& content) override {
        TRY(validate(content));
        if (content.revision != 1) return fail(ErrorCode::invalid_input, "revision: a new content begins with 1");
        if (!contents_.try_emplace(content.id, content).second)
            return fail(ErrorCode::conflict, "content " + to_string(content.id) + " exists already");
        return {};
    }

    Result<Content> update(Content const& content) override {
        TRY(validate(content));
        auto* const stored = TRY(stored_of(content.id));
        if (stored->revision != content.revision) return fail(ErrorCode::conflict, "revision: not the latest, read it again");
        *stored = content;
        ++stored->revision;
        return *stored;
    }

    Result<void> remove(ContentId id) override {
        TRY(stored_of(id));
        contents_.erase(id);
        approvals_.erase(id);
        return {};
    }

    Result<Content> find(ContentId id) override { return *TRY(stored_of(id)); }

    Result<ContentPage> list(ContentQuery const& query) override {
        if (query.limit < 1 || query.limit > 500) return fail(ErrorCode::invalid_input, "limit: 1 to 500");
        ContentPage page;
        for (auto at = contents_.rbegin(); at != contents_.rend(); ++at) {
            if (!is_wanted(query, at->second)) continue;
            if (static_cast<int>(page.contents.size()) == query.limit) {
                page.next = page.contents.back().id;
                break;
            }
            page.contents.push_back(at->second);
        }
        return page;
    }

    Result<bool> is_used(std::string const& sha256, std::optional<ContentId> except = {}) override {
        return std::any_of(contents_.begin(), contents_.end(), [&](auto const& entry) {
            auto const& files = entry.second.files;
            return entry.first != except && std::any_of(files.begin(), files.end(), [&](auto const& file) { return file.asset == sha256; });
        });
    }

    Result<void> add_approval(ContentId id, Approval const& approval) override {
        TRY(stored_of(id));
        approvals_[id].push_back(approval);
        return {};
    }

    Result<std::vector<Approval>> approvals(ContentId id) override {
        TRY(stored_of(id));
        return approvals_[id];
    }

private:
    static bool is_wanted(ContentQuery const& query, Content const& content) {
        return (!query.after || content.id < *query.after) && (!query.artist || content.artist == *query.artist) &&
               (!query.kind || content.kind == *query.kind) && (!query.state || content.state == *query.state) &&
               (!query.item || content.item == query.item);
    }

    Result<Content*> stored_of(ContentId id) {
        auto const found = contents_.find(id);
        if (found == contents_.end()) return fail(ErrorCode::not_found, "content " + to_string(id) + " does not exist");
        return &found->second;
    }

    std::map<ContentId, Content> contents_;
    std::map<ContentId, std::vector<Approval>> approvals_;
};

}  // namespace troupe::catalog::testing
