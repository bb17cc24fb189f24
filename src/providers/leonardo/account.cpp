#include "providers/leonardo/account.hpp"

#include "providers/leonardo/impl/desk.hpp"

namespace troupe::providers::leonardo {
namespace {

/// Takes as long for a wrong key as for the right one.
bool is_same(std::string_view given, std::string_view wanted) {
    auto difference = given.size() ^ wanted.size();
    for (std::size_t i = 0; i < given.size(); ++i) difference |= static_cast<std::size_t>(given[i] ^ wanted[i % wanted.size()]) & 0xFFU;
    return difference == 0;
}

}  // namespace

Account::Account(Settings settings, Parts const& parts) : desk_(std::make_unique<impl::Desk>(std::move(settings), parts)) {}
Account::~Account() = default;

Result<void> Account::hear(std::string_view authorization, std::string_view body) {
    auto const& key = desk_->settings.webhook_key;
    if (key.empty() || !is_same(authorization, "Bearer " + key))
        return fail(ErrorCode::invalid_input, "this is not the key of TROUPE_LEONARDO_WEBHOOK_KEY");
    if (impl::read_call(body).empty()) return fail(ErrorCode::invalid_input, "the call names no generation");
    desk_->bell.ring();
    return {};
}

}  // namespace troupe::providers::leonardo
