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
        if (!contents_.try_emplace(content.id, std::vector{content}).second)
            return fail(ErrorCode::conflict, "content " + to_string(content.id) + " exists already");
        return {};
    }

    Result<Content> update(Content const& content) override {
        TRY(validate(content));
        auto* const stored = TRY(stored_of(content.id));
        if (stored->back().revision != content.revision) return fail(ErrorCode::conflict, "revision: not the latest, read it again");
        stored->push_back(content);
        ++stored->back().revision;
        return stored->back();
    }

    Result<void> restore(std::vector<Content> const& revisions) override {
        TRY(validate_history(revisions));
        auto const [at, is_new] = contents_.try_emplace(revisions.front().id, revisions);
        if (is_new) return {};
        auto& stored = at->second;
        auto const same = std::find_if(revisions.begin(), revisions.end(), [&](Content const& each) { return each.revision == stored.back().revision; });
        if (same == revisions.end() || json::print(*same) != json::print(stored.back()))
            return fail(ErrorCode::conflict, "revision: what is here is none of these");
        stored.insert(stored.end(), std::next(same), revisions.end());
        return {};
    }

    Result<void> remove(ContentId id) override {
        TRY(stored_of(id));
        contents_.erase(id);
        approvals_.erase(id);
        return {};
    }

    Result<Content> find(ContentId id) override { return TRY(stored_of(id))->back(); }
    Result<ContentSketch> find_sketch(ContentId id) override { return sketch(TRY(stored_of(id))->back()); }
    Result<std::vector<Content>> history(ContentId id) override { return *TRY(stored_of(id)); }

    Result<ContentPage> list(ContentQuery const& query) override {
        if (query.limit < 1 || query.limit > 500) return fail(ErrorCode::invalid_input, "limit: 1 to 500");
        ContentPage page;
        for (auto at = contents_.rbegin(); at != contents_.rend(); ++at) {
            if (!is_wanted(query, at->second.back())) continue;
            if (static_cast<int>(page.contents.size()) == query.limit) {
                page.next = page.contents.back().id;
                break;
            }
            page.contents.push_back(at->second.back());
        }
        return page;
    }

    Result<std::int64_t> count(artist::ArtistId artist) override {
        return std::ranges::count_if(contents_, [&](auto const& each) { return each.second.back().artist == artist; });
    }

    Result<bool> is_used(std::string const& sha256, std::optional<ContentId> except = {}) override {
        for (auto const& [id, revisions] : contents_)
            for (auto const& content : revisions)
                for (auto const& file : content.files)
                    if (id != except && file.asset == sha256) return true;
        return false;
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

    Result<std::vector<Content>*> stored_of(ContentId id) {
        auto const found = contents_.find(id);
        if (found == contents_.end()) return fail(ErrorCode::not_found, "content " + to_string(id) + " does not exist");
        return &found->second;
    }

    std::map<ContentId, std::vector<Content>> contents_;  ///< all revisions, oldest first
    std::map<ContentId, std::vector<Approval>> approvals_;
};

}  // namespace troupe::catalog::testing
