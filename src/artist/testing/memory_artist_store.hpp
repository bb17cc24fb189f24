#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "artist/artist_store.hpp"
#include "base/json.hpp"

namespace troupe::artist::testing {

/// A whole store, for tests of one thread.
class MemoryArtistStore final : public ArtistStore {
public:
    Result<void> insert(Document const& document) override {
        if (document.version.number != 1) return fail(ErrorCode::invalid_input, "version.number: a new artist begins with 1");
        if (artists_.contains(document.id)) return fail(ErrorCode::conflict, "artist " + to_string(document.id) + " exists already");
        if (is_name_taken(document)) return fail(ErrorCode::conflict, "core.name: " + document.name() + " is taken");
        artists_[document.id] = {document};
        return {};
    }

    Result<void> append_version(Document const& document) override {
        auto* const versions = TRY(versions_of(document.id));
        auto const& current = versions->back().version;
        if (document.version.number != current.number + 1 || document.version.previous_hash != current.hash)
            return fail(ErrorCode::conflict, fmt::format("version {} does not follow version {}", document.version.number, current.number));
        if (is_name_taken(document)) return fail(ErrorCode::conflict, "core.name: " + document.name() + " is taken");
        versions->push_back(document);
        return {};
    }

    Result<void> remove(ArtistId id) override {
        TRY(versions_of(id));
        artists_.erase(id);
        return {};
    }

    Result<Document> find(ArtistId id) override { return TRY(versions_of(id))->back(); }

    Result<DocumentText> find_text(ArtistId id) override {
        auto const document = TRY(find(id));
        return DocumentText{json::print(document), document.version.number};
    }

    Result<Document> find_version(ArtistId id, int number) override {
        auto* const versions = TRY(versions_of(id));
        if (number < 1 || number > static_cast<int>(versions->size()))
            return fail(ErrorCode::not_found, fmt::format("version {} does not exist", number));
        return (*versions)[static_cast<std::size_t>(number) - 1];
    }

    Result<std::optional<Document>> find_by_name(std::string_view name) override {
        for (auto const& [id, versions] : artists_)
            if (name_key(versions.back().name()) == name_key(name)) return versions.back();
        return std::nullopt;
    }

    Result<std::vector<Document>> history(ArtistId id) override { return *TRY(versions_of(id)); }

    Result<ArtistPage> list(ArtistQuery const& query) override {
        if (query.limit < 1 || query.limit > 500) return fail(ErrorCode::invalid_input, "limit: 1 to 500");
        ArtistPage page;
        for (auto at = artists_.rbegin(); at != artists_.rend(); ++at) {
            auto const& current = at->second.back();
            if ((query.after && at->first >= *query.after) || (query.state && current.state != *query.state)) continue;
            if (static_cast<int>(page.artists.size()) == query.limit) {
                page.next = page.artists.back().id;
                break;
            }
            page.artists.push_back(current);
        }
        return page;
    }

private:
    Result<std::vector<Document>*> versions_of(ArtistId id) {
        auto const found = artists_.find(id);
        if (found == artists_.end()) return fail(ErrorCode::not_found, "artist " + to_string(id) + " does not exist");
        return &found->second;
    }

    bool is_name_taken(Document const& document) const {
        return std::any_of(artists_.begin(), artists_.end(), [&](auto const& entry) {
            return entry.first != document.id && name_key(entry.second.back().name()) == name_key(document.name());
        });
    }

    std::map<ArtistId, std::vector<Document>> artists_;
};

}  // namespace troupe::artist::testing
