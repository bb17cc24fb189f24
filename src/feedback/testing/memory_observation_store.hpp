#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

#include "feedback/observation_store.hpp"

namespace troupe::feedback::testing {

/// A whole store, for tests.
class MemoryObservationStore final : public ObservationStore {
public:
    Result<ImportCount> import(ImportBatch const& batch) override {
        ImportCount count;
        bool const known_file = !batch.is_new_file && files_.contains(batch.file_sha256);
        for (auto const& row : batch.observations) take(row, known_file, count);
        files_.try_emplace(batch.file_sha256, ImportedFile{batch.file_sha256, batch.file_name, batch.imported_at,
                                                           static_cast<int>(batch.observations.size())});
        return count;
    }

    Result<ImportedFile> find_file(std::string const& sha256) override {
        auto const found = files_.find(sha256);
        if (found == files_.end()) return fail(ErrorCode::not_found, "no file with sha256 " + sha256 + " was imported");
        return found->second;
    }

    Result<Observation> find(std::string const& key) override {
        auto const found = rows_.find(key);
        if (found == rows_.end()) return fail(ErrorCode::not_found, "observation " + key + " does not exist");
        return found->second;
    }
    Result<std::vector<Observation>> list_by_artist(std::string const& id) override {
        return list([&](Observation const& row) { return row.artist_id == id; });
    }
    Result<std::vector<Observation>> list_by_content(std::string const& artist_id, std::string const& id) override {
        return list([&](Observation const& row) { return row.artist_id == artist_id && row.content_id == id; });
    }
    Result<std::vector<Observation>> list_unmatched() override {
        return list([](Observation const& row) { return row.content_id.empty(); });
    }

    Result<void> replace(std::vector<Observation> const& rows) override {
        for (auto const& row : rows)
            if (!rows_.contains(row.key)) return fail(ErrorCode::not_found, "observation " + row.key + " does not exist");
        for (auto const& row : rows) rows_[row.key] = row;
        return {};
    }

    Result<int> remove_by_artist(std::string const& id) override {
        return static_cast<int>(std::erase_if(rows_, [&](auto const& entry) { return entry.second.artist_id == id; }));
    }

private:
    static auto numbers(Observation const& row) {
        return std::tie(row.streams, row.listeners, row.saves, row.skips, row.shares);
    }

    void take(Observation const& row, bool known_file, ImportCount& count) {
        auto const [at, is_new] = rows_.try_emplace(row.key, row);
        if (is_new) {
            ++count.imported;
        } else if (at->second.content_id.empty() && !row.content_id.empty()) {
            at->second.artist_id = row.artist_id;
            at->second.content_id = row.content_id;
            at->second.factors = row.factors;
            ++count.assigned;
        } else if (known_file || numbers(at->second) == numbers(row)) {
            ++count.already_known;
        } else {
            at->second = row;
            ++count.replaced;
        }
    }

    std::vector<Observation> list(std::function<bool(Observation const&)> const& wanted) const {
        std::vector<Observation> found;
        for (auto const& [key, row] : rows_)
            if (wanted(row)) found.push_back(row);
        std::sort(found.begin(), found.end(), [](Observation const& a, Observation const& b) {
            return std::tie(a.date, a.platform, a.territory, a.key) < std::tie(b.date, b.platform, b.territory, b.key);
        });
        return found;
    }

    std::map<std::string, Observation> rows_;
    std::map<std::string, ImportedFile> files_;
};

}  // namespace troupe::feedback::testing
