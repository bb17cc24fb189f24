#pragma once

#include <map>
#include <mutex>

#include "social/post_result.hpp"

namespace troupe::social::testing {

class MemoryPostResultStore : public PostResultStore {
public:
    Result<ReadingCount> keep(std::vector<PostReading> const& readings) override {
        std::lock_guard const lock(guard_);
        ReadingCount count;
        for (auto const& reading : readings) {
            auto const [at, is_new] = readings_.try_emplace({reading.post, reading.read}, reading);
            if (is_new)
                ++count.kept;
            else if (says_the_same(at->second, reading))
                ++count.already_known;
            else
                ++count.replaced, at->second = reading;
        }
        return count;
    }
    Result<std::vector<PostReading>> of_post(std::string const& post) override {
        return those([&](PostReading const& each) { return each.post == post; });
    }
    Result<std::vector<PostReading>> of_artist(std::string const& artist) override {
        return those([&](PostReading const& each) { return each.artist == artist; });
    }
    Result<int> remove_by_artist(std::string const& artist) override {
        std::lock_guard const lock(guard_);
        return static_cast<int>(
            std::erase_if(readings_, [&](auto const& entry) { return entry.second.artist == artist; }));
    }

private:
    template <class Wanted>
    std::vector<PostReading> those(Wanted const& wanted) {
        std::lock_guard const lock(guard_);
        std::vector<PostReading> found;
        for (auto const& [key, each] : readings_)
            if (wanted(each)) found.push_back(each);
        return found;
    }

    std::mutex guard_;
    std::map<std::pair<std::string, TimePoint>, PostReading> readings_;
};

}  // namespace troupe::social::testing
