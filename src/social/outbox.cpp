#include "social/outbox.hpp"

#include <algorithm>

namespace troupe::social {
namespace {

std::vector<OutboxState> ways_from(OutboxState state) {
    using enum OutboxState;
    switch (state) {
        case planned: return {due, sending, failed, cancelled};
        case due: return {planned, sending, failed, cancelled};
        case sending: return {due, sent, doubtful, failed};
        case doubtful: return {due, sent, cancelled};
        case failed: return {due, cancelled};
        case sent:
        case cancelled: return {};
    }
    return {};
}

}  // namespace

bool is_finished(OutboxState state) { return state == OutboxState::sent || state == OutboxState::cancelled; }

bool can_become(OutboxState from, OutboxState to) {
    auto const ways = ways_from(from);
    return from == to || std::find(ways.begin(), ways.end(), to) != ways.end();
}

}  // namespace troupe::social
