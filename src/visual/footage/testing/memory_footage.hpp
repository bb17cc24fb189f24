#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "visual/footage/ledger.hpp"
#include "visual/footage/stock_footage.hpp"

namespace troupe::visual::testing {

class MemoryFootageLedger : public FootageLedger {
public:
    Result<ClipClaim> claim(ClipClaim const& claim) override {
        std::lock_guard const lock(guard_);
        return claims_.emplace(claim.clip, claim).first->second;
    }
    Result<std::optional<ClipClaim>> find(std::string const& clip) override {
        std::lock_guard const lock(guard_);
        auto const found = claims_.find(clip);
        return found == claims_.end() ? std::optional<ClipClaim>{} : std::optional(found->second);
    }
    Result<void> release(ClipClaim const& claim) override {
        std::lock_guard const lock(guard_);
        auto const found = claims_.find(claim.clip);
        if (found != claims_.end() && found->second.artist == claim.artist && found->second.work == claim.work) claims_.erase(found);
        return {};
    }

private:
    std::mutex guard_;
    std::map<std::string, ClipClaim> claims_;
};

class MemoryFootageMemory : public FootageMemory {
public:
    Result<std::optional<std::string>> answer(std::string const& key, TimePoint not_before) override {
        std::lock_guard const lock(guard_);
        auto const found = answers_.find(key);
        return found == answers_.end() || found->second.first < not_before ? std::optional<std::string>{} : std::optional(found->second.second);
    }
    Result<void> keep(std::string const& key, std::string const& body, TimePoint now, TimePoint forget_before) override {
        std::lock_guard const lock(guard_);
        std::erase_if(answers_, [&](auto const& each) { return each.second.first < forget_before; });
        answers_[key] = {now, body};
        return {};
    }
    Result<std::optional<TimePoint>> book(std::string const& provider, std::vector<Allowance> const& allowances, TimePoint now) override {
        std::lock_guard const lock(guard_);
        auto& asked = asked_[provider];
        std::optional<TimePoint> free_at;
        if (rests_.contains(provider) && rests_[provider] > now) free_at = rests_[provider];
        for (auto const& allowance : allowances) {
            auto const window = std::chrono::duration_cast<std::chrono::milliseconds>(allowance.window);
            auto const most = static_cast<std::size_t>(allowance.most);
            if (asked.size() >= most && asked[asked.size() - most] > now - window) free_at = std::max(free_at.value_or(now), asked[asked.size() - most] + window);
        }
        if (!free_at) asked.push_back(now);
        return free_at;
    }
    Result<void> rest(std::string const& provider, TimePoint until) override {
        std::lock_guard const lock(guard_);
        rests_[provider] = std::max(rests_[provider], until);
        return {};
    }

private:
    std::mutex guard_;
    std::map<std::string, std::pair<TimePoint, std::string>> answers_;
    std::map<std::string, std::vector<TimePoint>> asked_;
    std::map<std::string, TimePoint> rests_;
};

/// A service with the clips and files it was given.
class MemoryFootage : public StockFootage {
public:
    explicit MemoryFootage(std::string provider) : provider_(std::move(provider)) {}

    std::map<std::string, std::vector<Clip>> clips;              ///< by the words of the search; "" for all others
    std::map<std::string, std::filesystem::path> files;          ///< by the address of the rendition
    std::optional<Error> trouble;                                ///< of every search
    std::vector<std::string> searches, fetches;

    [[nodiscard]] FootageTerms terms() const override { return {provider_, "Service of " + provider_, "https://" + provider_ + ".example", "free", 10, true, true}; }
    Result<ClipPage> search(ClipQuery const& query, std::stop_token const& stop) override {
        searches.push_back(query.words);
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped");
        if (trouble) return tl::unexpected(*trouble);
        auto const& found = clips.contains(query.words) ? clips[query.words] : clips[""];
        return ClipPage{found, static_cast<int>(found.size()), false};
    }
    Result<FetchedClip> fetch(Clip const& clip, Rendition const& rendition, std::filesystem::path const& file, std::stop_token const&) override {
        fetches.push_back(clip.id);
        if (!files.contains(rendition.url)) return fail(ErrorCode::unavailable, provider_ + ": clip " + clip.id + " cannot be fetched");
        std::filesystem::copy_file(files[rendition.url], file, std::filesystem::copy_options::overwrite_existing);
        auto sha256 = TRY(sha256_of_file(file));
        return FetchedClip{std::filesystem::file_size(file), std::move(sha256)};
    }

private:
    std::string provider_;
};

}  // namespace troupe::visual::testing
