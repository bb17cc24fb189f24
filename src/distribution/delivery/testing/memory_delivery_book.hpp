#pragma once

#include <fmt/format.h>

#include <map>
#include <mutex>

#include "distribution/delivery/delivery_book.hpp"

namespace troupe::distribution::testing {

class MemoryDeliveryBook : public DeliveryBook {
public:
    Result<std::optional<DeliveryRecord>> find(std::string const& release, std::string const& store) override {
        std::lock_guard const lock(guard_);
        auto const found = records_.find({release, store});
        return found == records_.end() ? std::optional<DeliveryRecord>{} : std::optional(found->second);
    }
    Result<std::vector<DeliveryRecord>> of_release(std::string const& release) override {
        return all([&](DeliveryRecord const& record) { return record.release == release; });
    }
    Result<std::vector<DeliveryRecord>> of_store(std::string const& store) override {
        return all([&](DeliveryRecord const& record) { return record.store == store; });
    }
    Result<DeliveryRecord> put(DeliveryRecord record) override {
        std::lock_guard const lock(guard_);
        auto const found = records_.find({record.release, record.store});
        if ((found == records_.end() ? 0 : found->second.revision) != record.revision)
            return fail(ErrorCode::conflict,
                        fmt::format("delivery of {} to {}: was changed meanwhile", record.release, record.store));
        for (auto const& attempt : record.attempts)
            if (owners_.emplace(std::pair(record.store, attempt.batch_id), record.release).first->second !=
                record.release)
                return fail(ErrorCode::conflict, fmt::format("batch {}: another release has it", attempt.batch_id));
        ++record.revision;
        return records_[{record.release, record.store}] = record;
    }

private:
    template <class Wanted>
    Result<std::vector<DeliveryRecord>> all(Wanted const& is_wanted) {
        std::lock_guard const lock(guard_);
        std::vector<DeliveryRecord> found;
        for (auto const& [key, record] : records_)
            if (is_wanted(record)) found.push_back(record);
        return found;
    }

    std::mutex guard_;
    std::map<std::pair<std::string, std::string>, DeliveryRecord> records_;
    std::map<std::pair<std::string, std::string>, std::string> owners_;
};

}  // namespace troupe::distribution::testing
