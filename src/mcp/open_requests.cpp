#include "mcp/open_requests.hpp"

#include <fmt/format.h>

#include <map>
#include <mutex>
#include <vector>

namespace troupe::mcp {
namespace {

/// A text and a number of the same digits are two ids, so the id is kept as JSON.
std::string key_of(Visitor const& visitor, json::Value const& id) {
    return fmt::format("{}\n{}\n{}", visitor.caller.key, visitor.session, json::print(id));
}

}  // namespace

struct OpenRequests::Shared {
    std::mutex guard;
    std::map<std::string, std::stop_source> open;
};

class OpenRequests::Entry final : public OpenRequest {
public:
    Entry(std::shared_ptr<Shared> shared, std::string key, std::stop_token cancelled)
        : shared_(std::move(shared)), key_(std::move(key)), cancelled_(std::move(cancelled)) {}
    ~Entry() override {
        std::lock_guard const lock(shared_->guard);
        shared_->open.erase(key_);
    }
    [[nodiscard]] std::stop_token cancelled() const override { return cancelled_; }

private:
    std::shared_ptr<Shared> shared_;
    std::string key_;
    std::stop_token cancelled_;
};

OpenRequests::OpenRequests() : shared_(std::make_shared<Shared>()) {}

Result<std::shared_ptr<OpenRequest>> OpenRequests::open(Visitor const& visitor, json::Value const& id) {
    auto key = key_of(visitor, id);
    std::stop_source source;
    {
        std::lock_guard const lock(shared_->guard);
        if (!shared_->open.emplace(key, source).second)
            return fail(ErrorCode::conflict, "id: " + json::print(id) + " is still being answered");
    }
    return std::shared_ptr<OpenRequest>(std::make_shared<Entry>(shared_, std::move(key), source.get_token()));
}

void OpenRequests::cancel(Visitor const& visitor, json::Value const& id) {
    std::stop_source source(std::nostopstate);
    {
        std::lock_guard const lock(shared_->guard);
        auto const found = shared_->open.find(key_of(visitor, id));
        if (found != shared_->open.end()) source = found->second;
    }
    source.request_stop();  // outside the lock: what it wakes may look here
}

void OpenRequests::cancel_all() {
    std::vector<std::stop_source> sources;
    {
        std::lock_guard const lock(shared_->guard);
        for (auto const& [key, source] : shared_->open) sources.push_back(source);
    }
    for (auto& source : sources) source.request_stop();
}

std::size_t OpenRequests::count() const {
    std::lock_guard const lock(shared_->guard);
    return shared_->open.size();
}

}  // namespace troupe::mcp
